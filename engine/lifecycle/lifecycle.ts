/**
 * The life of metadata: loaded from a directory or from the database, changed by commands, kept in step with the other engine
 * processes. There is always one current `Snapshot`; it is replaced as a whole, never changed.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { sameJson } from '../../kit/same-json.ts';
import type { Connection, Database } from '../database/database.ts';
import type { Snapshot } from '../engine.ts';
import { EngineError } from '../error.ts';
import { loadRaw } from '../metadata/load.ts';
import { EMPTY_METADATA, type Metadata } from '../metadata/metadata.ts';
import { type Salvaged, salvageMetadata } from '../metadata/salvage.ts';
import type { Environment } from '../model/environment.ts';
import type { Model } from '../model/model.ts';
import type { NamingOptions } from '../model/naming.ts';
import { sameValue } from '../model/same-value.ts';
import type { Observe } from '../observation.ts';
import { type Built, build } from './build.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import { type Draft, WorkingDraft } from './draft.ts';
import { readEnumValues } from './enum-values.ts';
import { conflict, loadStored, notify, type StoredMetadata, store, storedVersion } from './metadata-store.ts';
import { createMetadataTables } from './metadata-tables.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { retryRaces } from './retry-races.ts';
import { watchVersions } from './watch-versions.ts';

/** Prepares the source database for a model (triggers, for example) in one transaction, before it is served. Idempotent. */
export type Applier = (connection: Connection, next: Model, previous: Model | null) => Promise<void>;

export interface LifecycleOptions {
  readonly database: Database;
  /** May be the same object as `database`: then triggers and metadata change in one transaction. */
  readonly metadataDatabase: Database;
  /** A CLI metadata directory that is applied at start; null: what is stored is served. */
  readonly metadataDirectory: string | null;
  /** What `{{VAR}}` and `…_from_env` in metadata refer to. */
  readonly env: Environment;
  readonly naming?: NamingOptions;
  readonly observe: Observe;
  readonly appliers: readonly Applier[];
  /** False: no NOTIFY even where the database has it. Default true. */
  readonly notify?: boolean;
  /** How often other processes' changes are looked for, 0: never. Default 1,000. */
  readonly syncIntervalMs?: number;
}

export interface ChangeOptions {
  readonly expectedVersion?: number;
  /** The work must not be done a second time (it runs SQL of its own): being overtaken by another process is an error. Default false. */
  readonly once?: boolean;
}

const MAX_TRIES = 20;

export interface Lifecycle extends AsyncDisposable {
  snapshot(): Snapshot;
  /** The metadata behind the snapshot. */
  metadata(): Metadata;
  onChange(listener: (snapshot: Snapshot) => void): () => void;
  /**
   * Runs `work` on a draft while no other change runs, then stores and serves what the draft has become; nothing when it throws.
   * `expectedVersion` that is not the current one is a `conflict` (409).
   */
  change<T>(work: (draft: Draft) => Promise<T>, options?: ChangeOptions): Promise<T>;
  /** Reads the database again and serves what changed. */
  reload(): Promise<void>;
  /** Called after writes to these tables (keys): values of enum tables among them are read again before it returns. Never fails. */
  afterWrites(tables: ReadonlySet<string> | 'any'): Promise<void>;
}

