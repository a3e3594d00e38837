/** `northstack signing-keys`: a new key signs sessions from now on (for platform administrators); the published ones for Kong (for anybody). */
import { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';
import { asAdministrator } from '../connection/as-administrator.ts';

export const signingKeysCommand = (): Command =>
  new Command('signing-keys')
    .description('keys that sign sessions (platform administrators)')
    .addCommand(rotateCommand())
    .addCommand(kongCommand());

const rotateCommand = (): Command =>
  remoteCommand({
    name: 'rotate',
    summary: 'make a new key; sessions go on',
    examples: ['northstack signing-keys rotate', 'northstack signing-keys rotate --revoke-old'],
  })
    .option('--revoke-old', 'refuse everything the old keys signed: when one may have leaked')
    .action((flags: CommonFlags & { readonly revokeOld?: boolean }) =>
      withConnection(flags, async ({ client }, output) => {
        const [{ RotateKeysDocument }, { randomUUID }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('node:crypto'),
        ]);
        const { rotateSigningKeys: made } = await client.request(
          RotateKeysDocument,
          { revokeOld: flags.revokeOld ?? false, requestId: randomUUID() },
          { idempotent: true, ...asAdministrator },
        );
        output.result(made, () => `Key ${made.keyId} signs from ${made.activeAt} on.`);
      }),
    );

const kongCommand = (): Command =>
  remoteCommand({
    name: 'kong',
    summary: 'print a configuration of Kong with the keys of now',
    examples: ['northstack signing-keys kong deploy/gateway/kong.yml | curl -sf -F config=@- http://kong:8001/config'],
  })
    .argument('<file>', 'YAML as deploy/gateway/kong.yml')
    .action((file: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async ({ url }, output) => {
        const [{ readFile }, { fetchKeySet, withKongKeys }] = await Promise.all([
          import('node:fs/promises'),
          import('../organization/kong-keys.ts'),
        ]);
        const text = withKongKeys(await readFile(file, 'utf8'), await fetchKeySet(url));
        output.result({ configuration: text }, () => text.trimEnd());
      }),
    );
