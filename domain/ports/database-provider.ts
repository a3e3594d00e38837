/**
 * Makes databases real: the desired state goes in, what is really there comes out. The contract suite is
 * test/contracts/database-provider.contract.ts.
 *
 * What every method promises:
 * - Accepted is not done. `apply`, `remove`, `startBackup`, `removeBackup` and `startRestore` return when the wish is taken; whether and how
 *   it came true is what the `observe…` methods say, and nothing else is the truth. A hint may say when to look; losing one costs time only.
 * - Doing it twice is doing it once. Ids are ours and are the keys: outside names are derived from them (`ns-<first 12 characters of the
 *   id>`, say), looked up before anything is created, and never chosen by the other side. After a crash in the middle the same call goes on.
 * - Removing what is absent succeeds. Observing what was never made is `absent`, not an error.
 * - Failures are `Fault`s: `retry` (busy, network, 429, 5xx), `conflict` (somebody changed it meanwhile: read again), `reject` (the wish
 *   cannot be granted; the message says what to do and is shown to the user), `auth` (our own credentials are refused), `gone` (the parent
 *   is not there, for example the cluster). A wish that turns out impossible after it was accepted is `failed` in what is observed.
 * - A `signal` that is aborted ends the call soon; what was accepted before goes on. Every call has a time limit of its own.
 * - Passwords never appear in a message, a reason, a log line or a location.
 */
import type { Held } from './held.ts';

export interface DatabaseProvider {
  /** What it can do here. Constant for the life of the adapter: actions refuse with it before anything is written. */
  readonly capabilities: DatabaseCapabilities;
  /**
   * Makes the world like `desired`: creates it, scales it, makes exactly the given logins work. Applying the same again changes nothing.
   * A database that is `present` is never emptied by it, whatever changed. Shrinking storage is rejected. One that held data and is `absent`
   * (`madeBefore`) is not made anew and empty.
   * @throws Fault reject | retry | conflict | auth | gone `database-lost`
   */
  apply(desired: DesiredDatabase, signal?: AbortSignal): Promise<void>;
  observe(databaseId: string, signal?: AbortSignal): Promise<DatabaseObservation>;
  /** Stops and deletes it with its data; its backups too unless they are to be kept. `absent` is seen when it is done. */
  remove(databaseId: string, options: { readonly keepBackups: boolean }, signal?: AbortSignal): Promise<void>;
  /** All databases it holds, each once, also those of which the rows are gone; none of another installation. */
  list(signal?: AbortSignal): Promise<readonly Held[]>;

  /**
   * Takes a backup of a running database without stopping it. The second call with the same id finds the first; another backup of the
   * same database while one is under way waits or is `retry`. A provider without backups rejects with `backups-unavailable`.
   */
  startBackup(request: BackupRequest, signal?: AbortSignal): Promise<void>;
  observeBackup(backup: BackupReference, signal?: AbortSignal): Promise<BackupObservation>;
  /** null: its platform takes backups only when it is told to, one by one. */
  readonly schedules: BackupSchedules | null;
  /** Deletes it, or stops it when it is under way. The logs needed only for it are freed too. */
  removeBackup(backup: BackupReference, signal?: AbortSignal): Promise<void>;

  /**
   * Brings a database to an earlier content. Into a new one (`target.databaseId` differs from the source): the target is created as by
   * `apply` and must not exist before. In place: the database is away meanwhile, and when the restore fails it goes on with the content it
   * had. The logins of `target` work afterwards, also when the earlier content did not know them. Rejects what `capabilities` excludes. In place
   * of a database that is `absent` it is made from the backup, as a new one would be.
   */
  startRestore(request: RestoreRequest, signal?: AbortSignal): Promise<void>;
  observeRestore(restore: RestoreReference, signal?: AbortSignal): Promise<RestoreObservation>;
}

export interface DatabaseCapabilities {
  /** The adapter's name, kept in the row: `local`, `yugabyte`. */
  readonly provider: string;
  /** Engines it makes; the first is the default. Empty: it makes none, and `unavailable` says why. */
  readonly engines: readonly { readonly engine: DatabaseEngine; readonly versions: readonly string[] }[];
  /** What to do to have databases here, for the user; null: they can be made. */
  readonly unavailable: string | null;
  readonly maximumNodes: number;
  /** null: a connection pool can be had; otherwise why not and what to do. */
  readonly poolingUnavailable: string | null;
  readonly backups: boolean;
  readonly restoreInPlace: boolean;
  readonly restoreIntoNew: boolean;
  /** Restoring to a moment and not only to a backup. `in-place` only where the platform cannot do it into a new database. */
  readonly pointInTime: 'any' | 'in-place' | 'none';
}

export type DatabaseEngine = 'postgresql' | 'yugabytedb';

