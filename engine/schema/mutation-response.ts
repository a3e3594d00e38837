/** `T_mutation_response`: how many rows, and (for a role that may read them) which. */
import { GraphQLNonNull, type GraphQLObjectType } from 'graphql';
import type { Table } from '../model/model.ts';
import type { SchemaContext } from './context.ts';
import { quotedName } from './names.ts';
import { rowList } from './row.ts';
import { scalar } from './scalars.ts';

export function mutationResponse(context: SchemaContext, table: Table): GraphQLObjectType {
  const about = `response of any mutation on the table ${quotedName(table)}`;
  return context.object(context.typeName(table, 'mutation_response'), about, () => ({
    [context.name('affected_rows')]: {
      type: new GraphQLNonNull(scalar('Int')),
      description: 'number of rows affected by the mutation',
      extensions: { engine: { kind: 'affected_rows' } },
    },
    ...(context.access(table).select
      ? {
          returning: {
            type: rowList(context, table),
            description: 'data from the rows affected by the mutation',
            extensions: { engine: { kind: 'returning' } },
          },
        }
      : {}),
  }));
}
