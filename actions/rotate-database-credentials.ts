/** Gives a database new credentials. The ones before work for a while, so that whoever holds them can change over. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { DatabaseCredentialsDocument, RotateDatabaseCredentialsDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { databaseAnswer, findDatabase, requireStatus } from './database-command.ts';
import { requestId } from './inputs.ts';
import { newCredentials } from './new-credentials.ts';
import { type Effect, once } from './once.ts';
import { requireMember } from './session.ts';

export const rotateDatabaseCredentials = defineAction({
  name: 'rotateDatabaseCredentials',
  input: z.object({ databaseId: z.guid(), graceMinutes: z.int().min(0).max(43_200).nullish(), requestId }),
  output: databaseAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ databaseId: string }>> => {
      const database = await findDatabase(deps, member, input.databaseId);
      requireStatus(database, ['running', 'backing_up']);
      const { database_credentials: known } = await graphql.request(
        DatabaseCredentialsDocument,
        { databaseId: database.id },
        { idempotent: true },
      );
      const credentials = await newCredentials(deps, member, database.id, (known[0]?.version ?? 0) + 1);
      const expiresAt = new Date(now() + (input.graceMinutes ?? 60) * 60_000).toISOString();
      return {
        answer: { databaseId: database.id },
        run: async (row, options) => {
          try {
            await graphql.request(
              RotateDatabaseCredentialsDocument,
              { ...row, databaseId: database.id, expiresAt, credentials },
              options,
            );
          } catch (error) {
            throw translate(error);
          }
        },
      };
    };
    return await once(deps, { action: 'rotateDatabaseCredentials', member, requestId, input, plan }, (a) =>
      databaseAnswer.parse(a),
    );
  },
});

function translate(error: unknown): unknown {
  if (!(error instanceof GraphqlError) || !/database_credentials_(version_key|current_idx)/.test(error.message)) return error;
  return new Fault('conflict', {
    code: 'rotation-under-way',
    message: 'Somebody else rotates these credentials at this moment. Look again before you rotate once more.',
    cause: error,
  });
}
