import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import { introspect } from '../catalog/introspect.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/pool.ts';
import { CHANNEL, installChangeTriggers, tablesWithoutTriggers } from './change-trigger.ts';

let scratch: ScratchDatabase;
let database: Database;
let listener: AsyncDisposable;
const heard: unknown[] = [];

beforeAll(async () => {
  scratch = await scratchDatabase({
    sql: `create table owner (id uuid primary key);
          create table item (id int primary key, "owner Id" uuid references owner on delete cascade, note text, price numeric);
          create table plain (note text);
          insert into owner values ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');`,
  });
  database = openDatabase(scratch.url, { maxConnections: 4 });
  listener = await database.listen(
    CHANNEL,
    (payload) => heard.push(JSON.parse(payload)),
    () => {},
  );
  await install('"public"."item"');
  await install('"public"."plain"');
});

afterAll(async () => {
  await listener[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

async function install(key: string) {
  const table = (await introspect(database)).tables.get(key);
  if (!table) throw new Error(`no ${key}`);
  expect(await tablesWithoutTriggers(database, new Map([[key, table]]))).toEqual([key]);
  await database.transaction({}, (connection) => installChangeTriggers(connection, table, key));
  expect(await tablesWithoutTriggers(database, new Map([[key, table]]))).toEqual([]);
}

/** What is heard of a statement: everything up to a marker sent after it. */
async function changesOf(sql: string): Promise<unknown[]> {
  heard.length = 0;
  await scratch.sql(sql);
  await scratch.sql(`select pg_notify('${CHANNEL}', '"end"')`);
  await expect.poll(() => heard.includes('end'), { interval: 5 }).toBe(true);
  return heard.filter((h) => h !== 'end');
}

const OWNER = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';
const item = (...rows: unknown[]) => ({ t: '"public"."item"', c: ['id', 'owner Id'], r: rows });

test('a change tells the keys its rows had before and after', async () => {
  expect(await changesOf(`insert into item values (1, '${OWNER}', 'x'), (2, null, 'y')`)).toEqual([
    item(['1', OWNER], ['2', null]),
  ]);
  expect(await changesOf(`update item set "owner Id" = '${OWNER}' where id = 2`)).toEqual([item(['2', OWNER], ['2', null])]);
  expect(await changesOf('update item set note = note')).toEqual([item(['1', OWNER], ['2', OWNER])]);
  expect(await changesOf('delete from item where id = 1')).toEqual([item(['1', OWNER])]);
});

test('a statement that changes nothing tells nothing', async () => {
  expect(await changesOf('update item set note = 1 where id = 99; delete from item where id = 99')).toEqual([]);
});

test('a cascade tells of the rows it takes along', async () => {
  expect(await changesOf('delete from owner')).toEqual([item(['2', OWNER])]);
});

test('many rows, a truncation and a table without keys name the table only', async () => {
  expect(await changesOf('insert into item select g from generate_series(1000, 1100) g')).toEqual([{ t: '"public"."item"' }]);
  expect(await changesOf('truncate item')).toEqual([{ t: '"public"."item"' }]);
  expect(await changesOf("insert into plain values ('x')")).toEqual([{ t: '"public"."plain"' }]);
  expect(await changesOf('update plain set note = 1 where false')).toEqual([]);
});

test('a rolled back change tells nothing', async () => {
  expect(await changesOf('begin; insert into item values (5); rollback')).toEqual([]);
});

test('a definition that has gone stale never fails a statement, and is noticed', async () => {
  await scratch.sql('alter table item rename column "owner Id" to owner_id');
  expect(await changesOf('insert into item values (7)')).toEqual([{ t: '"public"."item"' }]);
  const table = (await introspect(database)).tables.get('"public"."item"');
  expect(table && (await tablesWithoutTriggers(database, new Map([['"public"."item"', table]])))).toEqual(['"public"."item"']);
});
