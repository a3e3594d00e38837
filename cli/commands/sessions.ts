/** `northstack sessions`: where you are signed in; `end` ends one of them, or all. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const sessionsCommand = (): Command =>
  remoteCommand({
    name: 'sessions',
    summary: 'list where you are signed in, end one or all',
    examples: ['northstack sessions', 'northstack sessions end 6f2…', 'northstack sessions end --all'],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ listSessions }, { table }, { age }] = await Promise.all([
          import('../organization/sessions.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const sessions = await listSessions(connection);
        output.result(sessions, () =>
          table(
            ['ID', 'ORGANIZATION', 'KIND', 'FROM', 'SIGNED IN', 'RENEWED', ''],
            sessions.map((s) => [
              s.id,
              s.organization.slug,
              s.is_browser ? 'browser' : 'program',
              s.client_address ?? '',
              age(s.created_at),
              age(s.renewed_at),
              s.isThisOne ? 'this one' : '',
            ]),
            'No sessions.',
          ),
        );
      }),
    )
    .addCommand(endCommand());

const endCommand = (): Command =>
  remoteCommand({
    name: 'end',
    summary: 'end a session: its next request is refused',
    examples: ['northstack sessions end 6f2…', 'northstack sessions end --all'],
  })
    .argument('[id]', 'as «northstack sessions» lists it, or the beginning of it')
    .option('--all', 'all of yours, this one too')
    .action((id: string | undefined, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly all?: boolean }>();
      return withConnection(flags, async (connection, output) => {
        const { endAllSessions, endSession } = await import('../organization/sessions.ts');
        if (flags.all) {
          await endAllSessions(connection);
          return output.result({ ended: 'all' }, () => 'All of your sessions have ended, this one too. Next: northstack login');
        }
        const ended = await endSession(connection, id);
        output.result({ ended: ended.id }, () => (ended.isThisOne ? 'This session has ended.' : 'The session has ended.'));
      });
    });
