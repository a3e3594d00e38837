/** One database of this machine: brings what is wanted of it about, one step at a time, and knows what is the case. */
import { chmod, chown, mkdir, readdir, rename, rm } from 'node:fs/promises';
import type { DatabaseObservation, DesiredDatabase, RestoreObservation } from '../../../domain/ports/database-provider.ts';
import { isSameProcess, processEnded, signalProcess } from '../../../kit/process-identity.ts';
import { ensureLogins, type Login } from '../../sql/logins.ts';
import { withClient } from '../../sql/with-client.ts';
import { removeTree } from '../files/remove-tree.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import type { LocalObservation } from '../observation.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../postgres/cluster.ts';
import { databaseOwner } from '../postgres/owner.ts';
import { readPostmaster } from '../postgres/postmaster.ts';
import { isPortFree } from '../runtime/ports.ts';
import { seal, unseal } from '../seal.ts';
import { createSerial } from '../serial.ts';
import { takeBaseBackup } from './base-backup.ts';
import { type BackupFolders, type DatabaseFolders, databaseFolders } from './folders.ts';
import { ensurePooler, readPooler, stopPooler } from './pooler.ts';
import type { BackupRecord, DatabaseRecord, Timeline } from './record.ts';
import { type Recovery, recoverCluster } from './recover.ts';
import { serverSettings } from './settings.ts';

export interface DatabaseDeps {
  readonly dataDirectory: string;
  readonly key: Uint8Array;
  /** null: this machine has none. */
  readonly pgbouncer: string | null;
  readonly freePort: () => Promise<number>;
  /** The oldest moment to which its backups reach back. */
  readonly recoverableFrom: () => number | null;
  readonly hint: () => void;
  readonly observe: (observation: LocalObservation) => void;
}

export interface LocalDatabase {
  readonly record: DatabaseRecord;
  /** Takes the wish and begins to bring it about. */
  apply(desired: DesiredDatabase): Promise<void>;
  /** Begins to bring about what the record says: after a start of NorthStack. */
  resume(): void;
  observe(): Promise<DatabaseObservation>;
  backUp(backupId: string, to: BackupFolders, signal: AbortSignal): Promise<BackupRecord>;
  /** Ends with `observeRestore` saying how it went. */
  restore(restoreId: string, prepare: () => Promise<RestoreSource>, signal: AbortSignal): Promise<void>;
  observeRestore(restoreId: string): RestoreObservation;
  /** Brings what was committed until now into the log's archive or its own folder. Does nothing when it does not run. */
  flush(): Promise<void>;
  remove(options: { readonly keepBackups: boolean }): Promise<void>;
  /** Stops its server and keeps everything: on the way out. */
  stop(): Promise<void>;
  /** Stops looking after it; what runs goes on. */
  close(): Promise<void>;
}

export interface RestoreSource {
  readonly recovery: Recovery;
  /** Where the new timeline comes from, when its log's archive is the source's own. */
  readonly parent: Timeline['parent'];
  /** Superuser's password of the content that is brought back. */
  readonly superuser: string;
}

/** How long a failed step waits, doubling up to the second. */
const BACKOFF_MS = [500, 30_000] as const;
const HEALTH_MS = 5_000;

