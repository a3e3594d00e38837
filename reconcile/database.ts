/**
 * Makes a database what it should be and records what was seen of it. Backups and restores have reconcilers of their own; this one is the
 * only writer of a database's state.
 */
import { type DatabasePlan, type DatabaseView, isLost, lostReason, planDatabase, wasMade } from '../domain/plan/database.ts';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import type { DatabaseObservation, DesiredDatabase } from '../domain/ports/database-provider.ts';
import { Fault } from '../kit/fault.ts';
import { sameJson } from '../kit/same-json.ts';
import {
  DatabaseToReconcileDocument,
  type DatabaseToReconcileQuery,
  type databases_set_input,
  MoveDatabaseDocument,
} from '../sdk/generated.ts';
import { openLogins } from './database-logins.ts';
import { millis, type Reconcile, type ReconcileDeps, SAFETY_MS, timestamp, untilDeadline } from './deps.ts';
import type { WorkResult } from './queue.ts';

type Database = NonNullable<DatabaseToReconcileQuery['databases_by_pk']>;

/** What was seen is written down again after so long though nothing changed. */
const NOTE_EVERY_MS = 60_000;

export const reconcileDatabase: Reconcile = async (deps, id) => {
  const { graphql, databases, now, wake } = deps;
  const { databases_by_pk: database } = await graphql.request(DatabaseToReconcileDocument, { id }, { idempotent: true });
  // It holds somebody's data, and nobody asked for its end: the row may have been lost, or be another installation's. A resync tells of it.
  if (database === null) return {};
  if (database.status === 'failed') return {};
  if (database.status === 'deleted') {
    await databases.remove(id, { keepBackups: database.keep_backups });
    return {};
  }
  const [restore] = database.restores;
  if (restore && restore.status !== 'succeeded' && restore.status !== 'failed') wake({ kind: 'restore', id: restore.id });
  const { refusal, conflict } = await act(deps, database);
  const seen = await databases.observe(id);
  const view = viewOf(database);
  const plan = planDatabase(view, seen, refusal, now());
  const lost = isLost(view, seen, refusal) ? lostReason(view) : null;
  const explained = seen.state === 'present' && seen.reason !== null;
  const moved = await carryOut(deps, database, plan, seen, refusal ?? lost ?? (explained ? null : (conflict?.message ?? null)));
  // Services that run already get the address as soon as there is one.
  if (moved || plan.do === 'move')
    for (const { service } of database.bindings)
      for (const instance of service.instances) wake({ kind: 'instance', id: instance.id });
  if (conflict !== null && plan.do === 'wait') throw conflict;
  if (plan.do !== 'wait') {
    // Whoever waited for this state goes on.
    for (const { id: schedule } of database.schedules) wake({ kind: 'backup-schedule', id: schedule });
    for (const { id: backup } of database.backups) wake({ kind: 'backup', id: backup });
    return plan.do === 'move' ? { requeueAfterMs: 0 } : {};
  }
  return nextLook(database, seen, now());
};

interface Answer {
  /** Why the provider will not have it. */
  readonly refusal: string | null;
  /** What stands in the way now and may go: it is tried again. */
  readonly conflict: Fault | null;
}

const AGREED: Answer = { refusal: null, conflict: null };

/** Tells the provider what is wanted. */
async function act(deps: ReconcileDeps, database: Database): Promise<Answer> {
  const { databases, now } = deps;
  if (database.status === 'deleting') {
    await databases.remove(database.id, { keepBackups: database.keep_backups });
    return AGREED;
  }
  // Its content is on its way: the restore says what is wanted.
  if (database.status === 'restoring') {
    const [restore] = database.restores;
    if (restore?.status !== 'succeeded') return AGREED;
  }
  try {
    await databases.apply(await desiredDatabase(deps, database));
    return AGREED;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // What is seen says so too.
    if (error.code === 'database-lost') return AGREED;
    const late = database.deadline_at !== null && now() >= Date.parse(database.deadline_at);
    if (late || error.kind === 'reject' || error.kind === 'auth') return { refusal: error.message, conflict: null };
    if (error.kind === 'conflict') return { refusal: null, conflict: error };
    throw error;
  }
}

/** @throws Fault when a password cannot be opened */
export async function desiredDatabase(deps: ReconcileDeps, database: Database): Promise<DesiredDatabase> {
  return {
    databaseId: database.id,
    label: `${database.project.slug}-${database.environment.slug}-${database.slug}`,
    engine: database.engine,
    version: database.version,
    region: database.region.slug,
    nodes: database.nodes,
    cpuMillicores: database.cpu_millicores,
    memoryMegabytes: database.memory_megabytes,
    storageGigabytes: database.storage_gigabytes,
    pooling: database.pooling,
    databaseName: database.database_name,
    logins: await openLogins(deps, database),
    madeBefore: wasMade(viewOf(database)),
    generation: database.generation,
  };
}

