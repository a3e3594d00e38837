/** `northstack db`: databases of projects. Each verb waits until it is so, unless told not to. */
import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';
import type { Connection } from '../connection/connect.ts';
import type { NewDatabase } from '../database/create-database.ts';
import type { Output } from '../output/output.ts';

interface Flags extends CommonFlags {
  readonly environment: string;
  readonly detach?: boolean;
}

export const dbCommand = (): Command =>
  remoteCommand({
    name: 'db',
    summary: 'databases: make, look, back up, restore, connect',
    examples: [
      'northstack db create shop/main --attach shop/web',
      'northstack db list',
      'northstack db backup shop/main',
      'northstack db restore shop/main --at 2026-11-21T10:00:00Z --into main-copy',
      'northstack db psql shop/main',
    ],
  })
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(infoCommand())
    .addCommand(backupCommand())
    .addCommand(removeBackupCommand())
    .addCommand(restoreCommand())
    .addCommand(scaleCommand())
    .addCommand(credentialsCommand())
    .addCommand(rotateCommand())
    .addCommand(removeCommand())
    .addCommand(psqlCommand());

const verb = (name: string, summary: string, ...examples: string[]): Command =>
  remoteCommand({ name, summary, examples }).option('--environment <slug>', 'where', 'production');

const onDatabase = (command: Command): Command => command.argument('<database>', '<project>/<database>');

/** Reads flags given before or after the verb, connects, and finds the database. */
function withDatabase<F extends Flags>(
  command: Command,
  name: string,
  work: (connection: Connection, output: Output, id: string, flags: F) => Promise<boolean | undefined>,
): Promise<void> {
  const flags = command.optsWithGlobals<F>();
  return withConnection(flags, async (connection, output) => {
    const { findDatabase } = await import('../database/find-database.ts');
    const { id } = await findDatabase(connection, name, flags.environment);
    if ((await work(connection, output, id, flags)) === false) process.exitCode = 1;
  });
}

const sdk = () => import('../../sdk/generated.ts');

const createCommand = (): Command =>
  onDatabase(verb('create', 'make a database', 'northstack db create shop/main --memory 512 --attach shop/web'))
    .option('--engine <engine>', 'postgresql or yugabytedb (default: what there is)')
    .option('--version <version>', 'its version (default: the newest)')
    .option('--nodes <count>', 'how many nodes', readCount)
    .option('--memory <megabytes>', 'memory of each node', readCount)
    .option('--pooling', 'with a connection pool')
    .option('--attach <service...>', 'give these services its address as DATABASE_URL')
    .option('--detach', 'do not wait until it runs')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags & NewDatabase>();
      return withConnection(flags, async (connection, output) => {
        const [{ createDatabase }, { followDatabase }] = await Promise.all([
          import('../database/create-database.ts'),
          import('../database/follow-database.ts'),
        ]);
        const id = await createDatabase(connection, name, flags);
        output.event({ event: 'requested', databaseId: id, database: name }, `${output.paint('bold', name)} is being made`);
        if (flags.detach) return;
        if (!(await followDatabase(connection, output, id))) process.exitCode = 1;
        else output.note(`Next: northstack db psql ${name}`);
      });
    });

const listCommand = (): Command =>
  remoteCommand({
    name: 'list',
    summary: 'list databases',
    examples: ['northstack db list', 'northstack db list --project shop'],
  })
    .option('--project <slug>', 'only this project')
    .action((_: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly project?: string }>();
      return withConnection(flags, async ({ client }, output) => {
        const [{ DatabasesDocument }, { table }, { paintStatus }, { age }] = await Promise.all([
          sdk(),
          import('../output/table.ts'),
          import('../output/status-color.ts'),
          import('../output/format.ts'),
        ]);
        const place = { project: flags.project ?? '%', database: '%', environment: '%' };
        const { databases } = await client.request(DatabasesDocument, place, { idempotent: true });
        output.result(databases, () =>
          table(
            ['DATABASE', 'ENVIRONMENT', 'ENGINE', 'STATUS', 'ADDRESS', 'AGE'],
            databases.map((d) => [
              `${d.project.slug}/${d.slug}`,
              d.environment.slug,
              `${d.engine} ${d.observed_version ?? ''}`.trim(),
              paintStatus(output.paint, d.status),
              d.host === null ? '' : `${d.host}:${d.port}`,
              age(d.created_at),
            ]),
            'No databases yet: «northstack db create <project>/<database>» makes one.',
          ),
        );
      });
    });

