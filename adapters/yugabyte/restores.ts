/**
 * Brings content back, one step at a time; each step may be done again after a crash. What became of it is kept on the universe, because the
 * operator runs every RestoreJob that is still there again when it restarts: the job is deleted as soon as it has ended.
 *
 * A restore to a moment (PitrRestore) never says that it is done. So a mark is written into the database before, which is younger than the
 * moment: when it is gone, the content is that of the moment.
 */
import pg from 'pg';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import type { KubernetesClient } from '../kubernetes/client/open-client.ts';
import { ensureLogins, ensureOwner, type Login, type LoginServer } from '../sql/logins.ts';
import { withClient } from '../sql/with-client.ts';
import { pitrConfigs, pitrRestores, restoreJobs, type Universe } from './kinds.ts';
import { labelsOf, pitrName, RESTORE, RESTORES, restoreName } from './names.ts';
import { restoreStateOf, snapshotStateOf } from './states.ts';
import type { Wish } from './wish.ts';

const record = z.object({
  restoreId: z.string(),
  /** A Backup's name, or a moment in milliseconds since the epoch. */
  from: z.union([z.object({ backup: z.string() }), z.object({ at: z.number() })]),
  inPlace: z.boolean(),
  /** `settling` and `failing`: how it went is known, so its own object may go. */
  step: z.enum(['prepare', 'asked', 'settling', 'failing', 'succeeded', 'failed']),
  reason: z.string().nullable(),
  begunAt: z.number(),
});
export type RestoreRecord = z.infer<typeof record>;

/** Oldest first. */
export function readRestores({ metadata }: Universe): readonly RestoreRecord[] {
  try {
    return z.array(record).parse(JSON.parse(metadata.annotations?.[RESTORES] ?? '[]'));
  } catch {
    return [];
  }
}

/** With this one changed or added; as many as anybody asks for. */
export const withRestore = (universe: Universe | null, changed: RestoreRecord): readonly RestoreRecord[] => [
  ...(universe === null ? [] : readRestores(universe)).filter((r) => r.restoreId !== changed.restoreId).slice(-4),
  changed,
];

export const openRestore = (universe: Universe): RestoreRecord | null =>
  readRestores(universe).find((r) => r.step !== 'succeeded' && r.step !== 'failed') ?? null;

export interface RestoreContext {
  readonly client: KubernetesClient;
  readonly namespace: string;
  readonly universe: string;
  readonly wish: Wish;
  readonly logins: readonly Login[];
  readonly server: LoginServer;
  readonly now: () => number;
  /** How long the operator may fail to begin a restore to a moment before we give it up. */
  readonly giveUpMs: number;
  readonly unknown: (what: string) => void;
}

/** The next step. The same record: nothing has changed yet. */
export async function advanceRestore(context: RestoreContext, now: RestoreRecord): Promise<RestoreRecord> {
  switch (now.step) {
    case 'prepare':
      return 'backup' in now.from
        ? await askFromBackup(context, now, now.from.backup)
        : await askMoment(context, now, now.from.at);
    case 'asked':
      return 'backup' in now.from ? await watchJob(context, now) : await watchMoment(context, now);
    // What comes of it is written down by now: without its object nobody could tell any more.
    case 'settling':
      await clearRestore(context, now);
      return await settle(context, now);
    case 'failing':
      await clearRestore(context, now);
      return await undo(context, now);
    case 'succeeded':
    case 'failed':
      return now;
  }
}

async function askFromBackup(context: RestoreContext, now: RestoreRecord, backup: string): Promise<RestoreRecord> {
  const { client, namespace, universe, wish, server } = context;
  const key = { namespace, name: restoreName(now.restoreId) };
  if ((await client.get(restoreJobs, key)) === null) {
    await ensureOwner(server, wish.databaseName);
    if (now.inPlace) await setAside(context, asideOf(now, wish));
    const manifest = {
      metadata: { ...key, labels: { ...labelsOf(wish.databaseId), [RESTORE]: now.restoreId } },
      spec: { actionType: 'RESTORE', universe, backup, keyspace: wish.databaseName },
    };
    await client.create(restoreJobs, manifest).catch(thereAlready);
  }
  return { ...now, step: 'asked' };
}

