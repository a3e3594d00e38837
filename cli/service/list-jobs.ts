/** Prints the runs of a job. */
import { Fault } from '../../kit/fault.ts';
import { JobRunsDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { paintStatus } from '../output/status-color.ts';
import { table } from '../output/table.ts';
import { findService } from './find-service.ts';

export async function listJobs(
  connection: Connection,
  output: Output,
  request: { readonly service: string; readonly environment: string; readonly lines: string },
): Promise<void> {
  const limit = Number(request.lines);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500)
    throw new Fault('reject', { code: 'invalid-lines', message: '--lines is a number from 1 to 500.' });
  const service = await findService(connection, request.service);
  const { job_runs: runs } = await connection.client.request(
    JobRunsDocument,
    { serviceId: service.id, environment: request.environment, limit },
    { idempotent: true },
  );
  output.result(runs, () =>
    table(
      ['WHEN', 'WHY', 'STATUS', 'EXIT', 'REASON'],
      runs.map((run) => [
        (run.scheduled_for ?? run.created_at).slice(0, 19),
        run.trigger,
        paintStatus(output.paint, run.status),
        run.exit_code === null ? '' : String(run.exit_code),
        (run.failure_reason ?? run.status_reason ?? '').split('\n', 1)[0] ?? '',
      ]),
      'No runs yet: «northstack run» starts one.',
    ),
  );
}
