/** `northstack scale`: sets how many replicas of a service run, or from how many to how many as its load asks for. */
import { type Command, InvalidArgumentError } from 'commander';
import { remoteCommand } from '../command.ts';
import { type LifecycleFlags, type ReplicasGiven, runLifecycle } from '../service/run-lifecycle.ts';

interface ScaleFlags extends LifecycleFlags {
  readonly cpu?: number;
  readonly memory?: number;
}

export const scaleCommand = (): Command =>
  remoteCommand({
    name: 'scale',
    summary: 'set how many replicas run',
    examples: ['northstack scale shop/web 3', 'northstack scale shop/web 2..10 --cpu 70'],
  })
    .argument('<service>', '<project>/<service>')
    .argument('<replicas>', 'from 1 to 100, or a range in which they follow the load', readReplicas)
    .option('--cpu <percent>', 'CPU they shall use on average, of what one requests (default of a range: 70)', readPercent)
    .option('--memory <percent>', 'the same for memory', readPercent)
    .option('--environment <slug>', 'where', 'production')
    .option('--detach', 'do not wait until it is so')
    .action((name: string, range: Pick<ReplicasGiven, 'replicas' | 'maxReplicas'>, { cpu, memory, ...flags }: ScaleFlags) =>
      runLifecycle('scale', name, flags, { ...range, cpuPercent: cpu ?? null, memoryPercent: memory ?? null }),
    );

function readReplicas(text: string): Pick<ReplicasGiven, 'replicas' | 'maxReplicas'> {
  const [, least, most] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  const [replicas, maxReplicas] = [Number(least), most === undefined ? null : Number(most)];
  if (!(replicas >= 1 && (maxReplicas ?? replicas) >= replicas && (maxReplicas ?? replicas) <= 100))
    throw new InvalidArgumentError('It is a number from 1 to 100, or a range such as 2..10; «northstack stop» runs none.');
  return { replicas, maxReplicas };
}

function readPercent(text: string): number {
  const percent = /^\d+%?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (!(percent >= 1 && percent <= 100)) throw new InvalidArgumentError('It is a number from 1 to 100.');
  return percent;
}
