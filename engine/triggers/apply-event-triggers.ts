/**
 * Makes the database capture what the model's event triggers ask for. Compares with what is there (level, not edge), so it is
 * right after a restart, a restored dump or a table that was dropped and made again; what is unchanged is not touched, which
 * matters because making a trigger locks its table.
 */
import type { Connection } from '../database/database.ts';
import type { Applier } from '../lifecycle/lifecycle.ts';
import type { Model } from '../model/model.ts';
import { ensureEventCatalog } from './event-catalog.ts';
import { type CaptureFunction, type CaptureOptions, capturedTrigger, captureFunctions } from './trigger-function.ts';

export const eventTriggerApplier =
  ({ notify = true, ...options }: CaptureOptions & { readonly notify?: boolean }): Applier =>
  async (connection, next, previous) => {
    if (previous === null) await ensureEventCatalog(connection, { notify: notify && !(await isYugabyte(connection)) });
    else if (previous.namedTriggers.event.size === 0 && next.namedTriggers.event.size === 0) return;
    const wanted = [...next.eventTriggers.values()].flatMap((trigger) => {
      const table = next.tables.get(trigger.table)?.catalog;
      return table ? captureFunctions(trigger, table, options) : [];
    });
    const present = await listCaptures(connection);
    await dropUnwanted(connection, present, wanted, next);
    for (const capture of wanted) await apply(connection, capture, present.get(capture.name));
    await archiveDropped(connection, present, next, previous);
  };

interface PresentCapture {
  readonly body: string;
  readonly triggers: readonly { readonly schema: string; readonly table: string; readonly enabled: string }[];
}

/** Capture functions and the triggers that call them; those that partitions inherit are left out. */
async function listCaptures(connection: Connection): Promise<Map<string, PresentCapture>> {
  const rows = await connection.query({
    text: `select p.proname as name, p.prosrc as body, n.nspname as schema, c.relname as table, t.tgenabled::text as enabled
           from pg_catalog.pg_proc p
           left join pg_catalog.pg_trigger t on t.tgfoid = p.oid and not t.tgisinternal and t.tgparentid = 0
           left join pg_catalog.pg_class c on c.oid = t.tgrelid
           left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where p.pronamespace = 'hdb_catalog'::regnamespace and p.proname like 'notify\\_hasura\\_%'`,
  });
  const captures = new Map<string, PresentCapture>();
  for (const { name, body, schema, table, enabled } of rows) {
    if (name === null || name === undefined) continue;
    const trigger = schema && table && enabled ? [{ schema, table, enabled }] : [];
    captures.set(name, { body: body ?? '', triggers: [...(captures.get(name)?.triggers ?? []), ...trigger] });
  }
  return captures;
}

/** Captures of operations no longer asked for. Those of a trigger that is only inconsistent go on capturing. */
async function dropUnwanted(
  connection: Connection,
  present: ReadonlyMap<string, PresentCapture>,
  wanted: readonly CaptureFunction[],
  next: Model,
): Promise<void> {
  const names = new Set(wanted.map((w) => w.name));
  for (const name of present.keys()) {
    const trigger = capturedTrigger(name);
    if (trigger === null || names.has(name)) continue;
    if (next.namedTriggers.event.has(trigger) && !next.eventTriggers.has(trigger)) continue;
    await connection.query({ text: `drop function if exists hdb_catalog.${ident(name)}() cascade` });
  }
}

async function apply(connection: Connection, capture: CaptureFunction, present: PresentCapture | undefined): Promise<void> {
  const name = ident(capture.name);
  const table = `${ident(capture.schema)}.${ident(capture.table)}`;
  if (present?.body !== capture.body) {
    const quote = dollarQuote(capture.body);
    await connection.query({
      text: `create or replace function hdb_catalog.${name}() returns trigger language plpgsql as ${quote}${capture.body}${quote}`,
    });
  }
  const here = present?.triggers.find((t) => t.schema === capture.schema && t.table === capture.table);
  for (const other of present?.triggers ?? []) {
    if (other === here) continue;
    await connection.query({ text: `drop trigger if exists ${name} on ${ident(other.schema)}.${ident(other.table)}` });
  }
  if (!here) {
    await connection.query({
      text: `create trigger ${name} after ${capture.operation} on ${table} for each row execute function hdb_catalog.${name}()`,
    });
  }
  const enabled = capture.onReplication ? 'A' : 'O';
  if ((here?.enabled ?? 'O') !== enabled) {
    await connection.query({ text: `alter table ${table} enable ${capture.onReplication ? 'always' : ''} trigger ${name}` });
  }
}

/** Events of triggers that the metadata no longer names are kept but never delivered. */
async function archiveDropped(
  connection: Connection,
  present: ReadonlyMap<string, PresentCapture>,
  next: Model,
  previous: Model | null,
): Promise<void> {
  const known = [...(previous?.namedTriggers.event ?? []), ...[...present.keys()].map(capturedTrigger)];
  const dropped = [...new Set(known)].filter((name) => name !== null && !next.namedTriggers.event.has(name));
  if (dropped.length === 0) return;
  await connection.query({
    text: `update hdb_catalog.event_log set archived = true
           where trigger_name in (select json_array_elements_text($1::json)) and not archived`,
    values: [JSON.stringify(dropped)],
  });
}

const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A dollar quote that the text does not contain. */
function dollarQuote(text: string): string {
  let quote = '$hdb$';
  for (let i = 0; text.includes(quote); i++) quote = `$hdb${i}$`;
  return quote;
}

/** It has neither NOTIFY nor advisory locks everywhere. */
async function isYugabyte(connection: Connection): Promise<boolean> {
  const [row] = await connection.query({ text: 'select version() as version' });
  return row?.version?.includes('-YB-') ?? false;
}
