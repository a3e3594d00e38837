import { expect, test } from 'vitest';
import { EngineError } from '../error.ts';
import type { ApiLimits } from '../model/model.ts';
import { createAdmission } from './admission.ts';
import { createRateLimiter } from './rate-limit.ts';

const session = (user: string) => ({
  role: 'user',
  variables: { 'x-hasura-user-id': user },
  backendOnly: false,
  expiresAt: null,
});
const rule = { maxPerMinute: 60, uniqueParams: ['x-hasura-user-id'] };

test('a caller may use a minute at once, then gets one request a second; another caller is not held up', () => {
  let now = 0;
  const waitFor = createRateLimiter(() => now);
  for (let i = 0; i < 60; i += 1) expect(waitFor(rule, session('a'), '', 1)).toBe(0);
  expect(waitFor(rule, session('a'), '', 1)).toBe(1000);
  expect(waitFor(rule, session('a'), '', 5)).toBe(5000);
  expect(waitFor(rule, session('b'), '', 1)).toBe(0);
  now = 1000;
  expect(waitFor(rule, session('a'), '', 1)).toBe(0);
  expect(waitFor(rule, session('a'), '', 1)).toBe(1000);
});

test('who asks too often is told when to come again', () => {
  const none = { global: null, perRole: new Map() };
  const limits: ApiLimits = {
    disabled: false,
    depth: none,
    nodes: none,
    batch: none,
    timeSeconds: none,
    rate: { global: { ...rule, maxPerMinute: 1 }, perRole: new Map() },
  };
  const admit = createAdmission(() => limits);
  admit(session('a'), '', 1);
  const refusal = (() => {
    try {
      return admit(session('a'), '', 1);
    } catch (error) {
      return error;
    }
  })();
  if (!(refusal instanceof EngineError)) throw new Error('it was admitted');
  expect(refusal.status).toBe(429);
  expect(refusal.headers.slice(0, 4)).toEqual([
    'Retry-After',
    expect.stringMatching(/^[1-9]\d?$/),
    'RateLimit-Policy',
    '"minute";q=1;w=60',
  ]);
});
