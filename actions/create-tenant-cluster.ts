/** Makes a virtual cluster for the organization or one of its projects, in a cluster of its own or in one that the platform shares. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { slug } from '../domain/values/slug.ts';
import { Fault } from '../kit/fault.ts';
import { MakeTenantClusterDocument, SharedHostClustersDocument } from '../sdk/generated.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { findCluster, translateCluster } from './cluster-command.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requireAvailable } from './platform.ts';
import { type Member, requireMember } from './session.ts';

const answer = z.object({ tenantClusterId: z.guid() });

export const createTenantCluster = defineAction({
  name: 'createTenantCluster',
  input: z.object({
    slug,
    name: z.string().min(1).max(100).nullish(),
    projectId: z.guid().nullish(),
    hostClusterId: z.guid().nullish(),
    kubernetesVersion: z.string().max(60).nullish(),
    cpuMillicores: z.int().min(100).max(1_000_000).nullish(),
    memoryMegabytes: z.int().min(128).max(16_777_216).nullish(),
    storageGigabytes: z.int().min(1).max(1_000_000).nullish(),
    requestId,
  }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, now, platform } = deps;
    const member = requireMember(session);
    const plan = async (): Promise<Effect<{ tenantClusterId: string }>> => {
      requireAvailable(platform.tenants?.capabilities.unavailable, 'tenant-clusters-unavailable');
      const id = randomUUID();
      const tenant = {
        id,
        organization_id: member.organizationId,
        project_id: input.projectId ?? null,
        host_cluster_id: await hostOf(deps, member, input.hostClusterId),
        slug: input.slug,
        name: input.name ?? input.slug,
        // Never used again: what an earlier one of the same name left behind is not found.
        namespace: `ns-${id.slice(0, 8)}${id.slice(9, 13)}`,
        kubernetes_version: input.kubernetesVersion ?? null,
        ...(input.cpuMillicores == null ? {} : { cpu_millicores: input.cpuMillicores }),
        ...(input.memoryMegabytes == null ? {} : { memory_megabytes: input.memoryMegabytes }),
        ...(input.storageGigabytes == null ? {} : { storage_gigabytes: input.storageGigabytes }),
        created_by: member.userId,
        deadline_at: new Date(now() + DATA_DEADLINES.createTenantCluster).toISOString(),
      };
      return {
        answer: { tenantClusterId: id },
        run: async (row, options) => {
          try {
            await graphql.request(MakeTenantClusterDocument, { ...row, tenant }, options);
          } catch (error) {
            throw translateCluster(error, input.slug);
          }
        },
      };
    };
    return await once(deps, { action: 'createTenantCluster', member, requestId, input, plan }, (a) => answer.parse(a));
  },
});

/** @throws Fault */
async function hostOf(deps: ActionDeps, member: Member, wanted: string | null | undefined): Promise<string> {
  if (wanted != null) return (await findCluster(deps, member, wanted)).id;
  const { clusters } = await deps.graphql.request(SharedHostClustersDocument, {}, { idempotent: true });
  const [shared] = clusters;
  if (shared) return shared.id;
  throw new Fault('reject', {
    code: 'no-shared-cluster',
    message: 'The platform shares no cluster. Name one of your own to run it in.',
  });
}
