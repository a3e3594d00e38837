import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import { EngineError } from '../error.ts';
import type { Database } from './database.ts';
import { openDatabase } from './pool.ts';
import { toEngineError } from './postgres-error.ts';

let scratch: ScratchDatabase;
let database: Database;
beforeAll(async () => {
  scratch = await scratchDatabase({ sql: 'create table t (id int primary key, note text)' });
  database = openDatabase(scratch.url, { maxConnections: 3 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const backend = async (from: { query: Database['query'] }) => {
  const [row] = await from.query({ text: 'select pg_backend_pid()::text as pid' });
  return Number(row?.pid);
};

describe('query', () => {
  test('answers PostgreSQL text, digits and JSON untouched', async () => {
    const [row] = await database.query({
      text: `select 9007199254740993::int8 as big, 1.10::numeric as n, true as yes, '{"b": 1,"a":2}'::json as j, null as nothing`,
    });
    expect(row).toEqual({ big: '9007199254740993', n: '1.10', yes: 't', j: '{"b": 1,"a":2}', nothing: null });
  });

  test('binds text values, prepared or not, and NULL', async () => {
    for (const prepare of [false, true, true]) {
      const rows = await database.query({ text: 'select $1::int + 1 as n, $2::text as t', values: ['41', null], prepare });
      expect(rows).toEqual([{ n: '42', t: null }]);
    }
  });

  test('runs in the UTC time zone', async () => {
    expect(await database.query({ text: `select to_json('2024-01-02 03:04:05+02'::timestamptz) as t` })).toEqual([
      { t: '"2024-01-02T01:04:05+00:00"' },
    ]);
  });

  test('an error leaves the connection usable', async () => {
    for (let i = 0; i < 5; i++) await expect(database.query({ text: 'select 1/0' })).rejects.toMatchObject({ code: '22012' });
    expect(await database.query({ text: 'select 1 as one' })).toEqual([{ one: '1' }]);
  });
});

describe('batch', () => {
  test('answers the rows of each statement, text or bytes', async () => {
    const [none, some] = await database.batch([
      { text: 'select 1 where false' },
      { text: `select 'ä' as a, null as b union all select $1, 'x' order by 2`, values: ['y'], prepare: true },
    ]);
    expect(none).toEqual([]);
    expect(some?.map((row) => [row.text(0), row.bytes(1)?.toString() ?? null])).toEqual([
      ['y', 'x'],
      ['ä', null],
    ]);
  });

  test('is one transaction: a failure undoes what came before and keeps what comes after from running', async () => {
    const insert = (id: number) => ({ text: `insert into t values (${id}, 'batch')`, prepare: true });
    const failing = database.batch([insert(10), { text: 'select 1/0' }, insert(11)]);
    await expect(failing).rejects.toMatchObject({ code: '22012', statementIndex: 1 });
    const within = database.transaction({}, (connection) => connection.batch([insert(10), { text: 'select 1/0' }]));
    await expect(within).rejects.toMatchObject({ code: '22012', statementIndex: 1 });
    await database.batch([insert(12), insert(13)], { transaction: { isolation: 'serializable' } });
    await expect(database.batch([insert(14), insert(13)], { transaction: {} })).rejects.toMatchObject({ code: '23505' });
    expect(await database.query({ text: `select id from t where note = 'batch' order by id` })).toEqual([
      { id: '12' },
      { id: '13' },
    ]);
    await database.query({ text: `delete from t where note = 'batch'` });
  });

  test('each statement sees what the ones before it wrote', async () => {
    const [, seen] = await database.batch([
      { text: `insert into t values (20, 'seen')` },
      { text: 'delete from t where id = 20 returning note' },
    ]);
    expect(seen?.[0]?.text(0)).toBe('seen');
  });
});

describe('prepared statements', () => {
  test('outlive a change of the table they read', async () => {
    await using one = openDatabase(scratch.url, { maxConnections: 1 });
    await one.script('create table changing (a int); insert into changing values (1)');
    const read = { text: 'select * from changing', prepare: true };
    expect(await one.query(read)).toEqual([{ a: '1' }]);
    await one.script('alter table changing add column b text default $$x$$');
    expect(await one.query(read)).toEqual([{ a: '1', b: 'x' }]);
    await one.script('alter table changing alter column a type text');
    const inTransaction = await one.transaction({}, (c) => c.query(read));
    expect(inTransaction).toEqual([{ a: '1', b: 'x' }]);
    await one.script('deallocate all');
    expect(await one.query(read)).toEqual([{ a: '1', b: 'x' }]);
  });

  test('are few on the server, however many texts there are', async () => {
    await using one = openDatabase(scratch.url, { maxConnections: 1 });
    for (let i = 0; i < 600; i++) await one.query({ text: `select ${i} as i`, prepare: true });
    const [row] = await one.query({ text: 'select count(*) as n from pg_prepared_statements' });
    expect(Number(row?.n)).toBeLessThanOrEqual(250);
    expect(Number(row?.n)).toBeGreaterThan(200);
  });

  test('are short on the server, however long the texts are', async () => {
    await using one = openDatabase(scratch.url, { maxConnections: 1 });
    const long = (i: number) => ({ text: `select ${i} as i /* ${'-'.repeat(30_000)} */`, prepare: true });
    for (let i = 0; i < 40; i++) expect(await one.query(long(i))).toEqual([{ i: String(i) }]);
    const [row] = await one.query({ text: 'select sum(length(statement)) as n from pg_prepared_statements' });
    expect(Number(row?.n)).toBeLessThanOrEqual(500_000);
    expect(Number(row?.n)).toBeGreaterThan(400_000);
    // What was closed is prepared again.
    expect(await one.query(long(0))).toEqual([{ i: '0' }]);
  });

  test('a text that does not parse does not spoil later ones', async () => {
    await using one = openDatabase(scratch.url, { maxConnections: 1 });
    for (let i = 0; i < 2; i++)
      await expect(one.query({ text: 'selec', prepare: true })).rejects.toMatchObject({ code: '42601' });
    expect(await one.query({ text: 'select 1 as one', prepare: true })).toEqual([{ one: '1' }]);
  });
});

test('an answer larger than one read of the socket arrives whole', async () => {
  const [row] = await database.query({ text: `select repeat('ä', 3000000) as big, 'end' as e` });
  expect(row?.big?.length).toBe(3_000_000);
  expect(row?.e).toBe('end');
});

test('aborting cancels the statement on the server, and the connection lives on', async () => {
  await using one = openDatabase(scratch.url, { maxConnections: 1 });
  const pid = await backend(one);
  const stop = new AbortController();
  const sleeping = one.query({ text: 'select pg_sleep(60)' }, { signal: stop.signal });
  await eventually(
    () => scratch.sql(`select 1 from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`),
    (rows) => rows.length === 1,
  );
  stop.abort();
  await expect(sleeping).rejects.toMatchObject({ code: '57014' });
  expect(await backend(one)).toBe(pid);
});

describe('transaction', () => {
  test('commits what work did, rolls back when it throws', async () => {
    await database.transaction({}, (c) => c.query({ text: `insert into t values (1, 'kept')` }));
    const failing = database.transaction({}, async (c) => {
      await c.query({ text: `insert into t values (2, 'gone')` });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.query({ text: 'select id from t order by id' })).toEqual([{ id: '1' }]);
  });

  test('runs scripts as part of it', async () => {
    const failing = database.transaction({}, async (c) => {
      expect(await c.script('create table scripted (a int); select 1 as x')).toMatchObject({ rows: [['1']] });
      expect(await c.query({ text: 'select * from scripted' })).toEqual([]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.query({ text: `select to_regclass('scripted') as t` })).toEqual([{ t: null }]);
  });

  test('has the isolation and access mode that were asked for', async () => {
    const show = await database.transaction({ isolation: 'repeatable-read', readOnly: true }, (c) =>
      c.query({
        text: `select current_setting('transaction_isolation') as i, current_setting('transaction_read_only') as r`,
      }),
    );
    expect(show).toEqual([{ i: 'repeatable read', r: 'on' }]);
  });
});

describe('script', () => {
  test('several statements answer the last result, names and text', async () => {
    expect(await database.script(`create temp table s (a int); select 1 as x, null as y, true as z`)).toEqual({
      command: 'SELECT',
      columns: ['x', 'y', 'z'],
      rows: [['1', null, 't']],
    });
    expect(await database.script('create table if not exists t (id int)')).toMatchObject({ columns: null, rows: [] });
  });

  test('is one implicit transaction', async () => {
    await expect(database.script('create table half (a int); select 1/0')).rejects.toMatchObject({ code: '22012' });
    expect(await database.query({ text: `select to_regclass('half') as t` })).toEqual([{ t: null }]);
  });
});

describe('failures', () => {
  test('a full pool answers postgres-max-connections-error after the time limit', async () => {
    await using small = openDatabase(scratch.url, { maxConnections: 1, poolTimeoutMs: 300 });
    // The time limit holds for connecting as well.
    await eventually(
      () => small.query({ text: 'select 1 as one' }).catch(() => null),
      (rows) => rows !== null,
    );
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holder = small.transaction({}, () => held);
    const failure = await small.query({ text: 'select 1' }).catch((error: unknown) => error);
    release();
    await holder;
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ code: 'postgres-max-connections-error' });
  });

  test('a killed backend fails its own query only; the next one gets a new connection', async () => {
    const killed = database.transaction({}, async (c) => {
      const pid = await backend(c);
      await scratch.sql('select pg_terminate_backend($1)', [pid]);
      await c.query({ text: 'select 1' });
    });
    await expect(killed).rejects.toThrow();
    for (let i = 0; i < 5; i++) expect(await database.query({ text: 'select 1 as one' })).toEqual([{ one: '1' }]);
  });

  test('the loss is told once, and so is the return', async () => {
    const told: string[] = [];
    await using one = openDatabase(scratch.url, { maxConnections: 2, onConnection: (event) => told.push(event.kind) });
    await backend(one);
    await scratch.sql(`select pg_terminate_backend(${await backend(one)})`);
    await eventually(
      () => told.length,
      (n) => n === 1,
    );
    await one.query({ text: 'select 1' });
    expect(told).toEqual(['lost', 'back']);
  });

  test('a server that is not there is a connection error', async () => {
    await using nowhere = openDatabase('postgres://postgres@127.0.0.1:1/none');
    const failure = await nowhere.query({ text: 'select 1' }).catch((error: unknown) => toEngineError(error));
    expect(failure).toMatchObject({ code: 'postgres-error', message: 'connection error' });
  });

  test('idle connections killed meanwhile are not handed out', async () => {
    await Promise.all([1, 2, 3].map(() => database.query({ text: 'select pg_sleep(0.01)' })));
    await scratch.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await eventually(
      () => database.query({ text: 'select 1 as one' }).catch(() => null),
      (rows) => rows !== null,
    );
  });
});

describe('listen', () => {
  test('delivers notifications, and tells of the gap after its connection was killed', async () => {
    const messages: string[] = [];
    let gaps = 0;
    await using _listener = await database.listen(
      'Odd "channel',
      (payload) => messages.push(payload),
      () => gaps++,
    );
    await scratch.sql(`select pg_notify('Odd "channel', 'one')`);
    await eventually(
      () => messages.length,
      (n) => n === 1,
    );
    await scratch.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`,
    );
    await eventually(
      () => gaps,
      (n) => n === 1,
    );
    await scratch.sql(`select pg_notify('Odd "channel', 'two')`);
    await eventually(
      () => messages,
      (all) => all.join() === 'one,two',
    );
  });
});
