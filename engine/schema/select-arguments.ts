/** Arguments of everything that selects rows of a table (dialect §2.4). */
import { type GraphQLFieldConfigArgumentMap, GraphQLList, GraphQLNonNull } from 'graphql';
import type { Table } from '../model/model.ts';
import { boolExp } from './bool-exp.ts';
import { selectColumnEnum } from './column.ts';
import type { SchemaContext } from './context.ts';
import { orderBy } from './order-by.ts';
import { scalar } from './scalars.ts';

export function selectArguments(context: SchemaContext, table: Table): GraphQLFieldConfigArgumentMap {
  const columns = selectColumnEnum(context, table);
  return {
    ...(columns
      ? {
          [context.name('distinct_on')]: {
            type: new GraphQLList(new GraphQLNonNull(columns)),
            description: 'distinct select on columns',
          },
        }
      : {}),
    limit: { type: scalar('Int'), description: 'limit the number of rows returned' },
    offset: { type: scalar('Int'), description: 'skip the first n rows. Use only with order_by' },
    [context.name('order_by')]: {
      type: new GraphQLList(new GraphQLNonNull(orderBy(context, table))),
      description: 'sort the rows by one or more columns',
    },
    where: { type: boolExp(context, table), description: 'filter the rows returned' },
  };
}
