import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintMigration } from './ysql-lint.ts';

const plpgsql = (body: string) => `create or replace function f() returns trigger language plpgsql as $$ ${body} $$`;

test.each([
  ['begin', /transaction control/],
  ['lock table t', /LOCK TABLE/],
  ['notify ch', /NOTIFY/],
  ['merge into t using s on true when matched then delete', /MERGE/],
  [`create type e as enum ('a')`, /enum type/],
  ['create table t (id uuid primary key)', /IF NOT EXISTS/],
  ['create table if not exists t (a int unique deferrable)', /deferrable/],
  ['create table if not exists t (a int, unique (a) deferrable)', /deferrable/],
  ['create table if not exists t (a int, b int generated always as (a) stored)', /generated column/],
  ['create table if not exists t (a int, exclude using gist (a with =))', /exclusion constraint/],
  ['create table if not exists t (a int) inherits (p)', /inheritance/],
  ['create table if not exists t (a citext)', /type citext/],
  ['create index if not exists i on t (a)', /without ASC or DESC/],
  ['create index if not exists i on t using gist (a)', /index method gist/],
  ['create index if not exists i on t using gin (a, b)', /gin index of several columns/],
  ['create index concurrently if not exists i on t (a asc)', /CONCURRENTLY/],
  ['create extension if not exists citext', /extension citext/],
  ['create or replace view v as select 1 as a with check option', /CHECK OPTION/],
  ['create constraint trigger x after insert on t for each row execute function f()', /constraint trigger/],
  [
    'create or replace trigger x after insert on t referencing new table as n for each statement execute function f()',
    /transition tables/,
  ],
  ['create trigger x before update on t for each row execute function f()', /not dropped before/],
  ['alter table t alter column a type bigint', /ALTER COLUMN TYPE/],
  ['insert into t values (1)', /ON CONFLICT/],
  ['drop table t', /IF EXISTS/],
  [`create or replace function f() returns void language sql as $$ select pg_notify('a', 'b') $$`, /pg_notify/],
  [plpgsql(`begin perform pg_advisory_xact_lock(1); return new; end`), /pg_advisory_xact_lock/],
  [plpgsql(`declare a t.b%type; begin return new; end`), /%TYPE/],
  [plpgsql(`declare n bigint; begin n := pg_current_xact_id(); return new; end`), /pg_current_xact_id/],
  [
    plpgsql(`begin if exists (select 1 from t where t.xmax = '0') then return null; end if; return new; end`),
    /system column xmax/,
  ],
  ['create table if not exists t (a int); insert into t values (1) on conflict do nothing', /data in one file/],
])('refuses %s', async (sql, rule) => {
  expect((await lintMigration(sql)).map((p) => p.rule).join('\n')).toMatch(rule);
});

test.each([
  [
    'create table if not exists t (id uuid primary key default gen_random_uuid(), a text not null check (length(a) > 0), unique (a))',
  ],
  ['create index if not exists i on t (a asc, b desc) where c'],
  ['create table if not exists t (a int, constraint fk foreign key (a) references s (id) deferrable initially deferred)'],
  ['insert into t values (1) on conflict do nothing'],
  ['drop trigger if exists x on t; create trigger x before update on t for each row execute function f()'],
  [
    plpgsql(
      `declare n int; begin n := (select count(*) from t); new.a := n; if new.b is null then raise exception 'x'; end if; return new; end`,
    ),
  ],
])('accepts %s', async (sql) => {
  expect(await lintMigration(sql)).toEqual([]);
});

test('names the line of the statement', async () => {
  expect(await lintMigration('-- a comment\n\nset statement_timeout = 0;\nlock table t;')).toEqual([
    { line: 4, rule: expect.stringContaining('LOCK') },
  ]);
});

const migrations = join(import.meta.dirname, '../../migrations/default');
test.each(readdirSync(migrations))('%s runs on YugabyteDB as well', async (name) => {
  for (const file of readdirSync(join(migrations, name))) {
    const problems = await lintMigration(readFileSync(join(migrations, name, file), 'utf8'));
    expect(problems.map((p) => `${name}/${file}:${p.line} ${p.rule}`)).toEqual([]);
  }
});
