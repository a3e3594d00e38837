/** `northstack start`: start a stopped service with the version that served last. */
import type { Command } from 'commander';
import { remoteCommand } from '../command.ts';
import { type LifecycleFlags, runLifecycle } from '../service/run-lifecycle.ts';

export const startCommand = (): Command =>
  remoteCommand({
    name: 'start',
    summary: 'start a stopped service with the version that served last',
    examples: ['northstack start shop/web'],
  })
    .argument('<service>', '<project>/<service>')
    .option('--environment <slug>', 'where', 'production')
    .option('--detach', 'do not wait until it is so')
    .action((name: string, flags: LifecycleFlags) => runLifecycle('start', name, flags));
