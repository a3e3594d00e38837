/**
 * Workloads by Argo CD: an AppProject for each project, an Application for each environment (its namespace, closed by default) and one for each
 * workload. Where the manifests come from says `sources/manifest-source.ts`.
 *
 * Nothing is synced automatically. Each change is one operation that carries the hash of what it deploys, so that we know ours again whoever else
 * uses Argo CD; a rollback is a change of the source back to what it was, with an operation of its own. What drifts is synced again when it is
 * looked at. Argo CD is asked for everything that is observed, so clusters need to be reached by us for one thing only: the Secrets that hold
 * the values of a workload's secrets (`workload-secret.ts`), and for what its pods use where a metrics-server says so (`sample-pods.ts`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { checkWorkload } from '../../domain/plan/check-workload.ts';
import type { AppRuntime, DesiredWorkload } from '../../domain/ports/app-runtime.ts';
import type { ReachableCluster } from '../../domain/ports/cluster-provider.ts';
import type { Hint, LogSink, MetricSink } from '../../domain/ports/sinks.ts';
import { Fault } from '../../kit/fault.ts';
import { sameJson } from '../../kit/same-json.ts';
import { asRenewed } from '../kubernetes/client/cluster-clients.ts';
import { mayBeOf } from '../kubernetes/client/installation.ts';
import { plainKind } from '../kubernetes/client/kind.ts';
import { hasCertificates } from '../kubernetes/manifests/certificate-name.ts';
import { type ArgocdApi, type ArgocdOptions, type NamedApplication, openArgocdApi } from './argocd-api.ts';
import { openClusterPool, type PlatformCluster, type Target } from './cluster-pool.ts';
import { dropDestinations, ensureProject } from './ensure-project.ts';
import { openLogFollower } from './follow-logs.ts';
import { lookAtCertificates, type SeenCertificates } from './look-at-certificates.ts';
import { annotations, environmentName, labels, OURS, workloadName } from './names.ts';
import {
  type ClaimSeen,
  infoOf,
  isStateful,
  observeWorkload,
  operationFor,
  type PodSeen,
  syncedHash,
} from './observe-workload.ts';
import {
  applicationOf,
  fetchedSecrets,
  type PlannedApplication,
  planNamespace,
  planWorkload,
  type WorkloadDefaults,
  type WorkloadSecrets,
} from './plan-application.ts';
import * as replies from './replies.ts';
import { samplePods } from './sample-pods.ts';
import type { ManifestSource } from './sources/manifest-source.ts';
import { volumeOf } from './volume-of.ts';
import { watchApplications } from './watch-applications.ts';
import { pullSecret, putSecret, shortRevision, sweepSecrets } from './workload-secret.ts';

export interface ArgocdRuntimeOptions {
  readonly argocd: ArgocdOptions;
  readonly source: ManifestSource;
  /** Where workloads run whose environment names no cluster. */
  readonly cluster: PlatformCluster;
  readonly defaults: WorkloadDefaults;
  readonly logs: LogSink;
  readonly metrics: MetricSink;
  readonly hint: Hint;
  readonly observe: (observation: ArgocdObservation) => void;
  readonly timing?: Partial<Timing>;
}

export type ArgocdObservation =
  /** Something went wrong in the background and is being tried again. */
  | {
      readonly kind: 'argocd-problem';
      readonly what: 'watch' | 'logs' | 'secrets' | 'projects' | 'metrics';
      readonly error: unknown;
    }
  /** A state that we do not know; told once. */
  | { readonly kind: 'argocd-unknown-state'; readonly what: string; readonly state: string };

interface Timing {
  readonly relistMs: number;
  readonly idleMs: number;
  /** A failed or lost sync is asked for again after this long. */
  readonly resyncMs: number;
  /** How long the namespace of an environment is waited for. */
  readonly namespaceMs: number;
  /** How long the end of an operation is waited for. */
  readonly terminateMs: number;
  /** What was checked is not checked again for this long. */
  readonly trustMs: number;
  /** Between two looks of which the second believes the first. */
  readonly secondLookMs: number;
  /** Between two samples: metrics-server has new figures every 15 s. */
  readonly sampleMs: number;
}

