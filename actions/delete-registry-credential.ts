/** Forgets the credential of an image registry. */
import { z } from 'zod';
import { defineAction } from './action.ts';
import { registryCredentialAnswer, requestId } from './inputs.ts';
import { removeCredential } from './remove-credential.ts';

export const deleteRegistryCredential = defineAction({
  name: 'deleteRegistryCredential',
  input: z.object({ registryCredentialId: z.guid(), requestId }),
  output: registryCredentialAnswer,
  handle: async (deps, { requestId, registryCredentialId: id }, session) => {
    const answer = { registryCredentialId: id };
    return await removeCredential(deps, { action: 'deleteRegistryCredential', id, requestId, answer, session }, (a) =>
      registryCredentialAnswer.parse(a),
    );
  },
});
