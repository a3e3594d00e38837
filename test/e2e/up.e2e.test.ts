import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { freePort } from '../support/ports.ts';
import { notifies, site } from './support/northstack.ts';
import { processesOf } from './support/processes.ts';

test('up is ready on its port, says where everything is, and Ctrl-C leaves no process behind', async () => {
  await using at = await site();
  const northstack = await at.up();
  expect(northstack.ready).toMatchObject({
    url: `http://localhost:${at.port}`,
    graphqlUrl: `http://localhost:${at.port}/v1/graphql`,
    adminSecretFile: join(at.data, 'secrets/admin-secret'),
    dataDir: at.data,
  });
  expect(statSync(join(at.data, 'secrets/admin-secret')).mode & 0o077).toBe(0);
  expect((await northstack.fetch('/healthz')).status).toBe(200);
  expect((await northstack.fetch('/readyz')).status).toBe(200);
  // What operators read stands in one place: the engine's figures and ours, for administrators.
  expect((await northstack.fetch('/metrics')).status).toBe(400);
  const metrics = await northstack.fetch('/metrics', { headers: { 'x-hasura-admin-secret': northstack.adminSecret } });
  const figures = await metrics.text();
  for (const name of ['hasura_http_requests_total', 'northstack_unfinished{kind="builds"} 0', 'northstack_event_dead_letters 0'])
    expect(figures).toContain(name);
  expect(processesOf(at.data).length).toBeGreaterThan(2);

  const { code, events } = await northstack.end('SIGINT');
  expect(code).toBe(0);
  expect(events.slice(-2).map((e) => e.event)).toEqual(['stopping', 'stopped']);
  expect(processesOf(at.data)).toEqual([]);
});

test('a second up on the same directory says who holds it and exits with 1; the first one goes on', async () => {
  await using at = await site();
  const first = await at.up();
  const second = await at.upThatEnds();
  expect(second.code).toBe(1);
  expect(second.events.at(-1)).toMatchObject({
    event: 'error',
    code: 'already-running',
    message: expect.stringContaining(`process ${first.pid}`),
  });
  expect((await first.fetch('/healthz')).status).toBe(200);
});

test('after kill -9 the next up takes over the database and the edge as they run', async () => {
  await using at = await site();
  const first = await at.up();
  await first.end('SIGKILL');
  const left = processesOf(at.data);
  const answer = await first.fetch('/v1/version');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);

  const second = await at.up();
  expect((await second.fetch('/readyz')).status).toBe(200);
  const pids = new Set(processesOf(at.data).map((p) => p.pid));
  const kept = left.filter((p) => /edge\.js|bin\/postgres -D/.test(p.command));
  expect(kept).toHaveLength(2);
  expect(kept.every((p) => pids.has(p.pid))).toBe(true);
  expect(second.adminSecret).toBe(first.adminSecret);
});

test('a port that is taken is a clear error and nothing stays behind', async () => {
  await using at = await site();
  const other = createServer().listen(at.port, '127.0.0.1');
  const { code, events } = await at.upThatEnds();
  other.close();
  expect(code).toBe(1);
  expect(events.at(-1)).toMatchObject({ event: 'error', code: 'port-taken', message: expect.stringContaining(`${at.port}`) });
  expect(processesOf(at.data)).toEqual([]);
});

test.each([
  ['a port that is none', { flags: ['--port', '99999'] }, 'invalid-settings', '--port'],
  ['a data directory that cannot be one', { data: '/dev/null/data' }, 'data-directory', '--data'],
  [
    'a database that does not answer',
    { env: { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' } },
    'database-unreachable',
    'DATABASE_URL',
  ],
] as const)('%s is a clear error', async (_, options, code, hint) => {
  await using at = await site();
  const ended = await at.upThatEnds(options);
  expect(ended.code).toBe(1);
  expect(ended.events.at(-1)).toMatchObject({ event: 'error', code, message: expect.stringContaining(hint) });
  expect(processesOf(at.data)).toEqual([]);
});

test('an own database replaces the embedded one', async () => {
  await using at = await site();
  mkdirSync(at.data, { recursive: true });
  await using own = await startCluster({
    directory: join(at.data, 'own-database'),
    port: await freePort(),
    password: 'own',
    settings: { fsync: 'off' },
  });
  const northstack = await at.up({ env: { DATABASE_URL: own.url('postgres') } });
  expect((await northstack.fetch('/readyz')).status).toBe(200);
  const servers = processesOf(at.data).filter((p) => p.command.includes('bin/postgres -D'));
  expect(servers.map((p) => p.pid)).toEqual([own.pid]);
  // Wakes by NOTIFY where it may: without, as on YugabyteDB, nobody listens.
  const client = new pg.Client({ connectionString: own.url('postgres') });
  await client.connect();
  const { rows } = await client.query("select from pg_stat_activity where query ilike 'listen %'");
  await client.end();
  expect(rows.length > 0).toBe(notifies);
  expect((await northstack.end('SIGINT')).code).toBe(0);
  // It is not ours to stop.
  expect(processesOf(at.data).map((p) => p.pid)).toContain(own.pid);
});

test('a database that dies is started again', async () => {
  await using at = await site();
  const northstack = await at.up();
  const server = () => processesOf(at.data).find((p) => p.command.includes('bin/postgres -D'))?.pid;
  const before = server();
  process.kill(before ?? -1, 'SIGKILL');
  // Ready it is also as long as nobody has noticed.
  await expect.poll(server).not.toSatisfy((pid) => pid === undefined || pid === before);
  await expect.poll(async () => (await northstack.fetch('/readyz')).status).toBe(200);
});

test('the launcher works through a symbolic link, from any directory, and its signals reach node', async () => {
  await using at = await site();
  mkdirSync(at.data, { recursive: true });
  const link = join(at.data, 'ns');
  symlinkSync(resolve('northstack'), link);
  expect(execFileSync(link, ['--help'], { cwd: '/', encoding: 'utf8' })).toContain('Usage: northstack');
});

test('a machine with an old Node is told what it needs', async () => {
  await using at = await site();
  mkdirSync(at.data, { recursive: true });
  writeFileSync(join(at.data, 'node'), '#!/bin/sh\necho v18.19.1\n', { mode: 0o755 });
  const run = () =>
    execFileSync(resolve('northstack'), ['--help'], { env: { PATH: `${at.data}:${process.env.PATH}` }, stdio: 'pipe' });
  expect(run).toThrow('Node.js 20.19 or newer is needed, this is v18.19.1');
});
