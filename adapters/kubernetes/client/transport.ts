/**
 * HTTP to one API server, by undici. `@kubernetes/client-node` 1.4 would do the same calls, but it drops the body of a 401, waits for ever
 * for the rest of an answer that stopped half-way, has no limit for what it reads, and shares the global connection pool; so plain REST.
 *
 * Each cluster has connections of its own, so that one that hangs holds up nobody else. Every call ends: by its answer, its time limit, the
 * caller's signal, or at once while the cluster is known not to answer.
 */
import { Agent, request } from 'undici';
import { Fault } from '../../../kit/fault.ts';
import { createCircuit } from './circuit.ts';
import { faultOfStatus, unreachable, whyOf } from './faults-of.ts';
import type { KubernetesAccess } from './kubeconfig.ts';

export interface Transport extends AsyncDisposable {
  /** The answer's JSON, null when it had none. @throws Fault */
  call(request: TransportRequest): Promise<unknown>;
  /** The lines of an answer without end. The time limit is for its beginning only. @throws Fault, and when the connection breaks */
  lines(request: TransportRequest): AsyncGenerator<string>;
}

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  /** Doing it twice is the same as once: tried again when the connection broke. */
  readonly repeatable?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface TransportOptions {
  /** Calls at a time. Watches and followed logs do not count. */
  readonly connections?: number;
  readonly timeoutMs?: number;
  /** The longest answer, and the longest line of an answer without end. */
  readonly maximumBytes?: number;
}

export function openTransport(access: KubernetesAccess, options: TransportOptions = {}): Transport {
  const { connections = 8, timeoutMs = 15_000, maximumBytes = 32 * 1024 * 1024 } = options;
  const connect = {
    rejectUnauthorized: access.verify,
    timeout: timeoutMs,
    ...(access.authority === null ? {} : { ca: access.authority }),
    ...(access.client === null ? {} : { cert: access.client.certificate, key: access.client.key }),
  };
  // Time limits are ours: one for the whole call.
  const limits = { headersTimeout: 0, bodyTimeout: 0 };
  const calls = new Agent({ connections, connect, ...limits });
  const streams = new Agent({ connections: 10_000, connect, ...limits });
  const circuit = createCircuit();
  const authorization = authorizationOf(access);

  const send = (agent: Agent, { method, path, body, contentType = 'application/json' }: TransportRequest, signal: AbortSignal) =>
    request(`${access.server}${path}`, {
      method,
      dispatcher: agent,
      headers: {
        accept: 'application/json',
        'user-agent': 'northstack',
        ...(body === undefined ? {} : { 'content-type': contentType }),
        ...authorization,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    });

  /** Runs `attempt` as the circuit allows and turns what broke into a Fault. */
  async function guarded<T>(
    outer: AbortSignal | undefined,
    limitMs: number,
    attempt: (limit: AbortSignal) => Promise<T>,
  ): Promise<T> {
    outer?.throwIfAborted();
    const pausedMs = circuit.enter();
    if (pausedMs > 0) throw unreachable('it did not answer the last calls', undefined, Math.ceil(pausedMs));
    const limit = AbortSignal.timeout(limitMs);
    try {
      const result = await attempt(limit);
      circuit.succeeded();
      return result;
    } catch (cause) {
      // It refused, so it answers.
      if (cause instanceof Fault) {
        circuit.succeeded();
        throw cause;
      }
      if (outer?.aborted) {
        circuit.abandoned();
        throw outer.reason;
      }
      circuit.failed();
      throw unreachable(limit.aborted ? `no answer within ${limitMs / 1000} s` : whyOf(cause), cause);
    }
  }

  async function once(wanted: TransportRequest): Promise<unknown> {
    const { signal: outer } = wanted;
    return await guarded(outer, wanted.timeoutMs ?? timeoutMs, async (limit) => {
      const { statusCode, headers, body } = await send(calls, wanted, outer ? AbortSignal.any([outer, limit]) : limit);
      const text = await readAll(body, maximumBytes);
      const retryAfter = headers['retry-after'];
      if (statusCode >= 200 && statusCode < 300) return parseAnswer(text);
      throw faultOfStatus({
        status: statusCode,
        body: parseJson(text),
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      });
    });
  }

  return {
    call: async (wanted) => {
      try {
        return await once(wanted);
      } catch (error) {
        if (wanted.repeatable !== true || wanted.signal?.aborted || !brokeOff(error)) throw error;
        return await once(wanted);
      }
    },
    lines: async function* (wanted) {
      const { signal: outer } = wanted;
      // The limit for the beginning must not end what has begun.
      const ending = new AbortController();
      const body = await guarded(outer, wanted.timeoutMs ?? timeoutMs, async (limit) => {
        const giveUp = () => ending.abort(limit.reason);
        limit.addEventListener('abort', giveUp, { once: true });
        const signal = outer ? AbortSignal.any([outer, ending.signal]) : ending.signal;
        const answer = await send(streams, wanted, signal);
        if (answer.statusCode >= 200 && answer.statusCode < 300) {
          limit.removeEventListener('abort', giveUp);
          return answer.body;
        }
        const text = await readAll(answer.body, maximumBytes);
        throw faultOfStatus({ status: answer.statusCode, body: parseJson(text), retryAfter: undefined });
      });
      try {
        yield* splitLines(body, maximumBytes);
      } catch (cause) {
        if (outer?.aborted) throw outer.reason;
        throw cause instanceof Fault ? cause : unreachable(whyOf(cause), cause);
      } finally {
        body.destroy();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([calls.destroy(), streams.destroy()]);
    },
  };
}

/** The connection closed, and no time limit was reached. */
const brokeOff = (error: unknown): boolean =>
  error instanceof Fault &&
  error.code === 'cluster-unreachable' &&
  error.cause instanceof Error &&
  ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(whyOf(error.cause));

async function readAll(body: AsyncIterable<Buffer>, maximumBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maximumBytes) throw tooLong(maximumBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function* splitLines(body: AsyncIterable<Buffer>, maximumBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  let size = 0;
  for await (const chunk of body) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    rest.push(first);
    size += first.length;
    for (const next of others) {
      yield rest.join('');
      rest = [next];
      size = next.length;
    }
    if (size > maximumBytes) throw tooLong(maximumBytes);
  }
  const last = rest.join('');
  if (last !== '') yield last;
}

const tooLong = (maximumBytes: number): Fault =>
  new Fault('reject', {
    code: 'cluster-answer-too-long',
    message: `The cluster's answer is longer than ${Math.round(maximumBytes / 1024 / 1024)} MiB.`,
  });

/** @throws SyntaxError: an answer that is cut off is no answer */
const parseAnswer = (text: string): unknown => (text === '' ? null : JSON.parse(text));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function authorizationOf({ token, basic }: KubernetesAccess): Record<string, string> {
  if (token !== null) return { authorization: `Bearer ${token}` };
  if (basic === null) return {};
  return { authorization: `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}` };
}
