import { expect, test } from 'vitest';
import { age, bytes, duration, shortCommit } from './format.ts';
import { sparkline } from './sparkline.ts';
import { table } from './table.ts';

test('columns are as wide as their widest cell, colors not counted', () => {
  const red = '\u001b[31mdown\u001b[0m';
  expect(
    table(
      ['A', 'STATUS', 'B'],
      [
        ['x', red, '1'],
        ['long', 'running', '2'],
      ],
      'none',
    ),
  ).toBe(`A     STATUS   B\nx     ${red}     1\nlong  running  2`);
  expect(table(['A'], [], 'Nothing yet.')).toBe('Nothing yet.');
});

test('a line of bars has at most so many, each the mean of its part, none above the top', () => {
  expect(sparkline([], 5, 1)).toBe('');
  expect(sparkline([0, 0.5, 1, 9], 5, 1)).toBe('▁▅██');
  expect(sparkline([0, 0, 1, 1], 2, 1)).toBe('▁█');
  expect(sparkline([0, 0], 2, 0)).toBe('▁▁');
  expect([
    ...sparkline(
      Array.from({ length: 61 }, (_, i) => i),
      20,
      60,
    ),
  ]).toHaveLength(20);
});

test('times and sizes are short', () => {
  const now = Date.parse('2030-01-01T12:00:00Z');
  expect(['11:59:48', '11:55:00', '09:00:00', '12:00:01'].map((t) => age(`2030-01-01T${t}Z`, now))).toEqual([
    '12s',
    '5m',
    '3h',
    '0s',
  ]);
  expect(age('2029-12-30T11:00:00Z', now)).toBe('2d');
  expect([420, 12_340, 125_000].map(duration)).toEqual(['0.4 s', '12.3 s', '2 min 5 s']);
  expect([54_000_000, 1_230_000_000].map(bytes)).toEqual(['54 MB', '1.2 GB']);
  expect([shortCommit('0123456789abcdef'), shortCommit(null)]).toEqual(['0123456', '']);
});