export function openDatabase(deps: DatabaseDeps, record: DatabaseRecord): LocalDatabase {
  const folders = databaseFolders(deps.dataDirectory, record.databaseId);
  const serial = createSerial();
  let server: Cluster | null = null;
  let problem: string | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let closing = false;
  let restoring: string | null = null;
  let health: Health = UNKNOWN;

  const saving = createSerial();
  const save = (): Promise<void> => saving.run(() => writeAtomic(folders.record, JSON.stringify(record)));
  const passwords = () => unseal(deps.key, record.databaseId, record.sealedPasswords);
  const logins = (): Login[] => {
    const known = passwords();
    return record.wish.usernames.flatMap((username) => {
      const password = known[username];
      return password === undefined ? [] : [{ username, password }];
    });
  };

  const options = (directory: string): ClusterOptions => ({
    directory,
    port: record.port,
    password: passwords().postgres ?? '',
    settings: serverSettings(record.wish),
    walSegmentMegabytes: 1,
    logFile: folders.log,
  });

  /** Starts the server, adopts it, or starts it again with other settings. */
  const ensureServer = (directory: string): Promise<Cluster> => onOurPort(() => startCluster(options(directory)));

  /** Another port when somebody took ours meanwhile. */
  async function onOurPort(start: () => Promise<Cluster>): Promise<Cluster> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await start();
      } catch (error) {
        if (tries >= 5 || !(error instanceof Error) || !error.message.includes('Address already in use')) throw error;
        record.port = await deps.freePort();
        await save();
      }
    }
  }

  function watch(cluster: Cluster): void {
    if (server?.pid === cluster.pid) return;
    server = cluster;
    deps.observe({
      type: 'database-started',
      databaseId: record.databaseId,
      pid: cluster.pid,
      port: cluster.port,
      adopted: cluster.adopted,
    });
    void cluster.exited().then(() => {
      if (server !== cluster || closing) return;
      deps.observe({ type: 'database-ended', databaseId: record.databaseId, pid: cluster.pid });
      server = null;
      health = UNKNOWN;
      deps.hint();
      resume();
    });
  }

  async function converge(): Promise<void> {
    if (closing || record.removing !== null || record.restoring !== null) return;
    // The wish may change meanwhile: then this is called again.
    const { generation } = record.wish;
    try {
      await prepareFolders(folders);
      await settleContent(folders);
      const cluster = await ensureServer(folders.data);
      if (cluster.port !== record.port) {
        record.port = cluster.port;
        await save();
      }
      watch(cluster);
      await ensureLogins({ url: (name) => cluster.url(name), maintenance: ['postgres'] }, record.wish.databaseName, logins());
      await convergePooler(cluster);
      if (record.timelines.length === 0) record.timelines.push({ timeline: 1, since: 0, parent: null });
      record.applied = generation;
      await save();
      problem = null;
      failures = 0;
      health = UNKNOWN;
    } catch (error) {
      failures += 1;
      problem = textOf(error);
      deps.observe({ type: 'database-failed', databaseId: record.databaseId, step: 'apply', error });
      const [first, last] = BACKOFF_MS;
      timer = setTimeout(resume, Math.min(last, first * 2 ** (failures - 1)) * (0.5 + Math.random() / 2));
      timer.unref();
    }
    deps.hint();
  }

  async function convergePooler(cluster: Cluster): Promise<void> {
    if (!record.wish.pooling || deps.pgbouncer === null) {
      await stopPooler(folders.pooler);
      await rm(folders.pooler, { recursive: true, force: true });
      record.poolerPort = null;
      return;
    }
    const running = await readPooler(folders.pooler);
    if (record.poolerPort === null || (running === null && !(await isPortFree(record.poolerPort)))) {
      record.poolerPort = await deps.freePort();
      await save();
    }
    const { usernames, databaseName } = record.wish;
    await ensurePooler({
      program: deps.pgbouncer,
      directory: folders.pooler,
      port: record.poolerPort,
      cluster,
      databaseName,
      usernames,
    });
  }

  const resume = (): void => {
    clearTimeout(timer);
    void serial.run(converge);
  };

  /** At most every few seconds one look at the server and the pool. */
  async function check(): Promise<Health> {
    if (server === null || !isRunning(server)) return UNKNOWN;
    if (health.at !== 0 && Date.now() - health.at < HEALTH_MS) return health;
    health = await askServer(server, record.wish.databaseName);
    if (record.poolerPort !== null && record.applied === record.wish.generation && (await readPooler(folders.pooler)) === null)
      resume();
    return health;
  }

  return {
    record,
    resume,
    apply: async (desired) => {
      const changed =
        desired.generation !== record.wish.generation || JSON.stringify(wishOf(desired)) !== JSON.stringify(record.wish);
      const known = passwords();
      const wanted = Object.fromEntries(desired.logins.map((l) => [l.username, l.password]));
      const rotated =
        desired.logins.some((l) => known[l.username] !== l.password) || Object.keys(known).length !== desired.logins.length + 1;
      if (!changed && !rotated) {
        if (server === null && problem === null && !serial.busy()) resume();
        return;
      }
      record.wish = wishOf(desired);
      record.sealedPasswords = seal(deps.key, record.databaseId, { ...wanted, postgres: known.postgres ?? '' });
      if (record.applied === desired.generation) record.applied = desired.generation - 1;
      await save();
      failures = 0;
      resume();
    },
    observe: async () => {
      const seen = await check();
      const running = server !== null && isRunning(server) && seen.answers;
      const current = record.applied === record.wish.generation && record.wish.generation > 0;
      const phase = phaseOf({ record, restoring, running, current, problem });
      const from = deps.recoverableFrom();
      return {
        state: 'present',
        phase,
        reason: problem ?? seen.problem,
        generation: record.applied,
        endpoint: record.applied > 0 ? { host: '127.0.0.1', port: record.port } : null,
        pooler: record.poolerPort === null ? null : { host: '127.0.0.1', port: record.poolerPort },
        version: seen.version,
        readyNodes: running ? 1 : 0,
        sizeBytes: seen.sizeBytes,
        recoverable: from === null ? null : { from, until: Math.max(from, Date.now()) },
        observedAt: Date.now(),
      };
    },
    backUp: (backupId, to, signal) =>
      serial.run(async () => {
        const cluster = server;
        if (cluster === null || !isRunning(cluster))
          throw new Error('The database does not run: a backup is taken when it does.');
        const taken = await takeBaseBackup({ cluster, data: folders.data, archive: folders.archive }, backupId, to, signal);
        const sealedPasswords = seal(deps.key, backupId, { postgres: passwords().postgres ?? '' });
        const { databaseId, wish } = record;
        return { version: 1, backupId, databaseId, databaseName: wish.databaseName, ...taken, location: null, sealedPasswords };
      }),
    flush,
    restore: (restoreId, prepare, signal) => {
      restoring = restoreId;
      return serial.run(async () => {
        const inPlace = record.applied > 0;
        try {
          record.restoring = { restoreId, inPlace };
          await save();
          await prepareFolders(folders);
          await settleContent(folders);
          const source = await prepare();
          await bringBack(source, signal);
          record.restores[restoreId] = { state: 'succeeded' };
          record.restoring = null;
          await save();
        } catch (error) {
          deps.observe({ type: 'database-failed', databaseId: record.databaseId, step: 'restore', error });
          await dropIncoming(folders);
          if (closing) return;
          record.restores[restoreId] = { state: 'failed', reason: textOf(error) };
          record.restoring = inPlace ? null : record.restoring;
          await save();
        } finally {
          restoring = null;
        }
        if (record.restoring === null) resume();
        deps.hint();
      });
    },
    observeRestore: (restoreId) => {
      if (restoring === restoreId) return { state: 'running' };
      return record.restores[restoreId] ?? { state: 'absent' };
    },
    remove: ({ keepBackups }) => {
      record.removing ??= { keepBackups };
      return serial.run(async () => {
        clearTimeout(timer);
        await save();
        await stopServer();
        await removeTree(folders.root);
      });
    },
    stop: async () => {
      closing = true;
      clearTimeout(timer);
      await serial.run(stopServer);
    },
    close: async () => {
      closing = true;
      clearTimeout(timer);
      await serial.settled();
    },
  };

  async function flush(): Promise<void> {
    if (server === null || !isRunning(server)) return;
    await withClient(server.url('postgres'), async (client) => {
      // Replay can only end at a moment when it sees a transaction after it: this is one.
      await client.query('select pg_current_xact_id()');
      await client.query('select pg_switch_wal()');
    });
  }

  /** Recovers beside what is there and then takes its place. The log's archive is the same for both: a new timeline begins in it. */
  async function bringBack({ recovery, parent, superuser }: RestoreSource, signal: AbortSignal): Promise<void> {
    const before = server;
    // Two servers cannot have one port, and nothing may be written that the new content will not have.
    server = null;
    health = UNKNOWN;
    await stopPooler(folders.pooler);
    await before?.stop();
    const recovered = await onOurPort(async () => {
      await dropIncoming(folders);
      await mkdirOwned(folders.incoming, folders);
      return await recoverCluster({ ...options(folders.incoming), password: superuser }, recovery, signal);
    });
    const known = passwords();
    const timeline = await withClient(recovered.url('postgres'), async (client) => {
      await client.query(`alter role postgres password ${client.escapeLiteral(known.postgres ?? '')}`);
      const { rows } = await client.query<{ timeline: number }>('select timeline_id as timeline from pg_control_checkpoint()');
      return rows[0]?.timeline ?? 1;
    });
    await recovered.stop();
    await removeTree(folders.outgoing);
    await rename(folders.data, folders.outgoing).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(folders.incoming, folders.data);
    record.timelines.push({ timeline, since: Date.now(), parent });
    await save();
    await removeTree(folders.outgoing);
  }

  async function stopServer(): Promise<void> {
    const running = server;
    server = null;
    await stopPooler(folders.pooler);
    await running?.stop();
  }
}