function viewOf(database: Database): DatabaseView {
  const [restore] = database.restores;
  const [newest] = database.restorable;
  return {
    status: database.status,
    generation: database.generation,
    deadlineAt: millis(database.deadline_at),
    backupUnderWay: database.backups.length > 0,
    restore: restore
      ? {
          state: restore.status === 'succeeded' || restore.status === 'failed' ? restore.status : 'open',
          reason: restore.failure_reason,
          inPlace: restore.source_database_id === database.id,
        }
      : null,
    newestBackup: newest === undefined ? null : { id: newest.id, takenAt: Date.parse(newest.created_at) },
  };
}

/** Whether where it is reached has changed. */
async function carryOut(
  { graphql, databases, now }: ReconcileDeps,
  database: Database,
  plan: DatabasePlan,
  seen: DatabaseObservation,
  refusal: string | null,
): Promise<boolean> {
  const noted = notesOf(database, seen, databases.capabilities.provider, refusal);
  const at = timestamp(now());
  const changed = !sameJson(noted, pick(database, Object.keys(noted)));
  const heardAt = millis(database.observed_at);
  const set: databases_set_input = { ...noted, observed_at: at, ...changeOf(database, plan, at) };
  if (plan.do === 'wait' && !changed && heardAt !== null && now() - heardAt < NOTE_EVERY_MS) return false;
  await graphql.request(MoveDatabaseDocument, { id: database.id, from: database.status, set }, { idempotent: true });
  return (
    noted.host !== database.host || noted.port !== database.port || noted.observed_generation !== database.observed_generation
  );
}

function changeOf(database: Database, plan: DatabasePlan, at: string): databases_set_input {
  switch (plan.do) {
    case 'wait':
      return {};
    case 'move': {
      const settled = plan.to === 'running' || plan.to === 'unreachable' || plan.to === 'lost';
      const first = database.status === 'provisioning' || database.status === 'restoring';
      return {
        status: plan.to,
        status_changed_at: at,
        deadline_at: settled ? null : deadlineOf(database, at),
        ...(plan.problem === null ? {} : { failure_step: plan.problem.step, failure_reason: plan.problem.reason }),
        ...(first ? { finished_at: at } : {}),
      };
    }
    case 'fail':
      return {
        status: 'failed',
        status_changed_at: at,
        failure_step: database.status,
        failure_reason: plan.reason,
        finished_at: at,
      };
    case 'gone':
      return {
        status: 'deleted',
        status_changed_at: at,
        finished_at: at,
        host: null,
        port: null,
        pooler_host: null,
        pooler_port: null,
      };
  }
}

/** A backup has a deadline of its own. */
function deadlineOf(database: Database, at: string): string {
  return database.backups[0]?.deadline_at ?? timestamp(Date.parse(at) + DATA_DEADLINES.failOver);
}

function notesOf(database: Database, seen: DatabaseObservation, provider: string, refusal: string | null) {
  if (seen.state === 'absent') return { provider, status_reason: refusal, ready_nodes: 0 };
  const { endpoint, pooler, recoverable } = seen;
  return {
    provider,
    status_reason: refusal ?? seen.reason,
    observed_generation: seen.generation,
    host: endpoint?.host ?? null,
    port: endpoint?.port ?? null,
    pooler_host: pooler?.host ?? null,
    pooler_port: pooler?.port ?? null,
    observed_version: seen.version ?? database.observed_version,
    ready_nodes: seen.readyNodes,
    size_bytes: seen.sizeBytes === null ? database.size_bytes : String(seen.sizeBytes),
    recoverable_from: recoverable === null ? null : iso(recoverable.from, database.recoverable_from),
    // It moves with every look: written down when something else is.
    recoverable_until: recoverable === null ? null : later(database, recoverable.until),
  };
}

/** The row's own text when it means the same: the database writes times in another form. */
const iso = (ms: number, text: string | null): string => (millis(text) === ms && text !== null ? text : timestamp(ms));

function later({ recoverable_until: text }: Database, ms: number): string {
  const known = millis(text);
  return text !== null && known !== null && ms >= known && ms - known < NOTE_EVERY_MS ? text : timestamp(ms);
}

function pick(database: Database, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(database).filter(([name]) => names.includes(name)));
}

function nextLook(database: Database, seen: DatabaseObservation, now: number): WorkResult {
  const deadlineAt = millis(database.deadline_at);
  if (deadlineAt !== null) return untilDeadline(deadlineAt, now);
  // Whoever brings it back tells us.
  if (database.status === 'lost') return { requeueAfterMs: NOTE_EVERY_MS };
  // Old credentials end by the clock.
  const ends = database.credentials
    .flatMap((c) => (c.expires_at === null ? [] : [Date.parse(c.expires_at)]))
    .filter((at) => at > now);
  const behind = seen.state !== 'present' || seen.phase !== 'running' || seen.generation < database.generation;
  const times = [...ends.map((at) => at - now + 50), ...(behind ? [SAFETY_MS] : [])];
  return times.length === 0 ? {} : { requeueAfterMs: Math.min(...times, 2 ** 31 - 1) };
}
