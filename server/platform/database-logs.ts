/** The log store that is always there: the table that clients follow. What is written to it is written by the log writer already. */
import type { LogStore } from '../../domain/ports/log-store.ts';
import { Fault } from '../../kit/fault.ts';
import { snowflakeAt } from '../../kit/snowflake.ts';
import { entryOf } from '../../reconcile/index.ts';
import { type GraphqlClient, GraphqlError } from '../../sdk/client.ts';
import { SearchLogLinesDocument } from '../../sdk/generated.ts';

export function databaseLogs(graphql: GraphqlClient): LogStore {
  return {
    name: 'database',
    write: async () => ({ count: 0, reason: null }),
    search: async ({ organizationId, serviceId, instanceId, text, level, from, until, limit, before }, signal) => {
      const range = { _gte: timestamp(from), _lt: timestamp(until) };
      const where = {
        organization_id: { _eq: organizationId },
        service_id: { _eq: serviceId },
        logged_at: range,
        // Ids are of the moment of writing, a little after that of the line: the index is asked for no more than it must.
        id: { _gte: snowflakeAt(from), ...(before === null ? {} : { _lt: before }) },
        ...(instanceId === null ? {} : { service_instance_id: { _eq: instanceId } }),
        ...(level === null ? {} : { level: { _eq: level } }),
        ...(text === null || text === '' ? {} : { line: { _ilike: `%${text.replaceAll(/[\\%_]/g, '\\$&')}%` } }),
      };
      const options = { idempotent: true, ...(signal ? { signal } : {}) };
      const { log_lines: found } = await graphql.request(SearchLogLinesDocument, { where, limit }, options).catch(failed(signal));
      const lines = found.map(entryOf);
      return { lines, next: lines.length < limit ? null : (lines.at(-1)?.id ?? null) };
    },
  };
}

const failed =
  (signal: AbortSignal | undefined) =>
  (cause: unknown): never => {
    signal?.throwIfAborted();
    if (cause instanceof GraphqlError && cause.transient)
      throw new Fault('retry', { code: 'logs-unreachable', message: 'Log lines cannot be found at the moment.', cause });
    throw cause;
  };

const timestamp = (ms: number): string => new Date(ms).toISOString();