const infoCommand = (): Command =>
  onDatabase(verb('info', 'show a database and its backups', 'northstack db info shop/main')).action(
    (name: string, _: unknown, command: Command) =>
      withDatabase(command, name, async ({ client }, output, id) => {
        const [{ DatabaseInfoDocument }, { describeDatabase }] = await Promise.all([
          sdk(),
          import('../database/show-database.ts'),
        ]);
        const { databases_by_pk: info } = await client.request(DatabaseInfoDocument, { id }, { idempotent: true });
        if (info) output.result(info, () => describeDatabase(output, info));
        return undefined;
      }),
  );

const backupCommand = (): Command =>
  onDatabase(verb('backup', 'take a backup now', 'northstack db backup shop/main --description "before the migration"'))
    .option('--description <text>', 'what it is for')
    .option('--detach', 'do not wait until it is taken')
    .action((name: string, _: unknown, command: Command) =>
      withDatabase<Flags & { readonly description?: string }>(command, name, async (connection, output, databaseId, flags) => {
        const [{ BackUpDatabaseDocument, WatchBackupDocument }, { follow }] = await Promise.all([
          sdk(),
          import('../database/follow.ts'),
        ]);
        const { backupDatabase } = await connection.client.request(
          BackUpDatabaseDocument,
          { databaseId, description: flags.description ?? null, requestId: randomUUID() },
          { idempotent: true },
        );
        const id = backupDatabase.backupId;
        output.event({ event: 'requested', backupId: id }, `Backup ${id}`);
        if (flags.detach) return undefined;
        return await follow(connection, output, {
          document: WatchBackupDocument,
          id,
          look: ({ database_backups_by_pk: seen }) => seen && { status: seen.status, reason: seen.failure_reason },
          ended: ({ status }) => (status === 'succeeded' ? true : status === 'queued' || status === 'running' ? null : false),
        });
      }),
    );

interface RestoreFlags extends Flags {
  readonly backup?: string;
  readonly at?: string;
  readonly into?: string;
}

const removeBackupCommand = (): Command =>
  remoteCommand({
    name: 'rm-backup',
    summary: 'delete a backup',
    examples: ['northstack db info shop/main    # shows their ids', 'northstack db rm-backup 0b0c… --yes'],
  })
    .argument('<backup>', 'its id')
    .option('--yes', 'do not ask')
    .action((backupId: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly yes?: boolean }>();
      return withConnection(flags, async ({ client }, output) => {
        const [{ RemoveBackupDocument }, { confirmRemoval }] = await Promise.all([
          sdk(),
          import('../database/confirm-removal.ts'),
        ]);
        await confirmRemoval(output, backupId, flags.yes ?? false);
        const input = { backupId, requestId: randomUUID() };
        const { deleteBackup } = await client.request(RemoveBackupDocument, input, { idempotent: true });
        output.result(deleteBackup, () => 'The backup is being deleted.');
      });
    });

const restoreCommand = (): Command =>
  onDatabase(
    verb(
      'restore',
      'bring back an earlier content, in place or into a new database',
      'northstack db restore shop/main --backup 7b0c…',
      'northstack db restore shop/main --at 2026-11-21T10:00:00Z --into main-copy',
    ),
  )
    .option('--backup <id>', 'from this backup (see «northstack db info»)')
    .option('--at <time>', 'to this moment, for example 2026-11-21T10:00:00Z', readTime)
    .option('--into <slug>', 'into a new database of this name; otherwise in place')
    .option('--detach', 'do not wait until it is done')
    .action((name: string, _: unknown, command: Command) =>
      withDatabase<RestoreFlags>(command, name, async (connection, output, databaseId, flags) => {
        const [{ BringDatabaseBackDocument, WatchRestoreDocument }, { follow }, { followDatabase }] = await Promise.all([
          sdk(),
          import('../database/follow.ts'),
          import('../database/follow-database.ts'),
        ]);
        const { restoreDatabase } = await connection.client.request(
          BringDatabaseBackDocument,
          {
            databaseId,
            backupId: flags.backup ?? null,
            at: flags.at ?? null,
            into: flags.into ?? null,
            requestId: randomUUID(),
          },
          { idempotent: true },
        );
        output.event({ event: 'requested', ...restoreDatabase }, `Restore ${restoreDatabase.restoreId}`);
        if (flags.detach) return undefined;
        const restored = await follow(connection, output, {
          document: WatchRestoreDocument,
          id: restoreDatabase.restoreId,
          look: ({ database_restores_by_pk: seen }) => seen && { status: seen.status, reason: seen.failure_reason },
          ended: ({ status }) => (status === 'succeeded' ? true : status === 'failed' ? false : null),
        });
        return restored && (await followDatabase(connection, output, restoreDatabase.databaseId));
      }),
    );

interface ScaleFlags extends Flags {
  readonly nodes?: number;
  readonly memory?: number;
  readonly storage?: number;
  readonly pooling?: boolean;
}

