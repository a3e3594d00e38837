/** Sets how private images are pulled from a registry: sealed, sent to that registry alone, read back by nobody. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { hostAndPort } from '../domain/values/hostname.ts';
import type { RequestOptions } from '../sdk/client.ts';
import { WriteRegistryCredentialDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { findCredentialTarget } from './credential-target.ts';
import { registryCredentialAnswer, requestId, secretValue } from './inputs.ts';
import { once, type RequestRow } from './once.ts';
import { derivedId } from './secret-target.ts';
import { requireMember } from './session.ts';

export const setRegistryCredential = defineAction({
  name: 'setRegistryCredential',
  input: z.object({
    projectId: z.guid().nullish(),
    registry: hostAndPort,
    username: z.string().min(1).max(255),
    password: secretValue.min(1),
    requestId,
  }),
  output: registryCredentialAnswer,
  handle: async (deps, { requestId, password, ...input }, session) => {
    const member = requireMember(session);
    const plan = async () => {
      const targetId = await findCredentialTarget(deps, member, input.projectId ?? null);
      const versionId = randomUUID();
      const { organizationId } = member;
      const { sealed, keyId } = await deps.secrets.put(
        { organizationId, scope: 'registry_credential', targetId, key: input.registry, versionId },
        password,
      );
      return {
        answer: { registryCredentialId: derivedId(targetId, `registry://${input.registry}`) },
        run: (row: RequestRow, options: RequestOptions) =>
          deps.graphql.request(
            WriteRegistryCredentialDocument,
            {
              ...row,
              organizationId,
              projectId: input.projectId ?? null,
              registry: input.registry,
              username: input.username,
              valueId: versionId,
              store: deps.secrets.name,
              sealed,
              keyId,
            },
            options,
          ),
      };
    };
    const same = { ...input, password: deps.tokens.keyedHash(password) };
    return await once(deps, { action: 'setRegistryCredential', member, requestId, input: same, plan }, (a) =>
      registryCredentialAnswer.parse(a),
    );
  },
});