/** What is there keeps its content under another name until the new content is there. */
async function setAside({ client, namespace, wish, server }: RestoreContext, aside: string): Promise<void> {
  const { databaseId, databaseName } = wish;
  const pitr = { namespace, name: pitrName(databaseId) };
  // Its snapshots hold on to the database; it is made anew for the new one.
  if ((await client.delete(pitrConfigs, pitr)) && (await client.get(pitrConfigs, pitr)) !== null)
    throw busy('The snapshots of the former content are being removed.');
  await maintain(server, async (sql) => {
    const names = await databasesAmong(sql, [databaseName, aside]);
    if (!names.has(databaseName) || names.has(aside)) return;
    await leave(sql, databaseName);
    await sql.query(`alter database ${id(databaseName)} rename to ${id(aside)}`);
  });
}

async function watchJob(context: RestoreContext, now: RestoreRecord): Promise<RestoreRecord> {
  const { client, namespace, unknown } = context;
  const job = await client.get(restoreJobs, { namespace, name: restoreName(now.restoreId) });
  const state =
    job === null
      ? ({ is: 'failed', reason: 'Somebody deleted the restore job before it ended.' } as const)
      : restoreStateOf(job.status?.message);
  switch (state.is) {
    case 'running':
      return now;
    case 'unknown':
      unknown(`RestoreJob: ${state.word}`);
      return now;
    case 'succeeded':
      return { ...now, step: 'settling' };
    case 'failed':
      return { ...now, step: 'failing', reason: state.reason };
  }
}

/** The former content again, where it was put aside; where there was none, what came of it goes, so that it can be tried again. */
async function undo({ wish, server }: RestoreContext, now: RestoreRecord): Promise<RestoreRecord> {
  const aside = asideOf(now, wish);
  await maintain(server, async (sql) => {
    if (!now.inPlace) {
      await leave(sql, wish.databaseName);
      await sql.query(`drop database if exists ${id(wish.databaseName)}`);
      return;
    }
    const names = await databasesAmong(sql, [aside]);
    if (!names.has(aside)) return;
    await leave(sql, wish.databaseName);
    await sql.query(`drop database if exists ${id(wish.databaseName)}`);
    await sql.query(`alter database ${id(aside)} rename to ${id(wish.databaseName)}`);
  });
  return { ...now, step: 'failed' };
}

async function askMoment(context: RestoreContext, now: RestoreRecord, at: number): Promise<RestoreRecord> {
  const { client, namespace, universe, wish, server } = context;
  const key = { namespace, name: restoreName(now.restoreId) };
  if ((await client.get(pitrRestores, key)) === null) {
    await inside(server, wish.databaseName, async (sql) => {
      await sql.query('create schema if not exists northstack');
      await sql.query('create table if not exists northstack.restores (id text primary key)');
      await sql.query('insert into northstack.restores (id) values ($1) on conflict do nothing', [now.restoreId]);
    });
    const manifest = {
      metadata: { ...key, labels: { ...labelsOf(wish.databaseId), [RESTORE]: now.restoreId } },
      spec: { universe, pitrConfig: pitrName(wish.databaseId), restoreTime: new Date(at).toISOString() },
    };
    await client.create(pitrRestores, manifest).catch(thereAlready);
  }
  return { ...now, step: 'asked' };
}

