/** `northstack env`: the variables of a service; each change is a new version of its settings. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';
import type { ConfigChange } from '../service/change-config.ts';

export const envCommand = (): Command =>
  remoteCommand({
    name: 'env',
    summary: 'list or change the variables of a service',
    examples: [
      'northstack env list shop/web',
      'northstack env set shop/web LOG_LEVEL=debug "GREETING=good day"',
      'northstack env unset shop/web LOG_LEVEL',
      'northstack env history shop/web',
      'northstack env diff shop/web 3 5',
      'northstack env restore shop/web 3',
    ],
  })
    .addCommand(listCommand())
    .addCommand(setCommand())
    .addCommand(unsetCommand())
    .addCommand(historyCommand())
    .addCommand(diffCommand())
    .addCommand(restoreCommand());

const listCommand = (): Command =>
  remoteCommand({ name: 'list', summary: 'show the variables', examples: ['northstack env list shop/web'] })
    .argument('<service>', '<project>/<service>')
    .action((name: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const [{ findService }, { latestConfig, variablesOf }] = await Promise.all([
          import('../service/find-service.ts'),
          import('../service/change-config.ts'),
        ]);
        const variables = variablesOf(await latestConfig(connection, (await findService(connection, name)).id));
        output.result(variables, () =>
          Object.entries(variables)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, value]) => `${key}=${value}`)
            .join('\n'),
        );
      }),
    );

const setCommand = (): Command =>
  remoteCommand({ name: 'set', summary: 'set variables', examples: ['northstack env set shop/web LOG_LEVEL=debug'] })
    .argument('<service>', '<project>/<service>')
    .argument('<name=value...>', 'variables')
    .action(async (name: string, words: readonly string[], _: unknown, command: Command) => {
      const { readAssignments } = await import('../service/read-assignments.ts');
      await change(name, { set: readAssignments(words) }, command);
    });

const unsetCommand = (): Command =>
  remoteCommand({ name: 'unset', summary: 'remove variables', examples: ['northstack env unset shop/web LOG_LEVEL'] })
    .argument('<service>', '<project>/<service>')
    .argument('<name...>', 'variables')
    .action((name: string, unset: readonly string[], _: unknown, command: Command) => change(name, { unset }, command));

const historyCommand = (): Command =>
  remoteCommand({
    name: 'history',
    summary: 'list the versions of the settings, newest first',
    examples: ['northstack env history shop/web'],
  })
    .argument('<service>', '<project>/<service>')
    .option('-n, --lines <count>', 'how many', '20')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly lines: string }>();
      return withConnection(flags, async (connection, output) => {
        const { configHistory } = await import('../service/config-versions.ts');
        await configHistory(connection, output, name, flags.lines);
      });
    });

const diffCommand = (): Command =>
  remoteCommand({
    name: 'diff',
    summary: 'show what differs between two versions of the settings',
    examples: ['northstack env diff shop/web 3 5', 'northstack env diff shop/web 3      # with the newest'],
  })
    .argument('<service>', '<project>/<service>')
    .argument('<from>', 'a version')
    .argument('[to]', 'another one (default: the newest)')
    .action((name: string, from: string, to: string | undefined, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { configDiff } = await import('../service/config-versions.ts');
        await configDiff(connection, output, { name, from, to });
      }),
    );

const restoreCommand = (): Command =>
  remoteCommand({
    name: 'restore',
    summary: 'make a new version of the settings that says what an earlier one said',
    examples: ['northstack env restore shop/web 3'],
  })
    .argument('<service>', '<project>/<service>')
    .argument('<version>', 'the version to bring back')
    .action((name: string, version: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { restoreConfig } = await import('../service/config-versions.ts');
        await restoreConfig(connection, output, name, version);
      }),
    );

function change(name: string, wanted: ConfigChange, command: Command): Promise<void> {
  return withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
    const [{ findService, serviceName }, { changeConfig, variablesOf }] = await Promise.all([
      import('../service/find-service.ts'),
      import('../service/change-config.ts'),
    ]);
    const service = await findService(connection, name);
    const config = await changeConfig(connection, service.id, wanted);
    const full = serviceName(service);
    output.result(
      { version: config.version, variables: variablesOf(config) },
      () => `Version ${config.version} of the settings. It counts from the next deployment on: northstack deploy ${full}`,
    );
  });
}
