import { expect, test } from 'vitest';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import { type RateLimits, rateLimited, readRateLimits } from './rate-limit.ts';

const limits: RateLimits = {
  disabled: false,
  rate_limit: {
    global: { max_reqs_per_min: 3, unique_params: ['X-Hasura-User-Id'] },
    per_role: { anonymous: { max_reqs_per_min: 2, unique_params: 'IP' } },
  },
};

function service(given = limits, replicas = 1) {
  let clock = 0;
  const cache = openInProcessCache(() => clock);
  const handlers = Array.from({ length: replicas }, () => rateLimited(async () => ({ status: 200, body: 'done' }), given, cache));
  let turn = 0;
  return {
    pass: (ms: number) => (clock += ms),
    ask: async (session: object, address = '198.51.100.1') => {
      turn += 1;
      const handler = handlers[turn % replicas];
      const answer = await handler?.({ input: {}, session_variables: session }, { 'x-forwarded-for': address });
      return answer?.status === 200 ? 'done' : answer?.body;
    },
  };
}

const user = (id: string) => ({ 'x-hasura-role': 'developer', 'x-hasura-user-id': id });
const refused = (maximum: number, seconds: number) => ({
  message: `That is more than ${maximum} requests a minute. Try again in ${seconds} seconds.`,
  code: 'too-many-requests',
  extensions: { code: 'too-many-requests', path: '$', retryAfterSeconds: seconds },
});

test('each user has an allowance of their own, whichever replica is asked, and it comes back', async () => {
  const { ask, pass } = service(limits, 3);
  for (let i = 0; i < 3; i += 1) expect(await ask(user('a'))).toBe('done');
  expect(await ask(user('a'))).toEqual(refused(3, 20));
  expect(await ask(user('b'))).toBe('done');
  pass(20_000);
  expect(await ask(user('a'))).toBe('done');
  expect(await ask(user('a'))).toEqual(refused(3, 20));
});

test('nobody signed in counts by address', async () => {
  const { ask } = service();
  const nobody = { 'x-hasura-role': 'anonymous' };
  for (let i = 0; i < 2; i += 1) expect(await ask(nobody)).toBe('done');
  expect(await ask(nobody)).toEqual(refused(2, 30));
  expect(await ask(nobody, '198.51.100.2')).toBe('done');
});

test('the operator is not limited, and nobody when limits are off', async () => {
  const [on, off] = [service(), service({ ...limits, disabled: true })];
  for (let i = 0; i < 9; i += 1) {
    expect(await on.ask({ 'x-hasura-role': 'admin' })).toBe('done');
    expect(await off.ask(user('a'))).toBe('done');
  }
});

test('the limits are those of the metadata', async () => {
  const { rate_limit: rate } = await readRateLimits();
  expect(rate?.per_role.anonymous).toMatchObject({ unique_params: 'IP' });
  expect(rate?.global?.max_reqs_per_min).toBeGreaterThan(0);
});
