import { writeFileSync } from 'node:fs';
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

function expectEnded(state: DeploymentState | undefined) {
  expect(['running', 'failed']).toContain(state?.status);
  if (state?.status === 'failed') expect(state.failure_step).not.toBeNull();
}
