import { randomUUID } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { gitRepository } from '../support/git-repository.ts';
import { slowBuild, webApp } from './support/apps.ts';
import { graphql, type Headers } from './support/graphql.ts';
import { type Northstack, site } from './support/northstack.ts';
import { processesOf } from './support/processes.ts';
import {
  createService,
  createTenant,
  type DeploymentState,
  deploy,
  deployAndWait,
  signIn,
  watchDeployment,
} from './support/tenant.ts';
import { whileAsking } from './support/traffic.ts';

const askApp = async (northstack: Northstack, host: string): Promise<{ version: string; pid: number }> => {
  const answer = await northstack.fetch('/', { host });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { version: string; pid: number };
};

/** The deployment as it is now. */
async function look(northstack: Northstack, as: Headers, id: string): Promise<DeploymentState> {
  const { deployments_by_pk: deployment } = await graphql<{ deployments_by_pk: DeploymentState }>(
    northstack,
    as,
    'query ($id: uuid!) { deployments_by_pk(id: $id) { status failure_step failure_reason instance { status url } build { id status git_commit } } }',
    { id },
  );
  return deployment;
}

test('kill -9 while an app runs: it keeps answering, and the next up adopts the same process', async () => {
  await using at = await site();
  await using repository = await gitRepository(webApp('one'));
  const first = await at.up();
  const member = await createTenant(first, 'acme');
  const service = await createService(first, await signIn(first, member), 'shop', { repository: repository.url });
  const { instance } = await deployAndWait(first, await signIn(first, member), service);
  const host = new URL(instance.url ?? '').host;
  const { pid } = await askApp(first, host);

  const traffic = whileAsking(() => askApp(first, host), 4);
  await first.end('SIGKILL');
  const second = await at.up();
  const developer = await signIn(second, member);
  await eventually(
    () =>
      graphql<{ services_by_pk: { instances: { status: string }[] } }>(
        second,
        developer,
        'query ($id: uuid!) { services_by_pk(id: $id) { instances { status } } }',
        { id: service },
      ),
    ({ services_by_pk: s }) => s.instances[0]?.status === 'running',
  );
  const { answers, failures } = await traffic.stop();
  expect(failures).toEqual([]);
  expect(new Set(answers.map((a) => a.pid))).toEqual(new Set([pid]));
  expect((await askApp(second, host)).pid).toBe(pid);
});

test('a signal stops the apps with everything else, and the next up brings them back', async () => {
  await using at = await site();
  await using repository = await gitRepository(webApp('one'));
  const first = await at.up();
  const before = await signIn(first, await createTenant(first, 'acme'));
  const { instance } = await deployAndWait(
    first,
    before,
    await createService(first, before, 'shop', { repository: repository.url }),
  );
  const host = new URL(instance.url ?? '').host;
  const { pid } = await askApp(first, host);
  expect((await first.end('SIGTERM')).code).toBe(0);
  expect(processesOf(at.data)).toEqual([]);

  const second = await at.up();
  const answer = await eventually(
    () => askApp(second, host).catch(() => null),
    (given) => given !== null,
  );
  expect(answer).toMatchObject({ version: 'one' });
  expect(answer?.pid).not.toBe(pid);
});

test('kill -9 in the middle of a build: after the restart the deployment ends, running or failed with the step named', async () => {
  await using at = await site();
  const go = join(dirname(at.data), 'go');
  await using repository = await gitRepository(slowBuild(go));
  const first = await at.up();
  const member = await createTenant(first, 'acme');
  const before = await signIn(first, member);
  const id = await deploy(first, before, await createService(first, before, 'shop', { repository: repository.url }));
  await eventually(
    () => look(first, before, id),
    (d) => d.build?.status === 'building' && d.build.git_commit !== null,
  );
  await first.end('SIGKILL');
  writeFileSync(go, '');
  const second = await at.up();
  const states = await watchDeployment(second, await signIn(second, member), id);
  expectEnded(states.at(-1));
});

