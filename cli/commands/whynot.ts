/** `northstack whynot`: what keeps a service from being ready, and what to do about it. Exit code 1 when it is not ready. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface WhyNotFlags extends CommonFlags {
  readonly environment: string;
}

export const whynotCommand = (): Command =>
  remoteCommand({
    name: 'whynot',
    summary: 'say what keeps a service from being ready',
    examples: ['northstack whynot shop/web'],
  })
    .argument('<service>', '<project>/<service>')
    .option('--environment <slug>', 'where', 'production')
    .action((name: string, flags: WhyNotFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ WhyNotReadyDocument }, { findService }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../service/find-service.ts'),
        ]);
        const service = await findService(connection, name);
        const { whyNotReady } = await connection.client.request(
          WhyNotReadyDocument,
          { serviceId: service.id, environment: flags.environment },
          { idempotent: true },
        );
        const { ready, summary, causes } = whyNotReady;
        const { paint } = output;
        output.result(whyNotReady, () =>
          [
            `${ready ? paint('green', '✓') : paint('red', '✗')} ${summary}`,
            ...causes.map((c) => `  ${c.message}\n    ${paint('dim', c.hint)}`),
          ].join('\n'),
        );
        if (!ready) process.exitCode = 1;
      }),
    );
