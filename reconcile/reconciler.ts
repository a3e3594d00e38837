/** All reconcilers behind one queue: wake a thing, and it is looked at soon, once at a time. */
import { reconcileSchedule } from './backup-schedule.ts';
import { reconcileBuild } from './build.ts';
import { reconcileCluster } from './cluster.ts';
import { reconcileDatabase } from './database.ts';
import { reconcileBackup } from './database-backup.ts';
import { reconcileRestore } from './database-restore.ts';
import { reconcileDeployment } from './deployment.ts';
import type { Reconcile, ReconcileDeps, Ref } from './deps.ts';
import { reconcileInstance } from './instance.ts';
import { createQueue } from './queue.ts';
import { createReaper } from './reaper.ts';
import { resync } from './resync.ts';
import { reconcileEnvironment, reconcileProject, reconcileService } from './teardown.ts';
import { reconcileTenantCluster } from './tenant-cluster.ts';

export interface Reconciler extends AsyncDisposable {
  /** Looks at a thing soon. Losing a call costs time, never correctness. */
  wake(ref: Ref): void;
  /** Looks at everything: call it at the start. */
  resync(): Promise<void>;
  reap(): Promise<void>;
  /** Resolves when nothing waits or runs. */
  settled(): Promise<void>;
}

export type ReconcileObservation =
  | { readonly kind: 'reconciled'; readonly ref: Ref; readonly durationMs: number }
  | {
      readonly kind: 'reconcile-failed';
      readonly ref: Ref;
      readonly error: unknown;
      readonly failures: number;
      readonly retryInMs: number;
    };

export interface ReconcilerOptions {
  readonly deps: Omit<ReconcileDeps, 'wake'>;
  readonly observe: (observation: ReconcileObservation) => void;
  readonly concurrency?: number;
}

const byKind: Readonly<Record<Ref['kind'], Reconcile>> = {
  build: reconcileBuild,
  deployment: reconcileDeployment,
  instance: reconcileInstance,
  service: reconcileService,
  environment: reconcileEnvironment,
  project: reconcileProject,
  database: reconcileDatabase,
  backup: reconcileBackup,
  restore: reconcileRestore,
  'backup-schedule': reconcileSchedule,
  cluster: reconcileCluster,
  'tenant-cluster': reconcileTenantCluster,
};

export function createReconciler({ deps, observe, concurrency = 16 }: ReconcilerOptions): Reconciler {
  const wake = (ref: Ref): void => queue.add(`${ref.kind}:${ref.id}`);
  const complete: ReconcileDeps = { ...deps, wake };
  const queue = createQueue({
    concurrency,
    work: async (key) => {
      const { kind, id } = refOf(key);
      return await byKind[kind](complete, id);
    },
    onDone: (key, durationMs) => observe({ kind: 'reconciled', ref: refOf(key), durationMs }),
    onFailure: (key, error, failures, retryInMs) =>
      observe({ kind: 'reconcile-failed', ref: refOf(key), error, failures, retryInMs }),
  });
  return {
    wake,
    resync: () => resync(complete),
    reap: createReaper(complete),
    settled: () => queue.settled(),
    [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
  };
}

function refOf(key: string): Ref {
  const [kind, id = ''] = key.split(':');
  if (!isKind(kind)) throw new Error(`no such kind: ${key}`);
  return { kind, id };
}

const isKind = (kind: string | undefined): kind is Ref['kind'] => kind !== undefined && Object.hasOwn(byKind, kind);
