/** Who may do work that only one may do: by the row, through the real engine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../sdk/client.ts';
import { type ControlPlane, startControlPlane } from '../../test/support/control-plane.ts';
import { eventually } from '../../test/support/eventually.ts';
import { holdLease, type LeaseObservation, type ServiceLease } from './lease.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await startControlPlane({ still: true });
});
afterAll(() => plane?.[Symbol.asyncDispose]());

function apply(
  name: string,
  more: { readonly seconds?: number; readonly isAway?: () => boolean; readonly signal?: AbortSignal } = {},
) {
  const { isAway = () => false, ...rest } = more;
  const told: LeaseObservation['kind'][] = [];
  const lost: true[] = [];
  const graphql = createClient({
    url: plane.url,
    headers: () => ({ 'x-hasura-admin-secret': plane.adminSecret }),
    fetch: (input, init) => (isAway() ? Promise.reject(new TypeError('cut off')) : fetch(input, init)),
  });
  const observe = ({ kind }: LeaseObservation) => void told.push(kind);
  const held = holdLease({ graphql, name, observe, onLost: () => void lost.push(true), ...rest });
  held.catch(() => {});
  return { held, told, lost };
}

test('of many that ask at once one has it, and the next one when that gives it back', async () => {
  const seconds = 60;
  const all = Array.from({ length: 6 }, () => apply('many', { seconds }));
  const left = new Set(all);
  for (let turn = 0; turn < all.length; turn += 1) {
    const [winner, lease] = await Promise.race([...left].map(async (one) => [one, await one.held] as [typeof one, ServiceLease]));
    left.delete(winner);
    // Everybody else was told that somebody has it, and none that it is theirs.
    for (const one of left) {
      await eventually(
        () => one.told,
        (told) => told.includes('lease-taken-by-another'),
      );
      expect(one.told).not.toContain('lease-held');
    }
    await lease.release();
  }
  expect(all.flatMap(({ lost }) => lost)).toEqual([]);
});

test('who cannot renew it does not have it any more; when another one took it, it is told', async () => {
  let isAway = false;
  const first = apply('cut-off', { seconds: 8, isAway: () => isAway });
  const lease = await first.held;
  const second = apply('cut-off', { seconds: 60 });
  isAway = true;
  const taken = await second.held;
  expect(lease.isHeld()).toBe(false);
  expect(taken.isHeld()).toBe(true);
  isAway = false;
  await eventually(
    () => first.lost,
    (lost) => lost.length === 1,
  );
  expect(second.lost).toEqual([]);
  await taken.release();
});

test('who could not renew it for long goes on when nobody has taken it', async () => {
  let isAway = false;
  const only = apply('alone', { seconds: 4, isAway: () => isAway });
  const lease = await only.held;
  isAway = true;
  await eventually(
    () => lease.isHeld(),
    (isHeld) => !isHeld,
  );
  isAway = false;
  await eventually(
    () => lease.isHeld(),
    (isHeld) => isHeld,
  );
  expect(only.lost).toEqual([]);
  await lease.release();
  expect(lease.isHeld()).toBe(false);
});

test('who only waits can be told to stop waiting', async () => {
  const holder = await apply('waiting', { seconds: 60 }).held;
  const stop = new AbortController();
  const waiting = apply('waiting', { signal: stop.signal });
  await eventually(
    () => waiting.told,
    (told) => told.includes('lease-taken-by-another'),
  );
  stop.abort();
  await expect(waiting.held).rejects.toThrow();
  await holder.release();
});
