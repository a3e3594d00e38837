/** Follows a service instance until it is as asked for, and tells each change on the way. */
import { Fault } from '../../kit/fault.ts';
import { type InstanceStateFragment, WatchInstancesDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { duration } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { paintStatus } from '../output/status-color.ts';
import { wantedText } from './wanted-replicas.ts';

export interface InstancePlace {
  readonly project: string;
  readonly service: string;
  readonly environment: string;
}

/** Resolves true when `reached`, false when it crashed or its restart failed. @throws Fault retry when the time is over first. */
export async function waitForInstance(
  connection: Connection,
  output: Output,
  place: InstancePlace,
  reached: (instance: InstanceStateFragment) => boolean,
  timeoutMs: number,
): Promise<boolean> {
  const startedAt = performance.now();
  const states = (await connection.subscriptions()).iterate(WatchInstancesDocument, { ...place });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void states.return?.();
  }, timeoutMs);
  let told = '';
  try {
    for await (const { service_instances } of states) {
      const [seen] = service_instances;
      if (!seen)
        throw new Fault('gone', {
          code: 'not-deployed',
          message: `${place.project}/${place.service} was never deployed to ${place.environment}.`,
        });
      const ok = reached(seen);
      const state = `${seen.status} ${seen.ready_replicas}/${wantedText(seen)}`;
      if (state !== told && !ok) tell(output, seen);
      told = state;
      // A crash seen at once may be the one from before.
      const broken =
        told !== '' && (seen.status === 'crashed' || (seen.status === 'degraded' && seen.observed_generation < seen.generation));
      if (ok || broken) {
        tellEnd(output, seen, ok, performance.now() - startedAt);
        return ok;
      }
      if (state !== told) tell(output, seen);
      told = state;
    }
  } finally {
    clearTimeout(timer);
  }
  const why = late ? `It is not so after ${duration(timeoutMs)}.` : 'The connection ended.';
  throw new Fault('retry', {
    code: 'not-reached',
    message: `${why} «northstack whynot ${place.project}/${place.service}» says what it waits for.`,
  });
}

function tell(output: Output, seen: InstanceStateFragment): void {
  output.event(
    { event: 'status', status: seen.status, readyReplicas: seen.ready_replicas, desiredReplicas: seen.desired_replicas },
    `${output.paint('cyan', '•')} ${seen.status} ${output.paint('dim', `${seen.ready_replicas} of ${wantedText(seen)} replicas`)}`,
  );
}

function tellEnd(output: Output, seen: InstanceStateFragment, ok: boolean, ms: number): void {
  const mark = ok ? output.paint('green', '✓') : output.paint('red', '✗');
  const replicas = seen.desired_state === 'running' ? ` with ${seen.ready_replicas} of ${wantedText(seen)} replicas` : '';
  const reason = ok || !seen.status_reason ? '' : `\n  ${seen.status_reason}`;
  output.event(
    {
      event: 'done',
      ok,
      status: seen.status,
      readyReplicas: seen.ready_replicas,
      desiredReplicas: seen.desired_replicas,
      reason: seen.status_reason,
      url: seen.url,
      durationMs: Math.round(ms),
    },
    `${mark} ${paintStatus(output.paint, seen.status)}${replicas} after ${duration(ms)}${reason}`,
  );
}
