/**
 * vCluster's chart as an Argo CD would bring it about, on emulated API servers: Applications become synced, StatefulSets ready, kubeconfig
 * secrets appear some time later, values that the chart refuses show as a ComparisonError alone. Inside each tenant is another emulated
 * API server, reached through one gateway by the tenant's name; what a volume held comes back with it, as with the real one.
 *
 *   await using vcluster = await openVclusterEmulator();
 *   const server = `${vcluster.gateway}/{namespace}`;
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Kubernetes, kubeconfigOf, startKubernetes } from '../kubernetes/emulator.ts';
import type { KubernetesObject } from '../kubernetes/resources.ts';
import { applicationDefinition, valuesProblem } from './definitions.ts';

export interface VclusterOptions {
  /** Where Argo CD runs; it is a host as well. Default: a cluster of its own. */
  readonly cluster?: Kubernetes;
  /** Of each step. Default 20. */
  readonly delayMs?: number;
  /** The API server inside one has started: what runs in it, for tests that place workloads there. */
  readonly onTenant?: (inside: Kubernetes) => void;
  /** Of the gateway, PEM, with the name in its certificate; without it plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly host: string };
  /** Hosts beside those that were added, by their address in Argo CD. */
  readonly hostAt?: (server: string) => Kubernetes | null;
}

/** `fail`: the chart cannot be rendered. `state`: this word as health. */
export type TenantOutcome = 'ok' | 'never' | { readonly fail: string } | { readonly state: string };

export interface VclusterEmulator extends AsyncDisposable {
  /** Argo CD's, and a host. */
  readonly cluster: Kubernetes;
  /** What tenants' API servers are behind, without a slash at the end. */
  readonly gateway: string;
  delayMs: number;
  outcome: (application: KubernetesObject) => TenantOutcome;
  /** Another host that Argo CD knows. */
  addHost(host: Kubernetes, address?: string): void;
  /** The one at this address, for a token that it lets in; null: there is none. For an Argo CD that is emulated beside. */
  reach(server: string, token: string): Kubernetes | null;
  /** The API server inside; null: there is none. */
  inside(namespace: string): Kubernetes | null;
  /** Its certificates are renewed: the secret changes, and what it held before is refused. */
  rotate(namespace: string): void;
  /** It stops and starts to answer. */
  down(namespace: string, is: boolean): void;
}

interface Tenant {
  readonly api: Kubernetes;
  readonly volume: string;
  host: Kubernetes;
  server: string;
  token: string;
  readonly former: Set<string>;
  down: boolean;
}

const SWAGGER = resolve(import.meta.dirname, '../../../../shared/specs/kubernetes/swagger-subset-v1.35.json');
const APPLICATIONS = 'applications.argoproj.io';
const OF_CHART: ReadonlySet<string> = new Set([
  'statefulsets.apps',
  'resourcequotas.',
  'limitranges.',
  'networkpolicies.networking.k8s.io',
]);
const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

export const startHostCluster = (): Promise<Kubernetes> =>
  startKubernetes({ definitions: [applicationDefinition()], ...(existsSync(SWAGGER) ? { swagger: SWAGGER } : {}) });

