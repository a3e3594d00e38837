/**
 * An API key for a session: an access token with the roles that the key's scopes open, as far as its owner has them now. The engine
 * enforces the roles, whichever engine it is. There is no refresh token: the key is exchanged again.
 */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { ApiKeyForUseDocument, TouchApiKeyDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { rolesOfScopes } from './roles.ts';
import { ACCESS_SECONDS, hashToken } from './tokens.ts';

export const exchangeApiKey = defineAction({
  name: 'exchangeApiKey',
  input: z.object({ key: z.string().min(1).max(200) }),
  output: z.object({
    accessToken: z.string(),
    accessTokenExpiresAt: z.iso.datetime(),
    userId: z.guid(),
    organizationId: z.guid(),
    role: z.string(),
    roles: z.array(z.string()),
  }),
  handle: async ({ graphql, tokens, now }, input) => {
    const { api_keys } = await graphql.request(ApiKeyForUseDocument, { hash: hashToken(input.key) }, { idempotent: true });
    const key = api_keys[0];
    const own = key?.member.user.is_active ? key.member.role : null;
    const expiresMs = Date.parse(key?.expires_at ?? '');
    if (key === undefined || own === null || key.revoked_at !== null || expiresMs <= now()) throw invalid();
    const roles = [...rolesOfScopes(key.scopes, own)];
    const role = roles.at(-1);
    if (role === undefined) throw invalid();
    if (key.last_used_at === null || now() - Date.parse(key.last_used_at) > 60_000) {
      const at = new Date(now()).toISOString();
      await graphql.request(TouchApiKeyDocument, { id: key.id, now: at }, { idempotent: true });
    }
    const { user_id: userId, organization_id: organizationId } = key;
    // A session ends with its key.
    const issuedAt = Math.floor(Math.min(now(), expiresMs - ACCESS_SECONDS * 1000) / 1000);
    const accessToken = await tokens.access({ sessionId: null, userId, organizationId, role, roles, issuedAt, apiKeyId: key.id });
    return {
      accessToken,
      accessTokenExpiresAt: new Date((issuedAt + ACCESS_SECONDS) * 1000).toISOString(),
      userId,
      organizationId,
      role,
      roles,
    };
  },
});

const invalid = (): Fault =>
  new Fault('auth', {
    code: 'invalid-api-key',
    message: 'This API key is not valid: it does not exist, was revoked or has expired. Make a new one.',
  });
