/** Makes a key for a program. It is shown in this answer and nowhere else: only its hash is kept. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { CreateApiKeyDocument } from '../sdk/generated.ts';
import { personName } from './account.ts';
import { defineAction } from './action.ts';
import { API_KEY_PREFIX, apiKeyOf } from './api-key.ts';
import { requestId } from './inputs.ts';
import { liveRole } from './live-role.ts';
import { type Effect, once } from './once.ts';
import { API_SCOPES, type ApiScope, mayGive } from './roles.ts';
import { requirePerson } from './session.ts';
import { hashToken } from './tokens.ts';

/** A repeat of the request shows the key again for this long, for an answer that was lost on the way. */
const SHOWN_MS = 15 * 60_000;

const kept = z.object({ apiKeyId: z.guid(), expiresAt: z.iso.datetime(), madeAt: z.iso.datetime() });
const scope = z.enum(['read', 'deploy', 'approve', 'operate', 'admin']);

export const createApiKey = defineAction({
  name: 'createApiKey',
  input: z.object({
    name: personName,
    scopes: z.array(scope).min(1, { message: 'Name at least one scope: read, deploy, approve, operate or admin.' }).max(5),
    expiresInDays: z.int().min(1, { message: 'At least 1 day.' }).max(366, { message: 'At most 366 days.' }).nullish(),
    requestId,
  }),
  output: z.object({ apiKeyId: z.guid(), expiresAt: z.iso.datetime(), key: z.string() }),
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, tokens, now } = deps;
    const member = requirePerson(session);
    const plan = async (): Promise<Effect<z.output<typeof kept>>> => {
      const own = await liveRole(deps, member);
      const tooStrong = input.scopes.find((s: ApiScope) => own === null || !mayGive(own, API_SCOPES[s]));
      if (tooStrong !== undefined)
        throw new Fault('auth', {
          code: 'scope-too-strong',
          message: `Your role does not allow the scope ${tooStrong}. Leave it out.`,
        });
      const id = randomUUID();
      const key = apiKeyOf(tokens, id);
      const madeAt = now();
      const expiresAt = new Date(madeAt + (input.expiresInDays ?? 90) * 86_400_000).toISOString();
      return {
        answer: { apiKeyId: id, expiresAt, madeAt: new Date(madeAt).toISOString() },
        run: (row, options) =>
          graphql.request(
            CreateApiKeyDocument,
            {
              ...row,
              id,
              organizationId: member.organizationId,
              userId: member.userId,
              name: input.name,
              hint: key.slice(0, API_KEY_PREFIX.length + 6),
              hash: hashToken(key),
              scopes: [...new Set(input.scopes)],
              expiresAt,
            },
            options,
          ),
      };
    };
    const command = { action: 'createApiKey', member, requestId, input, plan };
    const { apiKeyId, expiresAt, madeAt } = await once(deps, command, (a) => kept.parse(a));
    if (Date.parse(madeAt) + SHOWN_MS < now())
      throw new Fault('conflict', { code: 'key-shown-before', message: 'This key was made and shown before. Make a new one.' });
    return { apiKeyId, expiresAt, key: apiKeyOf(tokens, apiKeyId) };
  },
});
