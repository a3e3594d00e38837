/** Gives a service up: what runs and was built of it is removed first, its row goes last. */
import { z } from 'zod';
import { DeleteServiceDocument, ServiceForDeletionDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { requestId, serviceNotFound } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireMayChange } from './protected.ts';
import { asMember, requireMember } from './session.ts';

const answer = z.object({ serviceId: z.guid() });

export const deleteService = defineAction({
  name: 'deleteService',
  input: z.object({ serviceId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ serviceId: string }>> => {
      const { services_by_pk: service } = await graphql.request(ServiceForDeletionDocument, input, {
        headers: asMember(member),
        idempotent: true,
      });
      if (service === null) throw serviceNotFound();
      for (const { environment } of service.instances) requireMayChange(environment, member);
      return {
        answer: input,
        run: (row, options) =>
          graphql.request(DeleteServiceDocument, { ...row, id: service.id, now: new Date(now()).toISOString() }, options),
      };
    };
    return await once(deps, { action: 'deleteService', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
