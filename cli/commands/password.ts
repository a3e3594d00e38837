/** `northstack password`: changes the password, and signs in again with the new one. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const passwordCommand = (): Command =>
  remoteCommand({
    name: 'password',
    summary: 'change your password; all of your sessions end, on every machine',
    examples: ['northstack password', 'printf "%s\\n%s\\n" "$OLD" "$NEW" | northstack password --stdin'],
  })
    .option('--stdin', 'read the present password and the new one from standard input, a line each')
    .action((flags: CommonFlags & { readonly stdin?: boolean }) =>
      withConnection(flags, async (connection, output) => {
        const { changePassword } = await import('../organization/change-password.ts');
        const { signedInAgain } = await changePassword(connection, output, flags.stdin ?? false);
        output.result({ changed: true, signedInAgain }, () =>
          signedInAgain
            ? 'The password is changed. Every other session has ended; you are signed in here again.'
            : 'The password is changed, and every session has ended. Next: northstack login',
        );
      }),
    );
