/** Says which earlier versions rollbackService could bring back, and which it would when it is not told. */
import { z } from 'zod';
import { ServiceForRollbackDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { environmentSlug, serviceNotFound } from './inputs.ts';
import { versionBefore } from './rollback-target.ts';
import { asMember, requireMember } from './session.ts';

export const canRollback = defineAction({
  name: 'canRollback',
  input: z.object({ serviceId: z.guid(), environment: environmentSlug }),
  output: z.object({
    possible: z.boolean(),
    reason: z.string().nullable(),
    targets: z.array(
      z.object({ deploymentId: z.guid(), revision: z.int(), commit: z.string().nullable(), isDefault: z.boolean() }),
    ),
  }),
  handle: async ({ graphql }, { serviceId, environment }, session) => {
    const member = requireMember(session);
    const { services_by_pk: service } = await graphql.request(
      ServiceForRollbackDocument,
      { serviceId, environment },
      { headers: asMember(member), idempotent: true },
    );
    if (service === null) throw serviceNotFound();
    const instance = service.instances[0];
    if (instance === undefined || instance.current_deployment === null)
      return { possible: false, reason: `Nothing was deployed to "${environment}" that could be replaced.`, targets: [] };
    const current = instance.current_deployment.id;
    const before = versionBefore(instance);
    const targets = instance.deployments
      .filter((d) => d.id !== current)
      .map((d) => ({
        deploymentId: d.id,
        revision: d.revision,
        commit: d.build?.git_commit ?? null,
        isDefault: d.id === before?.id,
      }));
    if (targets.length > 0) return { possible: true, reason: null, targets };
    return { possible: false, reason: 'No earlier version served here whose artifact is still there.', targets };
  },
});
