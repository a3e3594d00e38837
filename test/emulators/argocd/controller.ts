/**
 * The application controller: compares what a source renders to with what is there, runs operations, keeps the history of ten, takes down what is
 * deleted. Applications are objects of the Kubernetes emulator, as they are in life; what they deploy is put into it by server-side apply.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../kubernetes/api-error.ts';
import type { Kubernetes } from '../kubernetes/emulator.ts';
import { type KubernetesObject, type Resource, resourceKey } from '../kubernetes/resources.ts';
import {
  type Application,
  type ApplicationStatus,
  goTime,
  isAutomated,
  type Operation,
  type OperationState,
  resourcesFinalizer,
} from './application.ts';
import { type Health, type HealthStatus, healthOf, worst } from './health.ts';
import type { Rendered, Source, Sources } from './sources.ts';

export interface ControllerOptions {
  readonly control: Kubernetes;
  readonly namespace: string;
  readonly sources: Sources;
  /** null: no such cluster is registered. */
  readonly clusterOf: (destination: Application['spec']['destination']) => Kubernetes | null;
  readonly timing: ControllerTiming;
  /** What an operation comes to by itself. Default: what applying it gives. */
  readonly outcome: (application: Application) => { readonly phase: 'Failed' | 'Error'; readonly message: string } | null;
}

export interface ControllerTiming {
  /** An operation takes at least this long. */
  readonly syncMs: number;
  /** After an operation the sync status is fresh, the health for this long is not. */
  readonly healthLagMs: number;
  /** Objects are gone for this long before the application goes. */
  readonly deleteMs: number;
}

export interface Controller extends Disposable {
  /** Compares now. */
  refresh(name: string): Promise<void>;
  application(name: string): Application | null;
  save(application: Application): Application;
  render(application: Application, revision: string | null): Promise<Rendered>;
  /** What an application put there: its own objects. */
  owned(application: Application): readonly KubernetesObject[];
  readonly problems: unknown[];
}

const TRACKING = 'argocd.argoproj.io/tracking-id';
const KEY = 'applications.argoproj.io';

