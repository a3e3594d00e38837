/** `northstack scale`: sets how many replicas of a service run. */
import { type Command, InvalidArgumentError } from 'commander';
import { remoteCommand } from '../command.ts';
import { type LifecycleFlags, runLifecycle } from '../service/run-lifecycle.ts';

export const scaleCommand = (): Command =>
  remoteCommand({ name: 'scale', summary: 'set how many replicas run', examples: ['northstack scale shop/web 3'] })
    .argument('<service>', '<project>/<service>')
    .argument('<replicas>', 'from 1 to 100', readReplicas)
    .option('--environment <slug>', 'where', 'production')
    .option('--detach', 'do not wait until it is so')
    .action((name: string, replicas: number, flags: LifecycleFlags) => runLifecycle('scale', name, flags, replicas));

function readReplicas(text: string): number {
  const replicas = Number(text);
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > 100)
    throw new InvalidArgumentError('It is a number from 1 to 100; «northstack stop» runs none.');
  return replicas;
}
