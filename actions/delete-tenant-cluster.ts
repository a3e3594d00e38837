/** Takes a virtual cluster down with everything in it. */
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { Fault } from '../kit/fault.ts';
import { DeleteTenantClusterDocument, TenantClusterForCommandDocument } from '../sdk/generated.ts';
import { defineAction } from './action.ts';
import { explainTenantInUse } from './explain-in-use.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { asMember, requireMember } from './session.ts';

const answer = z.object({ tenantClusterId: z.guid() });

export const deleteTenantCluster = defineAction({
  name: 'deleteTenantCluster',
  input: z.object({ tenantClusterId: z.guid(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ tenantClusterId: string }>> => {
      const { tenant_clusters_by_pk: tenant } = await graphql.request(TenantClusterForCommandDocument, input, {
        headers: asMember(member),
        idempotent: true,
      });
      if (tenant === null || tenant.status === 'deleted')
        throw new Fault('gone', { code: 'tenant-cluster-not-found', message: 'There is no such virtual cluster. Check the id.' });
      const times = {
        now: new Date(now()).toISOString(),
        deadlineAt: new Date(now() + DATA_DEADLINES.deleteTenantCluster).toISOString(),
      };
      return {
        answer: { tenantClusterId: tenant.id },
        run: async (row, options) => {
          try {
            await graphql.request(DeleteTenantClusterDocument, { ...row, ...times, id: tenant.id }, options);
          } catch (error) {
            throw await explainTenantInUse(deps, member, tenant.id, error);
          }
        },
      };
    };
    return await once(deps, { action: 'deleteTenantCluster', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});
