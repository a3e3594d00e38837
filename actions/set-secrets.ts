/** Sets several secrets of one scope at once: all of them or none. */
import { z } from 'zod';
import { variableName } from '../domain/values/variable-name.ts';
import { defineAction } from './action.ts';
import { requestId, secretValue } from './inputs.ts';
import { once } from './once.ts';
import { derivedId, findSecretTarget, secretScope } from './secret-target.ts';
import { requireMember } from './session.ts';
import { storeSecrets } from './store-secrets.ts';

const answer = z.object({ secretIds: z.array(z.guid()) });

export const setSecrets = defineAction({
  name: 'setSecrets',
  input: z.object({
    scope: secretScope,
    targetId: z.guid().nullish(),
    secrets: z
      .array(z.object({ key: variableName, value: secretValue }))
      .min(1, { message: 'Give at least one secret.' })
      .max(100, { message: 'At most 100 at once.' })
      .refine((all) => new Set(all.map((s) => s.key)).size === all.length, { message: 'Give each key once.' }),
    requestId,
  }),
  output: answer,
  handle: async (deps, { requestId, secrets, ...input }, session) => {
    const member = requireMember(session);
    const plan = async () => {
      const target = await findSecretTarget(deps, member, input);
      return await storeSecrets(deps, member, target, secrets, {
        secretIds: secrets.map((s) => derivedId(target.targetId, s.key)),
      });
    };
    const same = { ...input, secrets: secrets.map(({ key, value }) => [key, deps.tokens.keyedHash(value)]) };
    return await once(deps, { action: 'setSecrets', member, requestId, input: same, plan }, (a) => answer.parse(a));
  },
});
