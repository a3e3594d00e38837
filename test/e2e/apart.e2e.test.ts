/**
 * As docker-compose.yml and deploy/kubernetes run it: engine, `serve actions` and `serve events` are processes of their own that know each other by
 * address only, on a database without NOTIFY. The engine stands for Hasura and has its settings.
 */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../../adapters/local/postgres/cluster.ts';
import { migrate } from '../../server/migrate/migrate.ts';
import { eventually } from '../support/eventually.ts';
import { gitRepository } from '../support/git-repository.ts';
import { METADATA } from '../support/metadata.ts';
import { freePort } from '../support/ports.ts';
import { webApp } from './support/apps.ts';
import { type RunningCommand, startCommand } from './support/command.ts';
import { graphql, type Headers } from './support/graphql.ts';
import { type Api, fetchFrom } from './support/northstack.ts';
import { killProcessesOf } from './support/processes.ts';
import { createService, deployAndWait, signIn } from './support/tenant.ts';

const directory = mkdtempSync(join(tmpdir(), 'ns-e2e-apart-'));
// As root, apps run as another user.
chmodSync(directory, 0o755);
const adminSecret = 'admin secret of the test';
let database: Cluster;
let api: Api;
let apps: Api;
let shared: Record<string, string>;
let ports: Record<'engine' | 'actions' | 'events' | 'apps' | 'moreEvents' | 'moreApps', number>;
const running = new Map<string, RunningCommand>();

/** Starts one, or starts it again; resolves when it is ready, or answers at `ready`. */
async function start(name: 'actions' | 'engine' | 'events' | 'more-events'): Promise<void> {
  const processes = {
    actions: { args: ['serve', 'actions', '--port', String(ports.actions)], ready: `${ports.actions}/livez`, env: {} },
    engine: {
      args: ['engine'],
      ready: `${ports.engine}/healthz`,
      env: {
        HASURA_GRAPHQL_SERVER_PORT: String(ports.engine),
        HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
        HASURA_GRAPHQL_DATABASE_URL: database.url('northstack'),
        // In production it is a database of its own, too.
        HASURA_GRAPHQL_METADATA_DATABASE_URL: database.url('hasura'),
        HASURA_GRAPHQL_METADATA_DIR: METADATA,
        HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'anonymous',
        HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES: 'true',
        HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({
          type: 'Ed25519',
          jwk_url: `http://127.0.0.1:${ports.actions}/.well-known/jwks.json`,
          issuer: 'northstack',
          audience: 'northstack',
        }),
        NORTHSTACK_ACTIONS_URL: `http://127.0.0.1:${ports.actions}`,
        NORTHSTACK_EVENTS_URL: `http://127.0.0.1:${ports.events}`,
        ENGINE_NOTIFY: 'false',
      },
    },
    events: {
      args: ['serve', 'events', '--port', String(ports.events)],
      ready: `${ports.events}/readyz`,
      env: { NORTHSTACK_DATA: join(directory, 'apps'), NORTHSTACK_PORT: String(ports.apps), NORTHSTACK_PUBLIC_URL: apps.url },
    },
    // Where it runs nobody knows of the first one.
    'more-events': {
      args: ['serve', 'events', '--port', String(ports.moreEvents)],
      ready: `${ports.moreEvents}/livez`,
      env: {
        NORTHSTACK_DATA: join(directory, 'more-apps'),
        NORTHSTACK_PORT: String(ports.moreApps),
        NORTHSTACK_PUBLIC_URL: `http://localhost:${ports.moreApps}`,
      },
    },
  };
  const { args, ready, env } = processes[name];
  const command = startCommand(args, { ...shared, ...env });
  running.set(name, command);
  let ended: number | null | undefined;
  void command.ended.then((code) => {
    ended = code;
  });
  await eventually(
    async () => {
      if (ended !== undefined) throw new Error(`${name} ended with ${ended}: ${command.output()}`);
      return await fetch(`http://127.0.0.1:${ready}`).then(
        (answer) => answer.status,
        () => 0,
      );
    },
    (status) => status === 200,
  );
}