const TIMING: Timing = {
  relistMs: 60_000,
  idleMs: 45_000,
  resyncMs: 60_000,
  namespaceMs: 15_000,
  terminateMs: 8_000,
  trustMs: 10 * 60_000,
  secondLookMs: 1_500,
  sampleMs: 15_000,
};
const secretStores = plainKind('external-secrets.io/v1', 'ClusterSecretStore', 'clustersecretstores', 'cluster');
const KNOWN_STATES: Readonly<Record<string, readonly string[]>> = {
  sync: ['Unknown', 'Synced', 'OutOfSync'],
  health: ['Healthy', 'Progressing', 'Suspended', 'Missing', 'Degraded', 'Unknown'],
  phase: ['Running', 'Terminating', 'Succeeded', 'Failed', 'Error'],
};

/** What we remember of a workload; everything in it can be lost. */
interface Memory {
  readonly project: string;
  /** The hash that was seen done. */
  done: string | null;
  /** The Secrets in use, and where, when older ones may be there. */
  sweep: { readonly target: Target; readonly namespace: string; readonly keep: readonly string[] } | null;
  /** The Secrets beside which none are left. */
  kept: readonly string[] | null;
  syncedAt: number;
  readonly certificates: SeenCertificates;
}

export interface ArgocdRuntime extends AppRuntime, AsyncDisposable {}

