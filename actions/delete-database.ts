/** Deletes a database with its data, and its backups unless they are to be kept. */
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { ChangeDatabaseDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { databaseAnswer, findDatabase } from './database-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMember } from './session.ts';

export const deleteDatabase = defineAction({
  name: 'deleteDatabase',
  input: z.object({ databaseId: z.guid(), keepBackups: z.boolean().nullish(), requestId }),
  output: databaseAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ databaseId: string }>> => {
      const database = await findDatabase(deps, member, input.databaseId);
      const set = {
        status: 'deleting',
        status_changed_at: new Date(now()).toISOString(),
        deadline_at: new Date(now() + DATA_DEADLINES.deleteDatabase).toISOString(),
        keep_backups: input.keepBackups ?? false,
      } as const;
      const from = [
        'provisioning',
        'running',
        'scaling',
        'backing_up',
        'restoring',
        'failing_over',
        'unreachable',
        'lost',
        'failed',
      ] as const;
      return {
        answer: { databaseId: database.id },
        run: (row, options) =>
          graphql.request(ChangeDatabaseDocument, { ...row, id: database.id, from: [...from], set }, options),
      };
    };
    return await once(deps, { action: 'deleteDatabase', member, requestId, input, plan }, (a) => databaseAnswer.parse(a));
  },
});
