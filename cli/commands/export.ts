/** `northstack export`: writes projects as they are as a northstack.yaml. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const exportCommand = (): Command =>
  remoteCommand({
    name: 'export',
    summary: 'write projects as they are as a northstack.yaml',
    examples: ['northstack export > northstack.yaml', 'northstack export shop billing'],
  })
    .argument('[project...]', 'slugs (default: all projects)')
    .action((projects: readonly string[], flags: CommonFlags) =>
      withConnection(flags, async ({ client, url }, output) => {
        const { ExportConfigFileDocument } = await import('../../sdk/generated.ts');
        const { exportConfig } = await client.request(
          ExportConfigFileDocument,
          { projects: projects.length === 0 ? null : [...projects] },
          { idempotent: true },
        );
        output.result(
          exportConfig,
          () => `# yaml-language-server: $schema=${url}/schema/northstack.json\n${exportConfig.file.trimEnd()}`,
        );
      }),
    );
