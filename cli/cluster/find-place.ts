/** Where an environment shall run, from what somebody said about it. */
import { Fault } from '../../kit/fault.ts';
import { ClustersDocument, type environments_insert_input } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { findCluster } from './find-cluster.ts';

export interface PlaceRequest {
  /** Its name or id; a virtual one too. */
  readonly cluster?: string;
  readonly region?: string;
  readonly namespace?: string;
}

type Place = Partial<Pick<environments_insert_input, 'cluster_id' | 'tenant_cluster_id' | 'namespace'>>;

/** Nothing said is nothing chosen. @throws Fault gone | reject, saying what can be chosen */
export async function findPlace(connection: Connection, { cluster, region, namespace }: PlaceRequest): Promise<Place> {
  const found =
    cluster !== undefined
      ? await findCluster(connection, cluster)
      : region !== undefined
        ? await clusterIn(connection, region)
        : null;
  const within = namespace === undefined ? {} : { namespace };
  if (found === 'here') return { cluster_id: null, tenant_cluster_id: null, namespace: null };
  if (found === null) return within;
  return { ...(found.virtual ? { tenant_cluster_id: found.id } : { cluster_id: found.id }), ...within };
}

/** Of a region's clusters one has to be meant. */
async function clusterIn({ client }: Connection, region: string) {
  const { clusters } = await client.request(ClustersDocument, {}, { idempotent: true });
  const [first, ...others] = clusters.filter((c) => c.region.slug === region && c.status === 'active');
  // Where no cluster is, the installation's own machines are that region.
  if (first === undefined && region === 'local') return 'here' as const;
  if (first === undefined) {
    const known = [...new Set(clusters.filter((c) => c.status === 'active').map((c) => c.region.slug))].sort();
    throw new Fault('gone', {
      code: 'cluster-not-found',
      message: `Your organization has no active cluster in the region «${region}»${known.length === 0 ? '' : ` (it has in: ${known.join(', ')})`}. «northstack clusters» lists them, «northstack clusters provision» makes one.`,
    });
  }
  if (others.length > 0)
    throw new Fault('reject', {
      code: 'ambiguous-cluster',
      message: `Several clusters are in the region «${region}»: ${[first, ...others].map((c) => c.slug).join(', ')}. Say which one with --cluster.`,
    });
  return { id: first.id, virtual: false };
}
