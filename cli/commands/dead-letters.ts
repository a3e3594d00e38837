/** `northstack dead-letters`: events that programs on the event bus gave up. For platform administrators. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface ListFlags extends CommonFlags {
  readonly all?: boolean;
  readonly consumer?: string;
}

interface SettleFlags extends CommonFlags {
  readonly note: string;
}

export const deadLettersCommand = (): Command =>
  remoteCommand({
    name: 'dead-letters',
    summary: 'list events that programs on the event bus gave up (platform administrators)',
    examples: [
      'northstack dead-letters',
      'northstack dead-letters --consumer billing --all',
      'northstack dead-letters redeliver <id>',
      'northstack dead-letters settle <id> --note "sent again by hand"',
    ],
  })
    .option('--consumer <name>', 'of one program')
    .option('--all', 'settled ones too')
    .action((flags: ListFlags) =>
      withConnection(flags, async (connection, output) => {
        const { listDeadLetters } = await import('../organization/dead-letters.ts');
        await listDeadLetters(connection, output, { consumer: flags.consumer ?? null, all: flags.all ?? false });
      }),
    )
    .addCommand(redeliverCommand())
    .addCommand(settleCommand());

const redeliverCommand = (): Command =>
  remoteCommand({
    name: 'redeliver',
    summary: 'send them once more to the program that gave them up; that settles them',
    examples: ['northstack dead-letters redeliver <id>'],
  })
    .argument('<ids...>', 'of the list')
    .action((ids: readonly string[], _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { redeliverDeadLetters } = await import('../organization/dead-letters.ts');
        await redeliverDeadLetters(connection, output, ids);
      }),
    );

function settleCommand(): Command {
  const command = remoteCommand({
    name: 'settle',
    summary: 'say that they are seen to',
    examples: ['northstack dead-letters settle <id> --note "billing has read it from the API"'],
  })
    .argument('<ids...>', 'of the list')
    .option('--note <text>', 'what was done about it', '');
  return command.action((ids: readonly string[]) => {
    const flags = command.optsWithGlobals<SettleFlags>();
    return withConnection(flags, async (connection, output) => {
      const { settleDeadLetters } = await import('../organization/dead-letters.ts');
      await settleDeadLetters(connection, output, ids, flags.note);
    });
  });
}
