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
    ],
  })
    .addCommand(listCommand())
    .addCommand(setCommand())
    .addCommand(unsetCommand());

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
