/** Follows a database until it runs and nothing is being done to it, or has failed. */
import { WatchDatabaseDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { follow } from './follow.ts';

export function followDatabase(connection: Connection, output: Output, id: string): Promise<boolean> {
  return follow(connection, output, {
    document: WatchDatabaseDocument,
    id,
    look: ({ databases_by_pk: seen }) =>
      seen && { status: seen.status, reason: seen.failure_step === null ? seen.status_reason : seen.failure_reason },
    // A backup being taken is no reason to wait: it serves.
    ended: ({ status }) => {
      if (status === 'running' || status === 'backing_up') return true;
      return status === 'failed' || status === 'unreachable' || status === 'lost' || status === 'deleting' ? false : null;
    },
  });
}
