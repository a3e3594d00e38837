import { expect, test } from 'vitest';
import { scratchDatabase } from '../../test/support/postgres.ts';
import { openDatabase } from './pool.ts';

test('values pass as text in both directions', async () => {
  await using scratch = await scratchDatabase();
  await using db = openDatabase(scratch.url);
  const rows = await db.query({
    text: `select $1::bigint as big, '{"a":1.0}'::json as j, null as n, true as b`,
    values: ['9007199254740993'],
    prepare: true,
  });
  expect(rows).toEqual([{ big: '9007199254740993', j: '{"a":1.0}', n: null, b: 't' }]);
});

test('a transaction that throws leaves nothing behind', async () => {
  await using scratch = await scratchDatabase({ sql: 'create table t (a int)' });
  await using db = openDatabase(scratch.url);
  await expect(
    db.transaction({}, async (connection) => {
      await connection.query({ text: 'insert into t values (1)' });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await db.query({ text: 'select count(*) as n from t' })).toEqual([{ n: '0' }]);
});

test('violations carry Hasura’s codes and texts', async () => {
  await using scratch = await scratchDatabase({
    sql: 'create table t (a int primary key check (a > 0)); insert into t values (1)',
  });
  await using db = openDatabase(scratch.url);
  await expect(db.query({ text: 'insert into t values (1)' })).rejects.toMatchObject({
    code: 'constraint-violation',
    message: 'Uniqueness violation. duplicate key value violates unique constraint "t_pkey"',
  });
  await expect(db.query({ text: 'insert into t values (-1)' })).rejects.toMatchObject({ code: 'permission-error' });
  await expect(db.query({ text: `select 'x'::uuid` })).rejects.toMatchObject({ code: 'data-exception' });
  await expect(db.query({ text: 'select nothing' })).rejects.toMatchObject({
    code: 'unexpected',
    message: 'database query error',
  });
});

test('a killed connection costs nothing but a new one', async () => {
  await using scratch = await scratchDatabase();
  await using db = openDatabase(scratch.url, { maxConnections: 1 });
  const [before] = await db.query({ text: 'select pg_backend_pid() as pid' });
  await scratch.sql('select pg_terminate_backend($1)', [before?.pid]);
  const [after] = await db.query({ text: 'select pg_backend_pid() as pid' });
  expect(after?.pid).not.toBe(before?.pid);
});

test('a full pool is reported, not waited for without end', async () => {
  await using scratch = await scratchDatabase();
  await using db = openDatabase(scratch.url, { maxConnections: 1, acquireTimeoutMs: 50 });
  await db.transaction({}, async () => {
    await expect(db.query({ text: 'select 1' })).rejects.toMatchObject({ code: 'postgres-max-connections-error' });
  });
});

test('prepared statements beyond the bound are closed on the server', async () => {
  await using scratch = await scratchDatabase();
  await using db = openDatabase(scratch.url, { maxConnections: 1, maxPrepared: 5 });
  for (let i = 0; i < 20; i++) await db.query({ text: `select ${i} as n`, prepare: true });
  const [row] = await db.query({ text: 'select count(*) as n from pg_prepared_statements' });
  expect(Number(row?.n)).toBeLessThanOrEqual(6);
});

test('a script answers with its last statement', async () => {
  await using scratch = await scratchDatabase();
  await using db = openDatabase(scratch.url);
  expect(await db.script(`create table s (a int, b bool); insert into s values (1, null); select a, b from s`)).toEqual({
    command: 'SELECT',
    columns: ['a', 'b'],
    rows: [['1', null]],
  });
  expect((await db.script('create table s2 ()')).columns).toBeNull();
});

test('a listener hears messages and tells of gaps after its connection broke', async () => {
  await using scratch = await scratchDatabase();
  await using db = openDatabase(scratch.url);
  const heard: string[] = [];
  const gap = withResolvers();
  await using _listener = await db.listen(
    'ch',
    (m) => heard.push(m),
    () => gap.resolve(undefined),
  );
  await scratch.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'graphql-engine listen' and datname = current_database()`,
  );
  await gap.promise;
  await scratch.sql(`select pg_notify('ch', 'hello')`);
  await expect.poll(() => heard).toContain('hello');
});

function withResolvers() {
  let resolve: (value: unknown) => void = () => {};
  const promise = new Promise((r) => {
    resolve = r;
  });
  return { promise, resolve };
}