export interface DesiredDatabase {
  /** Our row's id: the key. */
  readonly databaseId: string;
  /** For people and labels, `<project>-<environment>-<slug>`. Not unique, not a key. */
  readonly label: string;
  readonly engine: DatabaseEngine;
  /** null: the newest that the provider has. */
  readonly version: string | null;
  /** Our region's slug. */
  readonly region: string;
  readonly nodes: number;
  /** Of each node. */
  readonly cpuMillicores: number;
  readonly memoryMegabytes: number;
  readonly storageGigabytes: number;
  readonly pooling: boolean;
  /** The database to make on the server; its name goes into addresses. */
  readonly databaseName: string;
  /**
   * All that shall work, the current one first; any other login that a former `apply` made stops working. What one of them creates belongs
   * to all of them, so that a rotation takes nothing from the application.
   */
  readonly logins: readonly DatabaseLogin[];
  /** It held data already: when it is not there, that is said instead of making an empty one. A restore brings it back all the same. */
  readonly madeBefore: boolean;
  /** Goes up with each change of the wish; see `DatabaseObservation.generation`. */
  readonly generation: number;
}

export interface DatabaseLogin {
  readonly username: string;
  readonly password: string;
}

export type DatabaseObservation =
  | { readonly state: 'absent' }
  | {
      readonly state: 'present';
      /**
       * `creating`: never ready yet. `changing`: it serves, and something that was wished is not done yet. `restoring`: away while its
       * content is brought back. `failed`: it will not become ready by waiting. `unknown`: the platform said something we do not know.
       */
      readonly phase:
        | 'creating'
        | 'running'
        | 'changing'
        | 'restoring'
        | 'failing-over'
        | 'unreachable'
        | 'removing'
        | 'failed'
        | 'unknown';
      /** What is the matter, for the user; null when nothing is. */
      readonly reason: string | null;
      /** The newest generation that is carried out completely; 0 while none is. `running` with an older one means: not yet. */
      readonly generation: number;
      readonly endpoint: DatabaseEndpoint | null;
      /** Of the connection pool, when it has one. */
      readonly pooler: DatabaseEndpoint | null;
      readonly version: string | null;
      readonly readyNodes: number;
      readonly sizeBytes: number | null;
      /** Moments between which it can be restored, in milliseconds since the epoch; null: it cannot. */
      readonly recoverable: { readonly from: number; readonly until: number } | null;
      /** Milliseconds since the epoch at which this was looked up. */
      readonly observedAt: number;
    };

export interface DatabaseEndpoint {
  readonly host: string;
  readonly port: number;
}

/** Backups that the platform takes by the clock, so that they are taken while we are away. */
export interface BackupSchedules {
  /**
   * From now on backups of a database that runs are taken at these times. The same again changes nothing, other times take the place of these.
   * false: this version of the platform cannot, and has not begun.
   */
  keep(schedule: { readonly databaseId: string; readonly cron: string }, signal?: AbortSignal): Promise<boolean>;
  /** No further ones; those that were taken stay. With the database a schedule ends too. */
  end(databaseId: string, signal?: AbortSignal): Promise<void>;
  /**
   * What was taken and is still there, whatever became of it. Each has an id of its own that never changes, by which `observeBackup`,
   * `removeBackup` and `startRestore` know it from now on.
   */
  taken(databaseId: string, signal?: AbortSignal): Promise<readonly TakenBackup[]>;
}

export interface TakenBackup {
  readonly backupId: string;
  /** When it was begun, in milliseconds since the epoch. */
  readonly at: number;
}

export interface BackupReference {
  /** Our row's id: the key. */
  readonly backupId: string;
  readonly databaseId: string;
}

export interface BackupRequest extends BackupReference {
  /** How long it will be kept, for platforms that remove it by themselves as well; null: until it is removed. */
  readonly keepMs: number | null;
}

export type BackupObservation =
  | { readonly state: 'absent' }
  | { readonly state: 'running' }
  | {
      readonly state: 'succeeded';
      /** null where the platform does not say. */
      readonly sizeBytes: number | null;
      /** Where it is, for people: a folder, a bucket and key. */
      readonly location: string;
      readonly engineVersion: string | null;
      /** The moment whose content it holds, in milliseconds since the epoch. */
      readonly consistentAt: number;
    }
  | { readonly state: 'failed'; readonly reason: string };

export interface RestoreReference {
  /** Our row's id: the key. */
  readonly restoreId: string;
  readonly targetDatabaseId: string;
}

export interface RestoreRequest {
  readonly restoreId: string;
  readonly sourceDatabaseId: string;
  /** As for `apply`. The source's own id: in place. */
  readonly target: DesiredDatabase;
  readonly from:
    | { readonly kind: 'backup'; readonly backupId: string }
    /** Everything committed until then is there, and nothing after it. Milliseconds since the epoch. */
    | { readonly kind: 'moment'; readonly at: number };
}

export type RestoreObservation =
  | { readonly state: 'absent' }
  | { readonly state: 'running' }
  | { readonly state: 'succeeded' }
  | { readonly state: 'failed'; readonly reason: string };
