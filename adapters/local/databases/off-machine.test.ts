/** Backups that survive the machine: a real PostgreSQL here, a server of the S3 protocol there. */
import { randomUUID } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { DesiredDatabase } from '../../../domain/ports/database-provider.ts';
import { desiredDatabase } from '../../../test/contracts/database-provider.contract.ts';
import { openS3Emulator, type S3Emulator } from '../../../test/emulators/s3.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { localFixture } from '../../../test/support/local-adapter.ts';
import { openS3Store } from '../../s3/open-s3-store.ts';
import { type LocalDatabases, openLocalDatabases } from './open-databases.ts';

/** A machine with nothing on it but the key. */
async function machine(s3: S3Emulator) {
  const fixture = await localFixture();
  await chmod(fixture.options.dataDirectory, 0o711);
  const objects = openS3Store({
    bucket: s3.bucket,
    prefix: 'northstack',
    region: 'us-east-1',
    endpoint: s3.endpoint,
    credentials: s3.credentials,
    pathStyle: true,
    encryption: { algorithm: 'AES256', keyId: null },
    ca: null,
    partBytes: 5_242_880,
  });
  const databases = await openLocalDatabases({ ...fixture.options, objects });
  return {
    databases,
    objects,
    [Symbol.asyncDispose]: async () => {
      await databases.stopServers();
      await databases[Symbol.asyncDispose]();
      await objects[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

const seenRunning = (databases: LocalDatabases, desired: DesiredDatabase) =>
  eventually(
    () => databases.observe(desired.databaseId),
    (s) => s.state === 'present' && s.phase === 'running' && s.generation === desired.generation,
    90_000,
  );

async function query(databases: LocalDatabases, desired: DesiredDatabase, text: string): Promise<readonly unknown[]> {
  const seen = await databases.observe(desired.databaseId);
  const [login] = desired.logins;
  if (seen.state !== 'present' || !seen.endpoint || !login) throw new Error('not there');
  const { host, port } = seen.endpoint;
  const client = new pg.Client({ host, port, database: desired.databaseName, user: login.username, password: login.password });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('backups in an object store', () => {
  test('a machine that is lost: another one brings the content back from there, and removing leaves nothing', async () => {
    await using s3 = await openS3Emulator();
    const desired = desiredDatabase();
    const { databaseId } = desired;
    const backup = { backupId: randomUUID(), databaseId };
    {
      await using lost = await machine(s3);
      await lost.databases.apply(desired);
      await seenRunning(lost.databases, desired);
      await query(lost.databases, desired, 'create table kept as select n from generate_series(1, 50000) n');
      // The store is away for a moment: the backup waits for it.
      s3.faults.add({ method: 'PUT', times: 6, fault: { kind: 'answer', status: 503 } });
      await lost.databases.startBackup({ ...backup, keepMs: null });
      const seen = await eventually(
        () => lost.databases.observeBackup(backup),
        (s) => s.state === 'succeeded' || s.state === 'failed',
        120_000,
      );
      expect(seen).toMatchObject({
        state: 'succeeded',
        location: `s3://backups/northstack/backups/${databaseId}/${backup.backupId}.tar.gz`,
      });
    }
    await using next = await machine(s3);
    const { databases, objects } = next;
    expect(await databases.observeBackup(backup)).toMatchObject({ state: 'succeeded' });
    await databases.apply(desired);
    await seenRunning(databases, desired);
    const restoreId = randomUUID();
    await databases.startRestore({
      restoreId,
      sourceDatabaseId: databaseId,
      target: desired,
      from: { kind: 'backup', backupId: backup.backupId },
    });
    const end = await eventually(
      () => databases.observeRestore({ restoreId, targetDatabaseId: databaseId }),
      (s) => s.state !== 'running',
      120_000,
    );
    expect(end).toEqual({ state: 'succeeded' });
    await seenRunning(databases, desired);
    expect(await query(databases, desired, 'select count(*)::int as n from kept')).toEqual([{ n: 50_000 }]);
    expect((await objects.list('')).length).toBe(2);
    await databases.removeBackup(backup);
    await databases.removeBackup(backup);
    expect(await databases.observeBackup(backup)).toEqual({ state: 'absent' });
    expect(await objects.list('')).toEqual([]);
  });

  test('a copy that is damaged is not restored, and what is there stays; with the database its copies go', async () => {
    await using s3 = await openS3Emulator();
    await using here = await machine(s3);
    await using there = await machine(s3);
    const desired = desiredDatabase();
    const { databaseId } = desired;
    await here.databases.apply(desired);
    await seenRunning(here.databases, desired);
    const backup = { backupId: randomUUID(), databaseId };
    await here.databases.startBackup({ ...backup, keepMs: null });
    await eventually(
      () => here.databases.observeBackup(backup),
      (s) => s.state === 'succeeded',
      120_000,
    );
    const key = `backups/${databaseId}/${backup.backupId}.tar.gz`;
    const chunks: Uint8Array[] = [];
    for await (const chunk of await here.objects.get(key)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    await here.objects.put(
      key,
      (async function* () {
        yield bytes.subarray(0, bytes.length - 20_000);
      })(),
    );
    const target = { ...desiredDatabase(), logins: desired.logins };
    const restoreId = randomUUID();
    const from = { kind: 'backup', backupId: backup.backupId } as const;
    await there.databases.startRestore({ restoreId, sourceDatabaseId: databaseId, target, from });
    const end = await eventually(
      () => there.databases.observeRestore({ restoreId, targetDatabaseId: target.databaseId }),
      (s) => s.state !== 'running',
      120_000,
    );
    expect(end).toMatchObject({ state: 'failed' });
    await here.databases.remove(databaseId, { keepBackups: false });
    await eventually(
      () => here.databases.observe(databaseId),
      (s) => s.state === 'absent',
      90_000,
    );
    expect(await here.objects.list('')).toEqual([]);
  });
});
