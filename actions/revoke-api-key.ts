/** Ends an API key: it is exchanged for no session any more, and sessions that it was exchanged for are refused from the next request on. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { ApiKeyForRevocationDocument, RevokeApiKeyDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requirePerson } from './session.ts';

const answer = z.object({ apiKeyId: z.guid() });

export const revokeApiKey = defineAction({
  name: 'revokeApiKey',
  input: z.object({ apiKeyId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const member = requirePerson(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      // As the caller: their own keys, and an owner those of the organization.
      const { api_keys_by_pk: key } = await deps.graphql.request(
        ApiKeyForRevocationDocument,
        { id: input.apiKeyId },
        { headers: asMember(member), idempotent: true },
      );
      if (key === null)
        throw new Fault('gone', { code: 'api-key-not-found', message: 'There is no such API key. Check the id.' });
      return {
        answer: { apiKeyId: key.id },
        run: (row, options) =>
          deps.graphql.request(RevokeApiKeyDocument, { ...row, id: key.id, now: new Date(deps.now()).toISOString() }, options),
      };
    };
    return await once(deps, { action: 'revokeApiKey', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
