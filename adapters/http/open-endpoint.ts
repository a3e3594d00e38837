/**
 * Requests to one system that the operator named, with a certificate authority of its own and limits for time and size. Whatever has a
 * status is an answer; what has none (no connection, a cut or an endless answer, one that is too long) is a Fault to try again.
 */
import { Agent, request } from 'undici';
import { Fault, type FaultKind } from '../../kit/fault.ts';
import type { AddressPolicy } from './address-policy.ts';
import { checkedLookup, checkLiteral } from './checked-lookup.ts';
import { parseRetryAfter } from './open-http-sender.ts';

export interface EndpointOptions {
  /** For the user, for example `Vault`. */
  readonly name: string;
  /** Of its faults: `vault` gives `vault-unreachable`. */
  readonly code: string;
  /** http or https, with or without a path. */
  readonly url: string;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  /** For one request, from looking up the name to the end of the answer. Default 10 s. */
  readonly timeoutMs?: number;
  /** Of an answer. Default 8 MiB. */
  readonly maxBytes?: number;
  /** Connections at a time. Default 16. */
  readonly connections?: number;
  /** What may be connected to, when it was not the operator who named the system. */
  readonly allowed?: AddressPolicy;
}

export interface EndpointRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** Below the endpoint's address, with its query; parts that are not ours must be encoded already. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with a content type among the headers. */
  readonly text?: string;
  readonly signal?: AbortSignal | undefined;
  /** Instead of the endpoint's. */
  readonly timeoutMs?: number;
}

export interface EndpointAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What `Retry-After` asks for; null: nothing. */
  readonly retryAfterMs: number | null;
  /** The body as JSON; undefined when it is none. */
  json(): unknown;
}

export interface Endpoint extends AsyncDisposable {
  /** Sends once. @throws Fault retry `<code>-unreachable`, reject `target-refused`; the signal's reason when it is aborted */
  send(request: EndpointRequest): Promise<EndpointAnswer>;
}

export function openEndpoint(options: EndpointOptions): Endpoint {
  const { name, code, ca, timeoutMs = 10_000, maxBytes = 8_388_608, connections = 16, allowed } = options;
  const base = options.url.replace(/\/+$/, '');
  const lookup = allowed === undefined ? {} : { lookup: checkedLookup(allowed) };
  const agent = new Agent({ connections, connect: { timeout: timeoutMs, ...(ca === null ? {} : { ca }), ...lookup } });
  return {
    send: async ({ method, path, headers, json, text, signal, ...limits }) => {
      signal?.throwIfAborted();
      if (allowed !== undefined) checkLiteral(allowed, base);
      const limitMs = limits.timeoutMs ?? timeoutMs;
      const limit = AbortSignal.timeout(limitMs);
      try {
        const answer = await request(`${base}${path}`, {
          method,
          dispatcher: agent,
          headers: {
            accept: 'application/json',
            ...(json === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          body: json === undefined ? (text ?? null) : JSON.stringify(json),
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        });
        return answerOf(answer.statusCode, answer.headers, await readAll(answer.body, maxBytes));
      } catch (cause) {
        signal?.throwIfAborted();
        if (cause instanceof Fault) throw cause;
        const why = limit.aborted ? `no answer within ${Math.round(limitMs / 1000)} s` : whyOf(cause);
        throw new Fault('retry', { code: `${code}-unreachable`, message: `${name} cannot be reached: ${why}.`, cause });
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

/** What a status means for whoever asked; null: it is a success. A redirect is none: nobody is sent elsewhere with our credentials. */
export function kindOfStatus(status: number): FaultKind | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401 || status === 403) return 'auth';
  if (status === 404 || status === 410) return 'gone';
  if (status === 409) return 'conflict';
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'retry';
  return 'reject';
}

function answerOf(status: number, headers: Record<string, string | string[] | undefined>, text: string): EndpointAnswer {
  const flat = Object.entries(headers).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as const]));
  return {
    status,
    headers: Object.fromEntries(flat),
    text,
    retryAfterMs: parseRetryAfter(headers['retry-after'], Date.now()),
    json: () => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}

async function readAll(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`an answer of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The system's or TLS's word, and nothing of the request. */
function whyOf(cause: unknown): string {
  const inner = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
  if (inner instanceof Error && 'code' in inner && typeof inner.code === 'string') return inner.code;
  return inner instanceof Error ? inner.message.slice(0, 200) : 'for an unknown reason';
}
