import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ScratchDatabase, scratchDatabase } from '../support/postgres.ts';
import { loadParityFiles } from './case.ts';
import { type ParityRun, startParity } from './runner.ts';

const files = loadParityFiles();

describe.each(files.map((file) => [file.name, file] as const))('%s', (_, file) => {
  let scratch: ScratchDatabase;
  let parity: ParityRun;

  beforeAll(async () => {
    scratch = await scratchDatabase();
    parity = await startParity(file, scratch);
  });
  afterAll(async () => {
    await parity?.[Symbol.asyncDispose]();
    await scratch?.[Symbol.asyncDispose]();
  });

  for (const each of file.cases) {
    test(each.name, () => parity.run(each, 'http'));
    if (each.isPlain) test(`${each.name} (over a WebSocket)`, () => parity.run(each, 'ws'));
  }
});

test('there is a case for every trap of the dialect, and at least 150 in all', () => {
  const cases = files.flatMap((file) => file.cases);
  const covered = new Set(cases.flatMap((c) => c.traps));
  expect(Array.from({ length: 42 }, (_, i) => i + 1).filter((trap) => !covered.has(trap))).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(150);
  expect(new Set(files.flatMap((file) => file.cases.map((c) => `${file.name}: ${c.name}`))).size).toBe(cases.length);
});
