import { expect, test } from 'vitest';
import { outlived } from './backup-schedule.ts';

const DAY = 24 * 3600_000;
const backups = [1, 3, 8, 9].map((age) => ({ id: `${age}`, createdAt: (10 - age) * DAY }));

test('what is older than its time goes, but never the newest ones', () => {
  expect(outlived(backups, { days: 7, minimumKept: 1 }, 10 * DAY)).toEqual(['8', '9']);
  expect(outlived(backups, { days: 2, minimumKept: 1 }, 10 * DAY)).toEqual(['3', '8', '9']);
  expect(outlived(backups, { days: 2, minimumKept: 3 }, 10 * DAY)).toEqual(['9']);
  expect(outlived(backups, { days: 1, minimumKept: 9 }, 100 * DAY)).toEqual([]);
});
