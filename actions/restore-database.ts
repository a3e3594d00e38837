/** Brings a database to an earlier content, from a backup or to a moment: in place, or into a new database beside it. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { slug } from '../domain/values/slug.ts';
import { Fault } from '../kit/fault.ts';
import { BackupForCommandDocument, type database_restores_insert_input, RestoreInPlaceDocument } from '../sdk/generated.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { type CommandedDatabase, findDatabase, requireStatus } from './database-command.ts';
import { requestId } from './inputs.ts';
import { newCredentials } from './new-credentials.ts';
import { type Effect, once } from './once.ts';
import { asMember, type Member, requireMember } from './session.ts';
import { writeDatabase } from './write-database.ts';

const answer = z.object({ restoreId: z.guid(), databaseId: z.guid() });
type Answer = z.output<typeof answer>;

const input = z.object({
  databaseId: z.guid(),
  backupId: z.guid().nullish(),
  at: z.iso.datetime({ offset: true }).nullish(),
  into: slug.nullish(),
  requestId,
});
type Wish = Omit<z.output<typeof input>, 'requestId'>;

export const restoreDatabase = defineAction({
  name: 'restoreDatabase',
  input,
  output: answer,
  handle: async (deps, { requestId, ...wish }, session) => {
    const member = requireMember(session);
    const plan = async (): Promise<Effect<Answer>> => {
      if ((wish.backupId == null) === (wish.at == null))
        throw new Fault('reject', { code: 'restore-from', message: 'Name a backup or a moment to restore from, and not both.' });
      const database = await findDatabase(deps, member, wish.databaseId);
      await checkSource(deps, member, database, wish);
      return wish.into == null ? inPlace(deps, member, database, wish) : await intoNew(deps, member, database, wish, wish.into);
    };
    return await once(deps, { action: 'restoreDatabase', member, requestId, input: wish, plan }, (a) => answer.parse(a));
  },
});

/** @throws Fault when it is known that there is nothing to restore from */
async function checkSource(deps: ActionDeps, member: Member, database: CommandedDatabase, { backupId, at }: Wish): Promise<void> {
  if (backupId != null) {
    const { database_backups_by_pk: backup } = await deps.graphql.request(
      BackupForCommandDocument,
      { backupId },
      { headers: asMember(member), idempotent: true },
    );
    if (backup?.database_id !== database.id || backup.status !== 'succeeded')
      throw new Fault('gone', { code: 'backup-not-found', message: 'This database has no such finished backup. Check the id.' });
  }
  if (at != null) {
    if (database.status === 'lost')
      throw new Fault('reject', {
        code: 'moment-not-recoverable',
        message: 'The database is lost, and its moments with it. Restore one of its backups.',
      });
    const from = database.recoverable_from;
    if (deps.platform.databases?.pointInTime === 'none')
      throw new Fault('reject', {
        code: 'moment-unavailable',
        message: 'Databases of this platform are restored from backups only.',
      });
    if (from === null || Date.parse(at) < Date.parse(from) || Date.parse(at) > deps.now())
      throw new Fault('reject', {
        code: 'moment-not-recoverable',
        message:
          from === null
            ? 'It has no backup yet, so there is no moment it could be restored to. Take a backup first.'
            : `It can be restored to any moment from ${new Date(from).toISOString()} until now.`,
      });
  }
}

const rowOf = (deps: ActionDeps, member: Member, source: string, target: string, wish: Wish) =>
  ({
    id: randomUUID(),
    source_database_id: source,
    target_database_id: target,
    backup_id: wish.backupId ?? null,
    target_time: wish.at ?? null,
    created_by: member.userId,
    deadline_at: deadline(deps),
  }) satisfies database_restores_insert_input;

function inPlace(deps: ActionDeps, member: Member, database: CommandedDatabase, wish: Wish): Effect<Answer> {
  requireStatus(database, ['running', 'unreachable', 'lost']);
  if (deps.platform.databases?.restoreInPlace === false)
    throw new Fault('reject', { code: 'restore-in-place-unavailable', message: 'Name a new database to restore into.' });
  const restore = rowOf(deps, member, database.id, database.id, wish);
  const deadlineAt = deadline(deps);
  return {
    answer: { restoreId: restore.id, databaseId: database.id },
    run: (row, options) =>
      deps.graphql.request(RestoreInPlaceDocument, { ...row, id: database.id, deadlineAt, restore }, options),
  };
}

async function intoNew(
  deps: ActionDeps,
  member: Member,
  source: CommandedDatabase,
  wish: Wish,
  name: string,
): Promise<Effect<Answer>> {
  const known = deps.platform.databases;
  if (known?.restoreIntoNew === false || (wish.at != null && known?.pointInTime === 'in-place'))
    throw new Fault('reject', { code: 'restore-into-new-unavailable', message: 'This can be restored in place only.' });
  const id = randomUUID();
  const restore = rowOf(deps, member, source.id, id, wish);
  return {
    answer: { restoreId: restore.id, databaseId: id },
    run: writeDatabase(deps, name, {
      database: {
        id,
        project_id: source.project_id,
        environment_id: source.environment_id,
        region_id: source.region_id,
        slug: name,
        name,
        engine: source.engine,
        version: source.version,
        nodes: source.nodes,
        cpu_millicores: source.cpu_millicores,
        memory_megabytes: source.memory_megabytes,
        storage_gigabytes: source.storage_gigabytes,
        pooling: source.pooling,
        database_name: source.database_name,
        status: 'restoring',
        created_by: member.userId,
        deadline_at: restore.deadline_at,
      },
      credentials: await newCredentials(deps, member, id, 1),
      schedules: [
        { database_id: id, cron: '0 2 * * *', next_run_at: new Date(deps.now()).toISOString(), created_by: member.userId },
      ],
      bindings: [],
      restores: [restore],
    }),
  };
}

const deadline = ({ now }: ActionDeps): string => new Date(now() + DATA_DEADLINES.restore).toISOString();
