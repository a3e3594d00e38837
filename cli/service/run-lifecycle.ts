/** start, stop, restart, scale: asks for it and follows the service until it is so. */
import type { InstanceStateFragment } from '../../sdk/generated.ts';
import { type CommonFlags, withConnection } from '../command.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { wantedReplicas } from './wanted-replicas.ts';

export type Verb = 'start' | 'stop' | 'restart' | 'scale';

export interface LifecycleFlags extends CommonFlags {
  readonly environment: string;
  readonly detach?: boolean;
}

export interface ReplicasGiven {
  readonly replicas: number;
  readonly maxReplicas: number | null;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
}

/** `given` counts for `scale` alone. */
export function runLifecycle(verb: Verb, name: string, flags: LifecycleFlags, given?: ReplicasGiven): Promise<void> {
  return withConnection(flags, async (connection, output) => {
    if (!(await lifecycle(connection, output, verb, name, flags, given))) process.exitCode = 1;
  });
}

const timeoutMs = 300_000;

async function lifecycle(
  connection: Connection,
  output: Output,
  verb: Verb,
  name: string,
  flags: LifecycleFlags,
  given: ReplicasGiven = { replicas: 1, maxReplicas: null, cpuPercent: null, memoryPercent: null },
): Promise<boolean> {
  const [{ randomUUID }, documents, { findService, serviceName }, { waitForInstance }] = await Promise.all([
    import('node:crypto'),
    import('../../sdk/generated.ts'),
    import('./find-service.ts'),
    import('./wait-for-instance.ts'),
  ]);
  const service = await findService(connection, name);
  const { environment } = flags;
  const variables = { serviceId: service.id, environment, requestId: randomUUID() };
  const { client } = connection;
  switch (verb) {
    case 'start':
      await client.request(documents.StartServiceDocument, variables, { idempotent: true });
      break;
    case 'stop':
      await client.request(documents.StopServiceDocument, variables, { idempotent: true });
      break;
    case 'restart':
      await client.request(documents.RestartServiceDocument, variables, { idempotent: true });
      break;
    case 'scale':
      await client.request(documents.ScaleServiceDocument, { ...variables, ...given }, { idempotent: true });
      break;
  }
  const full = serviceName(service);
  output.event(
    { event: 'requested', verb, service: full, environment },
    `${output.paint('bold', full)} ${environment}: ${verb} requested`,
  );
  if (flags.detach) return true;
  const place = { project: service.project.slug, service: service.slug, environment };
  return waitForInstance(connection, output, place, (seen) => reached(verb, seen), timeoutMs);
}

function reached(verb: Verb, seen: InstanceStateFragment): boolean {
  if (verb === 'stop') return seen.desired_state === 'stopped' && seen.status === 'stopped';
  const { least, most } = wantedReplicas(seen);
  const isEnough = seen.ready_replicas >= least && seen.ready_replicas <= most;
  const up = seen.desired_state === 'running' && seen.status === 'running' && isEnough;
  return up && seen.observed_generation >= seen.generation;
}
