import { expect, test } from 'vitest';
import { judgeAnswer, MAX_ATTEMPTS, planDelivery, planHealth } from './delivery.ts';

const failed = (retryAfterMs: number | null = null) => ({ kind: 'failed', reason: 'no', retryAfterMs }) as const;

test('the wait grows fourfold from five seconds to six hours, within a fifth of it', () => {
  const waits = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, i) => {
    const [least, most] = [0, 1].map((random) => planDelivery(i + 1, failed(), random));
    if (least?.do !== 'retry' || most?.do !== 'retry') throw new Error('it gave up early');
    expect(most.inMs / least.inMs).toBeCloseTo(1.5, 2);
    return (least.inMs + most.inMs) / 2 / 1000;
  });
  expect(waits).toEqual([5, 20, 80, 320, 1280, 5120, 20480, 21600]);
});

test('the last attempt ends it, and so does a receiver that will never take it', () => {
  expect(planDelivery(MAX_ATTEMPTS, failed(), 0.5)).toEqual({ do: 'fail', reason: 'no' });
  expect(planDelivery(1, { kind: 'refused', reason: 'private' }, 0.5)).toEqual({ do: 'fail', reason: 'private' });
  expect(planDelivery(MAX_ATTEMPTS, { kind: 'taken' }, 0.5)).toEqual({ do: 'succeed' });
});

test('a receiver gets the time it asks for, up to a day', () => {
  expect(planDelivery(1, failed(60_000), 0.5)).toMatchObject({ inMs: 60_000 });
  expect(planDelivery(1, failed(1_000), 0.5)).toMatchObject({ inMs: 5_000 });
  expect(planDelivery(1, failed(1e12), 0.5)).toMatchObject({ inMs: 86_400_000 });
});

test.each([
  [200, 'taken'],
  [204, 'taken'],
  [301, 'failed'],
  [404, 'failed'],
  [410, 'refused'],
  [429, 'failed'],
  [500, 'failed'],
])('an answer %i is %s', (status, kind) => {
  expect(judgeAnswer(status, null).kind).toBe(kind);
});

const DAY = 86_400_000;

test('a webhook is switched off after twenty failures over three days, and not before', () => {
  expect(planHealth({ consecutiveFailures: 0, failingSince: null }, failed(), 5)).toEqual({
    consecutiveFailures: 1,
    failingSince: 5,
    disable: null,
  });
  expect(planHealth({ consecutiveFailures: 19, failingSince: 0 }, failed(), 3 * DAY - 1).disable).toBeNull();
  expect(planHealth({ consecutiveFailures: 18, failingSince: 0 }, failed(), 9 * DAY).disable).toBeNull();
  expect(planHealth({ consecutiveFailures: 19, failingSince: 0 }, failed(), 3 * DAY).disable).toContain('three days');
});

test('one success forgets all failures; 410 switches off at once', () => {
  expect(planHealth({ consecutiveFailures: 19, failingSince: 0 }, { kind: 'taken' }, 9 * DAY)).toEqual({
    consecutiveFailures: 0,
    failingSince: null,
    disable: null,
  });
  expect(planHealth({ consecutiveFailures: 0, failingSince: null }, judgeAnswer(410, null), 1).disable).toContain('410');
});
