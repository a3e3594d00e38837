/** Real PostgreSQL servers on this machine. */
import { randomUUID } from 'node:crypto';
import { chmod, readdir, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { DesiredDatabase } from '../../../domain/ports/database-provider.ts';
import {
  type DatabasesUnderTest,
  databaseProviderContract,
  desiredDatabase,
} from '../../../test/contracts/database-provider.contract.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { localFixture } from '../../../test/support/local-adapter.ts';
import { type LocalDatabases, openLocalDatabases } from './open-databases.ts';
import { findPgbouncer } from './pooler.ts';

async function openUnderTest() {
  const fixture = await localFixture();
  await chmod(fixture.options.dataDirectory, 0o711);
  let databases = await openLocalDatabases(fixture.options);
  return {
    fixture,
    get provider() {
      return databases;
    },
    hints: fixture.hints,
    wish: {},
    sql: query,
    reopen: async () => {
      // As a killed process would leave it: nothing is stopped.
      await databases[Symbol.asyncDispose]();
      databases = await openLocalDatabases(fixture.options);
      return databases;
    },
    [Symbol.asyncDispose]: async () => {
      await databases.stopServers();
      await databases[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  } satisfies DatabasesUnderTest & Record<string, unknown>;
}

const query: DatabasesUnderTest['sql'] & {} = async ({ host, port }, { databaseName }, { username, password }, text) => {
  const client = new pg.Client({ host, port, database: databaseName, user: username, password, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

const seenRunning = (databases: LocalDatabases, desired: DesiredDatabase) =>
  eventually(
    () => databases.observe(desired.databaseId),
    (s) => s.state === 'present' && s.phase === 'running' && s.generation === desired.generation,
    60_000,
  );

describe('contract', () => databaseProviderContract(openUnderTest));

test('the server of a database outlives ours and is adopted; one that is killed comes back with its data', async () => {
  await using it = await openUnderTest();
  const desired = desiredDatabase();
  await it.provider.apply(desired);
  await seenRunning(it.provider, desired);
  const started = () => it.fixture.observations.flatMap((o) => (o.type === 'database-started' ? [o] : []));
  const [first] = started();
  await it.reopen();
  await seenRunning(it.provider, desired);
  expect(started().at(-1)).toMatchObject({ pid: first?.pid, adopted: true });
  const seen = await it.provider.observe(desired.databaseId);
  if (seen.state !== 'present' || !seen.endpoint || !desired.logins[0]) throw new Error('not there');
  await query(seen.endpoint, desired, desired.logins[0], 'create table kept as select 1 as id');
  process.kill(first?.pid ?? 0, 'SIGKILL');
  await eventually(started, (all) => all.at(-1)?.pid !== first?.pid);
  await seenRunning(it.provider, desired);
  expect(await query(seen.endpoint, desired, desired.logins[0], 'select id from kept')).toEqual([{ id: 1 }]);
});

test('a restore in place that cannot succeed leaves the content that was there; one whose port somebody takes meanwhile gets another', async () => {
  await using it = await openUnderTest();
  const { provider, fixture } = it;
  const desired = desiredDatabase();
  await provider.apply(desired);
  await seenRunning(provider, desired);
  const backup = { backupId: randomUUID(), databaseId: desired.databaseId };
  await provider.startBackup({ ...backup, keepMs: null });
  await eventually(
    () => provider.observeBackup(backup),
    (s) => s.state === 'succeeded',
    60_000,
  );
  const seen = await provider.observe(desired.databaseId);
  if (seen.state !== 'present' || !seen.endpoint || !desired.logins[0]) throw new Error('not there');
  await query(seen.endpoint, desired, desired.logins[0], 'create table kept as select 1 as id');
  // The backup loses a file that PostgreSQL cannot do without.
  const files = join(fixture.options.dataDirectory, 'backups', desired.databaseId, backup.backupId, 'files');
  expect(await readdir(files)).toContain('PG_VERSION');
  await rename(join(files, 'global'), join(files, 'lost'));
  const restored = async () => {
    const restoreId = randomUUID();
    const from = { kind: 'backup', backupId: backup.backupId } as const;
    await provider.startRestore({ restoreId, sourceDatabaseId: desired.databaseId, target: desired, from });
    const end = await eventually(
      () => provider.observeRestore({ restoreId, targetDatabaseId: desired.databaseId }),
      (s) => s.state !== 'running',
      60_000,
    );
    const after = await seenRunning(provider, desired);
    if (after.state !== 'present' || !after.endpoint || !desired.logins[0]) throw new Error('not there');
    const rows = await query(after.endpoint, desired, desired.logins[0], "select to_regclass('kept') is not null as kept");
    return { end, endpoint: after.endpoint, rows };
  };
  expect(await restored()).toMatchObject({ end: { state: 'failed' }, rows: [{ kept: true }] });
  await rename(join(files, 'lost'), join(files, 'global'));
  const again = await provider.observe(desired.databaseId);
  if (again.state !== 'present' || !again.endpoint) throw new Error('not there');
  const { port } = again.endpoint;
  await using thief = takeWhenFree(port);
  const second = await restored();
  expect(second).toMatchObject({ end: { state: 'succeeded' }, rows: [{ kept: false }] });
  expect(thief.hasIt()).toBe(true);
  expect(second.endpoint.port).not.toBe(port);
});

/** Listens on a port as soon as nobody else does. */
function takeWhenFree(port: number) {
  const server = createServer();
  const listen = () => server.listen(port, '127.0.0.1');
  server.on('error', () => setImmediate(listen));
  listen();
  return {
    hasIt: () => server.listening,
    [Symbol.asyncDispose]: async () => {
      server.removeAllListeners('error').on('error', () => {});
      server.close();
    },
  };
}

const pgbouncer = findPgbouncer(process.env.PATH ?? '');
if (pgbouncer === null) console.log('pgbouncer is not installed: the pool is not tested here');

test.runIf(pgbouncer !== null)(
  'a pool has an endpoint of its own, outlives us, and goes when it is not wanted any more',
  async () => {
    await using it = await openUnderTest();
    const desired = desiredDatabase({ pooling: true });
    await it.provider.apply(desired);
    const seen = await seenRunning(it.provider, desired);
    if (seen.state !== 'present' || !seen.pooler || !desired.logins[0]) throw new Error('there is no pool');
    const { pooler } = seen;
    const asked = () =>
      query(pooler, desired, desired.logins[0] ?? { username: '', password: '' }, 'select current_database() as name');
    expect(
      await eventually(
        () => asked().catch(() => null),
        (rows) => rows !== null,
        30_000,
      ),
    ).toEqual([{ name: 'app' }]);
    await it.reopen();
    await seenRunning(it.provider, desired);
    expect(await asked()).toEqual([{ name: 'app' }]);
    const without = { ...desired, pooling: false, generation: 2 };
    await it.provider.apply(without);
    expect(await seenRunning(it.provider, without)).toMatchObject({ pooler: null });
    await expect(asked()).rejects.toThrow();
  },
);
