/** `northstack keys`: lists API keys; `create` makes one and shows it once, `revoke` ends one. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const keysCommand = (): Command =>
  remoteCommand({
    name: 'keys',
    summary: 'list API keys, make or revoke one',
    examples: ['northstack keys', 'northstack keys create ci --scopes deploy', 'northstack keys revoke 6f2…'],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ OwnApiKeysDocument }, { table }, { age }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const { api_keys } = await client.request(OwnApiKeysDocument, {}, { idempotent: true });
        const state = (k: (typeof api_keys)[number]) =>
          k.revoked_at !== null ? 'revoked' : Date.parse(k.expires_at) < Date.now() ? 'expired' : 'good';
        output.result(api_keys, () =>
          table(
            ['ID', 'NAME', 'KEY', 'SCOPES', 'OWNER', 'STATE', 'AGE', 'LAST USED'],
            api_keys.map((k) => [
              k.id,
              k.name,
              `${k.hint}…`,
              k.scopes.join(','),
              k.user?.email ?? '',
              state(k),
              age(k.created_at),
              k.last_used_at === null ? 'never' : age(k.last_used_at),
            ]),
            'No API keys yet: «northstack keys create <name> --scopes deploy» makes one.',
          ),
        );
      }),
    )
    .addCommand(createCommand())
    .addCommand(revokeCommand());

interface CreateFlags extends CommonFlags {
  readonly scopes: string;
  readonly days: string;
}

const createCommand = (): Command =>
  remoteCommand({
    name: 'create',
    summary: 'make a key; it is shown once',
    examples: ['northstack keys create ci --scopes deploy --days 30'],
  })
    .argument('<name>', 'what it is for')
    .option('--scopes <list>', 'read, deploy, approve, operate, admin; separated by commas', 'deploy')
    .option('--days <days>', 'until it expires, 366 at most', '90')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CreateFlags>();
      return withConnection(flags, async ({ client }, output) => {
        const [{ MakeApiKeyDocument }, { randomUUID }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('node:crypto'),
        ]);
        const scopes = flags.scopes.split(',').map((s) => s.trim());
        const variables = { name, scopes, expiresInDays: Number(flags.days), requestId: randomUUID() };
        const { createApiKey } = await client.request(MakeApiKeyDocument, variables, { idempotent: true });
        if (!output.json)
          output.note(
            `Shown once. For programs: NORTHSTACK_TOKEN, or «Authorization: Bearer …». Good until ${createApiKey.expiresAt}.`,
          );
        output.result(createApiKey, () => createApiKey.key);
      });
    });

const revokeCommand = (): Command =>
  remoteCommand({ name: 'revoke', summary: 'end a key', examples: ['northstack keys revoke 6f2…'] })
    .argument('<id>', 'as «northstack keys» lists it')
    .action((apiKeyId: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async ({ client }, output) => {
        const [{ EndApiKeyDocument }, { randomUUID }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('node:crypto'),
        ]);
        await client.request(EndApiKeyDocument, { apiKeyId, requestId: randomUUID() }, { idempotent: true });
        output.result(
          { apiKeyId, revoked: true },
          () => 'The key is revoked, and sessions that it was exchanged for have ended.',
        );
      }),
    );