interface Health {
  readonly at: number;
  readonly answers: boolean;
  readonly version: string | null;
  readonly sizeBytes: number | null;
  readonly problem: string | null;
}

const UNKNOWN: Health = { at: 0, answers: false, version: null, sizeBytes: null, problem: null };

async function askServer(cluster: Cluster, databaseName: string): Promise<Health> {
  try {
    return await withClient(
      cluster.url('postgres'),
      async (client) => {
        const { rows } = await client.query<{ version: string; size: string | null; failing: boolean }>(
          `select current_setting('server_version') as version,
             (select pg_database_size(oid) from pg_database where datname = $1) as size,
             coalesce((select last_failed_time > coalesce(last_archived_time, '-infinity') from pg_stat_archiver), false) as failing`,
          [databaseName],
        );
        const [row] = rows;
        const sizeBytes = row?.size == null ? null : Number(row.size);
        const problem = row?.failing
          ? 'Its log cannot be archived at the moment: it serves, and cannot be restored to now.'
          : null;
        return { at: Date.now(), answers: true, version: row?.version ?? null, sizeBytes, problem };
      },
      { timeoutMs: 10_000 },
    );
  } catch (error) {
    return { ...UNKNOWN, at: Date.now(), problem: `It does not answer: ${textOf(error)}` };
  }
}

