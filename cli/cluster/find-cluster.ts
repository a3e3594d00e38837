/** Finds the cluster somebody means, real or virtual: by its name or its id. */
import { Fault } from '../../kit/fault.ts';
import { ClustersDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

export interface FoundCluster {
  readonly id: string;
  readonly slug: string;
  /** It lives in another cluster. */
  readonly virtual: boolean;
}

/** @throws Fault gone `cluster-not-found` */
export async function findCluster({ client }: Connection, name: string): Promise<FoundCluster> {
  const { clusters, tenant_clusters: tenants } = await client.request(ClustersDocument, {}, { idempotent: true });
  const cluster = clusters.find((c) => c.slug === name || c.id === name);
  const tenant = tenants.find((c) => c.slug === name || c.id === name);
  if (cluster) return { id: cluster.id, slug: cluster.slug, virtual: false };
  if (tenant) return { id: tenant.id, slug: tenant.slug, virtual: true };
  throw new Fault('gone', {
    code: 'cluster-not-found',
    message: `There is no cluster «${name}». «northstack clusters» lists them.`,
  });
}
