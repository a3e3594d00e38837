/** `./northstack up --emulate`: the production path against emulated platforms, and said to be that. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { mayWithKubeconfig } from '../support/may-with-kubeconfig.ts';
import { startCommand } from './support/command.ts';
import { graphql, type Headers } from './support/graphql.ts';
import { type Northstack, type Site, site } from './support/northstack.ts';
import { processesOf } from './support/processes.ts';
import { createService, createTenant, deploy, signIn, watchDeployment } from './support/tenant.ts';

const kubectl = (() => {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!kubectl) console.info('kubectl is not installed: the kubeconfig of an emulated cluster is not tried with it');

let at: Site;
let northstack: Northstack;
let owner: Headers;

beforeAll(async () => {
  at = await site();
  northstack = await at.up({ flags: ['--emulate'] });
  owner = await signIn(northstack, await createTenant(northstack, 'acme', 'org_owner'));
});
afterAll(() => at[Symbol.asyncDispose]());

test('what is emulated is said when it is ready and whenever somebody asks', async () => {
  for (const name of ['Coolify', 'Argo CD', 'YugabyteDB', 'Rancher', 'vCluster'])
    expect(northstack.ready.emulated).toContainEqual(expect.stringContaining(name));
  const readiness = await (await northstack.fetch('/readyz')).json();
  expect(readiness).toMatchObject({ status: 'ready', emulated: northstack.ready.emulated });
  const { headers } = await northstack.fetch('/healthz');
  expect(headers.get('x-northstack-emulated')).toBe('true');
  expect(headers.get('x-notice')).toMatch(/^EMULATED.*Coolify/);
});

test('a repository is built by Coolify, deployed by Argo CD and runs, each step seen', async () => {
  const service = await createService(northstack, owner, 'web', { repository: 'https://github.com/acme/shop.git' });
  const id = await deploy(northstack, owner, service);
  const states = await watchDeployment(northstack, owner, id);
  expect(states.at(-1)).toMatchObject({ status: 'running', failure_reason: null, build: { status: 'succeeded' } });
  const { deployment_steps: steps } = await graphql<{ deployment_steps: { phase: string }[] }>(
    northstack,
    owner,
    'query ($id: uuid!) { deployment_steps(where: { deployment_id: { _eq: $id } }, order_by: { started_at: asc }) { phase } }',
    { id },
  );
  expect(steps.map(({ phase }) => phase)).toEqual(['queued', 'building', 'scanning', 'deploying', 'verifying']);
  // Whoever sees the address sees that it is not real, and what answers there says so.
  const url = new URL(states.at(-1)?.instance.url ?? '');
  expect(url.hostname).toContain('.emulated.localhost');
  const answer = await northstack.fetch('/', { host: url.host });
  expect([answer.status, answer.headers.get('x-northstack-emulated')]).toEqual([200, 'true']);
  expect(await answer.json()).toMatchObject({ emulated: true, revision: id, image: expect.stringContaining('@sha256:') });
});

test('an image is run from the command line, without a registry in the world', async () => {
  const env = { NORTHSTACK_URL: northstack.url, NORTHSTACK_TOKEN: String(owner.authorization).replace('Bearer ', '') };
  const create = ['services', 'create', 'images/api', '--image', 'ghcr.io/acme/api:1.2', '--port', '3000', '--create-project'];
  await using made = startCommand(create, env);
  expect(await made.ended, made.output()).toBe(0);
  await using deployed = startCommand(['deploy', 'images/api'], env);
  expect(await deployed.ended, deployed.output()).toBe(0);
  await using once = startCommand(['services', 'create', 'images/once', '--image', 'ghcr.io/acme/once:1', '--type', 'job'], env);
  expect(await once.ended, once.output()).toBe(0);
  await using released = startCommand(['deploy', 'images/once'], env);
  expect(await released.ended, released.output()).toBe(0);
  await using ran = startCommand(['run', 'images/once'], env);
  expect(await ran.ended, ran.output()).toBe(0);
  expect(ran.output()).toContain('emulated: this pod runs nothing');
  expect(ran.output()).toContain('EMULATED');
  await using explained = startCommand(['whynot', 'images/api'], env);
  expect(await explained.ended, explained.output()).toBe(0);
});

test('a database is asked for and made by the operator', async () => {
  const { insert_projects_one: project } = await graphql<{ insert_projects_one: { id: string } }>(
    northstack,
    owner,
    'mutation { insert_projects_one(object: { slug: "shop", name: "Shop" }) { id } }',
  );
  const { provisionDatabase } = await graphql<{ provisionDatabase: { databaseId: string } }>(
    northstack,
    owner,
    'mutation ($project: uuid!, $id: uuid!) { provisionDatabase(projectId: $project, slug: "main", requestId: $id) { databaseId } }',
    { project: project.id, id: crypto.randomUUID() },
  );
  await eventually(
    async () =>
      (
        await graphql<{ databases_by_pk: { status: string; engine: string } }>(
          northstack,
          owner,
          'query ($id: uuid!) { databases_by_pk(id: $id) { status engine } }',
          { id: provisionDatabase.databaseId },
        )
      ).databases_by_pk,
    ({ status, engine }) => status === 'running' && engine === 'yugabytedb',
    90_000,
  );
});

test('a cluster is provisioned, a pool of it scaled, and the owner given access that works', async () => {
  const command = async <T>(name: string, args: string, answer: string): Promise<T> =>
    (
      await graphql<Record<string, T>>(
        northstack,
        owner,
        `mutation { ${name}(${args}, requestId: "${crypto.randomUUID()}") { ${answer} } }`,
      )
    )[name] as T;
  const pools = `pools: [
    { name: "heads", quantity: 1, machineType: "t3.large", controlPlane: true, etcd: true, worker: false },
    { name: "workers", quantity: 1, machineType: "t3.large" } ]`;
  const { clusterId } = await command<{ clusterId: string }>(
    'provisionCluster',
    `slug: "prod", kubernetesVersion: "v1.33.4+rke2r1", ${pools}`,
    'clusterId',
  );
  const cluster = async () =>
    (
      await graphql<{ clusters_by_pk: { status: string; node_pools: { ready_nodes: number }[] } }>(
        northstack,
        owner,
        'query ($id: uuid!) { clusters_by_pk(id: $id) { status node_pools(where: { name: { _eq: "workers" } }) { ready_nodes } } }',
        { id: clusterId },
      )
    ).clusters_by_pk;
  await eventually(cluster, ({ status }) => status === 'active');
  await command('scaleCluster', `clusterId: "${clusterId}", pool: "workers", quantity: 3`, 'clusterId');
  await eventually(cluster, ({ status, node_pools: [workers] }) => status === 'active' && workers?.ready_nodes === 3);
  const { kubeconfig } = await command<{ kubeconfig: string }>('clusterKubeconfig', `clusterId: "${clusterId}"`, 'kubeconfig');
  await eventually(
    () => mayWithKubeconfig(kubeconfig, 'list', 'pods'),
    (allowed) => allowed,
    90_000,
  );
  if (kubectl) {
    const file = join(at.data, 'team.kubeconfig');
    writeFileSync(file, kubeconfig, { mode: 0o600 });
    const pods = execFileSync('kubectl', ['--kubeconfig', file, 'get', 'po', '--output', 'name', '--namespace', 'default'], {
      encoding: 'utf8',
    });
    expect(pods).toBe('');
  }

  // A virtual cluster in it.
  const { tenantClusterId } = await command<{ tenantClusterId: string }>(
    'createTenantCluster',
    `slug: "team", hostClusterId: "${clusterId}"`,
    'tenantClusterId',
  );
  const tenant = async () =>
    (
      await graphql<{ tenant_clusters_by_pk: { status: string } | null }>(
        northstack,
        owner,
        'query ($id: uuid!) { tenant_clusters_by_pk(id: $id) { status } }',
        { id: tenantClusterId },
      )
    ).tenant_clusters_by_pk;
  await eventually(tenant, (seen) => seen?.status === 'active', 90_000);
  await command('deleteTenantCluster', `tenantClusterId: "${tenantClusterId}"`, 'tenantClusterId');
  await eventually(tenant, (seen) => seen === null || seen.status === 'deleted', 90_000);

  // Its team deploys to it.
  const service = await createService(northstack, owner, 'there', { repository: 'https://github.com/acme/there.git' });
  const { services_by_pk: found } = await graphql<{ services_by_pk: { project_id: string } }>(
    northstack,
    owner,
    'query ($id: uuid!) { services_by_pk(id: $id) { project_id } }',
    { id: service },
  );
  await graphql(
    northstack,
    owner,
    `mutation ($project: uuid!, $cluster: uuid!) { update_environments(
      where: { project_id: { _eq: $project } }, _set: { cluster_id: $cluster, namespace: "there" }) { affected_rows } }`,
    { project: found.project_id, cluster: clusterId },
  );
  const states = await watchDeployment(northstack, owner, await deploy(northstack, owner, service));
  expect(states.at(-1)).toMatchObject({ status: 'running', failure_reason: null });
  await expect(command('deleteCluster', `clusterId: "${clusterId}"`, 'clusterId')).rejects.toThrow(/there\/production \(web\)/);
});

test('its data and real data are never in one directory, and it leaves no process behind', async () => {
  expect((await northstack.end('SIGINT')).code).toBe(0);
  await eventually(
    () => processesOf(at.data),
    (left) => left.length === 0,
  );
  expect(readFileSync(join(at.data, 'emulated'), 'utf8')).toContain('emulated');
  const real = await at.upThatEnds();
  expect(real.code).toBe(1);
  expect(real.events.at(-1)).toMatchObject({ event: 'error', code: 'emulated-data' });
});
