/** At most one migrator at a time, by a row that expires: YugabyteDB has no dependable advisory locks. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { retryTransaction } from '../retry-transaction.ts';

export interface Lease {
  /**
   * Statement that fails (division by zero) when the lease is no longer ours and otherwise keeps others out until its transaction
   * ends: put in front of each file, it makes a migrator that slept past its lease harmless.
   */
  readonly fence: string;
  /** From now on, again for the whole time. @throws when somebody else has it */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** Only the moments between two files have to fit in: during a file its transaction holds the row. */
const seconds = 10;

/** Waits until the lease is ours; `onWait` is called once when somebody else has it. */
export async function acquireLease(client: pg.Client, onWait: (holder: string) => void): Promise<Lease> {
  await createTables(client);
  const holder = randomUUID();
  for (let waited = false; !(await take(client, holder)); waited = true) {
    if (!waited) onWait('another migrator');
    await delay(100 + Math.random() * 100);
  }
  return {
    fence: `select 1 / count(*) from (select 1 from northstack_migrations.lease where holder = '${holder}' for update) mine;`,
    renew: async () => {
      if (!(await take(client, holder))) throw new Error('another migrator has taken over');
    },
    release: async () => {
      await client.query('delete from northstack_migrations.lease where holder = $1', [holder]);
    },
  };
}

/** Takes a free, expired or own lease in one statement. */
async function take(client: pg.Client, holder: string): Promise<boolean> {
  const { rowCount } = await retryTransaction(() =>
    client.query(
      `insert into northstack_migrations.lease as l (id, holder, until) values (1, $1, clock_timestamp() + $2 * interval '1 second')
     on conflict (id) do update set holder = excluded.holder, until = excluded.until
     where l.holder = excluded.holder or l.until < clock_timestamp()`,
      [holder, seconds],
    ),
  );
  return rowCount === 1;
}

/**
 * `if not exists` is not safe against two creators at once: the loser sees, by the moment at which it lost, a unique violation or that
 * the schema, the table or the table's row type exists, and looks again.
 */
const lostTheRace: ReadonlySet<unknown> = new Set(['23505', '42P06', '42P07', '42710']);

async function createTables(client: pg.Client): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query('create schema if not exists northstack_migrations');
      await client.query(`create table if not exists northstack_migrations.lease (
        id int primary key check (id = 1), holder text not null, until timestamptz not null)`);
      await client.query(`create table if not exists northstack_migrations.applied (
        version text primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`);
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (tries >= 10 || !lostTheRace.has(code)) throw error;
      await delay(20 * tries);
    }
  }
}
