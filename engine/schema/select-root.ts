/** Root fields that read a table: `T`, `T_by_pk`, `T_aggregate`, and `T_stream` under subscription_root (dialect §2.2). */
import { type GraphQLFieldConfigArgumentMap, GraphQLNonNull } from 'graphql';
import type { RootFieldKind, Table } from '../model/model.ts';
import type { SelectAccess } from './access.ts';
import { columnInput } from './column.ts';
import type { Fields, SchemaContext } from './context.ts';
import { described, quotedName } from './names.ts';
import { aggregateType, rowList, rowType } from './row.ts';
import { selectArguments } from './select-arguments.ts';
import { streamArguments } from './stream.ts';

export function selectRootFields(context: SchemaContext, table: Table, root: 'query' | 'subscription'): Fields {
  const select = context.access(table).select;
  if (!select) return {};
  const fields: Fields = {};
  const name = table.rootFieldNames;
  const about = (kind: RootFieldKind, otherwise: string) => described(table.rootFieldComments[kind], otherwise);
  const allowed = root === 'query' ? select.queryRootFields : select.subscriptionRootFields;
  const allows = (kind: RootFieldKind) => allowed === null || allowed.has(kind);
  if (allows('select')) {
    fields[name.select] = {
      type: rowList(context, table),
      description: about('select', `fetch data from the table: ${quotedName(table)}`),
      args: selectArguments(context, table),
      extensions: { engine: { kind: 'select', table } },
    };
  }
  const key = keyArguments(context, table, select);
  if (key && allows('select_by_pk')) {
    fields[name.select_by_pk] = {
      type: rowType(context, table),
      description: about('select_by_pk', `fetch data from the table: ${quotedName(table)} using primary key columns`),
      args: key,
      extensions: { engine: { kind: 'select_by_pk', table } },
    };
  }
  if (select.allowAggregations && allows('select_aggregate')) {
    fields[name.select_aggregate] = {
      type: new GraphQLNonNull(aggregateType(context, table)),
      description: about('select_aggregate', `fetch aggregated fields from the table: ${quotedName(table)}`),
      args: selectArguments(context, table),
      extensions: { engine: { kind: 'select_aggregate', table } },
    };
  }
  if (root === 'subscription' && allows('select_stream') && select.visible.length > 0 && !context.options.hideStreams) {
    fields[name.select_stream] = {
      type: rowList(context, table),
      description: about('select_stream', `fetch data from the table in a streaming manner: ${quotedName(table)}`),
      args: streamArguments(context, table),
      extensions: { engine: { kind: 'select_stream', table } },
    };
  }
  return fields;
}

/** One required argument a primary key column; null without a key, or when the role may not see all of it. */
export function keyArguments(context: SchemaContext, table: Table, select: SelectAccess): GraphQLFieldConfigArgumentMap | null {
  const key = table.catalog.primaryKey;
  if (!key) return null;
  const args: GraphQLFieldConfigArgumentMap = {};
  for (const name of key.columns) {
    const found = select.visible.find(({ column }) => column.column.name === name);
    if (!found) return null;
    const { column, operand } = found;
    args[column.name] = {
      type: new GraphQLNonNull(columnInput(context, column)),
      description: column.description,
      extensions: { engine: { kind: 'compare', operand, column } },
    };
  }
  return args;
}
