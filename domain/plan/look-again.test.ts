import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { isDue, LOOK_MS, type Look, TURNS } from './look-again.ts';

const settled: Look = {
  id: randomUUID(),
  type: 'web',
  desiredState: 'running',
  status: 'running',
  generation: 3,
  observedGeneration: 3,
};
const looks = (look: Look, from: number) =>
  Array.from({ length: TURNS }, (_, i) => isDue(look, from + i * LOOK_MS)).filter(Boolean);

test('what is as it should be has one look in an hour, wherever the hour begins', () => {
  for (let i = 0; i < 500; i += 1)
    expect(looks({ ...settled, id: randomUUID() }, 1_790_000_000_000 + i * 77_777)).toHaveLength(1);
});

test('the looks of many are spread over the hour', () => {
  const ids = Array.from({ length: 1_200 }, () => randomUUID());
  for (let turn = 0; turn < TURNS; turn += 1)
    expect(ids.filter((id) => isDue({ ...settled, id }, turn * LOOK_MS)).length).toBeLessThan(200);
});

test.each<[string, Partial<Look>]>([
  ['is not what is wanted', { status: 'crashed' }],
  ['is unknown', { status: 'unknown' }],
  ['runs where it should be stopped', { desiredState: 'stopped' }],
  ['has not been seen in what was asked last', { observedGeneration: 2 }],
  ['was never seen', { observedGeneration: null }],
  ['runs on a schedule, which is followed here', { type: 'cron' }],
])('what %s has every look', (_, change) => {
  expect(looks({ ...settled, ...change }, Date.now())).toHaveLength(TURNS);
});

test('what is stopped and should be is as it should be', () => {
  expect(looks({ ...settled, desiredState: 'stopped', status: 'stopped' }, Date.now())).toHaveLength(1);
});
