import { expect, test } from 'vitest';
import { Fault } from '../kit/fault.ts';
import { dueTimes } from './schedule.ts';

const at = (text: string) => Date.parse(text);
const due = (schedule: string, timezone: string, since: string, now: string) => {
  const { latest, missed, next } = dueTimes(schedule, timezone, at(since), at(now));
  return [latest && new Date(latest).toISOString(), missed, next && new Date(next).toISOString()];
};

test.each([
  ['nothing yet', '0 3 * * *', 'UTC', '2026-01-01T03:00:00Z', '2026-01-01T10:00:00Z', null, 0, '2026-01-02T03:00:00.000Z'],
  [
    'in this second',
    '0 3 * * *',
    'UTC',
    '2026-01-01T03:00:00Z',
    '2026-01-02T03:00:00.400Z',
    '2026-01-02T03:00:00.000Z',
    0,
    '2026-01-03T03:00:00.000Z',
  ],
  [
    'after an outage the latest',
    '*/5 * * * *',
    'UTC',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:21:00Z',
    '2026-01-01T00:20:00.000Z',
    3,
    '2026-01-01T00:25:00.000Z',
  ],
  [
    'by the clock of its place',
    '30 9 * * *',
    'Europe/Berlin',
    '2026-07-01T00:00:00Z',
    '2026-07-01T08:00:00Z',
    '2026-07-01T07:30:00.000Z',
    0,
    '2026-07-02T07:30:00.000Z',
  ],
  [
    'once when the clocks go back',
    '30 2 * * *',
    'Europe/Berlin',
    '2026-10-24T12:00:00Z',
    '2026-10-25T12:00:00Z',
    '2026-10-25T00:30:00.000Z',
    0,
    '2026-10-26T01:30:00.000Z',
  ],
])('%s', (_name, schedule, timezone, since, now, latest, missed, next) => {
  expect(due(schedule, timezone, since, now)).toEqual([latest, missed, next]);
});

test.each([
  ['61 * * * *', 'UTC'],
  ['* * * * * *', 'UTC'],
  ['0 3 * * *', 'Nowhere/Land'],
])('%s in %s is refused in words', (schedule, timezone) => {
  expect(() => dueTimes(schedule, timezone, 0, 1)).toThrow(Fault);
});
