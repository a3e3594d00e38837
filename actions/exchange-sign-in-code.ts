/** What a sign-in at an identity provider ended with, for a session: once, within a minute, by whoever began it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { EndTokenFamilyDocument, SignInCodeDocument, StartSessionByCodeDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { bindBrowser } from './fingerprint.ts';
import { beginningOf, idFor, sessionOf, sessionOutput, tokenAnswer } from './new-session.ts';
import { type AnonymousRow, onceForAnyone } from './once.ts';
import { hashToken, REFRESH_SECONDS } from './tokens.ts';

export const exchangeSignInCode = defineAction({
  name: 'exchangeSignInCode',
  input: z.object({
    code: z.string().min(1).max(200),
    verifier: z.string().min(43).max(128),
    browser: z.boolean().nullish(),
    requestId: z.guid().nullish(),
  }),
  output: sessionOutput,
  handle: async (deps, { requestId, ...input }, _session, visitor) => {
    const { graphql, tokens, people, now } = deps;
    const plan = async (request: string) => {
      const { sign_in_codes } = await graphql.request(SignInCodeDocument, { hash: hashToken(input.code) }, { idempotent: true });
      const code = sign_in_codes[0];
      const challenge = createHash('sha256').update(input.verifier).digest('base64url');
      if (code === undefined || code.challenge !== challenge || code.used_at !== null || Date.parse(code.expires_at) <= now())
        throw invalid();
      const id = idFor(`code:${code.id}`, request);
      return {
        answer: { tokenId: id },
        run: async (row: AnonymousRow) => {
          const at = new Date(now()).toISOString();
          const headers = beginningOf(code.user_id, visitor);
          const { used } = await graphql.request(
            StartSessionByCodeDocument,
            {
              ...row,
              codeId: code.id,
              id,
              userId: code.user_id,
              organizationId: code.organization_id,
              hash: hashToken(tokens.secretOf('refresh-token', id)),
              fingerprintHash: input.browser ? hashToken(tokens.secretOf('fingerprint', id)) : null,
              expiresAt: new Date(now() + REFRESH_SECONDS * 1000).toISOString(),
              now: at,
            },
            { idempotent: true, headers },
          );
          if (used?.affected_rows === 1) return;
          await graphql.request(EndTokenFamilyDocument, { familyId: id, now: at }, { idempotent: true, headers });
          throw invalid();
        },
      };
    };
    const command = { action: 'exchangeSignInCode', requestId, input, plan };
    const { tokenId } = await onceForAnyone(deps, command, (a) => tokenAnswer.parse(a));
    if (input.browser) bindBrowser(tokens, people.publicUrl, tokenId, visitor);
    return await sessionOf(deps, tokenId);
  },
});

const invalid = (): Fault =>
  new Fault('auth', { code: 'invalid-code', message: 'This code is not valid any more. Begin the sign-in again.' });