export async function openLifecycle(options: LifecycleOptions): Promise<Lifecycle> {
  const { database, metadataDatabase, env, observe, notify: mayNotify = true } = options;
  const instanceId = randomUUID();
  const alone = oneAtATime();
  const listeners = new Set<(snapshot: Snapshot) => void>();

  await createMetadataTables(metadataDatabase);
  const wanted = options.metadataDirectory === null ? null : salvageMetadata(await loadRaw(options.metadataDirectory));
  const stored = await loadStored(metadataDatabase);
  let built = await read(wanted ?? stored ?? { metadata: EMPTY_METADATA, unreadable: [] }, null);
  let version = stored && (!wanted || sameJson(stored.metadata, wanted.metadata)) ? stored.resourceVersion : 0;
  let generation = 1;
  if (version === 0) version = await storeFirst(stored);
  await inTransaction((connection) => apply(connection, built.model, null));
  let snapshot = snapshotOf();

  function read({ metadata, unreadable }: Salvaged, previous: Built | null): Promise<Built> {
    return build(database, metadata, env, previous, {
      unreadable: unreadable.map(describeUnreadable),
      ...(options.naming ? { naming: options.naming } : {}),
    });
  }

  /** Of several starters with the same directory one stores it and the others find it there. */
  async function storeFirst(before: StoredMetadata | null): Promise<number> {
    try {
      return await metadataDatabase.transaction({}, (connection) => persist(connection, built, before?.resourceVersion ?? 0));
    } catch (error) {
      const now = await loadStored(metadataDatabase);
      if (!now || now.resourceVersion === before?.resourceVersion) throw error;
      if (!sameJson(now.metadata, built.metadata)) built = await read(now, built);
      return now.resourceVersion;
    }
  }

  async function persist(connection: Connection, next: Built, from: number): Promise<number> {
    const to = await store(connection, next.metadata, from);
    await notify(connection, to, instanceId, mayNotify && !next.catalog.isYugabyte);
    return to;
  }

  async function apply(connection: Connection, next: Model, previous: Model | null): Promise<void> {
    for (const applier of options.appliers) await applier(connection, next, previous);
  }

  function snapshotOf(): Snapshot {
    return { catalog: built.catalog, model: built.model, resourceVersion: version, generation };
  }

  function swap(next: Built, to: number, startedAt: number): void {
    const before = built.model.tables;
    const rebuilt = [...next.model.tables].filter(([key, table]) => before.get(key) !== table).length;
    built = next;
    version = to;
    generation += 1;
    snapshot = snapshotOf();
    observe({
      kind: 'metadata-changed',
      resourceVersion: version,
      inconsistencies: next.model.inconsistencies.length,
      durationMs: performance.now() - startedAt,
      rebuiltTables: rebuilt,
    });
    for (const listener of listeners) listener(snapshot);
  }

  /** Another process was quicker: take what it stored. Its triggers are in place already. */
  async function catchUp(): Promise<void> {
    const startedAt = performance.now();
    const now = await loadStored(metadataDatabase);
    if (!now || now.resourceVersion <= version) return;
    swap(await read(now, built), now.resourceVersion, startedAt);
  }

  /** Of the source database; made again when it loses a race against another engine's. */
  function inTransaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return retryRaces(() => database.transaction({}, work));
  }

  async function commit(draft: WorkingDraft, startedAt: number): Promise<void> {
    if (!draft.isChanged) return;
    const next = draft.built;
    const before = draft.reapplies ? null : built.model;
    const to =
      database === metadataDatabase
        ? await inTransaction(async (connection) => {
            await apply(connection, next.model, before);
            return persist(connection, next, version);
          })
        : await applyThenPersist(next, before);
    swap(next, to, startedAt);
  }

  async function applyThenPersist(next: Built, before: Model | null): Promise<number> {
    await inTransaction((connection) => apply(connection, next.model, before));
    return metadataDatabase.transaction({}, (connection) => persist(connection, next, version));
  }

  /** The work failed after it had changed the database: what it left behind is served, with the metadata as it was. */
  async function serveWhatIsThere(failed: WorkingDraft, startedAt: number): Promise<void> {
    if (!failed.sawOtherDatabase) return;
    const draft = new WorkingDraft(built, version, database, env);
    await draft.reread();
    await commit(draft, startedAt);
  }

  async function attempt<T>(work: (draft: Draft) => Promise<T>, expectedVersion: number | undefined): Promise<T> {
    const startedAt = performance.now();
    if ((await storedVersion(metadataDatabase)) > version) await catchUp();
    if (expectedVersion !== undefined && expectedVersion !== version) throw conflict(expectedVersion);
    const draft = new WorkingDraft(built, version, database, env);
    try {
      const result = await work(draft);
      await commit(draft, startedAt);
      return result;
    } catch (error) {
      await serveWhatIsThere(draft, startedAt);
      throw error;
    }
  }

  /** Another process stored a version while the work ran: it is done again on that one, later by chance, so that nobody always loses. */
  async function untilFirst<T>(work: (draft: Draft) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(work, undefined);
      } catch (error) {
        const overtaken = error instanceof EngineError && error.code === 'conflict' && error.status === 409;
        if (!overtaken || tries === MAX_TRIES) throw error;
      }
      await delay(Math.random() * Math.min(1_000, 10 * 2 ** tries));
    }
  }

  const change: Lifecycle['change'] = (work, { expectedVersion, once = false } = {}) =>
    alone(() => (expectedVersion === undefined && !once ? untilFirst(work) : attempt(work, expectedVersion)));

  const watcher = await watchVersions({
    database: metadataDatabase,
    intervalMs: options.syncIntervalMs ?? 1_000,
    listens: mayNotify && !built.catalog.isYugabyte,
    onVersion: async (newest) => {
      if (newest > version) await alone(catchUp);
    },
    observe,
  });

  const lifecycle: Lifecycle = {
    snapshot: () => snapshot,
    metadata: () => built.metadata,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    reload: () =>
      change(async (draft) => {
        await draft.reread();
      }),
    afterWrites: async (tables) => {
      const isWritten = (key: string) => tables === 'any' || tables.has(key);
      if (![...built.enumValues.keys()].some(isWritten)) return;
      try {
        const values = await readEnumValues(database, built.metadata, built.catalog);
        if (!sameValue(values, built.enumValues)) await lifecycle.reload();
      } catch (cause) {
        observe({ kind: 'internal-error', message: 'enum values were not read again', cause });
      }
    },
    [Symbol.asyncDispose]: async () => {
      await watcher[Symbol.asyncDispose]();
      await alone(async () => {});
      listeners.clear();
    },
  };
  return lifecycle;
}