export async function openVclusterEmulator(options: VclusterOptions = {}): Promise<VclusterEmulator> {
  const cluster = options.cluster ?? (await startHostCluster());
  cluster.ensureNamespace('argocd');
  const hosts = new Map<string, Kubernetes>([['https://kubernetes.default.svc', cluster]]);
  /** By the name of its volume's claim: a claim that stays keeps what was in it. */
  const tenants = new Map<string, Tenant>();
  const refuse = valuesProblem();
  let closed = false;

  const { tls } = options;
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const [, namespace = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(incoming.url ?? '') ?? [];
    const tenant = tenants.get(namespace);
    if (!tenant || tenant.down) return void incoming.socket.destroy();
    const given = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
    const authorization = given === tenant.token ? tenant.api.adminToken : tenant.former.has(given) ? 'refused' : given;
    const forward = request(
      `${tenant.api.url}${rest}`,
      { method: incoming.method, headers: { ...incoming.headers, authorization: `Bearer ${authorization}` } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forward.destroy());
    incoming.pipe(forward);
  };
  const gateway = tls
    ? createHttps({ key: tls.key, cert: tls.cert, keepAliveTimeout: 120_000 }, onRequest)
    : createHttp({ keepAliveTimeout: 120_000 }, onRequest);
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const address = gateway.address();
  const url = `${tls ? `https://${tls.host}` : 'http://127.0.0.1'}:${typeof address === 'object' && address !== null ? address.port : 0}`;

  const emulator: VclusterEmulator = {
    cluster,
    gateway: url,
    delayMs: options.delayMs ?? 20,
    outcome: () => 'ok',
    addHost: (host, address = host.url) => {
      hosts.set(address, host);
      healing.push(healOn(host));
    },
    reach: (server, token) => {
      const tenant = [...tenants.values()].find((t) => t.server === server);
      return tenant !== undefined && !tenant.down && tenant.token === token ? tenant.api : null;
    },
    inside: (namespace) => tenants.get(namespace)?.api ?? null,
    rotate: (namespace) => {
      const tenant = tenants.get(namespace);
      if (!tenant) return;
      tenant.former.add(tenant.token);
      tenant.token = `tenant-${randomUUID()}`;
      writeSecret(namespace, tenant);
    },
    down: (namespace, is) => {
      const tenant = tenants.get(namespace);
      if (tenant) tenant.down = is;
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      for (const end of [stop, ...healing]) end();
      gateway.closeAllConnections();
      await new Promise((resolve) => gateway.close(resolve));
      for (const { api } of tenants.values()) await api[Symbol.asyncDispose]();
      if (!options.cluster) await cluster[Symbol.asyncDispose]();
    },
  };
  const pause = () => delay(emulator.delayMs);
  const fresh = (object: KubernetesObject): KubernetesObject | null =>
    cluster.objects(APPLICATIONS).find(({ metadata }) => metadata.uid === object.metadata.uid) ?? null;
  const present = (host: Kubernetes, key: string, namespace: string, name: string): KubernetesObject | null =>
    host.objects(key, namespace).find(({ metadata }) => metadata.name === name) ?? null;
  const put = (host: Kubernetes, key: string, namespace: string, name: string, rest: Record<string, unknown>): void => {
    const kind = host.kind(key);
    const patch = { apiVersion: kind.group === '' ? kind.version : `${kind.group}/${kind.version}`, kind: kind.kind, ...rest };
    host.api.patch(kind, namespace, name, 'apply', { ...patch, metadata: { name } }, { manager: 'argocd', force: true });
  };
  const drop = (host: Kubernetes, key: string, namespace: string, name: string): void => {
    if (present(host, key, namespace, name)) host.api.delete(host.kind(key), namespace, name);
  };
  /** Argo CD's own: the kind has no status beside itself. */
  const tell = (application: KubernetesObject, status: Record<string, unknown>): void => {
    const now = fresh(application);
    if (now === null || closed) return;
    const { namespace = '', name } = now.metadata;
    cluster.api.patch(
      cluster.kind(APPLICATIONS),
      namespace,
      name,
      'merge',
      { status },
      { manager: 'argocd-application-controller' },
    );
  };

  function writeSecret(namespace: string, { host, server, token }: Tenant): void {
    const texts = {
      config: kubeconfigOf(server, token, tls?.cert),
      'certificate-authority': tls?.cert ?? '-----BEGIN CERTIFICATE-----\nZW11bGF0ZWQ=\n-----END CERTIFICATE-----\n',
      'client-certificate': `certificate of ${token}`,
      'client-key': `key of ${token}`,
      token,
    };
    const data = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text).toString('base64')]));
    put(host, 'secrets.', namespace, `vc-${namespace}`, { type: 'Opaque', data });
  }

  const done = new Map<string, string>();

  async function reconcile(application: KubernetesObject): Promise<void> {
    const { metadata, spec = {} } = application;
    const source = spec.source as { chart?: string; helm?: { releaseName?: string; valuesObject?: Values } } | undefined;
    const destination = spec.destination as { server?: string; namespace?: string } | undefined;
    if (source?.chart !== 'vcluster' || closed) return;
    const server = destination?.server ?? '';
    const host = hosts.get(server) ?? options.hostAt?.(server) ?? undefined;
    const namespace = destination?.namespace ?? '';
    const release = source.helm?.releaseName ?? metadata.name;
    if (metadata.deletionTimestamp !== undefined) return await prune(application, host ?? null, namespace, release);
    const wanted = JSON.stringify(spec);
    if (done.get(metadata.uid ?? '') === wanted) return;
    done.set(metadata.uid ?? '', wanted);
    await pause();
    const values = source.helm?.valuesObject ?? {};
    const outcome = emulator.outcome(application);
    const wrong =
      typeof outcome === 'object' && 'fail' in outcome
        ? outcome.fail
        : host === undefined
          ? `cluster "${destination?.server}" is not configured`
          : refuse(values);
    if (wrong !== null || host === undefined) {
      const message = `Failed to load target state: failed to generate manifest for source 1 of 1: ${wrong}`;
      tell(application, {
        conditions: [{ type: 'ComparisonError', message }],
        sync: { status: 'Unknown', comparedTo: { source, destination } },
        health: { status: 'Healthy' },
      });
      return;
    }
    tell(application, {
      conditions: null,
      sync: { status: 'OutOfSync', comparedTo: { source, destination } },
      health: { status: 'Missing' },
    });
    await pause();
    install(host, namespace, release, values);
    tell(application, { sync: { status: 'Synced', comparedTo: { source, destination } }, health: { status: 'Progressing' } });
    if (outcome === 'never') return;
    await pause();
    await start(host, namespace, release, values);
    await pause();
    const health = typeof outcome === 'object' && 'state' in outcome ? outcome.state : 'Healthy';
    tell(application, { sync: { status: 'Synced', comparedTo: { source, destination } }, health: { status: health } });
  }

  // --- what others change -----------------------------------------------------------------------------------------------------------

  /** The one that is being synced at this moment, which is Argo CD's own doing. */
  let installing = false;
  const atWork = new Set<string>();

  /** Others changed or deleted what the chart made: with `selfHeal` it is made so again, without it Argo CD just says so. */
  function healOn(host: Kubernetes): () => void {
    return host.store.subscribe(({ key, type, object, previous }) => {
      if (installing || closed || type === 'ADDED' || !OF_CHART.has(key)) return;
      if (type === 'MODIFIED' && JSON.stringify(object.spec) === JSON.stringify(previous?.spec)) return;
      void heal(host, object.metadata.namespace ?? '');
    });
  }

  async function heal(host: Kubernetes, namespace: string): Promise<void> {
    const found = () =>
      cluster.objects(APPLICATIONS).find(({ metadata, spec = {} }) => {
        const to = spec.destination as { server?: string; namespace?: string } | undefined;
        return metadata.deletionTimestamp === undefined && to?.namespace === namespace && hosts.get(to.server ?? '') === host;
      });
    if (atWork.has(namespace)) return;
    atWork.add(namespace);
    for (let application = found(); application !== undefined && !closed; application = found()) {
      const { source, destination, syncPolicy } = application.spec as Healed;
      const say = (status: string, health: string) =>
        tell(application as KubernetesObject, {
          sync: { status, comparedTo: { source, destination } },
          health: { status: health },
        });
      say('OutOfSync', 'Missing');
      await pause();
      if (syncPolicy?.automated?.selfHeal !== true) break;
      try {
        const values = source?.helm?.valuesObject ?? {};
        const release = source?.helm?.releaseName ?? application.metadata.name;
        install(host, namespace, release, values);
        await start(host, namespace, release, values);
        say('Synced', 'Healthy');
        break;
      } catch {
        // Its namespace is not there at this moment: it is tried again.
      }
    }
    atWork.delete(namespace);
  }

  function install(host: Kubernetes, namespace: string, release: string, values: Values): void {
    installing = true;
    try {
      putAll(host, namespace, release, values);
    } finally {
      installing = false;
    }
  }

  function putAll(host: Kubernetes, namespace: string, release: string, { policies, controlPlane }: Values): void {
    const labels = { app: 'vcluster', release };
    const { resourceQuota, limitRange, networkPolicy } = policies ?? {};
    put(host, 'statefulsets.apps', namespace, release, {
      spec: {
        replicas: controlPlane?.statefulSet?.highAvailability?.replicas ?? 1,
        serviceName: `${release}-headless`,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'syncer', image: 'vcluster' }] } },
      },
    });
    put(host, 'persistentvolumeclaims.', namespace, `data-${release}-0`, {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } },
    });
    if (resourceQuota?.enabled === true)
      put(host, 'resourcequotas.', namespace, `vc-${release}`, { spec: { hard: resourceQuota.quota ?? {} } });
    if (limitRange?.enabled === true)
      put(host, 'limitranges.', namespace, `vc-${release}`, {
        spec: { limits: [{ type: 'Container', default: limitRange.default, defaultRequest: limitRange.defaultRequest }] },
      });
    if (networkPolicy?.enabled === true)
      put(host, 'networkpolicies.networking.k8s.io', namespace, `vc-work-${release}`, {
        spec: { podSelector: { matchLabels: { 'vcluster.loft.sh/managed-by': release } }, policyTypes: ['Egress'] },
      });
  }

  async function start(host: Kubernetes, namespace: string, release: string, values: Values): Promise<void> {
    const claim = present(host, 'persistentvolumeclaims.', namespace, `data-${release}-0`);
    if (claim === null) return;
    const server = values.exportKubeConfig?.server ?? 'https://localhost:8443';
    const tenant = await tenantOf(release, claim, host, server);
    Object.assign(tenant, { host, server });
    const set = present(host, 'statefulsets.apps', namespace, release);
    if (set) host.setStatus(set, { replicas: 1, readyReplicas: 1, observedGeneration: set.metadata.generation });
    await pause();
    writeSecret(release, tenant);
  }

  /** What the volume held, or a new one. */
  async function tenantOf(release: string, claim: KubernetesObject, host: Kubernetes, server: string): Promise<Tenant> {
    const known = tenants.get(release);
    if (known !== undefined && known.volume === claim.metadata.uid) return known;
    await known?.api[Symbol.asyncDispose]();
    const api = await startKubernetes({ ...(existsSync(SWAGGER) ? { swagger: SWAGGER } : {}) });
    options.onTenant?.(api);
    const token = `tenant-${randomUUID()}`;
    const made = { api, volume: claim.metadata.uid ?? '', host, server, token, former: new Set<string>(), down: false };
    tenants.set(release, made);
    return made;
  }

  /** What it made goes, then it goes itself. The claim stays unless it was told not to. */
  async function prune(
    application: KubernetesObject,
    host: Kubernetes | null,
    namespace: string,
    release: string,
  ): Promise<void> {
    const { metadata, spec } = application;
    if (!(metadata.finalizers ?? []).includes(FINALIZER)) return;
    await pause();
    if (host) {
      for (const key of ['statefulsets.apps']) drop(host, key, namespace, release);
      drop(host, 'secrets.', namespace, `vc-${release}`);
      for (const key of ['resourcequotas.', 'limitranges.']) drop(host, key, namespace, `vc-${release}`);
      drop(host, 'networkpolicies.networking.k8s.io', namespace, `vc-work-${release}`);
      const helm = (spec?.source as { helm?: { valuesObject?: Values } } | undefined)?.helm;
      if (helm?.valuesObject?.controlPlane?.statefulSet?.persistence?.volumeClaim?.retentionPolicy === 'Delete')
        drop(host, 'persistentvolumeclaims.', namespace, `data-${release}-0`);
    }
    const now = fresh(application);
    if (now === null) return;
    cluster.api.patch(cluster.kind(APPLICATIONS), metadata.namespace ?? null, metadata.name, 'merge', {
      metadata: { finalizers: (now.metadata.finalizers ?? []).filter((f) => f !== FINALIZER) },
    });
  }

  const stop = cluster.control(APPLICATIONS, reconcile);
  const healing = [healOn(cluster)];
  return emulator;
}

interface Healed {
  readonly source?: { readonly helm?: { readonly releaseName?: string; readonly valuesObject?: Values } };
  readonly destination?: object;
  readonly syncPolicy?: { readonly automated?: { readonly selfHeal?: boolean } };
}

interface Values {
  readonly exportKubeConfig?: { readonly server?: string };
  readonly controlPlane?: {
    readonly statefulSet?: {
      readonly highAvailability?: { readonly replicas?: number };
      readonly persistence?: { readonly volumeClaim?: { readonly retentionPolicy?: string } };
    };
  };
  readonly policies?: {
    readonly resourceQuota?: { readonly enabled?: unknown; readonly quota?: Record<string, string> };
    readonly limitRange?: {
      readonly enabled?: unknown;
      readonly default?: Record<string, string>;
      readonly defaultRequest?: Record<string, string>;
    };
    readonly networkPolicy?: { readonly enabled?: unknown };
  };
}
