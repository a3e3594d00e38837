/**
 * Triggers that tell of changes: statement-level, so that a thousand rows cost one notification, sent at commit. Where few
 * rows changed the notification says which values their key and foreign-key columns had before and after; so a change
 * wakes the subscriptions that can see it and no others.
 */
import { createHash } from 'node:crypto';
import type { CatalogTable } from '../catalog/catalog.ts';
import type { Connection } from '../database/database.ts';
import { textArray } from '../database/text-array.ts';
import { PLAIN_TYPES } from './plain-value.ts';

export const CHANNEL = 'hdb_live';

/** More columns or rows than this are not worth their bytes: the notification then names the table only. */
const MAX_COLUMNS = 6;
const MAX_ROWS = 50;
/** PostgreSQL refuses payloads of 8000 bytes and more. */
const MAX_PAYLOAD_BYTES = 7500;

/** The columns whose values a notification carries: primary key first, then foreign keys. */
export function publishedColumns(table: CatalogTable): readonly string[] {
  const plain = new Set(table.columns.filter((c) => PLAIN_TYPES.has(c.type.name)).map((c) => c.name));
  const keys = [...(table.primaryKey?.columns ?? []), ...table.foreignKeys.flatMap((k) => k.columns.map((c) => c.local))];
  return [...new Set(keys)].filter((name) => plain.has(name)).slice(0, MAX_COLUMNS);
}

export const canCarryTriggers = (table: CatalogTable): boolean => table.kind === 'table';

/** Installs the table's triggers. Takes a lock that waits at most two seconds; run it in a transaction. */
export async function installChangeTriggers(connection: Connection, table: CatalogTable, key: string): Promise<void> {
  const name = functionName(table, key);
  await connection.query({ text: "set local lock_timeout = '2s'" });
  await connection.query({ text: 'create schema if not exists hdb_catalog' });
  await connection.query({ text: functionSql(name, publishedColumns(table), key) });
  for (const text of triggersSql(name, key)) await connection.query({ text });
}

/** Those of the tables (by `tableKey`) whose triggers are absent, switched off, or older than the table's definition. */
export async function tablesWithoutTriggers(
  connection: Connection,
  tables: ReadonlyMap<string, CatalogTable>,
): Promise<readonly string[]> {
  const keys = [...tables.keys()];
  const names = [...tables].map(([key, table]) => functionName(table, key));
  const rows = await connection.query({
    text: `select w.key from unnest($1::text[], $2::text[]) as w(key, name) where $3::bigint > (
             select count(*) from pg_catalog.pg_trigger t join pg_catalog.pg_proc p on p.oid = t.tgfoid
             where t.tgrelid = pg_catalog.to_regclass(w.key) and p.proname = w.name and t.tgenabled <> 'D')`,
    values: [textArray(keys), textArray(names), String(EVENTS.length)],
  });
  return rows.flatMap((row) => row.key ?? []);
}

/** Named after what it does: the same name has the same body. */
function functionName(table: CatalogTable, key: string): string {
  const body = functionSql('', publishedColumns(table), key);
  return `hdb_live_${createHash('md5').update(body).digest('hex').slice(0, 16)}`;
}

const EVENTS = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] as const;

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A failure here must never fail the user's statement: it is told as a change of the whole table. */
function functionSql(name: string, columns: readonly string[], key: string): string {
  const whole = JSON.stringify({ t: key });
  const start = `${JSON.stringify({ t: key, c: columns }).slice(0, -1)},"r":`;
  const values = `array[${columns.map((c) => `${ident(c)}::text`).join(', ')}]`;
  const rows = (from: string) => `select ${values} as v from ${from}`;
  const collect = (source: string) => `
      select case when count(*) <= ${MAX_ROWS} then json_agg(v)::text end, count(*) into changed, n
      from (${source} limit ${MAX_ROWS + 1}) s;`;
  const body =
    columns.length === 0
      ? "if tg_op = 'TRUNCATE' then n := 1;" +
        " elsif tg_op = 'DELETE' then select count(*) into n from (select from old_rows limit 1) s;" +
        ' else select count(*) into n from (select from new_rows limit 1) s; end if;'
      : `if tg_op = 'INSERT' then ${collect(`${rows('new_rows')} group by 1`)}
      elsif tg_op = 'DELETE' then ${collect(`${rows('old_rows')} group by 1`)}
      elsif tg_op = 'UPDATE' then ${collect(`${rows('old_rows')} union ${rows('new_rows')}`)}
      else n := 1; end if;`;
  return `create or replace function hdb_catalog.${ident(name)}() returns trigger language plpgsql as $live$
    declare changed text; n bigint; payload text := ${quote(whole)};
    begin
      begin
        ${body}
        if n = 0 then return null; end if;
        if changed is not null and octet_length(changed) < ${MAX_PAYLOAD_BYTES - Buffer.byteLength(start)} then
          payload := ${quote(start)} || changed || '}';
        end if;
      exception when others then null;
      end;
      perform pg_catalog.pg_notify('${CHANNEL}', payload);
      return null;
    end $live$`;
}

function triggersSql(name: string, key: string): readonly string[] {
  const tables = {
    INSERT: 'new table as new_rows',
    UPDATE: 'old table as old_rows new table as new_rows',
    DELETE: 'old table as old_rows',
  };
  return EVENTS.map(
    (event) =>
      `create or replace trigger hdb_live_${event.toLowerCase()} after ${event.toLowerCase()} on ${key} ` +
      `${event === 'TRUNCATE' ? '' : `referencing ${tables[event]} `}for each statement execute function hdb_catalog.${ident(name)}()`,
  );
}
