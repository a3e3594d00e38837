/** Forgets the credential of a git host. */
import { z } from 'zod';
import { defineAction } from './action.ts';
import { gitConnectionAnswer, requestId } from './inputs.ts';
import { removeCredential } from './remove-credential.ts';

export const deleteGitConnection = defineAction({
  name: 'deleteGitConnection',
  input: z.object({ gitConnectionId: z.guid(), requestId }),
  output: gitConnectionAnswer,
  handle: async (deps, { requestId, gitConnectionId: id }, session) => {
    const answer = { gitConnectionId: id };
    return await removeCredential(deps, { action: 'deleteGitConnection', id, requestId, answer, session }, (a) =>
      gitConnectionAnswer.parse(a),
    );
  },
});
