/** Small catalogs for tests that resolve metadata, without a database: tables of columns with keys, functions of arguments. */
import {
  type Catalog,
  type CatalogFunction,
  type CatalogTable,
  type CatalogType,
  tableKey,
} from '../../engine/catalog/catalog.ts';
import { pgType } from './engine-model.ts';

export interface TableDefinition {
  readonly schema?: string;
  /** `'int4'`, `'int4 null'`, `'int4 generated'`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly key?: readonly string[];
  /** Local columns joined by commas → `table(columns)`. */
  readonly references?: Readonly<Record<string, string>>;
}

export interface FunctionDefinition {
  /** `name: type`, in order; `type?` has a default; a table's name is its row type. */
  readonly arguments: Readonly<Record<string, string>>;
  /** A type, a table's name, or `setof …`. */
  readonly returns: string;
  readonly volatility?: CatalogFunction['volatility'];
}

export function catalogOf(
  tables: Readonly<Record<string, TableDefinition>>,
  functions: Readonly<Record<string, FunctionDefinition>> = {},
): Catalog {
  const rowType = (name: string): CatalogType =>
    tables[name]
      ? { name, sql: `public.${name}`, kind: 'composite', element: null, rowOf: tableKey(tables[name].schema ?? 'public', name) }
      : pgType(name);
  return {
    tables: new Map(
      Object.entries(tables).map(([name, table]) => [tableKey(table.schema ?? 'public', name), tableOf(name, table)]),
    ),
    functions: new Map(
      Object.entries(functions).map(([name, fn]) => [tableKey('public', name), [functionOf(name, fn, rowType)]]),
    ),
    serverVersion: 150000,
    isYugabyte: false,
  };
}

function tableOf(name: string, definition: TableDefinition): CatalogTable {
  const key = definition.key ? { name: `${name}_pkey`, columns: definition.key, isConstraint: true } : null;
  const table: Omit<CatalogTable, 'fingerprint'> = {
    schema: definition.schema ?? 'public',
    name,
    kind: 'table',
    comment: null,
    columns: Object.entries(definition.columns).map(([column, text]) => {
      const [type = 'text', ...flags] = text.split(' ');
      return {
        name: column,
        type: pgType(type),
        isNullable: flags.includes('null'),
        hasDefault: flags.includes('generated'),
        isGenerated: flags.includes('generated') ? 'always' : 'no',
        comment: null,
      };
    }),
    primaryKey: key,
    uniqueIndexes: key ? [key] : [],
    foreignKeys: Object.entries(definition.references ?? {}).map(([local, target]) => {
      const [, remoteTable = '', remoteColumns = ''] = /^(\w+)\((.*)\)$/.exec(target) ?? [];
      const remote = remoteColumns.split(',');
      return {
        name: `${name}_${local}_fkey`,
        schema: 'public',
        table: remoteTable,
        columns: local.split(',').map((column, i) => ({ local: column, remote: remote[i] ?? '' })),
      };
    }),
    isInsertable: true,
    isUpdatable: true,
    isDeletable: true,
  };
  return { ...table, fingerprint: JSON.stringify(table) };
}

function functionOf(name: string, definition: FunctionDefinition, typeOf: (name: string) => CatalogType): CatalogFunction {
  const isSet = definition.returns.startsWith('setof ');
  const returns = typeOf(definition.returns.replace('setof ', ''));
  return {
    schema: 'public',
    name,
    comment: null,
    volatility: definition.volatility ?? 'stable',
    isVariadic: false,
    arguments: Object.entries(definition.arguments).map(([argument, type]) => ({
      name: argument,
      type: typeOf(type.replace('?', '')),
      hasDefault: type.endsWith('?'),
    })),
    hasOutArguments: false,
    returns: { type: returns, isSet, table: returns.rowOf ?? null },
  };
}
