import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scratchDatabase } from '../../test/support/postgres.ts';
import { type MigrationObservation, migrate } from './migrate.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'northstack-migrations-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function put(folder: string, up: string) {
  await mkdir(join(directory, folder), { recursive: true });
  await writeFile(join(directory, folder, 'up.sql'), up);
}

test('files are applied in the order of their numbers, once, and recorded as the Hasura CLI records them', async () => {
  await using db = await scratchDatabase();
  await put('1700000000001_second', 'alter table t add column b int -- ends in a comment');
  await put('999_first', 'create table t (a int)');
  expect(await migrate({ url: db.url, directory })).toEqual(['999', '1700000000001']);
  expect(await migrate({ url: db.url, directory })).toEqual([]);
  expect(await db.sql('select version, cli_state from hdb_catalog.hdb_version')).toEqual([
    {
      version: '48',
      cli_state: {
        migrations: { default: { '999': false, '1700000000001': false } },
        settings: { migration_mode: 'true' },
        isStateCopyCompleted: true,
      },
    },
  ]);
});

test('what the Hasura CLI applied is not applied again, and the rest of its state stays', async () => {
  await using db = await scratchDatabase();
  await put('1_by_the_cli', 'create table never (a int)');
  const none = await mkdtemp(join(tmpdir(), 'northstack-migrations-'));
  await migrate({ url: db.url, directory: none });
  await rm(none, { recursive: true });
  await db.sql(`update hdb_catalog.hdb_version set cli_state =
    '{"migrations": {"default": {"1": false}, "other": {"5": false}}, "settings": {"migration_mode": "true"}}'`);
  await put('2_ours', 'create table ours (a int)');
  expect(await migrate({ url: db.url, directory })).toEqual(['2']);
  expect(await db.sql('select cli_state #> $1 as m from hdb_catalog.hdb_version', ['{migrations}'])).toEqual([
    { m: { default: { '1': false, '2': false }, other: { '5': false } } },
  ]);
});

test('a failing file leaves nothing behind, names its line, and the next start resumes there', async () => {
  await using db = await scratchDatabase();
  await put('1_fine', 'create table fine (a int);');
  await put('2_broken', 'create table half (a int);\n\nselect nonsense;\n');
  await expect(migrate({ url: db.url, directory })).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringMatching(/2_broken\/up\.sql, line 3, failed and was rolled back: column "nonsense" does not exist/),
  });
  expect(await db.sql(`select to_regclass('half') as half, to_regclass('fine')::text as fine`)).toEqual([
    { half: null, fine: 'fine' },
  ]);
  await put('2_broken', 'create table half (a int);');
  expect(await migrate({ url: db.url, directory })).toEqual(['2']);
});

test('several starters at once apply each file once', async () => {
  await using db = await scratchDatabase();
  await put('1_slow', 'create table t (a int); insert into t values (1); select pg_sleep(0.2)');
  await put('2_more', 'insert into t values (2)');
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate({ url: db.url, directory })));
  expect(results.flat()).toEqual(['1', '2']);
  expect(await db.sql('select a from t order by a')).toEqual([{ a: 1 }, { a: 2 }]);
});

test('starters at the same moment on an empty database create the tables they share once, whoever wins', async () => {
  for (let round = 0; round < 5; round += 1) {
    await using db = await scratchDatabase();
    expect((await Promise.all(Array.from({ length: 8 }, () => migrate({ url: db.url, directory })))).flat()).toEqual([]);
  }
});

test("a dead migrator's lease is taken over when it expires, and its file cannot be applied any more", async () => {
  await using db = await scratchDatabase();
  await put('1_one', 'create table t (a int)');
  await migrate({ url: db.url, directory });
  await db.sql(`insert into northstack_migrations.lease values (1, 'dead', now() + interval '400 milliseconds')`);
  await put('2_two', 'create table u (a int)');
  const seen: MigrationObservation[] = [];
  expect(await migrate({ url: db.url, directory, observe: (o) => seen.push(o) })).toEqual(['2']);
  expect(seen.map((o) => o.kind)).toEqual(['waiting', 'applied']);
});

test('a file that was edited after it was applied is reported', async () => {
  await using db = await scratchDatabase();
  await put('1_one', 'create table t (a int)');
  await migrate({ url: db.url, directory });
  await put('1_one', 'create table t (a bigint)');
  const seen: MigrationObservation[] = [];
  await migrate({ url: db.url, directory, observe: (o) => seen.push(o) });
  expect(seen).toEqual([{ kind: 'changed-after-applied', version: '1', name: 'one' }]);
});

test('folders that are not migrations are refused by name', async () => {
  await put('draft', 'select 1');
  await expect(migrate({ url: 'postgres://127.0.0.1:1/none', directory })).rejects.toMatchObject({ code: 'migration-layout' });
});

test('a file whose transaction loses a race twice is applied at the third try, once', async () => {
  await using db = await scratchDatabase();
  await put('1_count', 'create sequence tries; create table t (a int)');
  await put(
    '2_race',
    `insert into t values (1);
     do $$ declare n bigint := nextval('tries'); begin
       if n < 3 then raise exception 'lost' using errcode = case n when 1 then '40001' else '40P01' end; end if; end $$;`,
  );
  expect(await migrate({ url: db.url, directory })).toEqual(['1', '2']);
  expect(await db.sql('select a, (select last_value::int from tries) as tries from t')).toEqual([{ a: 1, tries: 3 }]);
});
