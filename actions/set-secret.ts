/** Sets a secret: a new version that the next deployment reads. The value is never answered, logged or stored in plain text. */
import { z } from 'zod';
import { variableName } from '../domain/values/variable-name.ts';
import { defineAction } from './action.ts';
import { requestId, secretAnswer, secretValue } from './inputs.ts';
import { once } from './once.ts';
import { derivedId, findSecretTarget, secretScope } from './secret-target.ts';
import { requireMember } from './session.ts';
import { storeSecrets } from './store-secrets.ts';

export const setSecret = defineAction({
  name: 'setSecret',
  input: z.object({ scope: secretScope, targetId: z.guid().nullish(), key: variableName, value: secretValue, requestId }),
  output: secretAnswer,
  handle: async (deps, { requestId, value, ...input }, session) => {
    const member = requireMember(session);
    const plan = async () => {
      const target = await findSecretTarget(deps, member, input);
      return await storeSecrets(deps, member, target, [{ key: input.key, value }], {
        secretId: derivedId(target.targetId, input.key),
      });
    };
    const same = { ...input, value: deps.tokens.keyedHash(value) };
    return await once(deps, { action: 'setSecret', member, requestId, input: same, plan }, (a) => secretAnswer.parse(a));
  },
});
