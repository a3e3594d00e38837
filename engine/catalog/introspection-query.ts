/**
 * The catalog as one JSON text. Per table: columns, unique indexes and foreign keys come from three grouped scans joined by oid,
 * which stays linear in the size of the catalog (300 tables: tens of milliseconds), where a look-up a table would not.
 *
 * Types are written with typmod -1, because `character` and `bit` without a length mean one character and one bit; types outside
 * pg_catalog are always qualified, because the search path of whoever casts is unknown.
 */
export const INTROSPECTION = `
with visible as (
  select oid, nspname from pg_namespace
  where nspname not in ('information_schema', 'hdb_catalog', 'hdb_views', 'hdb_lib') and nspname !~ '^pg_'
),
relations as (
  select c.oid, n.nspname, c.relname, c.relkind
  from pg_class c join visible n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f')
),
columns as (
  select a.attrelid, json_agg(json_build_array(
      a.attname, a.atttypid::int8, not (a.attnotnull or coalesce(t.typnotnull, false)), a.atthasdef or a.attidentity <> '',
      a.attidentity, a.attgenerated, d.description) order by a.attnum) as list
  from relations r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  left join pg_type t on t.oid = a.atttypid and t.typtype = 'd'
  left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = r.oid and d.objsubid = a.attnum
  group by a.attrelid
),
indexes as (
  select i.indrelid, json_agg(json_build_array(
      c.relname, i.indisprimary,
      exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x')),
      (select json_agg(a.attname order by k.n)
       from unnest(i.indkey::int2[]) with ordinality k(attnum, n)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
       where k.n <= i.indnkeyatts)) order by c.relname) as list
  from relations r
  join pg_index i on i.indrelid = r.oid and i.indisunique
  join pg_class c on c.oid = i.indexrelid
  group by i.indrelid
),
foreign_keys as (
  select k.conrelid, json_agg(json_build_array(
      k.conname, n.nspname, c.relname,
      (select json_agg(a.attname order by u.i) from unnest(k.conkey) with ordinality u(attnum, i)
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
      (select json_agg(a.attname order by u.i) from unnest(k.confkey) with ordinality u(attnum, i)
       join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum)) order by k.conname) as list
  from relations r
  join pg_constraint k on k.conrelid = r.oid and k.contype = 'f'
  join pg_class c on c.oid = k.confrelid
  join pg_namespace n on n.oid = c.relnamespace
  group by k.conrelid
),
tables as (
  select json_agg(json_build_object(
      'schema', r.nspname, 'name', r.relname, 'kind', r.relkind, 'comment', obj_description(r.oid, 'pg_class'),
      'writes', case when r.relkind in ('v', 'm') then pg_relation_is_updatable(r.oid, true) else 28 end,
      'columns', c.list, 'indexes', i.list, 'foreign_keys', f.list) order by r.nspname, r.relname) as list
  from relations r
  left join columns c on c.attrelid = r.oid
  left join indexes i on i.indrelid = r.oid
  left join foreign_keys f on f.conrelid = r.oid
),
functions as (
  select json_agg(json_build_object(
      'schema', n.nspname, 'name', p.proname, 'comment', obj_description(p.oid, 'pg_proc'), 'volatility', p.provolatile,
      'variadic', p.provariadic <> 0,
      'arguments', to_json(coalesce(p.proallargtypes, p.proargtypes::oid[])::int8[]),
      'modes', to_json(p.proargmodes::text[]), 'names', to_json(p.proargnames),
      'defaults', p.pronargdefaults, 'returns', p.prorettype::int8, 'returns_set', p.proretset) order by n.nspname, p.proname, p.oid) as list
  from pg_proc p join visible n on n.oid = p.pronamespace
  where p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
),
types as (
  select json_agg(json_build_array(
      t.oid::int8, t.typname,
      case when n.nspname = 'pg_catalog' then format_type(t.oid, -1)
           when e.oid is not null then quote_ident(m.nspname) || '.' || quote_ident(e.typname) || '[]'
           else quote_ident(n.nspname) || '.' || quote_ident(t.typname) end,
      t.typtype,
      case when t.typcategory = 'A' then t.typelem::int8 else 0 end,
      t.typbasetype::int8,
      case when c.relkind in ('r', 'p', 'v', 'm', 'f') then n.nspname end)) as list
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_class c on c.oid = t.typrelid
  left join pg_type e on t.typcategory = 'A' and e.oid = t.typelem
  left join pg_namespace m on m.oid = e.typnamespace
  where n.nspname <> 'pg_toast' and (n.nspname <> 'information_schema' or t.typtype = 'd') and (n.nspname <> 'pg_catalog' or coalesce(c.relkind, 'c') = 'c')
)
select json_build_object(
  'version', version(), 'server_version', current_setting('server_version_num')::int,
  'types', (select list from types), 'tables', coalesce((select list from tables), '[]'),
  'functions', coalesce((select list from functions), '[]')) as catalog
`;
