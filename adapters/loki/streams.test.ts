import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { someLine } from '../../test/contracts/log-store.contract.ts';
import { streamsOf } from './streams.ts';

const of = {
  organizationId: randomUUID(),
  projectId: randomUUID(),
  serviceId: randomUUID(),
  instanceId: randomUUID(),
  buildId: randomUUID(),
};
const idAt = (ms: number, count: number): string => String((BigInt(ms) << 22n) | (BigInt(count) << 10n));
const at = 1_790_000_000_000;

test.each([
  ['whose ids are younger', 3],
  ['of a clock that is ahead of ours', -3],
])('lines of one millisecond keep the order of their ids: %s', (_, offset) => {
  const ids = [idAt(at + offset, 7), idAt(at + offset, 8), idAt(at + offset + 1, 0), idAt(at + offset + 2, 0)];
  const [stream] = streamsOf(ids.map((id) => someLine(of, { id, at })));
  const times = stream?.values.map(([nanoseconds]) => BigInt(nanoseconds)) ?? [];
  expect(times).toHaveLength(4);
  for (const [i, time] of times.entries()) {
    expect(time / 1_000_000n).toBe(BigInt(at));
    if (i > 0) expect(time).toBeGreaterThan(times[i - 1] ?? 0n);
  }
});
