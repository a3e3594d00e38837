/** `northstack stop`: stop a service; its version stays. */
import type { Command } from 'commander';
import { remoteCommand } from '../command.ts';
import { type LifecycleFlags, runLifecycle } from '../service/run-lifecycle.ts';

export const stopCommand = (): Command =>
  remoteCommand({ name: 'stop', summary: 'stop a service; its version stays', examples: ['northstack stop shop/web'] })
    .argument('<service>', '<project>/<service>')
    .option('--environment <slug>', 'where', 'production')
    .option('--detach', 'do not wait until it is so')
    .action((name: string, flags: LifecycleFlags) => runLifecycle('stop', name, flags));
