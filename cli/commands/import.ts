/** `northstack import`: a Procfile, docker-compose file or render.yaml as a northstack.yaml, with a word about everything that does not come along. */
import { type Command, Option } from 'commander';
import { remoteCommand } from '../command.ts';
import type { ImportFlags } from '../config/import-file.ts';

export const importCommand = (): Command => {
  const command = remoteCommand({
    name: 'import',
    summary: 'write a northstack.yaml from another tool’s file',
    examples: [
      'northstack import compose docker-compose.yml --repo https://github.com/acme/shop.git -o northstack.yaml',
      'northstack import procfile Procfile --project shop --repo https://github.com/acme/shop.git',
      'northstack import render render.yaml --project shop',
    ],
  });
  return command
    .addArgument(command.createArgument('<format>', 'what the file is').choices(['procfile', 'compose', 'render']))
    .argument('[file]', 'the file (default: Procfile, docker-compose.yml or render.yaml)')
    .option('--project <slug>', 'the project (default: the file’s name for it, or the folder’s)')
    .option('--repo <address>', 'the git repository that services are built from, where the file does not say')
    .addOption(new Option('-o, --output <file>', 'write there instead of to standard output'))
    .action(async (format: 'procfile' | 'compose' | 'render', file: string | undefined, flags: ImportFlags) => {
      const [{ importFile }, { openOutput }] = await Promise.all([
        import('../config/import-file.ts'),
        import('../output/output.ts'),
      ]);
      await importFile(openOutput(flags.json ?? false), format, file, flags);
    });
};
