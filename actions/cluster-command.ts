/** What commands for clusters have in common. */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { ClusterForCommandDocument, type ClusterForCommandQuery, RegionForClusterDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { asMember, type Member } from './session.ts';

export const clusterAnswer = z.object({ clusterId: z.guid() });

type CommandedCluster = NonNullable<ClusterForCommandQuery['clusters_by_pk']>;

/** @throws Fault gone */
export async function findCluster({ graphql }: ActionDeps, member: Member, clusterId: string): Promise<CommandedCluster> {
  const { clusters_by_pk: cluster } = await graphql.request(
    ClusterForCommandDocument,
    { clusterId },
    { headers: asMember(member), idempotent: true },
  );
  if (cluster === null || cluster.status === 'deleted')
    throw new Fault('gone', { code: 'cluster-not-found', message: 'There is no such cluster. Check the id.' });
  return cluster;
}

/** @throws Fault reject */
export async function findRegion({ graphql }: ActionDeps, member: Member, slug: string | null | undefined): Promise<string> {
  const { regions } = await graphql.request(
    RegionForClusterDocument,
    { region: slug ?? 'local' },
    { headers: asMember(member), idempotent: true },
  );
  const [region] = regions;
  if (region?.status === 'available') return region.id;
  throw new Fault('reject', {
    code: 'region-unavailable',
    message: `Nothing new can be placed in the region "${slug ?? 'local'}".`,
  });
}

/** Names that are taken, rules of the tables, and clusters in use, in words. */
export function translateCluster(error: unknown, slug: string): unknown {
  if (!(error instanceof GraphqlError)) return error;
  const known = Object.entries(REASONS).find(([mark]) => error.message.includes(mark));
  if (known === undefined) return error;
  const [, [kind, code, message]] = known;
  return new Fault(kind, { code, message: message.replace('%', slug), cause: error });
}

const REASONS: Readonly<Record<string, readonly ['conflict' | 'reject' | 'gone', string, string]>> = {
  clusters_slug_idx: ['conflict', 'slug-taken', 'There is a cluster "%" already. Choose another name.'],
  clusters_version_check: ['reject', 'invalid-version', 'A Kubernetes version begins with v, for example v1.33.4+rke2r1.'],
  node_pools_etcd_check: ['reject', 'invalid-pool', 'A pool with etcd has 1, 3, 5 or 7 machines.'],
  node_pools_control_check: ['reject', 'invalid-pool', 'A pool with the control plane or etcd cannot go to 0.'],
  node_pools_role_check: ['reject', 'invalid-pool', 'A pool is a control plane, etcd, a worker, or several of them.'],
  node_pools_name: [
    'reject',
    'invalid-pool',
    'Names of pools are lower case letters, digits and hyphens, each once in its cluster.',
  ],
  clusters_in_use_by_others: [
    'conflict',
    'cluster-in-use',
    'Virtual clusters of other organizations are in "%". Only a platform administrator can give it up with them.',
  ],
  'cluster "': ['gone', 'cluster-not-found', 'There is no such host cluster. Check the id.'],
};
