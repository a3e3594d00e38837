/** `northstack logout`: ends the session there and forgets it here. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const logoutCommand = (): Command =>
  remoteCommand({
    name: 'logout',
    summary: 'end the session',
    examples: ['northstack logout', 'northstack logout --everywhere'],
  })
    .option('--everywhere', 'end all of your sessions, on every machine')
    .action((flags: CommonFlags & { readonly everywhere?: boolean }) =>
      withConnection(flags, async ({ url, config, client }, output) => {
        const { SignOutDocument } = await import('../../sdk/generated.ts');
        const session = (await config.read()).sessions[url];
        if (flags.everywhere) {
          const [{ SignOutEverywhereDocument }, { randomUUID }] = await Promise.all([
            import('../../sdk/generated.ts'),
            import('node:crypto'),
          ]);
          await client.request(SignOutEverywhereDocument, { requestId: randomUUID() }, { idempotent: true });
        }
        await config.change((c) => {
          delete c.sessions[url];
          if (c.current === url) c.current = null;
        });
        if (session) {
          const { createClient } = await import('../../sdk/client.ts');
          // Forgotten here in any case; a server that cannot be reached lets it expire.
          await createClient({ url: `${url}/v1/graphql` })
            .request(SignOutDocument, { refreshToken: session.refreshToken })
            .catch(() => output.note(`${url} could not be told; the session expires there by itself.`));
        }
        output.result({ url, signedOut: session !== undefined }, () =>
          flags.everywhere
            ? `Signed out of ${url} everywhere.`
            : session
              ? `Signed out of ${url}.`
              : `You were not signed in to ${url}.`,
        );
      }),
    );
