/**
 * Which engine processes are alive, told by themselves: a claim on a row names its process, and what a dead one had claimed
 * is taken over when it has not been heard of for the length of a lease. A process that holds nothing does not beat.
 */
import type { Connection, Database } from './database.ts';
import { textArray } from './text-array.ts';

export const DEFAULT_LEASE_SECONDS = 20;

/**
 * Runs statements that make tables where they are missing, in a transaction of their own. Several processes may do it at once:
 * on PostgreSQL one waits for the other, because `if not exists` alone races.
 */
export async function ensureTables(
  database: Database,
  statements: readonly string[],
  options: { readonly lock: boolean },
): Promise<void> {
  await database.transaction({}, (connection) => makeTables(connection, statements, options));
}

/** The same inside the caller's transaction. `lock`: the database has advisory locks. */
export async function makeTables(
  connection: Connection,
  statements: readonly string[],
  options: { readonly lock: boolean },
): Promise<void> {
  if (options.lock) await connection.query({ text: "select pg_advisory_xact_lock(hashtext('hdb_catalog'))" });
  for (const text of ['create schema if not exists hdb_catalog', INSTANCES, ...statements]) await connection.query({ text });
}

const INSTANCES = `create table if not exists hdb_catalog.hdb_engine_instances (id uuid primary key, seen_at timestamptz not null)`;

export interface Lease {
  /** Names this process in claims: a uuid. */
  readonly id: string;
  /** To be awaited before each claim: makes sure that others see this process alive. */
  renew(): Promise<void>;
  /** Tells how many claims are held: while there are any the lease beats by itself. */
  hold(claims: number): void;
  /** Beats no more. What is told of the process stays, because its other leases have the same name; it goes after a day. */
  stop(): void;
}

export function openLease(database: Connection, id: string, leaseSeconds = DEFAULT_LEASE_SECONDS): Lease {
  const beatMs = leaseSeconds * 250;
  let beatAt = Number.NEGATIVE_INFINITY;
  let held = 0;
  let timer: NodeJS.Timeout | null = null;
  const beat = async () => {
    await database.query({
      text: `insert into hdb_catalog.hdb_engine_instances (id, seen_at) values ($1, now())
             on conflict (id) do update set seen_at = excluded.seen_at`,
      values: [id],
    });
    beatAt = performance.now();
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  return {
    id,
    renew: async () => {
      if (performance.now() - beatAt > beatMs) await beat();
    },
    hold: (claims) => {
      held += claims;
      if (held <= 0) return stop();
      // A beat that fails is made up for by the next; claims outlive the lease only if none succeeds.
      timer ??= setInterval(() => void beat().catch(() => {}), beatMs).unref();
    },
    stop,
  };
}

/**
 * Rows whose claim nobody will end, as a condition on a table with `id` and `claimed_by`: those of dead processes, and those of
 * this one that it does not know of (a claim whose answer was lost with its connection). `$1` is this process, `$2` the lease in
 * seconds, `$3` the ids that this process holds; no claim of its own may be under way meanwhile.
 */
export const CLAIM_IS_LOST = `claimed_by is not null and case when claimed_by = $1::uuid then id::text <> all ($3::text[]) else
  not exists (select from hdb_catalog.hdb_engine_instances i
              where i.id = claimed_by and i.seen_at > now() - make_interval(secs => $2::float8)) end`;

/** The parameters of a statement with `CLAIM_IS_LOST`. */
export interface Taker {
  readonly owner: string;
  readonly leaseSeconds: number;
  readonly held: Iterable<string>;
}

export const takerValues = ({ owner, leaseSeconds, held }: Taker): string[] => [
  owner,
  String(leaseSeconds),
  textArray([...held]),
];

/** Forgets processes that have been silent for a day. */
export async function forgetInstances(database: Connection): Promise<void> {
  await database.query({ text: `delete from hdb_catalog.hdb_engine_instances where seen_at < now() - interval '1 day'` });
}
