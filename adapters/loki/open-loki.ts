/** Log lines in Grafana Loki (3.0 or newer: lines carry structured metadata), by its HTTP API: push and range queries. */
import { ZodError } from 'zod';
import type { LogEntry, LogStore, Refused } from '../../domain/ports/log-store.ts';
import { Fault } from '../../kit/fault.ts';
import { type EndpointAnswer, kindOfStatus, openEndpoint } from '../http/open-endpoint.ts';
import { logQl, pageOf, rangeOf } from './query.ts';
import { streamsOf } from './streams.ts';

export interface LokiOptions {
  /** http or https, without `/loki/api`. */
  readonly url: string;
  /** `X-Scope-OrgID`, where Loki has several tenants; null: it has one. */
  readonly tenant: string | null;
  readonly credentials: { readonly username: string; readonly password: string } | { readonly token: string } | null;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  /** Default 10 s. */
  readonly timeoutMs?: number;
}

const TAKEN: Refused = { count: 0, reason: null };

export function openLoki({ url, tenant, credentials, ca, timeoutMs = 10_000 }: LokiOptions): LogStore & AsyncDisposable {
  const endpoint = openEndpoint({ name: 'Loki', code: 'logs', url, ca, timeoutMs });
  const headers = {
    ...(tenant === null ? {} : { 'x-scope-orgid': tenant }),
    ...(credentials === null ? {} : { authorization: authorizationOf(credentials) }),
  };

  const write = async (entries: readonly LogEntry[], signal: AbortSignal | undefined): Promise<Refused> => {
    if (entries.length === 0) return TAKEN;
    const json = { streams: streamsOf(entries) };
    const answer = await endpoint.send({ method: 'POST', path: '/loki/api/v1/push', headers, json, signal });
    const tooMuch = answer.status === 413 || (answer.status === 400 && /message (is )?larger than/i.test(answer.text));
    if (tooMuch && entries.length > 1) {
      const half = Math.ceil(entries.length / 2);
      const [first, second] = [await write(entries.slice(0, half), signal), await write(entries.slice(half), signal)];
      return { count: first.count + second.count, reason: first.reason ?? second.reason };
    }
    // It keeps what is in order and says how much it left out: too old, too long, too many streams.
    if (answer.status === 400 || answer.status === 413)
      return { count: refusedOf(answer.text, entries.length), reason: reasonOf(answer) };
    if (kindOfStatus(answer.status) !== null) throw lokiFault(answer);
    return TAKEN;
  };

  return {
    name: 'loki',
    write,
    search: async (query, signal) => {
      const { start, end } = rangeOf(query);
      if (BigInt(end) <= BigInt(start)) return { lines: [], next: null };
      const parameters = new URLSearchParams({
        query: logQl(query),
        start,
        end,
        limit: String(query.limit),
        direction: 'backward',
      });
      const path = `/loki/api/v1/query_range?${parameters}`;
      const answer = await endpoint.send({ method: 'GET', path, headers, signal });
      if (kindOfStatus(answer.status) !== null) throw lokiFault(answer);
      try {
        return pageOf(answer.json(), query.limit);
      } catch (cause) {
        if (!(cause instanceof ZodError)) throw cause;
        throw new Fault('retry', {
          code: 'logs-unreadable',
          message: 'Loki answered something that is no answer to a search.',
          cause,
        });
      }
    },
    [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose](),
  };
}

const authorizationOf = (credentials: NonNullable<LokiOptions['credentials']>): string =>
  'token' in credentials
    ? `Bearer ${credentials.token}`
    : `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;

/** `… total ignored: 2 out of 10 …`; without that nothing was kept. */
function refusedOf(text: string, sent: number): number {
  const ignored = /total ignored: (\d+) out of \d+/.exec(text)?.[1];
  return ignored === undefined ? sent : Math.min(sent, Number(ignored));
}

/** Its first line; lines of people are not repeated in it. */
const reasonOf = ({ text, status }: EndpointAnswer): string => `${status} ${text.split('\n', 1)[0]?.slice(0, 200) ?? ''}`.trim();

function lokiFault(answer: EndpointAnswer): Fault {
  const kind = kindOfStatus(answer.status) ?? 'retry';
  if (kind === 'auth')
    return new Fault('auth', {
      code: 'logs-refused-us',
      message: 'Loki does not let us in. Check LOKI_USERNAME, LOKI_PASSWORD or LOKI_TOKEN, and LOKI_TENANT.',
      detail: reasonOf(answer),
    });
  if (kind === 'reject')
    return new Fault('reject', {
      code: 'logs-query-refused',
      message: 'Loki refused the search. Ask for less time or other words.',
      detail: reasonOf(answer),
    });
  return new Fault('retry', {
    code: 'logs-unreachable',
    message: `Loki cannot take or find lines at the moment (${answer.status}).`,
    detail: reasonOf(answer),
    ...(answer.retryAfterMs === null ? {} : { retryAfterMs: answer.retryAfterMs }),
  });
}