export function startController(options: ControllerOptions): Controller {
  const { control, namespace, sources, clusterOf, timing, outcome } = options;
  const problems: unknown[] = [];
  const resource = control.kind(KEY);
  const busy = new Map<string, { again: boolean; done: Promise<void> }>();
  const compared = new Map<string, string>();
  const watched = new Map<Kubernetes, () => void>();
  let stopped = false;

  const application = (name: string): Application | null =>
    (control.store.get(resource, namespace, name)?.object as unknown as Application | undefined) ?? null;
  const save = (next: Application): Application => {
    const { resourceVersion: _, managedFields: __, ...metadata } = next.metadata;
    const body = { ...next, metadata };
    const saved = control.api.update(resource, namespace, next.metadata.name, body, { manager: 'argocd-application-controller' });
    return saved as unknown as Application;
  };
  const change = (name: string, how: (now: Application) => Application): Application | null => {
    const now = application(name);
    return now === null ? null : save(how(now));
  };
  const setStatus = (name: string, status: ApplicationStatus): void =>
    void change(name, (now) => ({ ...now, status: { ...now.status, ...status } }));

  const kindOf = (cluster: Kubernetes, { apiVersion, kind }: { apiVersion: string; kind: string }): Resource => {
    for (const found of cluster.api.resources.values())
      if (found.kind === kind && (found.group === '' ? found.version : `${found.group}/${found.version}`) === apiVersion)
        return found;
    throw new Error(`The Kubernetes API could not find ${apiVersion}/${kind} for requested resource`);
  };
  const trackingOf = (name: string, cluster: Kubernetes, manifest: KubernetesObject, inNamespace: string | null): string =>
    `${name}:${kindOf(cluster, manifest).group}/${manifest.kind}:${inNamespace ?? ''}/${manifest.metadata.name}`;
  const isOwned = (object: KubernetesObject, name: string): boolean => {
    const [owner, group, at] = (object.metadata.annotations?.[TRACKING] ?? '').split(':');
    const kind = group?.split('/')[1];
    return owner === name && kind === object.kind && at === `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
  };
  /** Objects by the application they say they belong to, so that a thousand applications are not searched for each. */
  const index = new Map<Kubernetes, Map<string, Map<string, { key: string; object: KubernetesObject }>>>();
  const follow = (cluster: Kubernetes): Map<string, Map<string, { key: string; object: KubernetesObject }>> => {
    const found = index.get(cluster);
    if (found) return found;
    const byOwner = new Map<string, Map<string, { key: string; object: KubernetesObject }>>();
    index.set(cluster, byOwner);
    const note = (key: string, object: KubernetesObject, gone: boolean): string | null => {
      const [owner] = (object.metadata.annotations?.[TRACKING] ?? '').split(':');
      if (!owner) return null;
      const of = byOwner.get(owner) ?? new Map();
      byOwner.set(owner, of);
      const id = `${key}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
      if (gone) of.delete(id);
      else of.set(id, { key, object });
      return owner;
    };
    for (const { key, object } of cluster.store.all()) note(key, object, false);
    const stop = cluster.store.subscribe(({ type, key, object, previous }) => {
      const owner = note(key, object, type === 'DELETED');
      const before = previous === null ? null : (previous.metadata.annotations?.[TRACKING] ?? '').split(':')[0];
      for (const name of new Set([owner, before])) if (name) enqueue(name);
    });
    watched.set(cluster, stop);
    return byOwner;
  };
  const owned = (app: Application): readonly { key: string; object: KubernetesObject }[] => {
    const cluster = clusterOf(app.spec.destination);
    const { name } = app.metadata;
    return cluster === null ? [] : [...(follow(cluster).get(name)?.values() ?? [])].filter(({ object }) => isOwned(object, name));
  };

  function enqueue(name: string): void {
    const running = busy.get(name);
    if (running) {
      running.again = true;
      return;
    }
    if (stopped) return;
    const entry = { again: false, done: Promise.resolve() };
    busy.set(name, entry);
    entry.done = (async () => {
      await new Promise((resolve) => setImmediate(resolve));
      try {
        await reconcile(name);
      } catch (error) {
        if (!(error instanceof ApiError && error.code === 404)) problems.push(error);
      }
      busy.delete(name);
      if (entry.again) enqueue(name);
    })();
  }

  async function reconcile(name: string): Promise<void> {
    const app = application(name);
    if (app === null || stopped) return;
    if (app.metadata.deletionTimestamp !== undefined) return await takeDown(app);
    if (app.operation !== undefined) await operate(app);
    await compare(name);
  }

  async function compare(name: string): Promise<void> {
    const app = application(name);
    if (app === null) return;
    const cluster = clusterOf(app.spec.destination);
    const failed = (type: string, message: string) =>
      setStatus(name, {
        sync: { status: 'Unknown' },
        health: app.status?.health ?? { status: 'Unknown' },
        conditions: [{ type, message, lastTransitionTime: goTime() }],
        reconciledAt: goTime(),
      });
    compared.set(name, JSON.stringify(app.spec));
    if (cluster === null)
      return failed(
        'InvalidSpecError',
        `there are no clusters with this name: ${app.spec.destination.name ?? app.spec.destination.server}`,
      );
    let rendered: Rendered;
    try {
      rendered = await sources.render(app.spec.source, null);
    } catch (error) {
      return failed(
        'ComparisonError',
        `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ${text(error)}`,
      );
    }
    const now = application(name);
    if (now === null || JSON.stringify(now.spec) !== compared.get(name)) return enqueue(name);
    const resources = rendered.manifests.map((manifest) => stateOf(app, cluster, manifest));
    const extra = owned(app).filter(
      ({ object }) =>
        !rendered.manifests.some((m) => m.kind === object.kind && m.metadata.name === object.metadata.name) &&
        object.metadata.annotations?.['argocd.argoproj.io/compare-options'] !== 'IgnoreExtraneous',
    );
    const isSynced = extra.length === 0 && resources.every((r) => r.status === 'Synced');
    const finishedAt = now.status?.operationState?.finishedAt;
    const fresh = finishedAt === undefined || Date.now() - Date.parse(finishedAt) > timing.healthLagMs + 1000;
    const health = { status: worst(resources.flatMap((r) => (r.health === undefined ? [] : [r.health.status]))) };
    const before = now.status ?? {};
    const next: ApplicationStatus = {
      sync: { status: isSynced ? 'Synced' : 'OutOfSync', revision: rendered.revision },
      health: fresh || timing.healthLagMs === 0 ? health : (before.health ?? health),
      resources,
      conditions: (before.conditions ?? []).filter((c) => c.type === 'SyncError'),
    };
    // As in life: written when something is different, not to say that it was looked at.
    const same = Object.entries(next).every(([field, value]) => JSON.stringify(value) === JSON.stringify(before[field]));
    if (!same || before.reconciledAt === undefined || (finishedAt !== undefined && before.reconciledAt <= finishedAt))
      setStatus(name, { ...next, reconciledAt: goTime() });
    if (!fresh && timing.healthLagMs > 0) later(name, timing.healthLagMs + 1000);
    // Times are whole seconds: the one after an operation's end is seen in the next.
    else if (finishedAt !== undefined && goTime() <= finishedAt) later(name, 1000);
    const tried = now.status?.operationState;
    const triedSame = tried?.operation.initiatedBy?.automated === true && tried.syncResult?.revision === rendered.revision;
    if (
      !isSynced &&
      isAutomated(now.spec) &&
      now.operation === undefined &&
      (!triedSame || now.spec.syncPolicy?.automated?.selfHeal === true)
    ) {
      const { automated, syncOptions } = now.spec.syncPolicy ?? {};
      const sync = { revision: rendered.revision, prune: automated?.prune === true, ...(syncOptions ? { syncOptions } : {}) };
      begin(name, { sync, initiatedBy: { automated: true } });
    }
  }

  const later = (name: string, ms: number) => void setTimeout(() => enqueue(name), ms).unref();

  function stateOf(app: Application, cluster: Kubernetes, manifest: KubernetesObject) {
    const kind = kindOf(cluster, manifest);
    const at = kind.namespaced ? (manifest.metadata.namespace ?? app.spec.destination.namespace ?? 'default') : null;
    const live = cluster.store.get(kind, at, manifest.metadata.name)?.object ?? null;
    const common = {
      group: kind.group,
      version: kind.version,
      kind: manifest.kind,
      name: manifest.metadata.name,
      ...(at === null ? {} : { namespace: at }),
    };
    if (live === null) return { ...common, status: 'OutOfSync', health: { status: 'Missing' } as Health };
    const health = healthOf(live);
    const isSame = isOwned(live, app.metadata.name) && within(manifest, live);
    return { ...common, status: isSame ? 'Synced' : 'OutOfSync', ...(health === null ? {} : { health }) };
  }

  function begin(name: string, operation: Operation): void {
    change(name, (now) => {
      const { operationState: _, ...status } = now.status ?? {};
      return { ...now, status, operation };
    });
  }

  async function operate(app: Application): Promise<void> {
    const { name } = app.metadata;
    const operation = app.operation ?? {};
    const source: Source = operation.sync?.source ?? app.spec.source;
    let state: OperationState = { operation, phase: 'Running', startedAt: goTime() };
    // One that was being ended when we looked is not begun anew.
    const known = app.status?.operationState;
    if (known?.phase === 'Terminating') return finish(name, { ...known, phase: 'Failed', message: 'Operation terminated' });
    setStatus(name, { operationState: state });
    const limit = operation.retry?.limit ?? 0;
    for (let tries = 0; ; tries += 1) {
      await sleep(timing.syncMs);
      if (terminating(name)) return finish(name, { ...state, phase: 'Failed', message: 'Operation terminated' });
      state = await attempt(app, operation, source, { ...state, ...(tries > 0 ? { retryCount: tries } : {}) });
      if (state.phase === 'Succeeded' || tries >= limit || stopped) return finish(name, state);
      setStatus(name, {
        operationState: {
          ...state,
          phase: 'Running',
          retryCount: tries,
          message: `${state.message}. Retrying attempt #${tries + 1}.`,
        },
      });
      await sleep(backoff(operation.retry?.backoff?.duration));
      if (terminating(name)) return finish(name, { ...state, phase: 'Failed', message: 'Operation terminated' });
    }
  }

  const terminating = (name: string): boolean => application(name)?.status?.operationState?.phase === 'Terminating';

  async function attempt(app: Application, operation: Operation, source: Source, state: OperationState): Promise<OperationState> {
    const forced = outcome(app);
    if (forced !== null) return { ...state, ...forced };
    const cluster = clusterOf(app.spec.destination);
    if (cluster === null) return { ...state, phase: 'Error', message: 'application spec is invalid: InvalidSpecError' };
    let rendered: Rendered;
    try {
      rendered = await sources.render(source, operation.sync?.revision ?? null);
    } catch (error) {
      return { ...state, phase: 'Error', message: `ComparisonError: Failed to load target state: ${text(error)}` };
    }
    follow(cluster);
    const options = [...(operation.sync?.syncOptions ?? []), ...(app.spec.syncPolicy?.syncOptions ?? [])];
    const target = app.spec.destination.namespace;
    if (options.includes('CreateNamespace=true') && target !== undefined) cluster.ensureNamespace(target);
    const resources = rendered.manifests.map((manifest) => applyOne(app, cluster, manifest));
    const failed = resources.filter((r) => r.status === 'SyncFailed');
    if (failed.length === 0 && operation.sync?.prune === true)
      for (const { key, object } of owned(app))
        if (
          !rendered.manifests.some((m) => m.kind === object.kind && m.metadata.name === object.metadata.name) &&
          !hasOption(object, 'Prune=false')
        )
          cluster.api.delete(cluster.kind(key), object.metadata.namespace ?? null, object.metadata.name);
    const syncResult = { revision: rendered.revision, source, resources };
    if (failed.length > 0)
      return {
        ...state,
        syncResult,
        phase: 'Failed',
        message: `one or more objects failed to apply, reason: ${failed[0]?.message}`,
      };
    return { ...state, syncResult, phase: 'Succeeded', message: 'successfully synced (all tasks run)' };
  }

  function applyOne(app: Application, cluster: Kubernetes, manifest: KubernetesObject) {
    const about = {
      kind: manifest.kind,
      name: manifest.metadata.name,
      namespace: manifest.metadata.namespace ?? '',
      syncPhase: 'Sync',
    };
    try {
      const kind = kindOf(cluster, manifest);
      const at = kind.namespaced ? (manifest.metadata.namespace ?? app.spec.destination.namespace ?? 'default') : null;
      const annotations = { ...manifest.metadata.annotations, [TRACKING]: trackingOf(app.metadata.name, cluster, manifest, at) };
      const live = cluster.store.get(kind, at, manifest.metadata.name)?.object ?? null;
      const target = { ...manifest, ...respected(app, manifest, live) };
      const body = { ...target, metadata: { ...manifest.metadata, ...(at === null ? {} : { namespace: at }), annotations } };
      cluster.api.patch(kind, at, manifest.metadata.name, 'apply', body, { manager: 'argocd-controller', force: true });
      return {
        ...about,
        group: kind.group,
        version: kind.version,
        status: 'Synced',
        message: `${resourceKey(kind)}/${manifest.metadata.name} configured`,
      };
    } catch (error) {
      return { ...about, group: '', version: '', status: 'SyncFailed', message: text(error) };
    }
  }

  function finish(name: string, state: OperationState): void {
    change(name, (now) => {
      const done: OperationState = { ...state, finishedAt: goTime() };
      const { operation: _, ...rest } = now;
      const before = now.status?.history ?? [];
      const { syncResult } = done;
      const entry =
        done.phase !== 'Succeeded' || syncResult === undefined
          ? []
          : [
              {
                id: (before.at(-1)?.id ?? -1) + 1,
                revision: syncResult.revision,
                deployedAt: goTime(),
                deployStartedAt: done.startedAt,
                source: syncResult.source,
              },
            ];
      const history = [...before, ...entry].slice(-(now.spec.revisionHistoryLimit ?? 10));
      return { ...rest, status: { ...now.status, operationState: done, history } };
    });
  }

  async function takeDown(app: Application): Promise<void> {
    const { name, finalizers = [] } = app.metadata;
    const mine = finalizers.filter((f) => f.startsWith(resourcesFinalizer));
    if (mine.length === 0) return;
    const cluster = clusterOf(app.spec.destination);
    if (cluster === null) {
      const message = `error getting cluster ${app.spec.destination.name ?? app.spec.destination.server}: cluster not found`;
      if (app.status?.conditions?.[0]?.type !== 'DeletionError')
        setStatus(name, { conditions: [{ type: 'DeletionError', message, lastTransitionTime: goTime() }] });
      return;
    }
    const left = () => owned(app).filter(({ object }) => !hasOption(object, 'Delete=false'));
    for (const { key, object } of left())
      if (object.metadata.deletionTimestamp === undefined)
        cluster.api.delete(cluster.kind(key), object.metadata.namespace ?? null, object.metadata.name, {
          propagation: 'Background',
        });
    await sleep(timing.deleteMs);
    if (left().length > 0) return later(name, 20);
    change(name, (now) => ({
      ...now,
      metadata: { ...now.metadata, finalizers: (now.metadata.finalizers ?? []).filter((f) => !mine.includes(f)) },
    }));
    compared.delete(name);
  }

  const stopApplications = control.store.subscribe(({ key, type, object }) => {
    if (key !== KEY || type === 'DELETED') return;
    const app = object as unknown as Application;
    const { name } = app.metadata;
    if (
      app.metadata.deletionTimestamp !== undefined ||
      app.operation !== undefined ||
      JSON.stringify(app.spec) !== compared.get(name)
    )
      enqueue(name);
  });

  return {
    application,
    save,
    problems,
    owned: (app) => owned(app).map(({ object }) => object),
    render: (app, revision) => sources.render(app.spec.source, revision),
    refresh: async (name) => {
      enqueue(name);
      while (busy.has(name)) await busy.get(name)?.done;
    },
    [Symbol.dispose]: () => {
      stopped = true;
      stopApplications();
      for (const stop of watched.values()) stop();
    },
  };
}

