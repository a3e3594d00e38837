import { expect, test } from 'vitest';
import { nextTimes, scheduleProblem } from './cron-schedule.ts';

const from = new Date('2024-02-28T23:58:30Z');
const times = (schedule: string, count = 3) => nextTimes(schedule, from, count).map((t) => t.toISOString().slice(0, 16));

test.each([
  ['* * * * *', ['2024-02-28T23:59', '2024-02-29T00:00', '2024-02-29T00:01']],
  ['*/20 6-7 * * *', ['2024-02-29T06:00', '2024-02-29T06:20', '2024-02-29T06:40']],
  ['0 0 29 2 *', ['2024-02-29T00:00', '2028-02-29T00:00', '2032-02-29T00:00']],
  ['5,10 4 * * 1', ['2024-03-04T04:05', '2024-03-04T04:10', '2024-03-11T04:05']],
  ['0 12 1 * 0', ['2024-03-01T12:00', '2024-03-03T12:00', '2024-03-10T12:00']],
])('%s', (schedule, expected) => {
  expect(scheduleProblem(schedule)).toBeNull();
  expect(times(schedule)).toEqual(expected);
});

test('a schedule that never comes has no times', () => {
  expect(times('0 0 31 2 *')).toEqual([]);
});

test.each(['', '* * * *', '* * * * * *', '60 * * * *', 'a * * * *', '@daily'])('"%s" is no schedule', (schedule) => {
  expect(scheduleProblem(schedule)).not.toBeNull();
});
