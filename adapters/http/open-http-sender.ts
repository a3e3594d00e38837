/** Messages to addresses that users chose, by undici; only addresses that were checked are connected to. */
import { Agent, request } from 'undici';
import type { HttpSender } from '../../domain/ports/http-sender.ts';
import { Fault } from '../../kit/fault.ts';
import { createAddressPolicy } from './address-policy.ts';
import { checkedLookup, checkLiteral } from './checked-lookup.ts';

export interface HttpSenderOptions {
  /** What may be reached in the installation's own network (see `createAddressPolicy`). */
  readonly allowed: readonly string[];
}

/** Connections to one origin at a time: a slow receiver holds no more. */
const CONNECTIONS = 8;
const EXCERPT_BYTES = 4_000;
const EXCERPT_LENGTH = 1_000;

export function openHttpSender({ allowed }: HttpSenderOptions): HttpSender & AsyncDisposable {
  const isAllowed = createAddressPolicy(allowed);
  const agent = new Agent({ connections: CONNECTIONS, connect: { lookup: checkedLookup(isAllowed) } });
  return {
    post: async ({ url, headers, body, timeoutMs }) => {
      checkLiteral(isAllowed, url);
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await request(url, { dispatcher: agent, method: 'POST', headers, body, signal });
        const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], Date.now());
        return { status: answer.statusCode, excerpt: await readExcerpt(answer.body), retryAfterMs };
      } catch (error) {
        if (error instanceof Fault) throw error;
        throw unreachable(error, signal.aborted ? timeoutMs : null);
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

/** Only as much as is shown; a receiver that never stops talking is cut off. */
async function readExcerpt(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= EXCERPT_BYTES) break;
  }
  // PostgreSQL's text has no NUL.
  return Buffer.concat(chunks).toString('utf8').replaceAll('\0', '').slice(0, EXCERPT_LENGTH);
}

/** Seconds or a date (RFC 9110 §10.2.3). */
export function parseRetryAfter(header: HttpHeader, now: number): number | null {
  const text = typeof header === 'string' ? header : '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

type HttpHeader = string | string[] | undefined;

function unreachable(error: unknown, timedOutMs: number | null): Fault {
  const message = timedOutMs === null ? reasonOf(error) : `No answer within ${Math.round(timedOutMs / 1000)} s.`;
  return new Fault('retry', { code: 'target-unreachable', message, cause: error });
}

function reasonOf(error: unknown): string {
  const refusal = causes(error).find((cause) => cause instanceof Fault);
  if (refusal) throw refusal;
  const code = causes(error).flatMap((cause) => (cause instanceof Error && 'code' in cause ? [String(cause.code)] : []))[0];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Its name could not be looked up.';
  if (code === 'ECONNREFUSED') return 'It refuses connections.';
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'It closed the connection without an answer.';
  if (code?.startsWith('ERR_TLS') || code?.startsWith('ERR_SSL') || code?.includes('CERT') || code?.includes('SIGNATURE'))
    return `Its certificate is not valid (${code}).`;
  return `The connection failed (${code ?? 'for an unknown reason'}).`;
}

/** An error, what it was caused by, and the errors of the addresses that were tried. */
function causes(error: unknown): readonly unknown[] {
  const inner = error instanceof AggregateError ? error.errors : [];
  const cause = error instanceof Error && error.cause !== undefined ? [error.cause] : [];
  return [error, ...[...inner, ...cause].flatMap(causes)];
}
