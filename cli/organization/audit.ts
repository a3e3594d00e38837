/** Entries of the audit log that fit a question. */
import { Fault } from '../../kit/fault.ts';
import { AuditLogDocument, type AuditLogQuery, type AuditLogQueryVariables } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

export interface AuditQuestion {
  readonly table?: string;
  readonly row?: string;
  readonly actor?: string;
  readonly project?: string;
  readonly since?: string;
  readonly limit: string;
}

/** Newest first. @throws Fault reject */
export async function readAudit({ client }: Connection, asked: AuditQuestion): Promise<AuditLogQuery['audit_log']> {
  const limit = Number(asked.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new Fault('reject', { code: 'invalid-limit', message: 'A limit is a whole number from 1 to 1,000.' });
  if (asked.since !== undefined && Number.isNaN(Date.parse(asked.since)))
    throw new Fault('reject', {
      code: 'invalid-time',
      message: `«${asked.since}» is no time: write it like 2026-11-01T12:00:00Z.`,
    });
  const where: AuditLogQueryVariables['where'] = {
    ...(asked.table === undefined ? {} : { table_name: { _eq: asked.table } }),
    ...(asked.row === undefined ? {} : { row_id: { _eq: asked.row } }),
    ...(asked.actor === undefined ? {} : { actor: { email: { _eq: asked.actor.toLowerCase() } } }),
    ...(asked.project === undefined ? {} : { project: { slug: { _eq: asked.project } } }),
    ...(asked.since === undefined ? {} : { created_at: { _gte: new Date(asked.since).toISOString() } }),
  };
  return (await client.request(AuditLogDocument, { where, limit }, { idempotent: true })).audit_log;
}