export function openArgocdRuntime(options: ArgocdRuntimeOptions): ArgocdRuntime {
  const { source, defaults, hint, observe } = options;
  const timing = { ...TIMING, ...options.timing };
  const api: ArgocdApi = openArgocdApi(options.argocd);
  const clusters = openClusterPool(options.cluster, api);
  const problem = (what: 'watch' | 'logs' | 'secrets' | 'projects' | 'metrics') => (error: unknown) =>
    observe({ kind: 'argocd-problem', what, error });
  const logs = openLogFollower(api, options.logs, problem('logs'));
  const ending = new AbortController();
  const memory = new Map<string, Memory>();
  /** What was checked, and when: projects with their destination, environments with their hash. */
  const trusted = new Map<string, number>();
  /** Whether the store of our secrets is in a cluster, by its id. */
  const stores = new Map<string, { readonly has: boolean; readonly at: number }>();
  const busyProjects = new Map<string, number>();
  const locks = new Map<string, Promise<unknown>>();
  const told = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();

  const remember = (instanceId: string, project: string): Memory => {
    const known = memory.get(instanceId);
    if (known?.project === project) return known;
    const entry: Memory = { project, done: null, sweep: null, kept: null, syncedAt: 0, certificates: new Map() };
    memory.set(instanceId, entry);
    return entry;
  };

  /** One at a time for a key. */
  async function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = locks.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => {});
    locks.set(key, settled);
    try {
      return await mine;
    } finally {
      if (locks.get(key) === settled) locks.delete(key);
    }
  }
  /** What another installation made is its own to look after. */
  const isOurs = ({ metadata }: Pick<replies.BriefApplication | replies.Project, 'metadata'>): boolean =>
    metadata.labels?.[labels.managed] === 'northstack' && mayBeOf(defaults.installation ?? null, metadata.labels);
  const isTrusted = (key: string): boolean => (trusted.get(key) ?? 0) > Date.now() - timing.trustMs;

  function tellUnknown({ status }: replies.Application): void {
    const states = { sync: status?.sync?.status, health: status?.health?.status, phase: status?.operationState?.phase };
    for (const [what, state] of Object.entries(states)) if (state && !KNOWN_STATES[what]?.includes(state)) tellOnce(what, state);
  }

  function tellOnce(what: string, state: string): void {
    if (told.has(`${what} ${state}`)) return;
    told.add(`${what} ${state}`);
    observe({ kind: 'argocd-unknown-state', what, state });
  }

  /** Found by its label: a list says that there is none, where asking for one by name needs to know whose it is. */
  async function locate(instanceId: string, signal?: AbortSignal): Promise<replies.Application | null> {
    const project = memory.get(instanceId)?.project;
    const name = workloadName(instanceId);
    const found =
      project === undefined
        ? ((await api.select(`${labels.instance}=${instanceId}`, signal))[0] ?? null)
        : await api.application({ name, project }, signal);
    if (found === null) memory.delete(instanceId);
    else {
      remember(instanceId, found.spec.project);
      tellUnknown(found);
    }
    return found;
  }

  async function ensureEnvironment(desired: DesiredWorkload, target: Target, signal?: AbortSignal): Promise<void> {
    const { placement } = desired;
    const planned = planNamespace(desired, defaults);
    const { project, namespace } = planned;
    const keys = { project: `${project} ${target.server} ${namespace}`, environment: `${planned.name} ${planned.hash}` };
    if (isTrusted(keys.project) && isTrusted(keys.environment)) return;
    await alone(project, async () => {
      if (isTrusted(keys.project)) return;
      const about = `${placement.organization.slug}/${placement.project.slug}`;
      const of = {
        name: project,
        projectId: placement.project.id,
        about,
        repository: source.repository,
        installation: defaults.installation,
      };
      await api.putRepository(source.registration, signal);
      await ensureProject(api, of, { server: target.server, namespace }, signal);
      trusted.set(keys.project, Date.now());
    });
    await alone(planned.name, async () => {
      if (isTrusted(keys.environment)) return;
      const isReady = await until(
        async () => {
          // The one before may be on its way out.
          const before = await api.application(planned, signal);
          if (before?.metadata.deletionTimestamp) return false;
          const application = await putAndSync(planned, target, null, signal);
          return operationFor(application, planned.hash)?.phase === 'Succeeded';
        },
        timing.namespaceMs,
        signal,
      );
      if (!isReady)
        throw new Fault('retry', { code: 'namespace-not-ready', message: `The namespace ${namespace} is not ready yet.` });
      trusted.set(keys.environment, Date.now());
    });
  }

  /** Makes the Application like it is planned and asks for a sync when its last one is another. Gives back what was there before asking. */
  async function putAndSync(
    planned: PlannedApplication,
    target: Target,
    instanceId: string | null,
    signal?: AbortSignal,
  ): Promise<replies.Application> {
    const { name, project, hash } = planned;
    const named: NamedApplication = { name, project };
    let application = await api.application(named, signal);
    if (application?.metadata.deletionTimestamp)
      throw new Fault('conflict', {
        code: 'application-being-removed',
        message: 'Argo CD is still removing the version before.',
      });
    if (application === null || !isAsPlanned(application, planned, target)) {
      const about = `${planned.annotations[annotations.about]} ${planned.annotations[annotations.revision] ?? ''}`.trim();
      const from = await source.put(name, planned.manifests, about, signal);
      const wasStopped = application?.metadata.annotations?.[annotations.replicas] === '0';
      application = await api.putApplication(applicationOf(planned, from, { server: target.server }, wasStopped), signal);
    }
    if (needsSync(application, hash, instanceId)) await sync(named, application, hash, instanceId, signal);
    return application;
  }

  function needsSync(application: replies.Application, hash: string, instanceId: string | null): boolean {
    const { operation, status } = application;
    const state = status?.operationState;
    const entry = instanceId === null ? undefined : memory.get(instanceId);
    const askedLately = entry !== undefined && entry.syncedAt > Date.now() - timing.resyncMs;
    if (operation) return syncOf(operation) !== hash;
    if (!state) return true;
    if (syncedHash(application) !== hash) return true;
    const finishedAt = Date.parse(state.finishedAt ?? '');
    // A phase that says it ended without saying when is stuck; one that failed, and what drifted since, is tried again after a while.
    if (Number.isNaN(finishedAt)) return (state.phase === 'Succeeded' || state.phase === 'Failed') && !askedLately;
    if (Date.now() - finishedAt < timing.resyncMs) return false;
    return state.phase !== 'Succeeded' || status?.sync?.status === 'OutOfSync';
  }

  async function sync(
    named: NamedApplication,
    { operation }: replies.Application,
    hash: string,
    instanceId: string | null,
    signal?: AbortSignal,
  ): Promise<void> {
    // One that deploys something else is in the way. Ending it takes a moment, and a sync right after it would race with its end.
    if (operation) {
      await api.terminate(named, signal);
      await until(async () => !(await api.application(named, signal))?.operation, timing.terminateMs, signal);
    }
    await api
      .sync({ ...named, prune: true, infos: [{ name: annotations.manifests, value: hash }] }, signal)
      .catch(async (error: unknown) => {
        if (!(error instanceof Fault) || error.kind !== 'conflict') throw error;
        // Another operation is in progress: ours, when its answer was lost or another call was faster.
        const now = await api.application(named, signal);
        if (now?.operation && syncOf(now.operation) === hash) return;
        if (now !== null && syncedHash(now) === hash) return;
        throw new Fault('retry', { code: 'operation-in-the-way', message: error.message, cause: error });
      });
    const entry = instanceId === null ? undefined : memory.get(instanceId);
    if (entry) entry.syncedAt = Date.now();
  }

  /** What a cluster has that is not the platform's own: values of secrets are fetched there only where somebody set that up. */
  async function defaultsIn(target: Target, cluster: ReachableCluster | null, signal?: AbortSignal): Promise<WorkloadDefaults> {
    const { externalSecrets: name } = defaults;
    if (cluster === null || target.client === null || name == null) return defaults;
    const known = stores.get(cluster.clusterId);
    const fresh = known !== undefined && known.at > Date.now() - timing.trustMs;
    const has = fresh ? known.has : (await target.client.get(secretStores, { name }, { signal })) !== null;
    if (!fresh) stores.set(cluster.clusterId, { has, at: Date.now() });
    return has ? defaults : { ...defaults, externalSecrets: null };
  }

  /** Writes what must not stand in manifests, and says under which names. */
  async function secretsOf(
    desired: DesiredWorkload,
    target: Target,
    there: WorkloadDefaults,
    signal?: AbortSignal,
  ): Promise<WorkloadSecrets> {
    const { instanceId, revision, placement, pullCredential } = desired;
    const fetched = new Set(fetchedSecrets(desired, there));
    const values = Object.fromEntries(
      desired.secretNames.flatMap((name) => {
        if (fetched.has(name)) return [];
        const value = desired.environment[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const hasValues = Object.keys(values).length > 0;
    if (!hasValues && pullCredential === null) return { environment: null, pull: null };
    const { client } = target;
    if (client === null)
      throw new Fault('reject', {
        code: 'cluster-access-missing',
        message: 'The cluster cannot be given secrets: the platform has no access to it (NORTHSTACK_ARGOCD_KUBECONFIG).',
      });
    const of = { application: workloadName(instanceId), namespace: placement.namespace, instanceId };
    const environment = { ...of, purpose: shortRevision(revision), type: 'Opaque', values } as const;
    return {
      environment: hasValues ? await putSecret(client, environment, signal) : null,
      pull:
        pullCredential === null
          ? null
          : await putSecret(
              client,
              { ...of, purpose: 'pull', type: 'kubernetes.io/dockerconfigjson', values: pullSecret(pullCredential) },
              signal,
            ),
    };
  }

  async function apply(desired: DesiredWorkload, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    checkWorkload(desired);
    // What cannot be run is refused before anything is made, or moved away from beneath what is there.
    const there = desired.type === 'stateful' ? volumeOf(await locate(desired.instanceId, signal)) : null;
    const { project, name } = planWorkload(desired, { environment: null, pull: null }, defaults, there);
    busyProjects.set(project, (busyProjects.get(project) ?? 0) + 1);
    try {
      const { instanceId, placement } = desired;
      const target = await clusters.target(placement.cluster, signal);
      logs.keepSecret(instanceId, secretsIn(desired));
      await ensureEnvironment(desired, target, signal);
      const given = await defaultsIn(target, placement.cluster, signal);
      await alone(name, async () => {
        const secrets = await secretsOf(desired, target, given, signal);
        const volume = desired.type === 'stateful' ? volumeOf(await api.application({ name, project }, signal)) : null;
        const planned = planWorkload(desired, secrets, given, volume);
        const entry = remember(instanceId, project);
        const keep = [secrets.environment, secrets.pull].filter((secret) => secret !== null);
        if (!sameJson(entry.sweep?.keep ?? entry.kept, keep)) entry.sweep = { target, namespace: placement.namespace, keep };
        await putAndSync(planned, target, instanceId, signal);
      });
    } catch (error) {
      // What we trusted may have been taken away by somebody: look at all of it the next time.
      if (error instanceof Fault && error.kind !== 'retry')
        for (const key of trusted.keys())
          if (key.includes(project) || key.startsWith(environmentName(desired.placement.environment.id))) trusted.delete(key);
      throw asRenewed(error, desired.placement.cluster);
    } finally {
      const left = (busyProjects.get(project) ?? 1) - 1;
      if (left === 0) busyProjects.delete(project);
      else busyProjects.set(project, left);
    }
  }

  /** Looks closer at pods that are in trouble: their exit, their last lines, the cluster's warnings. */
  async function lookAt(
    named: NamedApplication,
    node: replies.TreeNode,
    redact: (text: string) => string,
    signal?: AbortSignal,
  ): Promise<PodSeen> {
    const restarts = Number(infoOf(node, 'Restart Count') ?? 0);
    const isFine = node.health?.status === 'Healthy' && restarts === 0;
    if (isFine || infoOf(node, 'Status Reason') === 'Terminating') return { node, live: null, tail: [], warning: null };
    const namespace = node.namespace ?? '';
    const where = { group: '', version: node.version ?? 'v1', kind: 'Pod', namespace, name: node.name };
    const live = await api.live(named, where, replies.pod, signal);
    if (node.health?.status === 'Healthy') return { node, live, tail: [], warning: null };
    const [events, tail] = await Promise.all([
      api.events(named, { namespace, name: node.name, uid: node.uid ?? '' }, signal).catch(() => []),
      lastLines(named, namespace, node.name, signal),
    ]);
    const warning = events.filter((e) => e.type === 'Warning').at(-1)?.message ?? null;
    return { node, live, tail: tail.map(redact), warning: warning === null ? null : redact(warning) };
  }

  /** What the cluster says of a claim that has no volume, or is about to lose it. */
  async function lookAtClaim(named: NamedApplication, node: replies.TreeNode, signal?: AbortSignal): Promise<ClaimSeen> {
    if (node.health?.status === 'Healthy') return { node, said: null };
    const of = { namespace: node.namespace ?? '', name: node.name, uid: node.uid ?? '' };
    const events = await api.events(named, of, signal).catch(() => []);
    // That no class is set is told as something normal.
    const last = events.findLast((e) => e.type === 'Warning') ?? events.at(-1);
    return { node, said: last?.message ?? node.health?.message ?? null };
  }

  /** A StatefulSet has no condition that says why it makes no pod. */
  async function refusalOf(named: NamedApplication, node: replies.TreeNode, signal?: AbortSignal): Promise<string | null> {
    const of = { namespace: node.namespace ?? '', name: node.name, uid: node.uid ?? '' };
    const events = await api.events(named, of, signal).catch(() => []);
    return events.findLast((e) => e.type === 'Warning')?.message ?? null;
  }

  async function lastLines(named: NamedApplication, namespace: string, podName: string, signal?: AbortSignal): Promise<string[]> {
    const lines: string[] = [];
    const limit = AbortSignal.timeout(5_000);
    try {
      const entries = api.logs(
        { ...named, namespace, podName, tailLines: 20 },
        signal ? AbortSignal.any([signal, limit]) : limit,
      );
      for await (const { text } of entries) lines.push(text);
    } catch {
      // A container that never ran has no log.
    }
    return lines.slice(-20);
  }

  async function observeOne(instanceId: string, signal?: AbortSignal) {
    const application = await locate(instanceId, signal);
    if (application === null) {
      logs.forget(instanceId);
      return { state: 'absent' } as const;
    }
    const named = { name: application.metadata.name, project: application.spec.project };
    const nodes = application.metadata.deletionTimestamp ? [] : await treeOf(named, signal);
    const of = nodes.find((n) => n.kind === (isStateful(application) ? 'StatefulSet' : 'Deployment') && n.name === named.name);
    const where = {
      group: 'apps',
      version: of?.version ?? 'v1',
      kind: of?.kind ?? 'Deployment',
      namespace: of?.namespace ?? '',
      name: named.name,
    };
    const rollout = of === undefined ? null : await api.live(named, where, replies.rollout, signal);
    const scaler = nodes.find((n) => n.kind === 'HorizontalPodAutoscaler' && n.name === named.name);
    const scaling = { group: 'autoscaling', version: 'v2', kind: 'HorizontalPodAutoscaler', name: named.name };
    const autoscaler =
      scaler === undefined
        ? null
        : await api.live(named, { ...scaling, namespace: scaler.namespace ?? '' }, replies.autoscaler, signal);
    const redact = logs.redact(instanceId);
    const pods = await Promise.all(nodes.filter(isReplica).map((node) => lookAt(named, node, redact, signal)));
    const claim = nodes.find((n) => n.kind === 'PersistentVolumeClaim' && n.name === named.name);
    const hash = application.metadata.annotations?.[annotations.manifests] ?? '';
    const entry = remember(instanceId, named.project);
    const { observation, done } = observeWorkload({
      application,
      rollout,
      autoscaler,
      pods,
      volume: claim === undefined ? null : await lookAtClaim(named, claim, signal),
      refusal: of?.kind === 'StatefulSet' && pods.length === 0 ? await refusalOf(named, of, signal) : null,
      fetched: nodes.filter((n) => n.kind === 'ExternalSecret'),
      seenDone: entry.done === hash,
      now: Date.now(),
    });
    const { certificates: seen } = entry;
    const onUnknown = (reason: string) => tellOnce('certificate', reason);
    const certificates = await lookAtCertificates({ api, application, nodes, seen, now: Date.now(), onUnknown, signal });
    if (looksDone(application, hash)) {
      if (entry.done !== hash && !done) later(() => hint({ kind: 'instance', id: instanceId }), timing.secondLookMs);
      entry.done = hash;
    } else if (!operationFor(application, hash)) entry.done = null;
    logs.follow(instanceId, { ...named, namespace: application.spec.destination.namespace ?? '' }, followed(pods));
    if (
      done &&
      pods.every(
        (p) => p.node.networkingInfo?.labels?.[labels.revision] === application.metadata.annotations?.[annotations.revision],
      )
    )
      sweep(instanceId, entry);
    return hasCertificates(defaults.entry) ? { ...observation, certificates } : observation;
  }

  /** Gone between two calls: an empty tree. */
  async function treeOf(named: NamedApplication, signal?: AbortSignal): Promise<readonly replies.TreeNode[]> {
    try {
      return await api.tree(named, signal);
    } catch (error) {
      if (error instanceof Fault && error.kind === 'gone') return [];
      throw error;
    }
  }

  function looksDone(application: replies.Application, hash: string): boolean {
    const { sync, health } = application.status ?? {};
    return operationFor(application, hash)?.phase === 'Succeeded' && sync?.status === 'Synced' && health?.status === 'Healthy';
  }

  function later(work: () => void, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    timers.add(timer);
  }

  /** Only pods of the wanted version are left, so nobody needs the Secrets of before. */
  function sweep(instanceId: string, entry: Memory): void {
    const { sweep: wanted } = entry;
    if (wanted === null || wanted.target.client === null) return;
    entry.sweep = null;
    void alone(workloadName(instanceId), async () => {
      // Another version may have been asked for meanwhile.
      if (entry.sweep !== null || wanted.target.client === null) return;
      await sweepSecrets(wanted.target.client, wanted.namespace, instanceId, wanted.keep);
      entry.kept = wanted.keep;
    }).catch(problem('secrets'));
  }

  async function remove(instanceId: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const application = await locate(instanceId, signal);
    if (application === null) {
      logs.forget(instanceId);
      await sweepProjects(signal);
      return;
    }
    const { metadata, spec } = application;
    if (metadata.deletionTimestamp) return;
    const environment = metadata.labels?.[labels.environment];
    // First what stands in git, so that it is gone when the application is; the commit it is pinned to stays.
    await source.remove(metadata.name, signal);
    if (environment !== undefined) await removeEnvironment(environment, instanceId, signal);
    await api.removeApplication({ name: metadata.name, project: spec.project }, signal);
  }

  /** With its last workload an environment's namespace goes too. */
  async function removeEnvironment(environmentId: string, besides: string, signal?: AbortSignal): Promise<void> {
    const name = environmentName(environmentId);
    await alone(name, async () => {
      const all = await api.brief(`${OURS},${labels.environment}=${environmentId}`, signal);
      const others = all.filter(
        ({ metadata }) => metadata.name !== name && metadata.labels?.[labels.instance] !== besides && !metadata.deletionTimestamp,
      );
      const own = all.find(({ metadata }) => metadata.name === name);
      if (others.length > 0 || own === undefined) return;
      for (const key of trusted.keys()) if (key.startsWith(`${name} `)) trusted.delete(key);
      if (own.metadata.deletionTimestamp) return;
      await source.remove(name, signal);
      await api.removeApplication({ name, project: own.spec.project }, signal);
    });
  }

  /** Projects that nothing is left of. */
  async function sweepProjects(signal?: AbortSignal): Promise<void> {
    const [projects, applications] = [await api.projects(signal), await api.brief(OURS, signal)];
    const used = new Set(applications.map(({ spec }) => spec.project));
    for (const { metadata } of projects.filter(isOurs)) {
      if (used.has(metadata.name) || busyProjects.has(metadata.name)) continue;
      for (const key of trusted.keys()) if (key.startsWith(`${metadata.name} `)) trusted.delete(key);
      await alone(metadata.name, () => api.removeProject(metadata.name, signal));
    }
  }

  async function forgetCluster(clusterId: string, signal?: AbortSignal): Promise<void> {
    stores.delete(clusterId);
    // Before Argo CD forgets where it is: whoever was interrupted goes on with it.
    const server = await clusters.serverOf(clusterId, signal);
    if (server !== null) {
      for (const key of trusted.keys()) if (key.includes(` ${server} `)) trusted.delete(key);
      await dropDestinations(api, server, isOurs, signal);
    }
    await clusters.forget(clusterId, signal);
  }

  /** @throws Fault retry while one of them is still there */
  async function abandonApplications(server: string, signal?: AbortSignal): Promise<void> {
    const there = async () =>
      (await api.brief(OURS, signal)).filter((found) => isOurs(found) && found.spec.destination?.server === server);
    for (const { metadata, spec } of await there()) {
      const environment = metadata.labels?.[labels.environment];
      if (environment !== undefined)
        for (const key of trusted.keys()) if (key.startsWith(`${environmentName(environment)} `)) trusted.delete(key);
      await source.remove(metadata.name, signal);
      await api.abandonApplication({ name: metadata.name, project: spec.project }, signal);
    }
    if ((await there()).length > 0)
      throw new Fault('retry', { code: 'applications-going', message: 'Argo CD has not forgotten all of the cluster yet.' });
  }

  async function list(signal?: AbortSignal): Promise<readonly string[]> {
    const applications = await api.brief(`${OURS},${labels.instance}`, signal);
    return applications.flatMap(({ metadata, spec }) => {
      const id = metadata.labels?.[labels.instance];
      if (id === undefined || !isOurs({ metadata })) return [];
      remember(id, spec.project);
      return [id];
    });
  }

  const watching = watchApplications({
    api,
    signal: ending.signal,
    relistMs: timing.relistMs,
    idleMs: timing.idleMs,
    changed: (id) => hint({ kind: 'instance', id }),
    onProblem: problem('watch'),
  });
  const sampling = samplePods({
    clusters: clusters.clients,
    instances: () => new Map([...memory.keys()].map((id) => [workloadName(id), id])),
    metrics: options.metrics,
    everyMs: timing.sampleMs,
    signal: ending.signal,
    onProblem: problem('metrics'),
  });

  return {
    runs: ['image'],
    apply,
    observe: observeOne,
    remove,
    list,
    forgetCluster,
    abandonCluster: async (clusterId, signal) => {
      const server = await clusters.serverOf(clusterId, signal);
      if (server !== null) await abandonApplications(server, signal);
      await forgetCluster(clusterId, signal);
    },
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      for (const timer of timers) clearTimeout(timer);
      await watching;
      await sampling;
      await logs[Symbol.asyncDispose]();
      await source[Symbol.asyncDispose]();
      await clusters[Symbol.asyncDispose]();
      await api[Symbol.asyncDispose]();
    },
  };
}

/** Below an Ingress there are pods as well, by which cert-manager answers for a domain: those have no version. */
const isReplica = ({ kind, networkingInfo }: replies.TreeNode): boolean =>
  kind === 'Pod' && networkingInfo?.labels?.[labels.revision] !== undefined;

const secretsIn = ({ secretNames, environment, pullCredential }: DesiredWorkload) => [
  ...secretNames.map((name) => [name, environment[name] ?? ''] as const),
  ...(pullCredential === null ? [] : [['credential', pullCredential.password] as const]),
];

/** Asks again, less and less often. false: not in time. */
async function until(ask: () => Promise<boolean>, limitMs: number, signal?: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  for (let waitMs = 50; ; waitMs = Math.min(1_000, waitMs * 2)) {
    if (await ask()) return true;
    if (Date.now() > deadline) return false;
    await sleep(waitMs, undefined, { signal });
  }
}

const syncOf = (operation: Record<string, unknown>): string | null => {
  const { info } = operation;
  if (!Array.isArray(info)) return null;
  const found: unknown = info.find(
    (entry: unknown) => typeof entry === 'object' && entry !== null && 'name' in entry && entry.name === annotations.manifests,
  );
  return typeof found === 'object' && found !== null && 'value' in found && typeof found.value === 'string' ? found.value : null;
};

/** The hash says what; where and whose it is must fit as well, and nobody may have turned automatic syncing on. */
function isAsPlanned({ metadata, spec }: replies.Application, planned: PlannedApplication, target: Target): boolean {
  const wanted: Readonly<Record<string, string>> = { ...planned.annotations, [annotations.manifests]: planned.hash };
  return (
    Object.entries(wanted).every(([name, value]) => metadata.annotations?.[name] === value) &&
    Object.entries(planned.labels).every(([name, value]) => metadata.labels?.[name] === value) &&
    spec.project === planned.project &&
    spec.destination.server === target.server &&
    spec.destination.namespace === planned.namespace &&
    !spec.syncPolicy?.automated
  );
}

const followed = (pods: readonly PodSeen[]) =>
  [...pods]
    .sort((a, b) => (a.node.createdAt ?? '').localeCompare(b.node.createdAt ?? '') || a.node.name.localeCompare(b.node.name))
    .map(({ node }, replica) => ({ name: node.name, revision: node.networkingInfo?.labels?.[labels.revision] ?? '', replica }));
