/** `northstack restart`: restart a service without losing a request. */
import type { Command } from 'commander';
import { remoteCommand } from '../command.ts';
import { type LifecycleFlags, runLifecycle } from '../service/run-lifecycle.ts';

export const restartCommand = (): Command =>
  remoteCommand({
    name: 'restart',
    summary: 'restart a service without losing a request',
    examples: ['northstack restart shop/web'],
  })
    .argument('<service>', '<project>/<service>')
    .option('--environment <slug>', 'where', 'production')
    .option('--detach', 'do not wait until it is so')
    .action((name: string, flags: LifecycleFlags) => runLifecycle('restart', name, flags));
