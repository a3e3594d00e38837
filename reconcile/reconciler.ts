/** All reconcilers behind one queue: wake a thing, and it is looked at soon, once at a time. */

import { reconcileAccountMail } from './account-mail.ts';
import { checkAlerts, reconcileAlerts } from './alerts.ts';
import { reconcileSchedule } from './backup-schedule.ts';
import { reconcileBuild } from './build.ts';
import { reconcileChannel } from './channel.ts';
import { reconcileCluster } from './cluster.ts';
import { reconcileCommitStatus } from './commit-status.ts';
import { reconcileDatabase } from './database.ts';
import { reconcileBackup } from './database-backup.ts';
import { reconcileRestore } from './database-restore.ts';
import { reconcileDeployment } from './deployment.ts';
import type { EventsPublished, ListFailed, Reconcile, ReconcileDeps, Ref, Strays } from './deps.ts';
import { reconcileDomain } from './domain.ts';
import { reconcileEventBus } from './event-bus.ts';
import { reconcileInstance } from './instance.ts';
import { reconcileJob } from './job.ts';
import { createQueue, type QueueLoad, type Urgency } from './queue.ts';
import { reconcileQuota, reconcileQuotaDefault } from './quota.ts';
import { createReaper } from './reaper.ts';
import { type ResyncOptions, resync } from './resync.ts';
import { reconcileEnvironment, reconcileProject, reconcileService } from './teardown.ts';
import { reconcileTenantCluster } from './tenant-cluster.ts';
import { reconcileWebhook } from './webhook.ts';

export interface Reconciler extends AsyncDisposable {
  /** Looks at a thing soon. Losing a call costs time, never correctness. */
  wake(ref: Ref): void;
  /** Looks at everything: call it at the start. */
  resync(options?: ResyncOptions): Promise<void>;
  reap(): Promise<void>;
  /** Looks at the alert rules of every organization. */
  checkAlerts(): Promise<void>;
  /** `inward`: what is built and run. `outward`: what is told to others. */
  load(): { readonly inward: QueueLoad; readonly outward: QueueLoad };
  /** Resolves when nothing waits or runs. */
  settled(): Promise<void>;
}

export type ReconcileObservation =
  | EventsPublished
  | ListFailed
  | Strays
  | { readonly kind: 'reconciled'; readonly ref: Ref; readonly durationMs: number }
  | {
      readonly kind: 'reconcile-failed';
      readonly ref: Ref;
      readonly error: unknown;
      readonly failures: number;
      readonly retryInMs: number;
    };

export interface ReconcilerOptions {
  readonly deps: Omit<ReconcileDeps, 'wake' | 'tell'>;
  readonly observe: (observation: ReconcileObservation) => void;
  /** false: somebody else may be doing this work at this moment, so nothing is begun. Default: nobody is. */
  readonly isMine?: () => boolean;
  readonly concurrency?: number;
}

const NOT_MINE_MS = 1_000;

const byKind: Readonly<Record<Ref['kind'], Reconcile>> = {
  'account-mail': reconcileAccountMail,
  alerts: reconcileAlerts,
  quota: reconcileQuota,
  'quota-default': reconcileQuotaDefault,
  build: reconcileBuild,
  channel: reconcileChannel,
  deployment: reconcileDeployment,
  instance: reconcileInstance,
  job: reconcileJob,
  service: reconcileService,
  environment: reconcileEnvironment,
  project: reconcileProject,
  database: reconcileDatabase,
  backup: reconcileBackup,
  restore: reconcileRestore,
  'backup-schedule': reconcileSchedule,
  cluster: reconcileCluster,
  'tenant-cluster': reconcileTenantCluster,
  'commit-status': reconcileCommitStatus,
  domain: reconcileDomain,
  webhook: reconcileWebhook,
  'event-bus': reconcileEventBus,
};

/** Receivers outside may take long to answer: they have a queue of their own, so that they hold up nothing else. */
const OUTWARD: ReadonlySet<Ref['kind']> = new Set(['account-mail', 'channel', 'webhook', 'event-bus', 'commit-status', 'domain']);
const RECEIVERS_AT_ONCE = 128;

export function createReconciler({ deps, observe, isMine = () => true, concurrency = 16 }: ReconcilerOptions): Reconciler {
  const wake = (ref: Ref, urgency?: Urgency): void =>
    (OUTWARD.has(ref.kind) ? outward : inward).add(`${ref.kind}:${ref.id}`, urgency);
  const complete: ReconcileDeps = { ...deps, wake, tell: observe };
  const open = (atOnce: number) =>
    createQueue({
      concurrency: atOnce,
      work: async (key) => {
        if (!isMine()) return { requeueAfterMs: NOT_MINE_MS };
        const { kind, id } = refOf(key);
        return await byKind[kind](complete, id);
      },
      onDone: (key, durationMs) => observe({ kind: 'reconciled', ref: refOf(key), durationMs }),
      onFailure: (key, error, failures, retryInMs) =>
        observe({ kind: 'reconcile-failed', ref: refOf(key), error, failures, retryInMs }),
    });
  const [inward, outward] = [open(concurrency), open(RECEIVERS_AT_ONCE)];
  return {
    wake,
    resync: (options) => resync(complete, options),
    reap: createReaper(complete),
    checkAlerts: () => checkAlerts(complete),
    load: () => ({ inward: inward.load(), outward: outward.load() }),
    settled: async () => {
      await inward.settled();
      await outward.settled();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([inward[Symbol.asyncDispose](), outward[Symbol.asyncDispose]()]);
    },
  };
}

const isKind = (kind: string | undefined): kind is Ref['kind'] => kind !== undefined && Object.hasOwn(byKind, kind);

function refOf(key: string): Ref {
  const [kind, id = ''] = key.split(':');
  if (!isKind(kind)) throw new Error(`no such kind: ${key}`);
  return { kind, id };
}