async function watchMoment(context: RestoreContext, now: RestoreRecord): Promise<RestoreRecord> {
  const { client, namespace, wish, server, giveUpMs, unknown } = context;
  const asked = await client.get(pitrRestores, { namespace, name: restoreName(now.restoreId) });
  if (asked === null) return { ...now, step: 'failing', reason: 'Somebody deleted the restore before it ended.' };
  const state = snapshotStateOf(asked.status?.message);
  if (state.is === 'unknown') unknown(`PitrRestore: ${state.word}`);
  // The operator tries again by itself.
  if (state.is === 'failed' && context.now() - now.begunAt >= giveUpMs) return { ...now, step: 'failing', reason: state.reason };
  const marked = await inside(server, wish.databaseName, async (sql) => {
    const { rows } = await sql.query<{ there: boolean }>("select to_regclass('northstack.restores') is not null as there");
    if (rows[0]?.there !== true) return false;
    return (await sql.query('select 1 from northstack.restores where id = $1', [now.restoreId])).rows.length > 0;
  });
  return marked ? now : { ...now, step: 'settling' };
}

/** The logins of now, whatever the content of then knew. */
async function settle({ wish, logins, server }: RestoreContext, now: RestoreRecord): Promise<RestoreRecord> {
  const owner = `${wish.databaseName}_owner`;
  await ensureOwner(server, wish.databaseName);
  await inside(server, wish.databaseName, async (sql) => {
    await sql.query(`alter database ${id(wish.databaseName)} owner to ${id(owner)}`);
    for (const role of await peopleOf(sql)) if (role !== owner) await sql.query(`reassign owned by ${id(role)} to ${id(owner)}`);
  });
  await ensureLogins(server, wish.databaseName, logins);
  await maintain(server, async (sql) => {
    const wanted = new Set(logins.map((l) => l.username));
    // Of the database that the backup was taken from.
    for (const role of await peopleOf(sql))
      if (role !== owner && !wanted.has(role)) await sql.query(`alter role ${id(role)} nologin`);
    const aside = asideOf(now, wish);
    if (!(await databasesAmong(sql, [aside])).has(aside)) return;
    await leave(sql, aside);
    await sql.query(`drop database ${id(aside)}`);
  });
  return { ...now, step: 'succeeded' };
}

/** Without their own objects nothing is left of a restore that has ended. */
async function clearRestore({ client, namespace }: RestoreContext, ended: RestoreRecord): Promise<void> {
  const kind = 'backup' in ended.from ? restoreJobs : pitrRestores;
  await client.delete(kind, { namespace, name: restoreName(ended.restoreId) });
}

const asideOf = ({ restoreId }: RestoreRecord, { databaseName }: Wish): string =>
  `${databaseName.slice(0, 40)}_before_${restoreId.replaceAll('-', '').slice(0, 8)}`;

const maintain = <T>(server: LoginServer, work: (sql: pg.Client) => Promise<T>): Promise<T> =>
  withClient(server.url(server.maintenance[0]), work, server.options);
const inside = <T>(server: LoginServer, database: string, work: (sql: pg.Client) => Promise<T>): Promise<T> =>
  withClient(server.url(database), work, server.options);

async function databasesAmong(sql: pg.Client, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ datname: string }>('select datname from pg_database where datname = any ($1)', [names]);
  return new Set(rows.map((r) => r.datname));
}

/** Roles that are neither the server's own nor superusers. */
async function peopleOf(sql: pg.Client): Promise<readonly string[]> {
  const { rows } = await sql.query<{ rolname: string }>(
    "select rolname from pg_roles where not rolsuper and rolname !~ '^(pg_|yb_|yugabyte|postgres)' order by rolname",
  );
  return rows.map((r) => r.rolname);
}

const leave = (sql: pg.Client, database: string): Promise<unknown> =>
  sql.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()', [database]);

const id = (identifier: string): string => pg.escapeIdentifier(identifier);

const busy = (message: string): Fault => new Fault('retry', { code: 'database-busy', message });

/** The answer of an earlier try was lost. */
const thereAlready = (error: unknown): void => {
  if (!(error instanceof Fault) || error.code !== 'cluster-object-exists') throw error;
};
