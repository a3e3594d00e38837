/**
 * Makes a new key that signs sessions. Everybody who verifies learns of it before it signs, and what the old one signed is good until it
 * expires; with `revokeOld` the new one signs at once and everything the old ones signed is refused as soon as that is known.
 */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { PlatformAdminDocument, RotateSigningKeysDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requirePerson } from './session.ts';

const answer = z.object({ keyId: z.string(), activeAt: z.iso.datetime() });

export const rotateSigningKeys = defineAction({
  name: 'rotateSigningKeys',
  input: z.object({ revokeOld: z.boolean().nullish(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, signingKeys } = deps;
    const member = requirePerson(session);
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      // Actions see the role that the token allows; the live row decides.
      const { users_by_pk: user } = await graphql.request(PlatformAdminDocument, { userId: member.userId }, { idempotent: true });
      if (!user?.is_platform_admin || !user.is_active)
        throw new Fault('auth', { code: 'platform-admin-required', message: 'Only a platform administrator can do this.' });
      const atOnce = input.revokeOld ?? false;
      const { generation, keyId, publicJwk, activeAt } = await signingKeys.next(atOnce);
      const at = new Date(activeAt).toISOString();
      return {
        answer: { keyId, activeAt: at },
        run: (row, options) =>
          graphql.request(
            RotateSigningKeysDocument,
            { ...row, generation, keyId, publicJwk, activeAt: at, retireBelow: atOnce ? generation : 0, retiredAt: at },
            options,
          ),
      };
    };
    const done = await once(deps, { action: 'rotateSigningKeys', member, requestId, input, plan }, (a) => answer.parse(a));
    signingKeys.forget();
    return done;
  },
});
