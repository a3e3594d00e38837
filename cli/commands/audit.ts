/** `northstack audit`: who changed what, when, from where. */
import type { Command } from 'commander';
import { type CommonFlags, remoteCommand, withConnection } from '../command.ts';

interface AuditFlags extends CommonFlags {
  readonly table?: string;
  readonly row?: string;
  readonly actor?: string;
  readonly project?: string;
  readonly since?: string;
  readonly limit: string;
}

export const auditCommand = (): Command =>
  remoteCommand({
    name: 'audit',
    summary: 'show the audit log, newest first (team leads, DevOps engineers, owners)',
    examples: [
      'northstack audit',
      'northstack audit --table services --actor ada@example.com --since 2026-11-01',
      'northstack audit --row 6f2… --json',
    ],
  })
    .option('--table <table>', 'changes of this kind of thing, for example services or api_keys')
    .option('--row <id>', 'changes of this one thing')
    .option('--actor <email>', 'changes by this person')
    .option('--project <slug>', 'changes in this project')
    .option('--since <time>', 'from this time on, as ISO 8601')
    .option('-n, --limit <count>', 'how many', '50')
    .action((flags: AuditFlags) =>
      withConnection(flags, async (connection, output) => {
        const [{ readAudit }, { table }] = await Promise.all([import('../organization/audit.ts'), import('../output/table.ts')]);
        const entries = await readAudit(connection, flags);
        output.result(entries, () =>
          table(
            ['WHEN', 'WHO', 'AS', 'FROM', 'WHAT', 'OF', 'CHANGED'],
            entries.map((e) => [
              e.created_at,
              e.actor?.email ?? 'the platform',
              e.actor_role ?? '',
              e.client_address ?? '',
              `${e.operation.toLowerCase()} ${e.table_name}`,
              e.row_id,
              e.operation === 'UPDATE' ? e.changed_columns.join(',') : '',
            ]),
            'Nothing that you may see.',
          ),
        );
      }),
    );
