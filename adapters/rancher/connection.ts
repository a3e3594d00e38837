/**
 * The ways into one Rancher: its Kubernetes API, which is what it promises to keep, and by plain requests the few things that are only in its
 * older APIs. What goes wrong is told in Rancher's name.
 */
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { type Endpoint, kindOfStatus, openEndpoint } from '../http/open-endpoint.ts';
import { type KubernetesClient, openKubernetesClient } from '../kubernetes/client/open-client.ts';
import type { RancherOptions, RancherTiming } from './options.ts';

export interface Connection extends AsyncDisposable {
  /** As the administrator. */
  readonly kubernetes: KubernetesClient;
  /** The same API as somebody else. */
  as(token: string): KubernetesClient;
  /** A request to Rancher's own APIs, as the administrator unless a token is given; null: nobody. @throws Fault */
  request<T>(request: OwnRequest, answer: z.ZodType<T>): Promise<T>;
  /** A file that Rancher gives to whoever knows its address. */
  download(path: string, signal?: AbortSignal): Promise<string>;
  /** What machines are served as, by discovery. */
  machineVersion(signal?: AbortSignal): Promise<string>;
  /** Whether it makes kubeconfigs by ext.cattle.io: from 2.12 on. */
  hasKubeconfigs(signal?: AbortSignal): Promise<boolean>;
}

export interface OwnRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly json?: unknown;
  readonly token?: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** Steve's, Norman's and Kubernetes' refusals. */
const refusal = z.object({ message: z.string().nullish(), code: z.unknown(), reason: z.string().nullish() });
const resourceList = z.object({ resources: z.array(z.object({ name: z.string() })) });
const group = z.object({ preferredVersion: z.object({ version: z.string() }) });

export function openConnection({ url, ca, token }: RancherOptions, { requestMs }: RancherTiming): Connection {
  const accessOf = (bearer: string) => ({
    server: url.replace(/\/+$/, ''),
    authority: ca,
    verify: true,
    token: bearer,
    basic: null,
    client: null,
  });
  const kubernetes = inRancher(openKubernetesClient(accessOf(token), { timeoutMs: requestMs, connections: 16 }));
  const endpoint: Endpoint = openEndpoint({ name: 'Rancher', code: 'rancher', url, ca, timeoutMs: requestMs });
  return {
    kubernetes,
    as: (bearer) => inRancher(openKubernetesClient(accessOf(bearer), { timeoutMs: requestMs, connections: 2 })),
    request: async ({ method, path, json, token: bearer = token, signal }, answer) => {
      const headers: Record<string, string> = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
      const given = await endpoint.send({ method, path, json, headers, signal });
      const kind = kindOfStatus(given.status);
      if (kind === null) return answer.parse(given.json() ?? null);
      const said = refusal.safeParse(given.json());
      const words = said.success && said.data.message ? `: ${said.data.message.slice(0, 300)}` : '';
      throw new Fault(kind, {
        code: CODES[kind],
        message: `Rancher answers ${given.status}${words}.`.replace(/\.\.$/, '.'),
        ...(given.retryAfterMs === null ? {} : { retryAfterMs: given.retryAfterMs }),
      });
    },
    download: async (path, signal) => {
      const { status, text } = await endpoint.send({ method: 'GET', path, signal });
      const kind = kindOfStatus(status);
      if (kind !== null) throw new Fault(kind, { code: CODES[kind], message: `Rancher answers ${status}.` });
      return text;
    },
    machineVersion: remembered(async (signal) => {
      const answer = await kubernetes.call({ method: 'GET', path: '/apis/cluster.x-k8s.io', repeatable: true, signal });
      return group.parse(answer).preferredVersion.version;
    }),
    hasKubeconfigs: remembered((signal) => servesKubeconfigs(kubernetes, signal)),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([kubernetes[Symbol.asyncDispose](), endpoint[Symbol.asyncDispose]()]);
    },
  };
}

/** A Rancher that is upgraded while we run serves other versions. */
const REMEMBERED_MS = 10 * 60_000;

/** What was found out is not asked again for a while; what failed is. */
function remembered<T>(ask: (signal: AbortSignal | undefined) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let known: { readonly answer: Promise<T>; readonly at: number } | null = null;
  return async (signal) => {
    if (known === null || Date.now() - known.at > REMEMBERED_MS) known = { answer: ask(signal), at: Date.now() };
    const mine = known;
    try {
      return await mine.answer;
    } catch (error) {
      if (known === mine) known = null;
      throw error;
    }
  };
}

const CODES = {
  retry: 'rancher-busy',
  conflict: 'rancher-conflict',
  reject: 'rancher-rejects',
  auth: 'rancher-refuses',
  gone: 'rancher-object-not-found',
} as const;

async function servesKubeconfigs(kubernetes: KubernetesClient, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    const answer = await kubernetes.call({ method: 'GET', path: '/apis/ext.cattle.io/v1', repeatable: true, signal });
    return resourceList.parse(answer).resources.some(({ name }) => name === 'kubeconfigs');
  } catch (error) {
    if (error instanceof Fault && error.kind === 'gone') return false;
    throw error;
  }
}

/** The same client, whose faults speak of Rancher and not of «the cluster», which is another one here. */
function inRancher(client: KubernetesClient): KubernetesClient {
  const told = <A extends unknown[], R>(work: (...of: A) => Promise<R>): ((...of: A) => Promise<R>) => {
    return async (...of) => {
      try {
        return await work(...of);
      } catch (error) {
        throw error instanceof Fault ? renamed(error) : error;
      }
    };
  };
  return {
    ...client,
    version: told(client.version),
    get: told(client.get) as KubernetesClient['get'],
    list: told(client.list) as KubernetesClient['list'],
    create: told(client.create) as KubernetesClient['create'],
    apply: told(client.apply) as KubernetesClient['apply'],
    patch: told(client.patch) as KubernetesClient['patch'],
    delete: told(client.delete),
    call: told(client.call),
  };
}

const renamed = ({ kind, code, message, detail, retryAfterMs, cause }: Fault): Fault =>
  new Fault(kind, {
    code: code === 'cluster-unreachable' ? 'rancher-unreachable' : code === 'cluster-object-exists' ? code : CODES[kind],
    message: message.replace(/^The cluster /, 'Rancher '),
    ...(detail === null ? {} : { detail }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    cause,
  });
