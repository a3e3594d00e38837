import { expect, test } from 'vitest';
import { chooseBackup } from './choose-backup.ts';
import type { BackupRecord } from './record.ts';

const backup = (backupId: string, timeline: number, consistentAt: number): BackupRecord => ({
  version: 1,
  backupId,
  databaseId: 'd',
  databaseName: 'app',
  engineVersion: '15.1',
  timeline,
  firstSegment: '',
  lastSegment: '',
  consistentAt,
  sizeBytes: 1,
  location: null,
  sealedPasswords: '',
});
const first = { timeline: 1, since: 0, parent: null };
// At 50 it was brought back in place to what it was at 30.
const second = { timeline: 2, since: 50, parent: { timeline: 1, until: 30 } };
const backups = [backup('a', 1, 10), backup('b', 1, 40), backup('c', 2, 60)];
const chosen = (at: number, timelines = [first, second]) => {
  const route = chooseBackup(backups, timelines, at);
  return route && `${route.backup.backupId} along ${route.timeline}`;
};

test('the newest backup before the moment is taken', () => {
  expect([5, 10, 39, 45].map((at) => chosen(at, [first]))).toEqual([null, 'a along 1', 'a along 1', 'b along 1']);
});

test('after a restore in place, moments before it are found on the old timeline and later ones on the new', () => {
  expect(chosen(45)).toBe('b along 1');
  // b was taken after the moment to which it was brought back: it leads elsewhere.
  expect(chosen(55)).toBe('a along 2');
  expect(chosen(70)).toBe('c along 2');
});