const scaleCommand = (): Command =>
  onDatabase(verb('scale', 'change its nodes or their size', 'northstack db scale shop/main --memory 1024'))
    .option('--nodes <count>', 'how many nodes', readCount)
    .option('--memory <megabytes>', 'memory of each node', readCount)
    .option('--storage <gigabytes>', 'storage of each node', readCount)
    .option('--pooling', 'with a connection pool')
    .option('--no-pooling', 'without one')
    .option('--detach', 'do not wait until it is so')
    .action((name: string, _: unknown, command: Command) =>
      withDatabase<ScaleFlags>(command, name, async (connection, output, databaseId, flags) => {
        const [{ ResizeDatabaseDocument }, { followDatabase }] = await Promise.all([
          sdk(),
          import('../database/follow-database.ts'),
        ]);
        await connection.client.request(
          ResizeDatabaseDocument,
          {
            databaseId,
            nodes: flags.nodes ?? null,
            memoryMegabytes: flags.memory ?? null,
            storageGigabytes: flags.storage ?? null,
            // Commander's default for a flag with a negative form is true: only what was said counts.
            pooling: command.getOptionValueSource('pooling') === 'cli' ? (flags.pooling ?? null) : null,
            requestId: randomUUID(),
          },
          { idempotent: true },
        );
        return flags.detach ? undefined : await followDatabase(connection, output, databaseId);
      }),
    );

const credentialsCommand = (): Command =>
  onDatabase(
    verb(
      'credentials',
      'show its address and credentials; the audit log keeps who looked',
      'northstack db credentials shop/main',
    ),
  ).action((name: string, _: unknown, command: Command) =>
    withDatabase(command, name, async (connection, output, databaseId) => {
      const { RevealCredentialsDocument } = await sdk();
      const { revealDatabaseCredentials: shown } = await connection.client.request(
        RevealCredentialsDocument,
        { databaseId, requestId: randomUUID() },
        { idempotent: true },
      );
      output.result(shown, () => [shown.url, ...(shown.poolerUrl === null ? [] : [shown.poolerUrl])].join('\n'));
      return undefined;
    }),
  );

const rotateCommand = (): Command =>
  onDatabase(verb('rotate', 'give it new credentials', 'northstack db rotate shop/main --grace 10'))
    .option('--grace <minutes>', 'how long the ones before work (default: 60)', readMinutes)
    .action((name: string, _: unknown, command: Command) =>
      withDatabase<Flags & { readonly grace?: number }>(command, name, async ({ client }, output, databaseId, { grace }) => {
        const { RotateCredentialsDocument } = await sdk();
        const input = { databaseId, graceMinutes: grace ?? null, requestId: randomUUID() };
        const { rotateDatabaseCredentials } = await client.request(RotateCredentialsDocument, input, { idempotent: true });
        output.result(
          rotateDatabaseCredentials,
          () => `${name} has new credentials; the ones before work for ${grace ?? 60} minutes.`,
        );
        return undefined;
      }),
    );

const removeCommand = (): Command =>
  onDatabase(verb('rm', 'delete a database with its data', 'northstack db rm shop/main --yes'))
    .option('--keep-backups', 'its backups outlive it')
    .option('--yes', 'do not ask')
    .action((name: string, _: unknown, command: Command) =>
      withDatabase<Flags & { readonly keepBackups?: boolean; readonly yes?: boolean }>(
        command,
        name,
        async ({ client }, output, databaseId, flags) => {
          const { RemoveDatabaseDocument } = await sdk();
          const { confirmRemoval } = await import('../database/confirm-removal.ts');
          await confirmRemoval(output, name, flags.yes ?? false);
          const input = { databaseId, keepBackups: flags.keepBackups ?? false, requestId: randomUUID() };
          const { deleteDatabase } = await client.request(RemoveDatabaseDocument, input, { idempotent: true });
          output.result(deleteDatabase, () => `${name} is being deleted.`);
          return undefined;
        },
      ),
    );

const psqlCommand = (): Command =>
  onDatabase(verb('psql', 'open psql on it', 'northstack db psql shop/main')).action(
    (name: string, _: unknown, command: Command) =>
      withDatabase(command, name, async (connection, _output, databaseId) => {
        const { runPsql } = await import('../database/run-psql.ts');
        return await runPsql(connection, databaseId);
      }),
  );

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It is a whole number from 1.');
  return count;
}

function readMinutes(text: string): number {
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 0) throw new InvalidArgumentError('It is a whole number of minutes.');
  return minutes;
}

function readTime(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It is a time, for example 2026-11-21T10:00:00Z.');
  return new Date(at).toISOString();
}
