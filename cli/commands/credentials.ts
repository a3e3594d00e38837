/** `northstack credentials`: how private repositories are read and private images pulled. Given once, read back by nobody. */
import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface SetFlags extends CommonFlags {
  readonly project?: string;
  readonly fromFile?: string;
}

export const credentialsCommand = (): Command =>
  remoteCommand({
    name: 'credentials',
    summary: 'credentials of git hosts and image registries',
    examples: [
      'northstack credentials',
      'northstack credentials git github.com --path acme < token',
      'northstack credentials git git.acme.example --type ssh_key --from-file ~/.ssh/deploy_key',
      'northstack credentials registry ghcr.io acme-bot --project shop < token',
      'northstack credentials rm github.com/acme',
    ],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ listCredentials }, { table }, { age }] = await Promise.all([
          import('../credentials/list-credentials.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const rows = await listCredentials(connection);
        output.result(rows, () =>
          table(
            ['CREDENTIAL', 'KIND', 'AS', 'OF', 'AGE'],
            rows.map((r) => [r.name, r.kind, r.username ?? '', r.project ?? 'everybody', age(r.updatedAt)]),
            'No credentials yet: public repositories and images need none.',
          ),
        );
      }),
    )
    .addCommand(gitCommand())
    .addCommand(registryCommand())
    .addCommand(removeCommand());

const gitCommand = (): Command =>
  remoteCommand({
    name: 'git',
    summary: 'set how private repositories of a host are read; the credential comes from standard input',
    examples: [
      'northstack credentials git github.com --path acme < token',
      'northstack credentials git gitlab.com --type basic --username bot --project shop < password',
    ],
  })
    .argument('<host>', 'for example github.com')
    .option('--path <path>', 'only repositories below it, for example acme')
    .addOption(new Option('--type <type>', 'what the credential is').choices(['token', 'basic', 'ssh_key']).default('token'))
    .option('--username <name>', 'for basic; most hosts take any with a token')
    .option('--project <slug>', 'only for this project (default: the whole organization)')
    .option('--from-file <file>', 'read it from a file')
    .action((host: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<
        SetFlags & { readonly path?: string; readonly type: string; readonly username?: string }
      >();
      return withConnection(flags, async (connection, output) => {
        const [{ GiveGitConnectionDocument }, { readValue }, { projectIdOf }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../secrets/read-values.ts'),
          import('../credentials/list-credentials.ts'),
        ]);
        const input = {
          host,
          path: flags.path ?? null,
          type: flags.type,
          username: flags.username ?? null,
          projectId: await projectIdOf(connection, flags.project),
          credential: await readValue(`the credential of ${host}`, flags.fromFile, output),
          requestId: randomUUID(),
        };
        const { setGitConnection } = await connection.client.request(GiveGitConnectionDocument, input, { idempotent: true });
        output.result(setGitConnection, () => `Builds read ${host}${flags.path ? `/${flags.path}` : ''} with it from now on.`);
      });
    });

const registryCommand = (): Command =>
  remoteCommand({
    name: 'registry',
    summary: 'set how private images of a registry are pulled; the password comes from standard input',
    examples: ['northstack credentials registry ghcr.io acme-bot < token'],
  })
    .argument('<registry>', 'for example ghcr.io; docker.io for images without one')
    .argument('<username>', 'who pulls')
    .option('--project <slug>', 'only for this project (default: the whole organization)')
    .option('--from-file <file>', 'read it from a file')
    .action((registry: string, username: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<SetFlags>();
      return withConnection(flags, async (connection, output) => {
        const [{ GiveRegistryCredentialDocument }, { readValue }, { projectIdOf }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../secrets/read-values.ts'),
          import('../credentials/list-credentials.ts'),
        ]);
        const input = {
          registry,
          username,
          projectId: await projectIdOf(connection, flags.project),
          password: await readValue(`the password of ${username}`, flags.fromFile, output),
          requestId: randomUUID(),
        };
        const { setRegistryCredential } = await connection.client.request(GiveRegistryCredentialDocument, input, {
          idempotent: true,
        });
        output.result(setRegistryCredential, () => `Images of ${registry} are pulled as ${username} from now on.`);
      });
    });

const removeCommand = (): Command =>
  remoteCommand({
    name: 'rm',
    summary: 'forget a credential',
    examples: ['northstack credentials rm ghcr.io', 'northstack credentials rm github.com/acme --project shop'],
  })
    .argument('<name>', 'as the list shows it, or its id')
    .option('--project <slug>', 'the one of this project')
    .action((name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly project?: string }>();
      return withConnection(flags, async (connection, output) => {
        const [documents, { findCredential }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../credentials/list-credentials.ts'),
        ]);
        const { id, kind } = await findCredential(connection, name, flags.project ?? null);
        const { client } = connection;
        const requestId = randomUUID();
        if (kind === 'registry')
          await client.request(
            documents.RemoveRegistryCredentialDocument,
            { registryCredentialId: id, requestId },
            { idempotent: true },
          );
        else
          await client.request(documents.RemoveGitConnectionDocument, { gitConnectionId: id, requestId }, { idempotent: true });
        output.result({ id, kind }, () => `The credential of ${name} is forgotten.`);
      });
    });
