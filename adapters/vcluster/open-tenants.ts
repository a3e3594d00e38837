/**
 * Virtual clusters made by vCluster's chart, as Applications of an Argo CD: one namespace of the host cluster each, with its quotas, limits and
 * network policies. The API server inside is reached with the kubeconfig that vCluster keeps in a secret, which is read anew each time,
 * since its certificates are renewed. Whoever places workloads in it is given that way in (`ownKubeconfig`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterProvider, ClusterReference } from '../../domain/ports/cluster-provider.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import type {
  DesiredTenantCluster,
  TenantObservation,
  TenantProvider,
  TenantReference,
} from '../../domain/ports/tenant-provider.ts';
import { Fault } from '../../kit/fault.ts';
import { deletionOf } from '../kubernetes/client/deletion.ts';
import { heldBy, ofInstallation } from '../kubernetes/client/installation.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from '../kubernetes/client/open-client.ts';
import { issueInRegistered, revokeInRegistered } from '../kubernetes/registered/registered-clusters.ts';
import { type Application, applications, namespaces, secrets, statefulSets } from './kinds.ts';
import { applicationState, GENERATION } from './observe.ts';
import { tenantValues, type ValuesOptions } from './values.ts';

export interface TenantOptions extends Omit<ValuesOptions, 'server'> {
  readonly argocd: {
    readonly client: KubernetesClient;
    readonly namespace: string;
    /** The AppProject that tenants belong to. */
    readonly project: string;
  };
  readonly chart: { readonly repository: string; readonly version: string };
  /** Kubeconfigs of host clusters that are not registered with one, by their id; `null`: of all of them. */
  readonly hosts: ReadonlyMap<string | null, string>;
  /** The way into the others: that of whoever made them. */
  readonly clusters: Pick<ClusterProvider, 'ownKubeconfig'>;
  /** Whose virtual clusters these are. */
  readonly installation: string | null;
  /** How its API server is reached: `{namespace}` is the tenant's, which is its release's name as well. */
  readonly serverTemplate: string;
  readonly hint: Hint;
  readonly onUnknown: (what: string) => void;
  readonly onProblem: (tenant: string, problem: unknown) => void;
  readonly now?: () => number;
  readonly pollMs?: number;
  /** Of one call to a host. */
  readonly timeoutMs?: number;
}

export interface Tenants extends TenantProvider, AsyncDisposable {}

const TENANT = 'northstack.dev/tenant-cluster';
const MANAGED_BY = 'app.kubernetes.io/managed-by';
/** Slugs, on namespaces of environments inside. */
const PROJECT = 'northstack.dev/project';
const ENVIRONMENT = 'northstack.dev/environment';
const LONGEST_PAUSE_MS = 30_000;
const LOOK_MS = 10_000;

