/**
 * Reads PostgreSQL's system catalog into a `Catalog` with one statement, so that all of it is of one moment.
 *
 * What is an index, a key or insertable follows what Hasura's own catalog query takes: unique *indexes* are listed even when no
 * constraint owns them, views and materialized views are asked what they accept, everything else accepts all writes.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from '../database/database.ts';
import { type Catalog, type CatalogFunction, type CatalogKey, type CatalogTable, type CatalogType, tableKey } from './catalog.ts';
import { INTROSPECTION } from './introspection-query.ts';

export async function introspect(connection: Connection): Promise<Catalog> {
  const [row] = await connection.query({ text: INTROSPECTION });
  return catalogFrom(Answer.parse(JSON.parse(row?.catalog ?? 'null')));
}

/** The statement's answer. The statement is ours, so this is checked for shape once and trusted after. */
const Answer = z.object({
  version: z.string(),
  server_version: z.number(),
  types: z.array(
    z.tuple([
      z.number().describe('oid'),
      z.string().describe('name'),
      z.string().describe('SQL text'),
      z.enum(['b', 'e', 'c', 'd', 'r', 'm', 'p']).describe('typtype'),
      z.number().describe('element of an array, or 0'),
      z.number().describe('base of a domain, or 0'),
      z.string().nullable().describe('schema of the table whose row type it is'),
    ]),
  ),
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      kind: z.enum(['r', 'p', 'v', 'm', 'f']),
      comment: z.string().nullable(),
      writes: z.number(),
      columns: z
        .array(z.tuple([z.string(), z.number(), z.boolean(), z.boolean(), z.string(), z.string(), z.string().nullable()]))
        .nullable(),
      indexes: z.array(z.tuple([z.string(), z.boolean(), z.boolean(), z.array(z.string()).nullable()])).nullable(),
      foreign_keys: z.array(z.tuple([z.string(), z.string(), z.string(), z.array(z.string()), z.array(z.string())])).nullable(),
    }),
  ),
  functions: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      comment: z.string().nullable(),
      volatility: z.enum(['i', 's', 'v']),
      variadic: z.boolean(),
      arguments: z.array(z.number()),
      modes: z.array(z.string()).nullable(),
      names: z.array(z.string()).nullable(),
      defaults: z.number(),
      returns: z.number(),
      returns_set: z.boolean(),
    }),
  ),
});
type Answer = z.infer<typeof Answer>;

function catalogFrom(answer: Answer): Catalog {
  const types = new Types(answer.types);
  const tables = new Map<string, CatalogTable>();
  for (const raw of answer.tables) {
    const table = tableFrom(raw, types);
    tables.set(tableKey(table.schema, table.name), table);
  }
  const functions = new Map<string, CatalogFunction[]>();
  for (const raw of answer.functions) {
    const key = tableKey(raw.schema, raw.name);
    functions.set(key, [...(functions.get(key) ?? []), functionFrom(raw, types)]);
  }
  const baseTypes = new Set(answer.types.flatMap(([, name, , kind]) => (kind === 'b' ? [name] : [])));
  return { tables, functions, baseTypes, serverVersion: answer.server_version, isYugabyte: answer.version.includes('-YB-') };
}

const KINDS = { r: 'table', p: 'partitioned', v: 'view', m: 'materialized_view', f: 'foreign' } as const;
const UPDATE = 4;
const INSERT = 8;
const DELETE = 16;

function tableFrom(raw: Answer['tables'][number], types: Types): CatalogTable {
  const indexes = (raw.indexes ?? []).map(([name, primary, isConstraint, columns]) => ({
    primary,
    key: { name, columns: columns ?? [], isConstraint } satisfies CatalogKey,
  }));
  const table: Omit<CatalogTable, 'fingerprint'> = {
    schema: raw.schema,
    name: raw.name,
    kind: KINDS[raw.kind],
    comment: raw.comment,
    columns: (raw.columns ?? []).map(([name, type, isNullable, hasDefault, identity, generated, comment]) => ({
      name,
      type: types.get(type),
      isNullable,
      hasDefault,
      isGenerated: identity === 'a' || generated === 's' ? 'always' : identity === 'd' ? 'by_default' : 'no',
      comment,
    })),
    primaryKey: indexes.find((i) => i.primary)?.key ?? null,
    uniqueIndexes: indexes.map((i) => i.key),
    foreignKeys: (raw.foreign_keys ?? []).map(([name, schema, remote, local, remoteColumns]) => ({
      name,
      schema,
      table: remote,
      columns: local.map((column, i) => ({ local: column, remote: remoteColumns[i] ?? column })),
    })),
    isInsertable: (raw.writes & INSERT) !== 0,
    isUpdatable: (raw.writes & UPDATE) !== 0,
    isDeletable: (raw.writes & DELETE) !== 0,
  };
  return { ...table, fingerprint: createHash('sha1').update(JSON.stringify(table)).digest('base64') };
}

function functionFrom(raw: Answer['functions'][number], types: Types): CatalogFunction {
  const isInput = (i: number) => raw.modes === null || ['i', 'b', 'v'].includes(raw.modes[i] ?? 'i');
  const inputs = raw.arguments.map((type, i) => ({ type, name: raw.names?.[i] || null, i })).filter(({ i }) => isInput(i));
  const returns = types.get(raw.returns);
  return {
    schema: raw.schema,
    name: raw.name,
    comment: raw.comment,
    volatility: ({ i: 'immutable', s: 'stable', v: 'volatile' } as const)[raw.volatility],
    isVariadic: raw.variadic,
    arguments: inputs.map(({ type, name }, i) => ({
      name,
      type: types.get(type),
      hasDefault: i >= inputs.length - raw.defaults,
    })),
    hasOutArguments: inputs.length < raw.arguments.length || (raw.modes ?? []).includes('b'),
    returns: { type: returns, isSet: raw.returns_set, table: returns.rowOf ?? null },
  };
}

const TYPE_KINDS = { b: 'base', e: 'enum', c: 'composite', d: 'base', r: 'range', m: 'range', p: 'pseudo' } as const;

/** Types by oid, made once each; a domain is its base type. */
class Types {
  readonly #raw: ReadonlyMap<number, Answer['types'][number]>;
  readonly #made = new Map<number, CatalogType>();

  constructor(rows: Answer['types']) {
    this.#raw = new Map(rows.map((row) => [row[0], row]));
  }

  get(oid: number): CatalogType {
    const made = this.#made.get(oid) ?? this.#make(oid);
    this.#made.set(oid, made);
    return made;
  }

  #make(oid: number): CatalogType {
    const raw = this.#raw.get(oid);
    if (!raw) return { name: 'unknown', sql: 'unknown', kind: 'pseudo', element: null };
    const [, name, sql, kind, element, base, tableSchema] = raw;
    if (base !== 0) return this.get(base);
    return {
      name,
      sql,
      kind: element === 0 ? TYPE_KINDS[kind] : 'array',
      element: element === 0 ? null : this.get(element),
      ...(tableSchema === null ? {} : { rowOf: tableKey(tableSchema, name) }),
    };
  }
}
