/** `northstack token`: prints an access token of the session, for scripts and other programs. It is good for some minutes. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const tokenCommand = (): Command =>
  remoteCommand({
    name: 'token',
    summary: 'print an access token for scripts; it is good for some minutes',
    examples: [
      'curl https://paas.example.com/v1/graphql -H "Authorization: Bearer $(northstack token)" -d \'{"query":"{ projects { slug } }"}\'',
    ],
  }).action((flags: CommonFlags) =>
    withConnection(flags, async (connection, output) => {
      const { readIdentity } = await import('../connection/access-token.ts');
      const token = await connection.accessToken();
      output.result({ token, expiresAt: readIdentity(token)?.expiresAt ?? null }, () => token);
    }),
  );