test('kill -9 in the middle of a deploy: after the restart the deployment ends, running or failed with the step named', async () => {
  await using at = await site();
  // Answers its health check only after a while.
  const slowStart = {
    ...webApp('slow'),
    'server.js': `setTimeout(() => require('node:http').createServer((_, r) => r.end('{}')).listen(process.env.PORT), 3000);`,
  };
  await using repository = await gitRepository(slowStart);
  const first = await at.up();
  const member = await createTenant(first, 'acme');
  const before = await signIn(first, member);
  const id = await deploy(first, before, await createService(first, before, 'shop', { repository: repository.url }));
  await eventually(
    () => look(first, before, id),
    (d) => d.status === 'deploying' || d.status === 'verifying',
  );
  await first.end('SIGKILL');
  const second = await at.up();
  const states = await watchDeployment(second, await signIn(second, member), id);
  expectEnded(states.at(-1));
});

test('kill -9 while a job runs: after the restart the run ends, and what it did was done once', async () => {
  await using at = await site();
  await using repository = await gitRepository(webApp('one'));
  const first = await at.up();
  const member = await createTenant(first, 'acme');
  const before = await signIn(first, member);
  const service = await createService(first, before, 'shop', { repository: repository.url });
  await deployAndWait(first, before, service);
  // Jobs run as another user.
  const room = dirname(at.data);
  const done = join(room, 'done');
  writeFileSync(done, '');
  chmodSync(done, 0o666);
  const {
    runJob: { jobRunId },
  } = await graphql<{ runJob: { jobRunId: string } }>(
    first,
    before,
    'mutation ($serviceId: uuid!, $command: String!, $requestId: uuid!) { runJob(serviceId: $serviceId, command: $command, requestId: $requestId) { jobRunId } }',
    {
      serviceId: service,
      command: `while [ ! -e ${room}/go ]; do sleep 0.1; done; echo once >> ${done}`,
      requestId: randomUUID(),
    },
  );
  const lookAt = async (northstack: Northstack, as: Headers) =>
    (
      await graphql<{ job_runs_by_pk: { status: string; failure_reason: string | null } }>(
        northstack,
        as,
        'query ($id: uuid!) { job_runs_by_pk(id: $id) { status failure_reason } }',
        { id: jobRunId },
      )
    ).job_runs_by_pk;
  await eventually(
    () => lookAt(first, before),
    ({ status }) => status === 'running',
  );
  await first.end('SIGKILL');
  const second = await at.up();
  const after = await signIn(second, member);
  writeFileSync(join(room, 'go'), '');
  const { status, failure_reason } = await eventually(
    () => lookAt(second, after),
    (run) => run.status === 'succeeded' || run.status === 'failed',
  );
  if (status === 'failed') expect(failure_reason).not.toBeNull();
  else expect(readFileSync(done, 'utf8')).toBe('once\n');
});

test('kill -9 while a webhook is delivered: after the restart it is delivered, with the id it had', async () => {
  await using at = await site();
  const seen: string[] = [];
  let answers = false;
  const sink = createServer((request, response) => {
    seen.push(String(request.headers['webhook-id']));
    request.resume();
    if (answers) response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  try {
    const env = { NORTHSTACK_OUTGOING_ALLOW: '127.0.0.1' };
    const first = await at.up({ env });
    const member = await createTenant(first, 'acme', 'org_owner');
    const before = await signIn(first, member);
    const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;
    await graphql(
      first,
      before,
      'mutation ($url: String!, $requestId: uuid!) { createWebhook(name: "sink", url: $url, eventTypes: ["ServiceCreated"], requestId: $requestId) { webhookId } }',
      { url, requestId: randomUUID() },
    );
    await createService(first, before, 'shop', { repository: 'https://git.example/acme/shop.git' });
    await eventually(
      async () => seen.length,
      (n) => n > 0,
    );
    await first.end('SIGKILL');
    answers = true;
    const second = await at.up({ env });
    const after = await signIn(second, member);
    const [delivery] = await eventually(
      async () =>
        (
          await graphql<{ webhook_deliveries: { id: string; status: string }[] }>(
            second,
            after,
            '{ webhook_deliveries { id status } }',
          )
        ).webhook_deliveries,
      ([row]) => row?.status === 'succeeded',
    );
    expect(delivery).toBeDefined();
    expect(seen.length).toBeGreaterThan(1);
    expect(new Set(seen).size).toBe(1);
  } finally {
    sink.closeAllConnections();
    sink.close();
  }
});

function expectEnded(state: DeploymentState | undefined) {
  expect(['running', 'failed']).toContain(state?.status);
  if (state?.status === 'failed') expect(state.failure_step).not.toBeNull();
}
