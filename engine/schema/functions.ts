/** Tracked functions as root fields (dialect §1.7, §2.2). */
import { GraphQLNonNull } from 'graphql';
import type { TrackedFunction } from '../model/model.ts';
import { typeName } from '../model/naming.ts';
import type { Fields, SchemaContext } from './context.ts';
import { functionArguments } from './function-arguments.ts';
import { described } from './names.ts';
import { aggregateType, rowList, rowType } from './row.ts';
import { selectArguments } from './select-arguments.ts';

export function functionRootFields(
  context: SchemaContext,
  tracked: TrackedFunction,
  root: 'query' | 'mutation' | 'subscription',
): Fields {
  const exposed = root === 'mutation' ? 'mutation' : 'query';
  const target = context.readable(tracked.returns);
  if (tracked.exposedAs !== exposed || !target || !isAllowed(context, tracked)) return {};
  const { schema, name } = tracked.function;
  const sqlName = schema === 'public' ? `"${name}"` : `"${schema}.${name}"`;
  const args = {
    ...functionArguments(context, tracked.function, {
      typeName: typeName(context.naming, tracked.baseName, 'args'),
      description: `input parameters for function ${sqlName}`,
      skip: (i) => i === tracked.sessionArgument,
    }),
    ...selectArguments(context, target.table),
  };
  const about = `execute ${tracked.function.volatility === 'volatile' ? 'VOLATILE ' : ''}function ${sqlName} which returns "${target.table.graphqlName}"`;
  const fields: Fields = {
    [tracked.rootFieldNames.function]: {
      type: tracked.isSet ? rowList(context, target.table) : rowType(context, target.table),
      description: described(tracked.comment, about),
      args,
      extensions: { engine: { kind: 'function', function: tracked, table: target.table } },
    },
  };
  if (exposed === 'query' && tracked.isSet && target.select.allowAggregations) {
    fields[tracked.rootFieldNames.function_aggregate] = {
      type: new GraphQLNonNull(aggregateType(context, target.table)),
      description: `execute function ${sqlName} and query aggregates on result of table type "${target.table.graphqlName}"`,
      args,
      extensions: { engine: { kind: 'function_aggregate', function: tracked, table: target.table } },
    };
  }
  return fields;
}

/** Mutations always need an explicit permission, queries only when permissions are not inferred. */
function isAllowed(context: SchemaContext, tracked: TrackedFunction): boolean {
  if (context.identity.role === 'admin') return true;
  if (tracked.exposedAs === 'query' && context.options.inferFunctionPermissions) return true;
  return tracked.roles.has(context.identity.role);
}
