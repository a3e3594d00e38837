import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { argocdReceiver } from './argocd.ts';
import { coolifyReceiver } from './coolify.ts';
import { createInbox, type WebhookObservation } from './inbox.ts';
import type { Hinted } from './receiver.ts';

const SECRET = 'a-secret-between-the-two-of-us';

function inbox() {
  const woken: Hinted[] = [];
  const asked: string[] = [];
  const observations: WebhookObservation[] = [];
  const world = { builds: new Map([['deployment-1', 'build-1']]), instances: new Set<string>(), away: false, now: 0 };
  const opened = createInbox({
    receivers: [
      coolifyReceiver({
        secret: SECRET,
        buildOf: async (_, deployment) => {
          asked.push(deployment);
          if (world.away) throw new Error('no connection');
          return world.builds.get(deployment) ?? null;
        },
      }),
      argocdReceiver({ secret: SECRET, hasInstance: async (id) => world.instances.has(id) }),
    ],
    wake: (hinted) => woken.push(hinted),
    observe: (observation) => observations.push(observation),
    now: () => world.now,
  });
  const post = (path: string, body: unknown, headers = {}, address = '203.0.113.1') =>
    opened.receive(address, path, { headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) });
  return { ...opened, post, world, woken, asked, observations };
}

const finished = (deployment = 'deployment-1', event = 'deployment_success') => ({
  success: true,
  event,
  application_uuid: 'application-1',
  deployment_uuid: deployment,
});

test('a message of Coolify leads to a look at the build, after Coolify was asked', async () => {
  const it = inbox();
  expect(it.post(`/coolify/${SECRET}`, finished()).status).toBe(202);
  await it.settled();
  expect([it.asked, it.woken]).toEqual([['deployment-1'], [{ kind: 'build', id: 'build-1' }]]);
});

test('what was delivered three times counts once', async () => {
  const it = inbox();
  for (let i = 0; i < 3; i += 1) expect(it.post(`/coolify/${SECRET}`, finished()).status).toBe(202);
  await it.settled();
  expect(it.woken).toHaveLength(1);
  expect(it.observations.filter((o) => o.kind === 'webhook-repeated')).toHaveLength(2);
});

test('after a while the same message is a new one', async () => {
  const it = inbox();
  it.post(`/coolify/${SECRET}`, finished());
  await it.settled();
  it.world.now += 10 * 60_000;
  it.post(`/coolify/${SECRET}`, finished());
  await it.settled();
  expect(it.woken).toHaveLength(2);
});

test('what Coolify does not know of, or is no build of ours, wakes nobody', async () => {
  const it = inbox();
  it.post(`/coolify/${SECRET}`, finished('deployment-of-somebody-else'));
  await it.settled();
  expect([it.asked, it.woken]).toEqual([['deployment-of-somebody-else'], []]);
});

test('when nobody can be asked the message is not believed, and sent again it gets another chance', async () => {
  const it = inbox();
  it.world.away = true;
  it.post(`/coolify/${SECRET}`, finished());
  await it.settled();
  expect([it.woken, it.observations.map((o) => o.kind)]).toEqual([[], ['webhook-unconfirmed']]);
  it.world.away = false;
  it.post(`/coolify/${SECRET}`, finished());
  await it.settled();
  expect(it.woken).toHaveLength(1);
});

test.each([
  ['/coolify/another-secret-of-the-same-len', {}],
  ['/coolify', {}],
  ['/coolify/', {}],
  [`/coolify/${SECRET}/more`, {}],
  [`/nobody/${SECRET}`, {}],
  ['/argocd', {}],
  ['/argocd', { 'x-northstack-webhook-secret': 'wrong' }],
  ['/', {}],
])('%s without the secret is answered as if there were nothing', async (path, headers) => {
  const it = inbox();
  expect(it.post(path, finished(), headers)).toMatchObject({ status: 404, message: 'There is nothing here.' });
  await it.settled();
  expect([it.asked, it.woken]).toEqual([[], []]);
});

test('who guesses is slowed down; who knows the secret is not, even from the same address', async () => {
  const it = inbox();
  const guesses = Array.from({ length: 40 }, () => it.post('/coolify/guess', finished()).status);
  expect(guesses.filter((status) => status === 429).length).toBeGreaterThan(0);
  expect(it.post(`/coolify/${SECRET}`, finished()).status).toBe(202);
  expect(it.post('/coolify/guess', finished(), {}, '203.0.113.2').status).toBe(404);
  it.world.now += 61_000;
  expect(it.post('/coolify/guess', finished()).status).toBe(404);
  await it.settled();
});

test('a sender that floods is told to wait', async () => {
  const it = inbox();
  const statuses = Array.from({ length: 700 }, (_, i) => it.post(`/coolify/${SECRET}`, finished(`d-${i}`)));
  expect(statuses.at(-1)).toMatchObject({ status: 429, retryAfterSeconds: 60 });
  await it.settled();
});

test('other events of Coolify are taken and lead nowhere; what is no message of it is refused', async () => {
  const it = inbox();
  expect(it.post(`/coolify/${SECRET}`, { event: 'status_changed', application_uuid: 'a' }).status).toBe(202);
  expect(it.post(`/coolify/${SECRET}`, 'no JSON').status).toBe(400);
  expect(it.post(`/coolify/${SECRET}`, [1]).status).toBe(400);
  await it.settled();
  expect(it.asked).toEqual([]);
});

test('a notification of Argo CD leads to a look at the instance that it names, when there is one', async () => {
  const it = inbox();
  const [ours, unknown] = [randomUUID(), randomUUID()];
  it.world.instances.add(ours);
  const headers = { 'x-northstack-webhook-secret': SECRET };
  for (const instance of [ours, unknown, ours, '', '<no value>'])
    expect(it.post('/argocd', { instance, phase: 'Succeeded' }, headers).status).toBe(202);
  expect(it.post('/argocd', { instance: ours, phase: 'Failed' }, headers).status).toBe(202);
  expect(it.post('/argocd', { instance: '1; drop table' }, headers).status).toBe(400);
  await it.settled();
  expect(it.woken).toEqual([
    { kind: 'instance', id: ours },
    { kind: 'instance', id: ours },
  ]);
});
