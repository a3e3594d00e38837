/** Arguments of `T_stream`: one cursor over one column, and how many rows at a time (dialect §2.14). */
import { type GraphQLFieldConfigArgumentMap, GraphQLList, GraphQLNonNull } from 'graphql';
import type { Table } from '../model/model.ts';
import { sharedTypeName } from '../model/naming.ts';
import { boolExp } from './bool-exp.ts';
import { columnInput } from './column.ts';
import type { InputFields, SchemaContext } from './context.ts';
import { scalar } from './scalars.ts';

export function streamArguments(context: SchemaContext, table: Table): GraphQLFieldConfigArgumentMap {
  const cursor = context.input(
    context.typeName(table, 'stream_cursor_input'),
    `Streaming cursor of the table "${table.graphqlName}"`,
    () => ({
      [context.name('initial_value')]: {
        type: new GraphQLNonNull(cursorValue(context, table)),
        description: 'Stream column input with initial value',
      },
      ordering: { type: cursorOrdering(context), description: 'cursor ordering' },
    }),
  );
  return {
    [context.name('batch_size')]: {
      type: new GraphQLNonNull(scalar('Int')),
      description: 'maximum number of rows returned in a single batch',
    },
    cursor: {
      type: new GraphQLNonNull(new GraphQLList(cursor)),
      description: 'cursor to stream the results returned by the query',
    },
    where: { type: boolExp(context, table), description: 'filter the rows returned' },
  };
}

function cursorValue(context: SchemaContext, table: Table) {
  return context.input(
    context.typeName(table, 'stream_cursor_value_input'),
    'Initial value of the column from where the streaming should start',
    () => {
      const fields: InputFields = {};
      for (const { column, operand } of context.access(table).select?.visible ?? []) {
        fields[column.name] = {
          type: columnInput(context, column),
          description: column.description,
          extensions: { engine: { kind: 'compare', operand, column } },
        };
      }
      return fields;
    },
  );
}

function cursorOrdering(context: SchemaContext) {
  return context.enum(sharedTypeName(context.naming, 'cursor_ordering'), 'ordering argument of a cursor', () => ({
    ASC: { description: 'ascending ordering of the cursor' },
    DESC: { description: 'descending ordering of the cursor' },
  }));
}