function phaseOf(state: {
  readonly record: DatabaseRecord;
  readonly restoring: string | null;
  readonly running: boolean;
  readonly current: boolean;
  readonly problem: string | null;
}): Extract<DatabaseObservation, { state: 'present' }>['phase'] {
  const { record, restoring, running, current } = state;
  if (record.removing !== null) return 'removing';
  if (restoring !== null) return 'restoring';
  // Its content is not there yet, or could not be brought back, and it never had another.
  if (record.restoring !== null && !record.restoring.inPlace)
    return record.restores[record.restoring.restoreId]?.state === 'failed' ? 'failed' : 'restoring';
  if (record.applied === 0) return 'creating';
  if (!running) return 'unreachable';
  return current ? 'running' : 'changing';
}

const isRunning = (cluster: Cluster): boolean => isSameProcess(cluster.process);

export function wishOf(desired: DesiredDatabase): DatabaseRecord['wish'] {
  const { label, cpuMillicores, memoryMegabytes, storageGigabytes, pooling, databaseName, generation } = desired;
  const usernames = desired.logins.map((l) => l.username);
  return { label, nodes: 1, cpuMillicores, memoryMegabytes, storageGigabytes, pooling, databaseName, generation, usernames };
}

/** Open to pass through for PostgreSQL's user, readable for nobody else. */
async function prepareFolders(folders: DatabaseFolders): Promise<void> {
  await mkdir(folders.root, { recursive: true, mode: 0o711 });
  await chmod(folders.root, 0o711);
  await mkdirOwned(folders.archive, folders);
}

async function mkdirOwned(path: string, folders: DatabaseFolders): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const owner = databaseOwner(folders.data);
  if (owner) await chown(path, owner.uid, owner.gid);
}

/** After a crash in the middle of a restore: what was there before is there again, or the new content when it had taken its place. */
async function settleContent(folders: DatabaseFolders): Promise<void> {
  const present = new Set(await readdir(folders.root));
  if (!present.has('data') && present.has('outgoing')) await rename(folders.outgoing, folders.data);
  await dropIncoming(folders);
  await removeTree(folders.outgoing);
  await removeTree(folders.fetched);
}

/** A server that recovers in it is stopped first. */
async function dropIncoming(folders: DatabaseFolders): Promise<void> {
  const running = await readPostmaster(folders.incoming);
  if (running) {
    signalProcess(running.process, 'SIGQUIT');
    await processEnded(running.process, 10_000);
  }
  await removeTree(folders.incoming);
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
