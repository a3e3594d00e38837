/** Takes a backup of a database while it serves. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { QueueBackupDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { findDatabase, requireStatus } from './database-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMember } from './session.ts';

const backupAnswer = z.object({ backupId: z.guid() });
const DAY_MS = 24 * 3600_000;

export const backupDatabase = defineAction({
  name: 'backupDatabase',
  input: z.object({
    databaseId: z.guid(),
    description: z.string().max(500).nullish(),
    keepDays: z.int().min(1).max(3650).nullish(),
    requestId,
  }),
  output: backupAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now, platform } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ backupId: string }>> => {
      const database = await findDatabase(deps, member, input.databaseId);
      requireStatus(database, ['running']);
      if (platform.databases?.backups === false)
        throw new Fault('reject', { code: 'backups-unavailable', message: 'Databases of this platform cannot be backed up.' });
      const id = randomUUID();
      const backup = {
        id,
        database_id: database.id,
        description: input.description ?? '',
        expires_at: input.keepDays == null ? null : new Date(now() + input.keepDays * DAY_MS).toISOString(),
        created_by: member.userId,
        deadline_at: new Date(now() + DATA_DEADLINES.backup).toISOString(),
      };
      return {
        answer: { backupId: id },
        run: async (row, options) => {
          try {
            await graphql.request(QueueBackupDocument, { ...row, backup }, options);
          } catch (error) {
            throw translate(error);
          }
        },
      };
    };
    return await once(deps, { action: 'backupDatabase', member, requestId, input, plan }, (a) => backupAnswer.parse(a));
  },
});

function translate(error: unknown): unknown {
  if (!(error instanceof GraphqlError) || !error.message.includes('database_backups_one_open_idx')) return error;
  return new Fault('conflict', {
    code: 'backup-under-way',
    message: 'A backup of this database is being taken already. Wait for it.',
    cause: error,
  });
}
