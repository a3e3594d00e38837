import { expect, test } from 'vitest';
import { logLevel } from './log-level.ts';

test.each([
  ['{"level":30,"msg":"x"}', 'info'],
  ['{"level":50,"msg":"x"}', 'error'],
  ['{"severity":"WARNING"}', 'warn'],
  ['time=x level=debug msg=y', 'debug'],
  ['ERROR: it broke', 'error'],
  ['[WARN] careful', 'warn'],
  ['2026-01-02T03:04:05.678Z error something', 'error'],
  ['2026-01-02 03:04:05,678 INFO started', 'info'],
  ['no errors found', 'info'],
  ['', 'info'],
])('%s is %s', (line, level) => expect(logLevel(line)).toBe(level));

test('a long line without any level does not take long: in square time this one would take minutes', () => {
  expect(logLevel('1:'.repeat(400_000))).toBe('info');
});
