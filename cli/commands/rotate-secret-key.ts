/** `northstack rotate-secret-key`: a new key-encryption key for the secrets of the installation on this machine. */
import { Command } from 'commander';

interface Flags {
  readonly data?: string;
}

export const rotateSecretKeyCommand = () =>
  new Command('rotate-secret-key')
    .description('wrap all stored secrets with a new key (on the machine of the installation)')
    .option('--data <directory>', 'where everything is kept (default .northstack)')
    .action(async (flags: Flags) => {
      const [{ parseServerConfig }, { rotateSecretKey }] = await Promise.all([
        import('../../server/config/server-config.ts'),
        import('../../server/data-directory/rotate-secret-key.ts'),
      ]);
      const { dataDirectory } = parseServerConfig(process.env, flags, process.cwd());
      const count = await rotateSecretKey(dataDirectory);
      process.stdout.write(
        `There is a new key, and ${count} in all. Within a minute a running NorthStack wraps every stored secret with it.\n` +
          'The earlier keys stay in the file for as long as backups of the database may need them.\n',
      );
    });
