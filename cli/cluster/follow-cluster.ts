/** Follows a cluster, real or virtual, until what was asked for is so, or will not be. */
import { WatchClusterDocument, WatchTenantClusterDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { type Followed, follow } from '../database/follow.ts';
import type { Output } from '../output/output.ts';
import type { FoundCluster } from './find-cluster.ts';

/** `until`: it is there and as wished, or it is gone. */
export function followCluster(
  connection: Connection,
  output: Output,
  { id, virtual }: Omit<FoundCluster, 'slug'>,
  until: 'active' | 'deleted',
): Promise<boolean> {
  const ended = (seen: Followed & { readonly isBehind?: boolean }): boolean | null => {
    if (until === 'deleted') return seen.status === 'deleted' ? true : seen.status === 'failed' ? false : null;
    if (seen.status === 'active') return seen.isBehind !== true;
    return ['failed', 'unreachable', 'deleting', 'deleted'].includes(seen.status) ? false : null;
  };
  if (virtual)
    return follow(connection, output, {
      document: WatchTenantClusterDocument,
      id,
      look: ({ tenant_clusters_by_pk: seen }) =>
        seen && { status: seen.status, reason: seen.failure_reason ?? seen.status_reason },
      ended,
    });
  return follow(connection, output, {
    document: WatchClusterDocument,
    id,
    look: ({ clusters_by_pk: seen }) => {
      if (seen === null) return null;
      // Active again although the wish was not carried out: what was tried did not succeed.
      const isBehind = seen.failure_step !== null && Number(seen.observed_generation) < Number(seen.generation);
      return { status: seen.status, reason: seen.failure_reason ?? seen.status_reason, isBehind };
    },
    ended,
  });
}
