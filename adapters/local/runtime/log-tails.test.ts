import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { type LogTailsOptions, openLogTails } from './log-tails.ts';

let directory = '';
let skipped: number[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'northstack-tails-'));
  skipped = [];
});
afterEach(() => rm(directory, { recursive: true }));

const open = (options: Partial<LogTailsOptions> = {}) =>
  openLogTails({ directory, onSkip: (_, bytes) => void skipped.push(bytes), ...options });

test('lines come as they are written, the last one when the file is given up', async () => {
  await using tails = await open();
  const lines: string[] = [];
  tails.follow('a.log', (line) => void lines.push(line));
  await writeFile(join(directory, 'a.log'), 'one\ntw');
  await eventually(
    () => lines,
    (l) => l.length === 1,
  );
  await appendFile(join(directory, 'a.log'), 'o\nthree');
  await tails.unfollow('a.log');
  expect(lines).toEqual(['one', 'two', 'three']);
});

test('opening again goes on where the last one ended, half a line included', async () => {
  const lines: string[] = [];
  const first = await open();
  first.follow('a.log', (line) => void lines.push(line));
  await writeFile(join(directory, 'a.log'), 'one\ntw');
  await first.flush('a.log');
  await first[Symbol.asyncDispose]();
  await appendFile(join(directory, 'a.log'), 'o\nthree\n');
  await using second = await open();
  second.follow('a.log', (line) => void lines.push(line));
  await second.flush('a.log');
  expect(lines).toEqual(['one', 'two', 'three']);
});

test('a large file is emptied once it was read, and reading goes on', async () => {
  await using tails = await open({ emptyAtBytes: 1000 });
  const lines: string[] = [];
  tails.follow('a.log', (line) => void lines.push(line));
  const text = `${'x'.repeat(99)}\n`.repeat(20);
  await writeFile(join(directory, 'a.log'), text);
  await tails.flush('a.log');
  expect((await stat(join(directory, 'a.log'))).size).toBe(0);
  await appendFile(join(directory, 'a.log'), 'after\n');
  await tails.flush('a.log');
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('after');
  expect(await readFile(join(directory, 'a.log'), 'utf8')).toBe('after\n');
});

test('output that nobody could read in time is skipped, and said so', async () => {
  await using tails = await open({ behindBytes: 300_000 });
  const lines: string[] = [];
  await writeFile(join(directory, 'a.log'), `${'x'.repeat(999)}\n`.repeat(1000));
  tails.follow('a.log', (line) => void lines.push(line));
  await tails.flush('a.log');
  expect(skipped).toEqual([1_000_000 - 262_144]);
  expect(lines.length).toBeLessThan(270);
});