/** Several are separated by commas. */
const hasOption = ({ metadata }: KubernetesObject, option: string): boolean =>
  (metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '').split(',').some((part) => part.trim() === option);

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** `5s`, `1m` */
function backoff(duration: string | undefined): number {
  const [, amount = '5', unit = 's'] = /^(\d+)(ms|s|m|h)?$/.exec(duration ?? '') ?? [];
  return Number(amount) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1000);
}

/** With RespectIgnoreDifferences, fields of the spec whose differences are ignored are applied as they are in the cluster. */
function respected({ spec }: Application, manifest: KubernetesObject, live: KubernetesObject | null): Partial<KubernetesObject> {
  if (live === null || !spec.syncPolicy?.syncOptions?.includes('RespectIgnoreDifferences=true')) return {};
  const there = new Map(Object.entries(live.spec ?? {}));
  const fields = ignoredFields(spec, manifest).flatMap((field) => (there.has(field) ? [[field, there.get(field)] as const] : []));
  return fields.length === 0 ? {} : { spec: { ...manifest.spec, ...Object.fromEntries(fields) } };
}

/** `replicas` of the pointer `/spec/replicas`: deeper ones nobody uses here. */
const ignoredFields = (spec: Application['spec'], { apiVersion, kind }: KubernetesObject): readonly string[] =>
  (spec.ignoreDifferences ?? [])
    .filter((d) => d.kind === kind && (d.group ?? '') === (apiVersion.includes('/') ? apiVersion.split('/')[0] : ''))
    .flatMap(({ jsonPointers = [] }) => jsonPointers.flatMap((pointer) => /^\/spec\/([^/]+)$/.exec(pointer)?.[1] ?? []));

/** Everything that is wanted is there; what others added does not count, and lists are compared as sets: most are merged by a key. */
function within(wanted: unknown, live: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(live) && wanted.length === live.length && wanted.every((value) => live.some((other) => within(value, other)))
    );
  if (typeof wanted !== 'object' || wanted === null) return wanted === live || wanted === undefined;
  if (typeof live !== 'object' || live === null) return Object.keys(wanted).length === 0;
  const there = new Map(Object.entries(live));
  return Object.entries(wanted).every(([name, value]) => within(value, there.get(name)));
}

export type { HealthStatus };
