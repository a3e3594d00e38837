/** Removes a backup before its time. Moments that only it reaches back to cannot be restored any more. */
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { Fault } from '../kit/fault.ts';
import { BackupForCommandDocument, DeleteBackupDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';

const backupAnswer = z.object({ backupId: z.guid() });

export const deleteBackup = defineAction({
  name: 'deleteBackup',
  input: z.object({ backupId: z.guid(), requestId }),
  output: backupAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ backupId: string }>> => {
      const { database_backups_by_pk: backup } = await graphql.request(BackupForCommandDocument, input, {
        headers: asMember(member),
        idempotent: true,
      });
      if (backup === null || backup.status === 'deleted')
        throw new Fault('gone', { code: 'backup-not-found', message: 'There is no such backup. Check the id.' });
      const deadlineAt = new Date(now() + DATA_DEADLINES.deleteBackup).toISOString();
      return {
        answer: { backupId: backup.id },
        run: (row, options) => graphql.request(DeleteBackupDocument, { ...row, id: backup.id, deadlineAt }, options),
      };
    };
    return await once(deps, { action: 'deleteBackup', member, requestId, input, plan }, (a) => backupAnswer.parse(a));
  },
});