export function openTenants(options: TenantOptions): Tenants {
  const { hint, now = Date.now, pollMs = 2_000 } = options;
  const argocd = { ...options.argocd, client: ofInstallation(options.argocd.client, options.installation) };
  const closing = new AbortController();
  const clients = new Map<string, { readonly kubeconfig: string; readonly client: KubernetesClient }>();
  const told = new Set<string>();
  const unknown = (what: string): void => {
    if (told.has(what)) return;
    told.add(what);
    options.onUnknown(what);
  };

  /** One host's connections are its own and stay open. @throws Fault as `ClusterProvider.ownKubeconfig` */
  async function hostOf(host: ClusterReference, signal?: AbortSignal): Promise<KubernetesClient> {
    const { clusterId, registered } = host;
    const named = registered?.kubeconfig ?? options.hosts.get(clusterId) ?? options.hosts.get(null);
    const kubeconfig = named ?? (await options.clusters.ownKubeconfig(host, signal));
    const open = clients.get(clusterId);
    if (open?.kubeconfig === kubeconfig) return open.client;
    if (open) void open.client[Symbol.asyncDispose]();
    const plain = openKubernetesClient(readKubeconfig(kubeconfig), { timeoutMs: options.timeoutMs ?? 15_000 });
    const client = ofInstallation(plain, options.installation);
    clients.set(clusterId, { kubeconfig, client });
    return client;
  }

  const labelsOf = (id: string): Record<string, string> => ({ [MANAGED_BY]: 'northstack', [TENANT]: id });
  const applicationKey = ({ namespace }: Pick<TenantReference, 'namespace'>) => ({
    namespace: argocd.namespace,
    name: `vc-${namespace}`,
  });
  const serverOf = ({ namespace }: TenantReference): string => options.serverTemplate.replaceAll('{namespace}', namespace);

  async function findApplication(
    tenant: Pick<TenantReference, 'tenantClusterId' | 'namespace'>,
    signal?: AbortSignal,
  ): Promise<Application | null> {
    const found = await argocd.client.get(applications, applicationKey(tenant), { signal });
    return found?.metadata.labels?.[TENANT] === tenant.tenantClusterId ? found : null;
  }

  // --- wishes -----------------------------------------------------------------------------------------------------------------------

  async function apply(desired: DesiredTenantCluster, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const host = await hostOf(desired.host, signal);
    const isNew = await ensureNamespace(host, desired, signal);
    const present = await argocd.client.get(applications, applicationKey(desired), { signal });
    if (present?.metadata.deletionTimestamp !== undefined)
      throw new Fault('conflict', { code: 'tenant-being-removed', message: 'The virtual cluster is being removed.' });
    if (present && present.metadata.labels?.[TENANT] !== desired.tenantClusterId) throw taken(desired.namespace);
    if (present && Number(present.metadata.annotations?.[GENERATION] ?? '0') > desired.generation) return;
    const destination = host.server === argocd.client.server ? 'https://kubernetes.default.svc' : host.server;
    const manifest = {
      metadata: {
        ...applicationKey(desired),
        labels: labelsOf(desired.tenantClusterId),
        annotations: { [GENERATION]: String(desired.generation), 'northstack.dev/label': desired.label },
        // Without it Argo CD would leave everything it made behind.
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
      },
      spec: {
        project: argocd.project,
        source: sourceOf(desired),
        destination: { server: destination, namespace: desired.namespace },
        syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
      },
    };
    try {
      await argocd.client.apply(applications, manifest, { signal });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code !== 'cluster-object-not-found' && error.code !== 'cluster-lacks-kind') throw error;
      // Nothing came of it, so nothing of it stays.
      if (isNew) await host.delete(namespaces, { name: desired.namespace }, { signal });
      throw noArgocd(argocd.namespace, error);
    }
    goOn(desired, desired);
  }

  const sourceOf = (desired: DesiredTenantCluster) => ({
    repoURL: options.chart.repository,
    chart: 'vcluster',
    targetRevision: options.chart.version,
    helm: {
      releaseName: desired.namespace,
      valuesObject: tenantValues(desired, { ...options, server: serverOf(desired) }),
    },
  });

  /** A namespace with our mark is ours; any other is somebody else's. Answers whether it was made now. */
  async function ensureNamespace(host: KubernetesClient, tenant: TenantReference, signal?: AbortSignal): Promise<boolean> {
    const { namespace: name, tenantClusterId } = tenant;
    const found = await host.get(namespaces, { name }, { signal });
    if (found !== null) {
      if (found.metadata.labels?.[TENANT] !== tenantClusterId) throw taken(name);
      if (found.metadata.deletionTimestamp === undefined) return false;
      throw new Fault('conflict', { code: 'tenant-being-removed', message: 'The virtual cluster is being removed.' });
    }
    const labels = { ...labelsOf(tenantClusterId), 'pod-security.kubernetes.io/enforce': 'baseline' };
    await host.create(namespaces, { metadata: { name, labels } }, { signal });
    return true;
  }

  async function remove(tenant: TenantReference, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await removeFurther(tenant, signal);
    goOn(tenant, null);
  }

  /** In this order: Argo CD takes away what it made, and the namespace goes with its volumes. */
  async function removeFurther(tenant: TenantReference, signal?: AbortSignal): Promise<'gone' | 'going'> {
    if ((await findApplication(tenant, signal)) !== null) {
      await argocd.client.delete(applications, applicationKey(tenant), { signal });
      if ((await findApplication(tenant, signal)) !== null) return 'going';
    }
    const host = await hostOf(tenant.host, signal);
    const found = await host.get(namespaces, { name: tenant.namespace }, { signal });
    if (found?.metadata.labels?.[TENANT] !== tenant.tenantClusterId) return 'gone';
    if (found.metadata.deletionTimestamp === undefined) await host.delete(namespaces, { name: tenant.namespace }, { signal });
    return (await host.get(namespaces, { name: tenant.namespace }, { signal })) === null ? 'gone' : 'going';
  }

  // --- carrying out -----------------------------------------------------------------------------------------------------------------

  const working = new Map<string, AbortController>();
  const hinted = new Map<string, string>();

  /** Once for each change: whoever listens asks for the same again. */
  function tell(id: string, what: string): void {
    if (hinted.get(id) === what) return;
    hinted.set(id, what);
    hint({ kind: 'tenant-cluster', id });
  }

  /** Until it is what is wanted of it; `desired` null: gone. A newer wish takes over. */
  function goOn(tenant: TenantReference, desired: DesiredTenantCluster | null): void {
    const id = tenant.tenantClusterId;
    working.get(id)?.abort();
    if (closing.signal.aborted) return;
    const mine = new AbortController();
    working.set(id, mine);
    const signal = AbortSignal.any([mine.signal, closing.signal]);
    void (async () => {
      let pauseMs = pollMs;
      while (!signal.aborted) {
        try {
          const done =
            desired === null ? (await removeFurther(tenant, signal)) === 'gone' : await settle(tenant, desired, signal);
          pauseMs = pollMs;
          if (done && desired === null) tell(id, 'gone');
          if (done) break;
        } catch (problem) {
          if (signal.aborted) return;
          options.onProblem(id, problem);
          pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        }
        await sleep(pauseMs, undefined, { signal }).catch(() => {});
      }
      if (working.get(id) === mine) working.delete(id);
    })();
  }

  /** Whether it is active and everything that is wanted inside is there. */
  async function settle(tenant: TenantReference, desired: DesiredTenantCluster, signal: AbortSignal): Promise<boolean> {
    const seen = await look(tenant, signal);
    if (seen.state === 'present') tell(tenant.tenantClusterId, `${seen.phase} ${seen.generation} ${seen.reason}`);
    if (seen.state === 'present' && seen.phase === 'failed') return true;
    if (seen.state !== 'present' || seen.phase !== 'active' || seen.generation < desired.generation) return false;
    const kubeconfig = await readAccess(tenant, signal);
    if (kubeconfig === null) return false;
    await ensureEnvironments(kubeconfig, desired, signal);
    return true;
  }

  /**
   * A namespace for each environment; those of environments that are gone go with what is in them. Made once and left alone: what is deployed
   * there says more about it, and other namespaces there are its users' own.
   */
  async function ensureEnvironments(kubeconfig: string, desired: DesiredTenantCluster, signal: AbortSignal): Promise<void> {
    await using inside = openKubernetesClient(readKubeconfig(kubeconfig), { timeoutMs: LOOK_MS });
    const { items } = await inside.list(namespaces, { labelSelector: ENVIRONMENT, signal });
    const wanted = new Set(desired.namespaces.map(({ name }) => name));
    for (const { metadata } of items)
      if (!wanted.has(metadata.name) && metadata.deletionTimestamp === undefined)
        await inside.delete(namespaces, { name: metadata.name }, { signal });
    const there = new Set(items.map(({ metadata }) => metadata.name));
    for (const { name, project, environment } of desired.namespaces) {
      if (there.has(name) || (await inside.get(namespaces, { name }, { signal })) !== null) continue;
      const labels = {
        [MANAGED_BY]: 'northstack',
        [PROJECT]: project,
        [ENVIRONMENT]: environment,
        'pod-security.kubernetes.io/enforce': 'baseline',
      };
      await inside.create(namespaces, { metadata: { name, labels } }, { signal }).catch((error: unknown) => {
        // What is deployed there was faster.
        if (!(error instanceof Fault) || error.code !== 'cluster-object-exists') throw error;
      });
    }
  }

  // --- looking ----------------------------------------------------------------------------------------------------------------------

  /** The secret that vCluster writes; null: not yet. */
  async function readAccess(tenant: TenantReference, signal?: AbortSignal): Promise<string | null> {
    const { namespace } = tenant;
    const found = await (await hostOf(tenant.host, signal)).get(secrets, { namespace, name: `vc-${namespace}` }, { signal });
    const config = found?.data?.config;
    return config === undefined ? null : Buffer.from(config, 'base64').toString('utf8');
  }

  async function look(tenant: TenantReference, signal?: AbortSignal): Promise<TenantObservation> {
    signal?.throwIfAborted();
    const application = await findApplication(tenant, signal);
    const host = await hostOf(tenant.host, signal);
    const present = (
      phase: Extract<TenantObservation, { state: 'present' }>['phase'],
      reason: string | null,
      generation = 0,
    ): TenantObservation => ({
      state: 'present',
      phase,
      reason,
      generation,
      apiServerUrl: serverOf(tenant),
      observedAt: now(),
    });
    if (application === null) {
      const found = await host.get(namespaces, { name: tenant.namespace }, { signal });
      if (found?.metadata.labels?.[TENANT] !== tenant.tenantClusterId) return { state: 'absent' };
      const deletion = deletionOf(found);
      return deletion === null ? present('creating', 'Argo CD has no Application of it.') : present('removing', deletion);
    }
    const state = applicationState(application);
    switch (state.is) {
      case 'removing':
        return present('removing', deletionOf(application));
      case 'failed':
        return present('failed', state.reason);
      case 'unknown':
        unknown(`Application: ${state.word}`);
        return present('unknown', `Argo CD says "${state.word}", which we do not know.`);
      case 'changing': {
        const access = await readAccess(tenant, signal);
        return present(access === null ? 'creating' : 'changing', state.reason);
      }
      case 'settled': {
        const set = await host.get(statefulSets, { namespace: tenant.namespace, name: tenant.namespace }, { signal });
        const access = await readAccess(tenant, signal);
        if (access === null) return present('creating', 'Its kubeconfig is not there yet.');
        if ((set?.status?.readyReplicas ?? 0) < 1)
          return present('unreachable', 'Its control plane is not ready.', state.generation);
        const problem = await reach(access, signal);
        return problem === null ? present('active', null, state.generation) : present('unreachable', problem, state.generation);
      }
    }
  }

  /** Why its API server cannot be used; null: it answers. */
  async function reach(kubeconfig: string, signal?: AbortSignal): Promise<string | null> {
    await using inside = openKubernetesClient(readKubeconfig(kubeconfig), { timeoutMs: LOOK_MS });
    try {
      await inside.version({ signal });
      return null;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Fault) return error.message;
      throw error;
    }
  }

  async function accessFor(tenant: TenantReference, signal?: AbortSignal): Promise<string> {
    const access = await readAccess(tenant, signal);
    if (access !== null) return access;
    throw new Fault('reject', {
      code: 'kubeconfig-unavailable',
      message: 'The virtual cluster is not ready yet. Wait until it is active.',
    });
  }

  const asCluster = ({ tenantClusterId }: TenantReference): ClusterReference => ({
    clusterId: tenantClusterId,
    registered: null,
  });

  return {
    capabilities: { provider: 'vcluster', unavailable: null },
    apply,
    observe: look,
    remove,
    abandon: async ({ tenantClusterId, namespace }, signal) => {
      signal?.throwIfAborted();
      working.get(tenantClusterId)?.abort();
      const tenant = { tenantClusterId, namespace };
      if ((await findApplication(tenant, signal)) === null) return;
      const key = applicationKey(tenant);
      // With its finalizer Argo CD would take away what it made first, in a cluster that does not answer.
      const body = { metadata: { finalizers: null } };
      await argocd.client.patch(applications, key, { type: 'merge', body }, { signal }).catch(unlessGone);
      await argocd.client.delete(applications, key, { signal });
      if ((await findApplication(tenant, signal)) !== null)
        throw new Fault('retry', { code: 'applications-going', message: 'Argo CD has not forgotten the virtual cluster yet.' });
    },
    list: async (signal) => {
      signal?.throwIfAborted();
      const { items } = await argocd.client.list(applications, {
        namespace: argocd.namespace,
        labelSelector: `${MANAGED_BY}=northstack,${TENANT}`,
        signal,
      });
      return heldBy(items, TENANT);
    },
    issueKubeconfig: async ({ tenant, ...request }, signal) => {
      signal?.throwIfAborted();
      return await issueInRegistered(await accessFor(tenant, signal), { ...request, cluster: asCluster(tenant) }, signal);
    },
    ownKubeconfig: async (tenant, signal) => {
      signal?.throwIfAborted();
      const access = await readAccess(tenant, signal);
      if (access !== null) return access;
      throw new Fault('retry', {
        code: 'cluster-not-ready',
        message: 'The virtual cluster is not ready yet. Wait until it is active.',
      });
    },
    revokeKubeconfig: async ({ tenant, ...grant }, signal) => {
      signal?.throwIfAborted();
      const access = await readAccess(tenant, signal);
      // With the virtual cluster its accounts are gone.
      if (access !== null) await revokeInRegistered(access, { ...grant, cluster: asCluster(tenant) }, signal);
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await Promise.all([...clients.values()].map(({ client }) => client[Symbol.asyncDispose]()));
    },
  };
}

const unlessGone = (error: unknown): void => {
  if (!(error instanceof Fault) || error.kind !== 'gone') throw error;
};

const noArgocd = (namespace: string, cause: Fault): Fault =>
  new Fault('reject', {
    code: 'tenants-unavailable',
    message:
      cause.code === 'cluster-lacks-kind'
        ? 'The cluster that makes virtual clusters has no Argo CD (it knows no Application). Install Argo CD there, or set NORTHSTACK_VCLUSTER_ARGOCD_KUBECONFIG to the cluster that has it.'
        : `The cluster of Argo CD has no namespace "${namespace}". Set NORTHSTACK_VCLUSTER_ARGOCD_NAMESPACE to the one that Argo CD is in.`,
    cause,
  });

const taken = (namespace: string): Fault =>
  new Fault('conflict', {
    code: 'namespace-taken',
    message: `The namespace ${namespace} of the host cluster belongs to something else.`,
  });
