/** Everything about one database, for people. */
import type { DatabaseInfoQuery } from '../../sdk/generated.ts';
import { age, bytes } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { paintStatus } from '../output/status-color.ts';
import { table } from '../output/table.ts';

type Info = NonNullable<DatabaseInfoQuery['databases_by_pk']>;

export function describeDatabase(output: Output, info: Info): string {
  const { project, environment, schedules, bindings } = info;
  const [schedule] = schedules;
  const lines: readonly (readonly [string, string])[] = [
    ['Database', `${output.paint('bold', `${project.slug}/${info.slug}`)} in ${environment.slug}`],
    ['Status', `${paintStatus(output.paint, info.status)}${info.status_reason === null ? '' : ` (${info.status_reason})`}`],
    ['Engine', `${info.engine} ${info.observed_version ?? ''}`.trim()],
    [
      'Size',
      `${info.nodes} × ${info.memory_megabytes} MB memory${info.size_bytes === null ? '' : `, ${bytes(Number(info.size_bytes))} of data`}`,
    ],
    ['Address', info.host === null ? 'none yet' : `${info.host}:${info.port}`],
    ['Pool', info.pooler_host === null ? 'none' : `${info.pooler_host}:${info.pooler_port}`],
    ['Backups', schedule ? `${schedule.cron} UTC, kept ${schedule.retention_days} days` : 'on request only'],
    ['Restorable', info.recoverable_from === null ? 'not yet' : `to any moment since ${info.recoverable_from}`],
    ['Given to', bindings.map((b) => `${b.service.slug} as ${b.variable}`).join(', ') || 'no service'],
    ...(info.failure_reason === null ? [] : [['Last problem', `${info.failure_step}: ${info.failure_reason}`] as const]),
  ];
  const backups = table(
    ['BACKUP', 'KIND', 'STATUS', 'SIZE', 'AGE'],
    info.backups.map((b) => [
      b.id,
      b.kind,
      paintStatus(output.paint, b.status),
      b.size_bytes === null ? '' : bytes(Number(b.size_bytes)),
      age(b.created_at),
    ]),
    'No backups yet.',
  );
  return `${lines.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n')}\n\n${backups}`;
}
