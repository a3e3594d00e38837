import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import type { Database } from './database.ts';
import { openDatabase } from './pool.ts';

let scratch: ScratchDatabase;
let database: Database;
beforeAll(async () => {
  scratch = await scratchDatabase({
    sql: `create table t (id int primary key); insert into t select generate_series(1, 100);
          create function slow_when_odd(int) returns text language plpgsql as $$ begin
            if $1 = 100 then perform pg_advisory_xact_lock(7); elsif $1 % 2 = 1 then perform pg_sleep(0.05); end if; return pg_backend_pid(); end $$;
          create table notes (i int);
          create function note(int) returns int language sql as $$ insert into notes values ($1) returning i $$`,
  });
  database = openDatabase(scratch.url, { maxConnections: 3 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const QUICK = 'select 10 / id, pg_backend_pid() from t where id = $1';
const quick = async (id: string) => (await database.read({ text: QUICK, values: [id], prepare: true }))[0]?.texts();
const many = <T>(n: number, ask: (i: number) => Promise<T>) => Promise.all(Array.from({ length: n }, (_, i) => ask(i)));

/** Until it is known as quick. */
async function warm(): Promise<void> {
  for (let i = 0; i < 30; i++) await quick('1');
}

test('each of many at once gets its own answer', async () => {
  await warm();
  const answers = await many(500, (i) => quick(String(1 + (i % 10))));
  expect(answers.map((row) => row?.[0])).toEqual(Array.from({ length: 500 }, (_, i) => String(Math.trunc(10 / (1 + (i % 10))))));
});

test('an error is told to the one who asked, and to nobody else', async () => {
  await warm();
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => quick(i % 7 === 0 ? 'no number' : '2')));
  expect(outcomes.map((o) => (o.status === 'fulfilled' ? o.value?.[0] : o.reason.code))).toEqual(
    Array.from({ length: 200 }, (_, i) => (i % 7 === 0 ? '22P02' : '5')),
  );
});

test('what reads leave behind is there once, also when something that was sent with them fails', async () => {
  const note = (value: string) => database.read({ text: 'select note($1::int)', values: [value], prepare: true });
  for (let i = 1; i <= 30; i++) await note(String(-i));
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => note(i % 7 === 0 ? 'no number' : String(i))));
  expect(outcomes.map(({ status }) => status)).toEqual(
    Array.from({ length: 200 }, (_, i) => (i % 7 === 0 ? 'rejected' : 'fulfilled')),
  );
  const noted = await scratch.sql(`select i from notes where i > 0 order by i`);
  expect(noted.map(({ i }) => i)).toEqual(Array.from({ length: 200 }, (_, i) => i).filter((i) => i % 7 !== 0));
});

test('when a connection is lost, all that was under way on it is told so, and the next go on', async () => {
  await warm();
  const outcomes = Promise.allSettled(Array.from({ length: 100 }, () => quick('1')));
  await scratch.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  for (const outcome of await outcomes) if (outcome.status === 'rejected') expect(outcome.reason.name).toBe('ConnectionLost');
  await eventually(
    () => quick('5').catch(() => null),
    (row) => row?.[0] === '2',
  );
});

test('who needs a connection of his own gets one while quick reads never end', async () => {
  await warm();
  let isOver = false;
  const reading = many(30, async () => {
    while (!isOver) await quick('1');
  });
  for (let i = 0; i < 20; i++) await database.transaction({}, (connection) => connection.query({ text: 'select 1' }));
  isOver = true;
  await reading;
});

test('what is slow for some values does not share', async () => {
  const ask = (i: number) => database.read({ text: 'select slow_when_odd($1::int)', values: [String(i)], prepare: true });
  for (let i = 0; i < 20; i++) await ask(i);
  const holder = new pg.Client({ connectionString: scratch.url });
  await holder.connect();
  await holder.query('select pg_advisory_lock(7)');
  const three = many(3, () => ask(100));
  await eventually(
    () => scratch.sql(`select from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`),
    (waiting) => waiting.length === 3,
  );
  await holder.end();
  await three;
});
