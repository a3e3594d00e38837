/** `northstack login`: signs in, with e-mail and password or at an identity provider, and remembers the session. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface LoginFlags extends CommonFlags {
  readonly email?: string;
  readonly passwordStdin?: boolean;
  readonly organization?: string;
  readonly sso?: string | true;
}

export const loginCommand = (): Command =>
  remoteCommand({
    name: 'login',
    summary: 'sign in and remember the session',
    examples: [
      'northstack login',
      'northstack login --url https://paas.example.com --email ada@example.com',
      'northstack login --sso',
      'echo "$PASSWORD" | northstack login --email ada@example.com --password-stdin',
    ],
  })
    .option('--email <address>', 'who signs in (asked for on a terminal)')
    .option('--password-stdin', 'read the password from standard input')
    .option('--sso [provider]', 'sign in at an identity provider, in the browser')
    .option('--organization <slug>', 'for members of several; default the one joined first')
    .action((flags: LoginFlags) =>
      withConnection(flags, async (connection, output) => {
        const { login } = await import('../connection/login.ts');
        await login(connection, output, flags);
      }),
    );
