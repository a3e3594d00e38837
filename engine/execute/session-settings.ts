/** Who writes, for triggers to read: `current_setting('hasura.user', true)` and `hasura.tracecontext` (dialect §2.12, §6.1). */
import type { Statement } from '../database/database.ts';
import type { RequestContext } from '../engine.ts';

/** What triggers may know of a write besides its session, by the names of session variables. The session's own count before these. */
export type WriteVariables = (context: RequestContext) => Readonly<Record<string, string>>;

export const sessionSettings = (context: RequestContext, more: WriteVariables | undefined): Statement => ({
  text: `select set_config('hasura.user', $1, true), set_config('hasura.tracecontext', $2, true)`,
  values: [JSON.stringify({ ...more?.(context), ...context.session.variables }), traceContext(context.headers)],
  prepare: true,
});

/** Of the W3C or B3 headers; empty text when the request carries none. */
function traceContext(headers: Readonly<Record<string, string>>): string {
  const w3c = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(headers.traceparent ?? '');
  const trace = w3c?.[1] ?? headers['x-b3-traceid'];
  const span = w3c?.[2] ?? headers['x-b3-spanid'];
  return trace === undefined ? '' : JSON.stringify({ trace_id: trace, ...(span === undefined ? {} : { span_id: span }) });
}
