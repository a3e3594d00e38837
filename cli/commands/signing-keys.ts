/** `northstack signing-keys rotate`: a new key signs sessions from now on. For platform administrators. */
import { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const signingKeysCommand = (): Command =>
  new Command('signing-keys').description('keys that sign sessions (platform administrators)').addCommand(rotateCommand());

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
          { idempotent: true, headers: { 'x-hasura-role': 'platform_admin' } },
        );
        output.result(made, () => `Key ${made.keyId} signs from ${made.activeAt} on.`);
      }),
    );
