import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identifyProcess, processEnded } from '../../../kit/process-identity.ts';
import { freePort } from '../../../test/support/ports.ts';
import { scratchDatabase } from '../../../test/support/postgres.ts';
import { startCluster } from './cluster.ts';

// mkdtemp makes a folder that only its owner may enter: as root this is the checkout under /root.
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'northstack-cluster-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('the embedded cluster is PostgreSQL 15 in UTC', async () => {
  await using db = await scratchDatabase();
  const [row] = await db.sql(`select current_setting('server_version') as version, current_setting('TimeZone') as zone`);
  expect(row?.version).toMatch(/^15\./);
  expect(row?.zone).toBe('UTC');
});

test('a cluster survives a kill of its starter, is adopted with its data, and recovers from its own crash', async () => {
  const options = { directory: join(root, 'data'), port: await freePort(), password: `it's "quoted" & % €` };
  await using first = await startCluster(options);
  expect(first.adopted).toBe(false);
  await query(first.url('postgres'), 'create table kept as select 1 as id');

  const adopted = await startCluster({ ...options, port: await freePort() });
  expect(adopted).toMatchObject({ adopted: true, pid: first.pid, port: first.port });

  const identity = identifyProcess(first.pid);
  if (identity === null) throw new Error('the server is not running');
  process.kill(first.pid, 'SIGKILL');
  expect(await processEnded(identity, 5000)).toBe(true);
  expect(await stat(join(options.directory, 'postmaster.pid'))).toBeDefined();

  await using second = await startCluster(options);
  expect(second.adopted).toBe(false);
  expect(await query(second.url('postgres'), 'select id from kept')).toEqual([{ id: 1 }]);
});

test('a lock file that names a living but foreign process does not keep the cluster down', async () => {
  const options = { directory: join(root, 'foreign'), port: await freePort(), password: 'x', settings: { fsync: 'off' } };
  await using first = await startCluster(options);
  await first.stop();
  const lines = [process.pid, options.directory, 1, options.port, '', '127.0.0.1', '', 'ready'];
  await writeFile(join(options.directory, 'postmaster.pid'), `${lines.join('\n')}\n`);
  await using second = await startCluster(options);
  expect(second.adopted).toBe(false);
});

test('a running server with other settings is restarted with the wanted ones', async () => {
  const options = { directory: join(root, 'settings'), port: await freePort(), password: 'x', settings: { fsync: 'off' } };
  await using first = await startCluster(options);
  await using second = await startCluster({ ...options, settings: { fsync: 'off', work_mem: '5MB' } });
  expect(second.pid).not.toBe(first.pid);
  expect(await query(second.url('postgres'), 'show work_mem')).toEqual([{ work_mem: '5MB' }]);
});

test('an initialisation that was cut short is done again', async () => {
  const directory = join(root, 'cut');
  await mkdir(join(`${directory}.initialising`, 'data'), { recursive: true });
  await writeFile(join(`${directory}.initialising`, 'data', 'PG_VERSION'), '15');
  await using cluster = await startCluster({ directory, port: await freePort(), password: 'x', settings: { fsync: 'off' } });
  expect(await query(cluster.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a port that is taken is said in the error', async () => {
  const options = { directory: join(root, 'first'), port: await freePort(), password: 'x', settings: { fsync: 'off' } };
  await using _first = await startCluster(options);
  await expect(startCluster({ ...options, directory: join(root, 'second') })).rejects.toThrow(/Address already in use/);
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
