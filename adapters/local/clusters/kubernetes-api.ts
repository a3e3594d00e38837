/** The few calls to a Kubernetes API server that registered clusters need. One cluster's connections are its own. */
import { Agent, request } from 'undici';
import { z } from 'zod';
import { Fault } from '../../../kit/fault.ts';
import type { KubernetesAccess } from './kubeconfig.ts';

export interface KubernetesApi extends AsyncDisposable {
  version(signal?: AbortSignal): Promise<string>;
  nodes(signal?: AbortSignal): Promise<{ readonly all: number; readonly ready: number }>;
  /** Creating what is there already succeeds. */
  create(path: string, body: object, signal?: AbortSignal): Promise<unknown>;
  /** Deleting what is absent succeeds. */
  remove(path: string, signal?: AbortSignal): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const nodeList = z.object({
  items: z.array(
    z.object({ status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) }) }),
  ),
});
const failure = z.object({ message: z.string(), reason: z.string().optional() });

export function openKubernetesApi(access: KubernetesAccess): KubernetesApi {
  const agent = new Agent({
    connections: 4,
    connect: {
      rejectUnauthorized: access.verify,
      timeout: TIMEOUT_MS,
      ...(access.authority === null ? {} : { ca: access.authority }),
      ...(access.client === null ? {} : { cert: access.client.certificate, key: access.client.key }),
    },
  });
  const authorization = authorizationOf(access);
  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body: object | null,
    signal?: AbortSignal,
  ): Promise<Answer> => {
    signal?.throwIfAborted();
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const { statusCode, body: stream } = await request(`${access.server}${path}`, {
        method,
        dispatcher: agent,
        headers: { accept: 'application/json', 'content-type': 'application/json', ...authorization },
        body: body === null ? null : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      const text = await stream.text();
      return { status: statusCode, body: text === '' ? null : parseJson(text) };
    } catch (cause) {
      throw new Fault('retry', {
        code: 'cluster-unreachable',
        message: `The cluster does not answer: ${whyOf(cause)}.`,
        cause,
      });
    }
  };
  return {
    version: async (signal) => {
      const answer = checked(await call('GET', '/version', null, signal));
      return z.object({ gitVersion: z.string() }).parse(answer).gitVersion;
    },
    nodes: async (signal) => {
      const { items } = nodeList.parse(checked(await call('GET', '/api/v1/nodes', null, signal)));
      const ready = items.filter((n) => n.status.conditions.some((c) => c.type === 'Ready' && c.status === 'True'));
      return { all: items.length, ready: ready.length };
    },
    create: async (path, body, signal) => {
      const answer = await call('POST', path, body, signal);
      return answer.status === 409 ? null : checked(answer);
    },
    remove: async (path, signal) => {
      const answer = await call('DELETE', path, null, signal);
      if (answer.status !== 404) checked(answer);
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** @throws Fault by the status (adapters' rule: 401 and 403 auth, 404 gone, 409 conflict, 408, 429 and 5xx retry, the rest reject) */
function checked({ status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body;
  const said = failure.safeParse(body);
  const message = `The cluster answers ${status}${said.success ? `: ${said.data.message.slice(0, 300)}` : ''}.`;
  if (status === 401 || status === 403) throw new Fault('auth', { code: 'cluster-refuses', message });
  if (status === 404) throw new Fault('gone', { code: 'cluster-not-found', message });
  if (status === 409) throw new Fault('conflict', { code: 'cluster-conflict', message });
  if (status === 408 || status === 429 || status >= 500) throw new Fault('retry', { code: 'cluster-busy', message });
  throw new Fault('reject', { code: 'cluster-rejects', message });
}

function authorizationOf({ token, basic }: KubernetesAccess): Record<string, string> {
  if (token !== null) return { authorization: `Bearer ${token}` };
  if (basic === null) return {};
  return { authorization: `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The system's or TLS's word, and nothing of the request. */
function whyOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
