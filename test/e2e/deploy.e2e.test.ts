import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { gitRepository } from '../support/git-repository.ts';
import { webApp } from './support/apps.ts';
import { graphql, type Headers, subscribeUntil } from './support/graphql.ts';
import { type Northstack, type Site, site } from './support/northstack.ts';
import { command, createService, createTenant, deploy, deployAndWait, signIn, watchDeployment } from './support/tenant.ts';
import { whileAsking } from './support/traffic.ts';

let at: Site;
let northstack: Northstack;
let developer: Headers;

beforeAll(async () => {
  at = await site();
  northstack = await at.up();
  developer = await signIn(northstack, await createTenant(northstack, 'acme'));
});
afterAll(() => at[Symbol.asyncDispose]());

/** What the app behind a service's address says. */
async function ask(url: string | null): Promise<{ version: string; pid: number }> {
  const answer = await northstack.fetch('/', { host: new URL(url ?? '').host });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { version: string; pid: number };
}

test('a developer deploys a git repository: a subscription sees every step, and the app answers through the proxy', async () => {
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(northstack, developer, 'shop', { repository: repository.url });
  // A live query may pass over a state that lasts a few milliseconds; a stream of the time ledger shows every one.
  const steps = subscribeUntil<{ deployment_steps_stream: { phase: string }[] }>(
    northstack,
    developer,
    `subscription ($service: uuid!) { deployment_steps_stream(
      batch_size: 10, cursor: { initial_value: { started_at: "2020-01-01" } }, where: { deployment: { service_id: { _eq: $service } } }
    ) { phase } }`,
    { service },
    ({ deployment_steps_stream: batch }) => batch.some((step) => step.phase === 'verifying'),
  );
  const states = await watchDeployment(northstack, developer, await deploy(northstack, developer, service));
  const phases = (await steps).flatMap(({ deployment_steps_stream: batch }) => batch.map((step) => step.phase));
  expect(phases).toEqual(['queued', 'building', 'scanning', 'deploying', 'verifying']);
  const seen = [...new Set(states.map((s) => s.status))];
  expect([...phases, 'running'].filter((status) => seen.includes(status))).toEqual(seen);
  expect(seen.at(-1)).toBe('running');
  const url = states.at(-1)?.instance.url ?? null;
  expect(url).toBe(`http://web.shop.localhost:${at.port}`);
  expect(await ask(url)).toMatchObject({ version: 'one' });

  const { log_lines: lines } = await eventually(
    () =>
      graphql<{ log_lines: { line: string }[] }>(
        northstack,
        developer,
        'query ($service: uuid!) { log_lines(where: { service_id: { _eq: $service }, deployment_id: { _is_null: false } }) { line } }',
        { service },
      ),
    ({ log_lines }) => log_lines.length > 0,
  );
  expect(lines.map((l) => l.line).join('\n')).toContain('listening on');
});

test('a new version under constant requests fails none; a rollback brings the old one back without a build', async () => {
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(northstack, developer, 'busy', { repository: repository.url });
  const first = await deployAndWait(northstack, developer, service);
  const { url } = first.instance;
  await repository.commit(webApp('two'));

  const traffic = whileAsking(() => ask(url), 8);
  const second = await deployAndWait(northstack, developer, service);
  expect(second.status).toBe('running');
  await eventually(
    () => ask(url),
    (answer) => answer.version === 'two',
  );

  const builds = () =>
    graphql<{ builds: { id: string }[] }>(
      northstack,
      developer,
      'query ($service: uuid!) { builds(where: { service_id: { _eq: $service } }) { id } }',
      {
        service,
      },
    );
  const before = (await builds()).builds.length;
  const { rollbackService } = await graphql<{ rollbackService: { deploymentId: string } }>(
    northstack,
    developer,
    'mutation ($service: uuid!, $requestId: uuid!) { rollbackService(serviceId: $service, requestId: $requestId) { deploymentId } }',
    { service, requestId: randomUUID() },
  );
  const states = await watchDeployment(northstack, developer, rollbackService.deploymentId);
  expect(states.at(-1)?.status).toBe('running');
  expect(states.some((s) => s.status === 'building')).toBe(false);
  await eventually(
    () => ask(url),
    (answer) => answer.version === 'one',
  );
  expect((await builds()).builds).toHaveLength(before);

  const { answers, failures } = await traffic.stop();
  expect(failures).toEqual([]);
  expect(new Set(answers.map((a) => a.version))).toEqual(new Set(['one', 'two']));
  expect(answers.length).toBeGreaterThan(20);
});

test('scaled to three, three processes answer; stopped, none does; started, it is back', async () => {
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(northstack, developer, 'wide', { repository: repository.url });
  const { instance } = await deployAndWait(northstack, developer, service);
  await command(northstack, developer, 'scaleService', service, 3);
  const pids = new Set<number>();
  await eventually(
    async () => pids.add((await ask(instance.url)).pid),
    (seen) => seen.size === 3,
  );
  await command(northstack, developer, 'stopService', service);
  const host = new URL(instance.url ?? '').host;
  await eventually(
    async () => (await northstack.fetch('/', { host })).status,
    (status) => status === 503,
  );
  await command(northstack, developer, 'startService', service);
  await eventually(
    async () => (await northstack.fetch('/', { host })).status,
    (status) => status === 200,
  );
});

test('the same request twice has one effect and one answer', async () => {
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(northstack, developer, 'twice', { repository: repository.url });
  const requestId = randomUUID();
  const ask = () =>
    graphql<{ deployService: { deploymentId: string } }>(
      northstack,
      developer,
      'mutation ($s: uuid!, $r: uuid!) { deployService(serviceId: $s, requestId: $r) { deploymentId } }',
      { s: service, r: requestId },
    );
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(second).toEqual(first);
  await watchDeployment(northstack, developer, first.deployService.deploymentId);
  const { deployments } = await graphql<{ deployments: unknown[] }>(
    northstack,
    developer,
    'query ($s: uuid!) { deployments(where: { service_id: { _eq: $s } }) { id } }',
    { s: service },
  );
  expect(deployments).toHaveLength(1);
});
