/** `northstack whoami`: who is signed in, where, in which organization and with which role. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const whoamiCommand = (): Command =>
  remoteCommand({
    name: 'whoami',
    summary: 'show who is signed in',
    examples: ['northstack whoami', 'northstack whoami --json'],
  }).action((flags: CommonFlags) =>
    withConnection(flags, async (connection, output) => {
      const [{ readIdentity }, { WhoAmIDocument }, { Fault }] = await Promise.all([
        import('../connection/access-token.ts'),
        import('../../sdk/generated.ts'),
        import('../../kit/fault.ts'),
      ]);
      const identity = readIdentity(await connection.accessToken());
      if (!identity)
        throw new Fault('auth', { code: 'session-ended', message: 'The token in use is not a session of NorthStack.' });
      const { userId, organizationId, role, expiresAt } = identity;
      const answer = await connection.client.request(WhoAmIDocument, { userId, organizationId }, { idempotent: true });
      const email = answer.users_by_pk?.email ?? null;
      const organization = answer.organizations_by_pk?.slug ?? null;
      const { url } = connection;
      output.result(
        { url, userId, email, organizationId, organization, role, tokenExpiresAt: expiresAt },
        () => `${email} · ${organization} · ${role} · ${url}`,
      );
    }),
  );
