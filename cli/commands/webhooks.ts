/** `northstack webhooks`: who is told what happens; makes and removes them, shows deliveries, sends one again. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

export const webhooksCommand = (): Command =>
  remoteCommand({
    name: 'webhooks',
    summary: 'list webhooks, make or remove one, see and repeat deliveries',
    examples: [
      'northstack webhooks',
      'northstack webhooks create ci https://ci.example.com/hook --events "Deployment*,BuildFailed"',
      'northstack webhooks deliveries ci --failed',
      'northstack webhooks redeliver 6f2…',
    ],
  })
    .action((flags: CommonFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ listWebhooks }, { table }] = await Promise.all([import('../outward/webhooks.ts'), import('../output/table.ts')]);
        const webhooks = await listWebhooks(connection);
        output.result(webhooks, () =>
          table(
            ['NAME', 'URL', 'EVENTS', 'OF', 'STATE', 'ID'],
            webhooks.map((w) => [
              w.name,
              w.url,
              w.event_types.join(','),
              w.project?.slug ?? 'all',
              w.is_enabled
                ? w.failing_since === null
                  ? 'on'
                  : output.paint('yellow', `failing: ${w.consecutive_failures}`)
                : output.paint('red', `off${w.disabled_reason === null ? '' : `: ${w.disabled_reason}`}`),
              w.id,
            ]),
            'No webhooks: «northstack webhooks create <name> <url>» makes one.',
          ),
        );
      }),
    )
    .addCommand(createCommand())
    .addCommand(switchCommand('enable'))
    .addCommand(switchCommand('disable'))
    .addCommand(secretCommand())
    .addCommand(deliveriesCommand())
    .addCommand(redeliverCommand())
    .addCommand(removeCommand());

interface CreateFlags extends CommonFlags {
  readonly events: string;
  readonly project?: string;
}

const createCommand = (): Command =>
  remoteCommand({
    name: 'create',
    summary: 'make a webhook; its secret is shown once',
    examples: ['northstack webhooks create ci https://ci.example.com/hook --events "Deployment*" --project shop'],
  })
    .argument('<name>', 'what it is for')
    .argument('<url>', 'http or https; private addresses only where the installation allows them')
    .option('--events <list>', 'types of events, by commas; a * stands for any letters', '*')
    .option('--project <slug>', 'events of this project only')
    .action((name: string, url: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CreateFlags>();
      return withConnection(flags, async (connection, output) => {
        const [{ AddWebhookDocument }, { randomUUID }, { findProject }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('node:crypto'),
          import('../service/find-project.ts'),
        ]);
        const projectId = flags.project === undefined ? null : (await findProject(connection, flags.project)).id;
        const eventTypes = flags.events.split(',').map((type) => type.trim());
        const variables = { name, url, eventTypes, projectId, requestId: randomUUID() };
        const { createWebhook } = await connection.client.request(AddWebhookDocument, variables, { idempotent: true });
        if (!output.json) output.note('The secret that messages are signed with (Standard Webhooks). It is shown once.');
        output.result(createWebhook, () => createWebhook.secret);
      });
    });

const switchCommand = (name: 'enable' | 'disable'): Command =>
  remoteCommand({
    name,
    summary: name === 'enable' ? 'switch a webhook on, also one that was switched off by itself' : 'tell it nothing for now',
    examples: [`northstack webhooks ${name} ci`],
  })
    .argument('<webhook>', 'its name or id')
    .action((named: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const [{ findWebhook }, { SwitchWebhookDocument }] = await Promise.all([
          import('../outward/webhooks.ts'),
          import('../../sdk/generated.ts'),
        ]);
        const { id } = await findWebhook(connection, named);
        const isEnabled = name === 'enable';
        const changed = await connection.client.request(SwitchWebhookDocument, { id, isEnabled }, { idempotent: true });
        if (changed.update_webhooks_by_pk === null) throw await notAllowed();
        output.result({ id, isEnabled }, () => `${named} is ${isEnabled ? 'on' : 'off'}.`);
      }),
    );

const secretCommand = (): Command =>
  remoteCommand({
    name: 'rotate-secret',
    summary: 'change the secret; the old one signs besides for a while',
    examples: ['northstack webhooks rotate-secret ci --overlap 24'],
  })
    .argument('<webhook>', 'its name or id')
    .option('--overlap <hours>', 'how long the old one still signs, 0 to 168', '24')
    .action((named: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<CommonFlags & { readonly overlap: string }>();
      return withConnection(flags, async (connection, output) => {
        const [{ findWebhook }, { NewWebhookSecretDocument }, { randomUUID }] = await Promise.all([
          import('../outward/webhooks.ts'),
          import('../../sdk/generated.ts'),
          import('node:crypto'),
        ]);
        const { id: webhookId } = await findWebhook(connection, named);
        const variables = { webhookId, overlapHours: Number(flags.overlap), requestId: randomUUID() };
        const { rotateWebhookSecret: made } = await connection.client.request(NewWebhookSecretDocument, variables, {
          idempotent: true,
        });
        if (!output.json) output.note(`Shown once. The old secret signs besides until ${made.previousSecretUntil}.`);
        output.result(made, () => made.secret);
      });
    });

interface DeliveriesFlags extends CommonFlags {
  readonly failed?: boolean;
  readonly limit: string;
}

const deliveriesCommand = (): Command =>
  remoteCommand({
    name: 'deliveries',
    summary: 'what was sent, newest first',
    examples: ['northstack webhooks deliveries ci', 'northstack webhooks deliveries ci --failed -n 50'],
  })
    .argument('<webhook>', 'its name or id')
    .option('--failed', 'only those that were given up')
    .option('-n, --limit <count>', 'how many', '20')
    .action((named: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<DeliveriesFlags>();
      return withConnection(flags, async (connection, output) => {
        const [{ findWebhook, listDeliveries }, { table }, { age }] = await Promise.all([
          import('../outward/webhooks.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
        ]);
        const webhook = await findWebhook(connection, named);
        const deliveries = await listDeliveries(connection, webhook, {
          failed: flags.failed ?? false,
          limit: Number(flags.limit),
        });
        output.result(deliveries, () =>
          table(
            ['ID', 'EVENT', 'STATE', 'ANSWER', 'TRIES', 'AGE', ''],
            deliveries.map((d) => [
              d.id,
              d.event_type,
              output.paint(d.status === 'failed' ? 'red' : d.status === 'pending' ? 'yellow' : 'green', d.status),
              d.response_status === null ? '' : String(d.response_status),
              String(d.attempts),
              age(d.created_at),
              d.failure_reason ?? '',
            ]),
            'Nothing was sent.',
          ),
        );
      });
    });

const redeliverCommand = (): Command =>
  remoteCommand({
    name: 'redeliver',
    summary: 'send a delivery again, and wait for the answer',
    examples: ['northstack webhooks redeliver 6f2…'],
  })
    .argument('<delivery>', 'as «northstack webhooks deliveries» lists it')
    .action((deliveryId: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const { redeliver } = await import('../outward/webhooks.ts');
        const sent = await redeliver(connection, deliveryId);
        if (sent.status !== 'succeeded') process.exitCode = 1;
        output.result(sent, () =>
          sent.status === 'succeeded'
            ? `The receiver answered ${sent.response_status}.`
            : `It was not taken: ${sent.failure_reason}${sent.next_attempt_at === null ? '' : ` It is tried again at ${sent.next_attempt_at}.`}`,
        );
      }),
    );

const removeCommand = (): Command =>
  remoteCommand({ name: 'rm', summary: 'remove a webhook and its history', examples: ['northstack webhooks rm ci'] })
    .argument('<webhook>', 'its name or id')
    .action((named: string, _: unknown, command: Command) =>
      withConnection(command.optsWithGlobals<CommonFlags>(), async (connection, output) => {
        const [{ findWebhook }, { RemoveWebhookDocument }, { randomUUID }] = await Promise.all([
          import('../outward/webhooks.ts'),
          import('../../sdk/generated.ts'),
          import('node:crypto'),
        ]);
        const { id } = await findWebhook(connection, named);
        const gone = await connection.client.request(
          RemoveWebhookDocument,
          { id },
          { idempotent: true, idempotencyKey: randomUUID() },
        );
        if (gone.delete_webhooks_by_pk === null) throw await notAllowed();
        output.result({ id, removed: true }, () => `${named} is removed.`);
      }),
    );

async function notAllowed() {
  const { Fault } = await import('../../kit/fault.ts');
  return new Fault('auth', {
    code: 'access-denied',
    message: 'Webhooks are changed by team leads, DevOps engineers and owners.',
  });
}