beforeAll(async () => {
  database = await startCluster({
    directory: join(directory, 'database'),
    port: await freePort(),
    password: 'own',
    settings: { fsync: 'off' },
  });
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: database.url('postgres') });
  await client.connect();
  await client.query('create database northstack');
  await client.query('create database hasura');
  await client.end();
  await migrate({ url: database.url('northstack'), directory: resolve('migrations/default') });
  const [engine, actions, events, appsPort, moreEvents, moreApps] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  ports = { engine, actions, events, apps: appsPort, moreEvents, moreApps };
  const url = `http://127.0.0.1:${ports.engine}`;
  api = { url, adminSecret, fetch: fetchFrom(url) };
  const appsUrl = `http://localhost:${ports.apps}`;
  apps = { url: appsUrl, adminSecret, fetch: fetchFrom(appsUrl) };
  shared = {
    NORTHSTACK_GRAPHQL_URL: `${url}/v1/graphql`,
    HASURA_GRAPHQL_ADMIN_SECRET: adminSecret,
    NORTHSTACK_WEBHOOK_SECRET: 'between hasura and us',
    NORTHSTACK_JWT_PRIVATE_KEY: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    NORTHSTACK_SECRET_KEYS: Buffer.alloc(32, 7).toString('base64url'),
  };
  for (const name of ['apps', 'more-apps']) mkdirSync(join(directory, name), { mode: 0o755 });
  // The order of the compose file: the engine asks actions for the keys of sessions before it serves.
  await start('actions');
  await start('engine');
  await start('events');
});
afterAll(async () => {
  for (const command of running.values()) await command[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
  killProcessesOf(directory);
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
});

/** A line of the operator's, where the settings of the services are. */
const northstack = (...args: string[]) =>
  promisify(execFile)(resolve('northstack'), args, { env: { PATH: process.env.PATH, HOME: directory, ...shared } });

let administrator: Headers;

test('the first administrator is made once, signs in, and sees the platform', async () => {
  const { stdout: password } = await northstack('first-administrator', '--email', 'Admin@Example.com');
  await expect(northstack('first-administrator', '--email', 'other@example.com')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('accounts already'),
  });
  administrator = await signIn(api, { email: 'admin@example.com', password: password.trim() });
  const seen = await graphql<{ organizations: { slug: string }[] }>(api, administrator, '{ organizations { slug } }');
  expect(seen.organizations).toEqual([{ slug: 'main' }]);
});

test('a repository becomes a service that answers, before and after every part was replaced as a rolling upgrade does', async () => {
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(api, administrator, 'shop', { repository: repository.url });
  const first = await deployAndWait(api, administrator, service);
  expect(first).toMatchObject({ status: 'running', failure_reason: null });
  const url = new URL(first.instance.url ?? '');
  const version = async () => {
    const answer = await apps.fetch('/', { host: url.host });
    return ((await answer.json()) as { version: string }).version;
  };
  expect(await version()).toBe('one');

  await repository.commit(webApp('two'));
  expect(await deployAndWait(api, administrator, service)).toMatchObject({ status: 'running' });
  await eventually(version, (v) => v === 'two');

  // As a rolling upgrade does: one after the other, by SIGTERM.
  for (const name of ['actions', 'engine', 'events'] as const) {
    expect(await running.get(name)?.end('SIGTERM')).toBe(0);
    await start(name);
  }
  await eventually(
    () => version().catch(() => 'away'),
    (v) => v === 'two',
  );
  await repository.commit(webApp('three'));
  expect(await deployAndWait(api, administrator, service)).toMatchObject({ status: 'running' });
  await eventually(version, (v) => v === 'three');
});

const readiness = async (port: number) => {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  return { status: answer.status, body: (await answer.json()) as { checks: Record<string, string> } };
};

test('of two that move the world one waits, and goes on with what the other had begun when that dies', {
  timeout: 300_000,
}, async () => {
  await using repository = await gitRepository(webApp('one'));
  const service = await createService(api, administrator, 'twice', { repository: repository.url });
  expect(await deployAndWait(api, administrator, service)).toMatchObject({ status: 'running' });

  await start('more-events');
  // It lives, says that it does not do the work, and takes none.
  expect(await readiness(ports.moreEvents)).toMatchObject({ status: 503, body: { checks: { engine: 'ok', work: 'failed' } } });
  const offered = await fetch(`http://127.0.0.1:${ports.moreEvents}/cron/resync`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-northstack-secret': 'between hasura and us' },
    body: '{}',
  });
  expect(offered.status).toBe(503);
  await repository.commit(webApp('two'));
  expect(await deployAndWait(api, administrator, service)).toMatchObject({ status: 'running' });

  // As when its node is lost: nothing is given back, and what it is told meanwhile is lost with it.
  await running.get('events')?.end('SIGKILL');
  await repository.commit(webApp('three'));
  const third = await deployAndWait(api, administrator, service);
  expect(third).toMatchObject({ status: 'running', failure_reason: null });
  expect((await readiness(ports.moreEvents)).status).toBe(200);
  const { builds, deployments } = await graphql<Record<'builds' | 'deployments', { status: string }[]>>(
    api,
    administrator,
    `query ($service: uuid!) {
      builds(where: { service_id: { _eq: $service } }) { status }
      deployments(where: { service_id: { _eq: $service } }) { status }
    }`,
    { service },
  );
  expect(builds.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  expect(deployments).toHaveLength(3);

  // Whoever ends in order gives its turn away at once; who only waits ends as well.
  expect(await running.get('more-events')?.end('SIGTERM')).toBe(0);
  await start('events');
  await start('more-events');
  expect(await running.get('more-events')?.end('SIGTERM')).toBe(0);
});
