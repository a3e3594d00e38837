/** Deletes a secret: no new deployment reads it. Its values are destroyed once nothing that runs needs them. */
import { z } from 'zod';
import type { RequestOptions } from '../sdk/client.ts';
import { DeleteSecretDocument, SecretByIdDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId, secretAnswer, secretNotFound } from './inputs.ts';
import { once, type RequestRow } from './once.ts';
import { findSecretTarget, secretScope } from './secret-target.ts';
import { asMember, requireMember } from './session.ts';

export const deleteSecret = defineAction({
  name: 'deleteSecret',
  input: z.object({ secretId: z.guid(), requestId }),
  output: secretAnswer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requireMember(session);
    const plan = async () => {
      const { secrets_by_pk: secret } = await deps.graphql.request(
        SecretByIdDocument,
        { id: input.secretId },
        { headers: asMember(member), idempotent: true },
      );
      if (secret === null) throw secretNotFound();
      await findSecretTarget(deps, member, { scope: secretScope.parse(secret.scope), targetId: secret.target_id });
      const now = new Date(deps.now()).toISOString();
      return {
        answer: { secretId: secret.id },
        run: (row: RequestRow, options: RequestOptions) =>
          deps.graphql.request(DeleteSecretDocument, { ...row, id: secret.id, now }, options),
      };
    };
    return await once(deps, { action: 'deleteSecret', member, requestId, input, plan }, (a) => secretAnswer.parse(a));
  },
});
