/** `northstack channels`: where people are told what needs them: Slack, e-mail, any address. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const channelsCommand = (): Command =>
  remoteCommand({
    name: 'channels',
    summary: 'list notification channels, make, try or remove one',
    examples: [
      'northstack channels',
      'northstack channels create ops slack --target https://hooks.slack.com/services/…',
      'northstack channels create oncall email --target ada@example.com,eve@example.com --severity error',
      'northstack channels test ops',
    ],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ listChannels }, { table }, { age }] = await Promise.all([
          import('../outward/channels.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const channels = await listChannels(connection);
        output.result(channels, () =>
          table(
            ['NAME', 'TYPE', 'TO', 'EVENTS', 'FROM', 'OF', 'STATE'],
            channels.map((c) => [
              c.name,
              c.type,
              c.target_hint,
              c.event_types.join(','),
              c.minimum_severity,
              c.project?.slug ?? 'all',
              !c.is_enabled
                ? output.paint('red', 'off')
                : c.last_failure_at !== null && (c.last_success_at === null || c.last_failure_at > c.last_success_at)
                  ? output.paint('yellow', `failed ${age(c.last_failure_at)} ago: ${c.last_failure_reason ?? ''}`)
                  : 'on',
            ]),
            'No channels: «northstack channels create <name> slack|email|webhook --target …» makes one.',
          ),
        );
      }),
    )
    .addCommand(createCommand())
    .addCommand(testCommand())
    .addCommand(switchCommand('enable'))
    .addCommand(switchCommand('disable'))
    .addCommand(removeCommand());

interface CreateFlags extends CommonFlags {
  readonly target: string;
  readonly events?: string;
  readonly severity?: string;
  readonly project?: string;
}

const createCommand = (): Command =>
  remoteCommand({
    name: 'create',
    summary: 'make a channel',
    examples: ['northstack channels create ops slack --target https://hooks.slack.com/services/… --severity warning'],
  })
    .argument('<name>', 'what it is for')
    .argument('<type>', 'slack, email or webhook')
    .requiredOption('--target <url or addresses>', 'an address to post to; for email addresses, by commas')
    .option('--events <list>', 'types of events, by commas (default: Alert*, *Failed, WebhookDisabled)')
    .option('--severity <severity>', 'info, warning, error or critical: milder events are not sent')
    .option('--project <slug>', 'what happens in this project only')
    .action((name: string, type: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CreateFlags>();
      return withConnection(flags, async (connection, output) => {
        const [{ AddChannelDocument }, { randomUUID }, { findProject }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('node:crypto'),
          import('../service/find-project.ts'),
        ]);
        const words = (list: string) => list.split(',').map((word) => word.trim());
        const { createNotificationChannel: made } = await connection.client.request(
          AddChannelDocument,
          {
            name,
            type,
            ...(type === 'email' ? { recipients: words(flags.target) } : { url: flags.target }),
            ...(flags.events === undefined ? {} : { eventTypes: words(flags.events) }),
            ...(flags.severity === undefined ? {} : { minimumSeverity: flags.severity }),
            projectId: flags.project === undefined ? null : (await findProject(connection, flags.project)).id,
            requestId: randomUUID(),
          },
          { idempotent: true },
        );
        if (!output.json && made.secret !== null) output.note('The secret that messages are signed with. It is shown once.');
        output.result(made, () => made.secret ?? `${name} is made. Next: northstack channels test ${name}`);
      });
    });

const testCommand = (): Command =>
  remoteCommand({
    name: 'test',
    summary: 'send a test notification, and wait for how it goes',
    examples: ['northstack channels test ops'],
  })
    .argument('<channel>', 'its name or id')
    .action((named: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { findChannel, tryChannel } = await import('../outward/channels.ts');
        const sent = await tryChannel(connection, (await findChannel(connection, named)).id);
        if (sent.status !== 'succeeded') process.exitCode = 1;
        output.result(sent, () =>
          sent.status === 'succeeded' ? 'It was sent.' : `It was not sent: ${sent.failure_reason ?? 'nobody says why.'}`,
        );
      }),
    );

const switchCommand = (name: 'enable' | 'disable'): Command =>
  remoteCommand({
    name,
    summary: name === 'enable' ? 'switch a channel on' : 'tell it nothing for now',
    examples: [`northstack channels ${name} ops`],
  })
    .argument('<channel>', 'its name or id')
    .action((named: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const [{ findChannel }, { SwitchChannelDocument }] = await Promise.all([
          import('../outward/channels.ts'),
          import('../../sdk/generated.ts'),
        ]);
        const { id } = await findChannel(connection, named);
        const isEnabled = name === 'enable';
        const changed = await connection.client.request(SwitchChannelDocument, { id, isEnabled }, { idempotent: true });
        if (changed.update_notification_channels_by_pk === null) throw await notAllowed();
        output.result({ id, isEnabled }, () => `${named} is ${isEnabled ? 'on' : 'off'}.`);
      }),
    );

const removeCommand = (): Command =>
  remoteCommand({ name: 'rm', summary: 'remove a channel', examples: ['northstack channels rm ops'] })
    .argument('<channel>', 'its name or id')
    .action((named: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const [{ findChannel }, { RemoveChannelDocument }, { randomUUID }] = await Promise.all([
          import('../outward/channels.ts'),
          import('../../sdk/generated.ts'),
          import('node:crypto'),
        ]);
        const { id } = await findChannel(connection, named);
        const gone = await connection.client.request(
          RemoveChannelDocument,
          { id },
          { idempotent: true, idempotencyKey: randomUUID() },
        );
        if (gone.delete_notification_channels_by_pk === null) throw await notAllowed();
        output.result({ id, removed: true }, () => `${named} is removed.`);
      }),
    );

async function notAllowed() {
  const { Fault } = await import('../../kit/fault.ts');
  return new Fault('auth', {
    code: 'access-denied',
    message: 'Channels are changed by team leads, DevOps engineers and owners.',
  });
}
