/** The SQL that captures a table's changes for one event trigger: a function and a trigger for each operation. Pure. */
import type { CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import type { EventOperation, EventTrigger } from '../model/triggers.ts';

export interface CaptureFunction {
  /** Of the function (in `hdb_catalog`) and of the trigger. */
  readonly name: string;
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly schema: string;
  readonly table: string;
  /** As PostgreSQL keeps it (`pg_proc.prosrc`): an unchanged body is not made again. */
  readonly body: string;
  /** Fires for replicated changes too. */
  readonly onReplication: boolean;
}

export interface CaptureOptions {
  /** Large and exact numbers as JSON strings (`HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES`). */
  readonly stringifyNumericTypes: boolean;
}

const OPERATIONS = [
  ['INSERT', 'insert'],
  ['UPDATE', 'update'],
  ['DELETE', 'delete'],
] as const;

export const captureName = (trigger: string, operation: string): string => `notify_hasura_${trigger}_${operation}`;

/** The trigger's name when `name` is that of a capture function, else null. */
export const capturedTrigger = (name: string): string | null =>
  /^notify_hasura_(.+)_(?:INSERT|UPDATE|DELETE)$/.exec(name)?.[1] ?? null;

export function captureFunctions(trigger: EventTrigger, table: CatalogTable, options: CaptureOptions): CaptureFunction[] {
  return OPERATIONS.flatMap(([operation, key]) => {
    const asked = trigger[key];
    if (asked === null) return [];
    return [
      {
        name: captureName(trigger.name, operation),
        operation,
        schema: table.schema,
        table: table.name,
        body: body(operation, trigger.name, asked, table, options),
        onReplication: trigger.onReplication,
      },
    ];
  });
}

function body(
  operation: CaptureFunction['operation'],
  trigger: string,
  asked: EventOperation,
  table: CatalogTable,
  options: CaptureOptions,
) {
  const payload = (row: 'OLD' | 'NEW') => rowAsJson(row, chosen(table, asked.payload), asked.payload === '*', options);
  const before = operation === 'INSERT' ? 'null' : payload('OLD');
  const after = operation === 'DELETE' ? 'null' : payload('NEW');
  // The table's own name: TG_TABLE_NAME would be a partition's.
  const write = `perform hdb_catalog.insert_event_log(${text(table.schema)}, ${text(table.name)}, ${text(trigger)}, TG_OP, json_build_object('old', ${before}, 'new', ${after}));`;
  if (operation !== 'UPDATE') return `begin ${write} return null; end`;
  const { declarations, changed } = comparison(chosen(table, asked.columns), asked.columns === '*');
  return `${declarations}begin if ${changed} then ${write} end if; return null; end`;
}

const chosen = (table: CatalogTable, names: readonly string[] | '*'): readonly CatalogColumn[] =>
  names === '*' ? table.columns : table.columns.filter((c) => names.includes(c.name));

/** All columns as they are: `row_to_json`, which goes on working when a column is dropped or added behind our back. */
function rowAsJson(row: 'OLD' | 'NEW', columns: readonly CatalogColumn[], all: boolean, options: CaptureOptions): string {
  const written = columns.map((c) => columnAsJson(`${row}.${ident(c.name)}`, c.type.name, options));
  if (all && written.every((w, i) => w === `${row}.${ident(columns[i]?.name ?? '')}`)) return `row_to_json(${row})`;
  const list = columns.map((c, i) => `${written[i]} as ${ident(c.name)}`).join(', ');
  return `(select row_to_json(_e) from (select ${list}) as _e)`;
}

const LONG_NUMBERS = new Set(['int8', 'numeric', 'float8', 'money']);

function columnAsJson(column: string, type: string, options: CaptureOptions): string {
  if (options.stringifyNumericTypes && LONG_NUMBERS.has(type)) return `(${column})::text`;
  return type === 'geometry' || type === 'geography' ? `ST_AsGeoJSON(${column}, 15, 4)::json` : column;
}

/**
 * Whether the listed columns differ; NULLs compare as equal. Types without `=` (json, xml, point, …) are compared as bytes,
 * by the record operator `*<>`.
 */
function comparison(columns: readonly CatalogColumn[], all: boolean): { declarations: string; changed: string } {
  const opaque = columns.filter((c) => !hasEquality(c));
  if (all && opaque.length === 0) return { declarations: '', changed: 'OLD is distinct from NEW' };
  const parts = columns.filter(hasEquality).map((c) => `OLD.${ident(c.name)} is distinct from NEW.${ident(c.name)}`);
  if (opaque.length === 0) return { declarations: '', changed: parts.join(' or ') || 'false' };
  const row = (of: string) => `row(${opaque.map((c) => `${of}.${ident(c.name)}`).join(', ')})`;
  return {
    declarations: `declare _old record := ${row('OLD')}; _new record := ${row('NEW')}; `,
    changed: [...parts, '_old *<> _new'].join(' or '),
  };
}

/** Built-in types with a default equality operator; of others only enums and arrays of such are trusted to have one. */
const COMPARABLE = new Set(
  `bool char name text varchar bpchar citext bytea int2 int4 int8 oid float4 float8 numeric money date time timetz timestamp
   timestamptz interval uuid jsonb inet cidr macaddr macaddr8 bit varbit tsvector tsquery pg_lsn ltree
   int4range int8range numrange tsrange tstzrange daterange`.split(/\s+/),
);

function hasEquality({ type }: CatalogColumn): boolean {
  const element = type.element ?? type;
  return element.kind === 'enum' || COMPARABLE.has(element.name);
}

const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const text = (value: string): string =>
  `${value.includes('\\') ? ' E' : ''}'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
