/** `northstack secrets`: values that services read and nobody reads back. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';
import type { PlaceFlags } from '../secrets/secret-place.ts';

export const secretsCommand = (): Command =>
  remoteCommand({
    name: 'secrets',
    summary: 'list, set or remove secrets',
    examples: [
      'northstack secrets list shop/web',
      'northstack secrets set shop/web API_TOKEN            # asks for the value',
      'northstack secrets set shop/web TLS_KEY --from-file key.pem',
      'pass show shop/db | northstack secrets set --project shop DATABASE_PASSWORD',
      'northstack secrets blast-radius shop/web API_TOKEN',
    ],
  })
    .addCommand(listCommand())
    .addCommand(setCommand())
    .addCommand(removeCommand())
    .addCommand(blastRadiusCommand());

type Flags = CommonFlags & PlaceFlags;

const withPlace = (command: Command): Command =>
  command
    .option('--project <slug>', 'of every service of a project')
    .option('--environment <project/environment>', 'of every service in an environment')
    .option('--organization', 'of every service of the organization');

const listCommand = (): Command =>
  withPlace(
    remoteCommand({
      name: 'list',
      summary: 'show names, versions, and who set them when; never values',
      examples: ['northstack secrets list', 'northstack secrets list shop/web', 'northstack secrets list --project shop'],
    }),
  )
    .argument('[service]', '<project>/<service> (default: all secrets you may see)')
    .action((name: string | undefined, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      return withConnection(flags, async (connection, output) => {
        const [{ listSecrets }, { table }, { age }] = await Promise.all([
          import('../secrets/list-secrets.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const rows = await listSecrets(connection, flags, name);
        output.result(rows, () =>
          table(
            ['KEY', 'OF', 'VERSION', 'SET', 'BY'],
            rows.map((s) => [s.key, s.of, String(s.version), `${age(s.updatedAt)} ago`, s.updatedBy ?? '']),
            'No secrets yet: «northstack secrets set <project>/<service> KEY» makes one.',
          ),
        );
      });
    });

const setCommand = (): Command =>
  withPlace(
    remoteCommand({
      name: 'set',
      summary: 'set a secret; the value comes from a question, standard input or a file',
      examples: [
        'northstack secrets set shop/web API_TOKEN',
        'northstack secrets set shop/web API_TOKEN < token.txt',
        'northstack secrets set --environment shop/staging API_TOKEN --from-file token.txt',
      ],
    }),
  )
    .argument('<words...>', '[<project>/<service>] KEY, or several KEY=VALUE (kept in the history of your shell)')
    .option('--from-file <path>', 'take the value from a file, as it is')
    .action((words: readonly string[], _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags & { readonly fromFile?: string }>();
      return withConnection(flags, async (connection, output) => {
        const [{ SetSecretsDocument }, { secretPlace }, { readValues }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../secrets/secret-place.ts'),
          import('../secrets/read-values.ts'),
        ]);
        const { place, rest } = await secretPlace(connection, flags, words);
        const fromFile = flags.fromFile === undefined ? {} : { fromFile: flags.fromFile };
        const secrets = await readValues({ words: rest, output, ...fromFile });
        const { setSecrets } = await connection.client.request(
          SetSecretsDocument,
          { scope: place.scope, targetId: place.targetId, secrets: [...secrets], requestId: randomUUID() },
          { idempotent: true },
        );
        const keys = secrets.map((s) => s.key);
        output.result(
          { secretIds: setSecrets?.secretIds ?? [], keys, scope: place.scope },
          () => `Set ${keys.join(', ')} of ${place.name}. It counts from the next deployment on.`,
        );
      });
    });

const removeCommand = (): Command =>
  withPlace(remoteCommand({ name: 'rm', summary: 'delete secrets', examples: ['northstack secrets rm shop/web API_TOKEN'] }))
    .argument('<words...>', '[<project>/<service>] KEY...')
    .action((words: readonly string[], _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      return withConnection(flags, async (connection, output) => {
        const [{ RemoveSecretDocument }, { findSecret }, { secretPlace }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../secrets/list-secrets.ts'),
          import('../secrets/secret-place.ts'),
        ]);
        const { place, rest: keys } = await secretPlace(connection, flags, words);
        for (const key of keys) {
          const { id } = await findSecret(connection, place, key);
          const variables = { secretId: id, requestId: randomUUID() };
          await connection.client.request(RemoveSecretDocument, variables, { idempotent: true });
        }
        output.result(
          { keys },
          () => `Deleted ${keys.join(', ')} of ${place.name}. What runs keeps it until the next deployment.`,
        );
      });
    });

const blastRadiusCommand = (): Command =>
  withPlace(
    remoteCommand({
      name: 'blast-radius',
      summary: 'say who reads a secret, and when it was last used and set',
      examples: [
        'northstack secrets blast-radius shop/web API_TOKEN',
        'northstack secrets blast-radius --organization NPM_TOKEN',
      ],
    }),
  )
    .argument('<words...>', '[<project>/<service>] KEY')
    .action((words: readonly string[], _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      return withConnection(flags, async (connection, output) => {
        const [{ BlastRadiusDocument }, { findSecret }, { secretPlace }, { table }, { age }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../secrets/list-secrets.ts'),
          import('../secrets/secret-place.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const { place, rest } = await secretPlace(connection, flags, words);
        const { id: secretId } = await findSecret(connection, place, rest[0] ?? '');
        const { secretBlastRadius: radius } = await connection.client.request(
          BlastRadiusDocument,
          { secretId },
          { idempotent: true },
        );
        output.result(radius, () =>
          [
            `${radius.key} of ${place.name}, version ${radius.version}, set ${age(radius.lastRotatedAt)} ago${radius.lastRotatedBy ? ` by ${radius.lastRotatedBy}` : ''}.`,
            radius.lastUsedAt ? `Last used by a deployment ${age(radius.lastUsedAt)} ago.` : 'No deployment has used it.',
            table(
              ['SERVICE', 'ENVIRONMENT', 'RUNS WITH', 'NEXT DEPLOYMENT'],
              radius.readers.map((r) => [
                r.service,
                r.environment,
                r.versionInUse === null ? 'nothing of it' : `version ${r.versionInUse}`,
                r.readsNext ? 'reads it' : 'does not read it',
              ]),
              'Nothing that was deployed reads it.',
            ),
          ].join('\n'),
        );
      });
    });
