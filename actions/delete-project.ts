/** Gives a project up: everything in it is stopped and removed outside first, its row goes last. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { DeleteProjectDocument, ProjectForDeletionDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';

const answer = z.object({ projectId: z.guid() });

export const deleteProject = defineAction({
  name: 'deleteProject',
  input: z.object({ projectId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ projectId: string }>> => {
      const { projects_by_pk: project } = await graphql.request(ProjectForDeletionDocument, input, {
        headers: asMember(member),
        idempotent: true,
      });
      if (project === null)
        throw new Fault('gone', { code: 'project-not-found', message: 'There is no such project. Check the id.' });
      return {
        answer: input,
        run: (row, options) =>
          graphql.request(DeleteProjectDocument, { ...row, id: project.id, now: new Date(now()).toISOString() }, options),
      };
    };
    return await once(deps, { action: 'deleteProject', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
