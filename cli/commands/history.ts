/** `northstack history`: the deployments of a service, newest first. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface HistoryFlags extends CommonFlags {
  readonly environment: string;
  readonly lines: string;
}

export const historyCommand = (): Command =>
  remoteCommand({ name: 'history', summary: 'list the deployments of a service', examples: ['northstack history shop/web'] })
    .argument('<service>', '<project>/<service>')
    .option('--environment <slug>', 'where', 'production')
    .option('-n, --lines <count>', 'how many', '20')
    .action((name: string, flags: HistoryFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ DeploymentsDocument }, { findService }, { table }, { age, shortCommit }, { paintStatus }] = await Promise.all([
          import('../../sdk/generated.ts'),
          import('../service/find-service.ts'),
          import('../output/table.ts'),
          import('../output/format.ts'),
          import('../output/status-color.ts'),
        ]);
        const service = await findService(connection, name);
        const limit = Math.max(1, Math.min(500, Number(flags.lines) || 20));
        const { deployments } = await connection.client.request(
          DeploymentsDocument,
          { serviceId: service.id, environment: flags.environment, limit },
          { idempotent: true },
        );
        output.result(deployments, () =>
          table(
            ['REVISION', 'STATUS', 'KIND', 'SOURCE', 'COMMIT', 'BY', 'AGE', 'REASON'],
            deployments.map((d) => [
              `r${d.revision}`,
              paintStatus(output.paint, d.status),
              d.kind,
              (d.image ?? d.git_reference ?? '').slice(0, 30),
              shortCommit(d.build?.git_commit),
              d.author?.email ?? '',
              age(d.created_at),
              d.failure_reason?.split('\n')[0]?.slice(0, 60) ?? d.reason,
            ]),
            'Never deployed.',
          ),
        );
      }),
    );
