/** Runs a job once and shows its output live. Resolves to its exit code. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../kit/fault.ts';
import {
  FollowJobLinesDocument,
  JobLinesAfterDocument,
  type LogTextFragment,
  RunJobOfDocument,
  WatchJobRunDocument,
} from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { findService, serviceName } from './find-service.ts';

export interface RunRequest {
  readonly service: string;
  readonly words: readonly string[];
  readonly environment: string;
  readonly detach?: boolean;
}

const ENDED = ['succeeded', 'failed', 'cancelled', 'skipped'];
/** How long after its last line the output counts as complete: lines are written a moment after the state. */
const QUIET_MS = 500;

export async function runJob(connection: Connection, output: Output, request: RunRequest): Promise<number> {
  const service = await findService(connection, request.service);
  const { runJob: answer } = await connection.client.request(
    RunJobOfDocument,
    {
      serviceId: service.id,
      environment: request.environment,
      command: request.words.length === 0 ? null : request.words.map(quoted).join(' '),
      requestId: randomUUID(),
    },
    { idempotent: true },
  );
  const id = answer.jobRunId;
  output.event({ event: 'requested', jobRunId: id, service: serviceName(service) }, null);
  if (request.detach) return 0;
  const subscriptions = await connection.subscriptions();
  const lines = subscriptions.iterate(FollowJobLinesDocument, { jobRunId: id, after: '0' });
  let last = '0';
  const show = (rows: readonly LogTextFragment[]): void => {
    for (const { id: lineId, stream, line, logged_at: at } of rows) {
      last = String(lineId);
      output.event({ event: 'log', at, stream, line }, stream === 'stderr' ? output.paint('yellow', line) : line);
    }
  };
  const reading = (async () => {
    for await (const { log_lines_stream } of lines) show(log_lines_stream);
  })().catch(companion);
  for await (const { job_runs_by_pk: run } of subscriptions.iterate(WatchJobRunDocument, { id })) {
    if (!run) throw new Fault('gone', { code: 'job-run-not-found', message: 'The run is no longer there.' });
    if (!ENDED.includes(run.status)) continue;
    await lines.return?.();
    await reading;
    await rest(connection, id, () => last, show).catch(companion);
    const code = run.status === 'succeeded' ? 0 : (run.exit_code ?? 1);
    output.event(
      { event: 'done', jobRunId: id, status: run.status, exitCode: run.exit_code, failureReason: run.failure_reason },
      code === 0 ? null : output.paint('red', `✗ ${(run.failure_reason ?? run.status).split('\n', 1)[0]}`),
    );
    return code;
  }
  throw new Fault('retry', { code: 'unreachable', message: 'The connection ended before the run did.' });
}

/** The run's own state says how it ends, whatever became of its output here. */
const companion = (): void => {};

/** What is not shown yet of a run that is over: where subscriptions are polled, a stream may be a second behind the state. */
async function rest(
  { client }: Connection,
  jobRunId: string,
  last: () => string,
  show: (rows: readonly LogTextFragment[]) => void,
): Promise<void> {
  for (let quietAt = performance.now(); performance.now() - quietAt < QUIET_MS; ) {
    const { log_lines: rows } = await client.request(JobLinesAfterDocument, { jobRunId, after: last() }, { idempotent: true });
    show(rows);
    if (rows.length > 0) quietAt = performance.now();
    else await sleep(100);
  }
}

/** One word of a shell's command line. */
const quoted = (word: string): string => (/^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
