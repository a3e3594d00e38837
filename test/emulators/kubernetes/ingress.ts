/**
 * The ingress controller of an emulated cluster: at the host names of its Ingresses it answers what would run there, since nothing does. An answer says
 * that it is emulated, and of variables it says the names, never the values.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Kubernetes } from './emulator.ts';
import type { KubernetesObject } from './resources.ts';

export interface EmulatedIngress extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
}

interface Page {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const ingressSpec = z.object({
  rules: z.array(
    z.object({
      host: z.string(),
      http: z.object({ paths: z.array(z.object({ backend: z.object({ service: z.object({ name: z.string() }) }) })) }),
    }),
  ),
});
const serviceSpec = z.object({ selector: z.record(z.string(), z.string()) });
const podSpec = z.object({
  containers: z.array(
    z.object({
      image: z.string(),
      env: z.array(z.object({ name: z.string() })).default([]),
      envFrom: z.array(z.object({ secretRef: z.object({ name: z.string() }).optional() })).default([]),
    }),
  ),
});
const podStatus = z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })) });

export async function openEmulatedIngress(cluster: Kubernetes): Promise<EmulatedIngress> {
  const server = createServer((request, response) => {
    const { status, body } = pageOf(cluster, hostOf(request));
    const wantsHtml = request.headers.accept?.includes('text/html') ?? false;
    response.writeHead(status, {
      'content-type': wantsHtml ? 'text/html; charset=utf-8' : 'application/json',
      'cache-control': 'no-store',
      'x-northstack-emulated': 'true',
    });
    response.end(request.method === 'HEAD' ? undefined : wantsHtml ? html(body) : `${JSON.stringify(body, null, 2)}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the ingress has no address');
  return {
    host: '127.0.0.1',
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hostOf = ({ headers }: IncomingMessage): string => (headers.host ?? '').toLowerCase().replace(/:\d+$/, '');

function pageOf(cluster: Kubernetes, host: string): Page {
  const found = serviceAt(cluster, host);
  if (found === null)
    return { status: 404, body: { emulated: true, message: `No service of the emulated cluster has the address ${host}.` } };
  const selector = serviceSpec.safeParse(found.spec).data?.selector ?? {};
  const pods = cluster
    .objects('pods.', found.metadata.namespace)
    .filter(({ metadata }) => Object.entries(selector).every(([name, value]) => metadata.labels?.[name] === value))
    .filter(isReady);
  const [pod] = pods;
  if (pod === undefined) return { status: 503, body: { emulated: true, message: `No pod behind ${host} is ready.` } };
  const container = podSpec.parse(pod.spec).containers[0];
  const secrets = container?.envFrom.flatMap(({ secretRef }) => keysOf(cluster, found.metadata.namespace, secretRef?.name)) ?? [];
  return {
    status: 200,
    body: {
      emulated: true,
      message: 'This app is emulated: no program runs here. It is what Argo CD brought into an emulated cluster.',
      image: container?.image ?? null,
      revision: pod.metadata.labels?.['northstack.io/revision'] ?? null,
      replicas: pods.length,
      namespace: found.metadata.namespace,
      variables: container?.env.map(({ name }) => name) ?? [],
      secrets,
    },
  };
}

function serviceAt(cluster: Kubernetes, host: string): KubernetesObject | null {
  for (const ingress of cluster.objects('ingresses.networking.k8s.io')) {
    const rule = ingressSpec.safeParse(ingress.spec).data?.rules.find((candidate) => candidate.host === host);
    const name = rule?.http.paths[0]?.backend.service.name;
    const service = cluster.objects('services.', ingress.metadata.namespace).find(({ metadata }) => metadata.name === name);
    if (service !== undefined) return service;
  }
  return null;
}

const isReady = ({ status }: KubernetesObject): boolean =>
  podStatus.safeParse(status).data?.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;

function keysOf(cluster: Kubernetes, namespace: string | undefined, secret: string | undefined): readonly string[] {
  const found = cluster.objects('secrets.', namespace).find(({ metadata }) => metadata.name === secret);
  const data = z.record(z.string(), z.unknown()).safeParse(found?.data).data ?? {};
  return Object.keys(data).sort();
}

const html = (body: Page['body']) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Emulated</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:12vh auto;padding:0 1rem;color:#1c1e21;background:#fff}
strong{background:#ffe08a;padding:.1em .5em}dt{color:#6b7075}dd{margin:0 0 .6rem;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#17191c}strong{color:#1c1e21}}</style>
<p><strong>emulated</strong></p><p>${escapeHtml(String(body.message))}</p><dl>${Object.entries(body)
  .filter(([name]) => name !== 'emulated' && name !== 'message')
  .map(
    ([name, value]) =>
      `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(Array.isArray(value) ? value.join(', ') || 'none' : String(value))}</dd>`,
  )
  .join('')}</dl></html>
`;

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
