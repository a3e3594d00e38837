/** Actions as root fields: synchronous ones answer their output type, asynchronous ones an id to ask again with (dialect §5.1). */
import { type GraphQLFieldConfig, type GraphQLFieldConfigArgumentMap, GraphQLNonNull } from 'graphql';
import type { Action } from '../model/actions.ts';
import type { Fields, SchemaContext } from './context.ts';
import { inputTypeFrom, outputTypeFrom } from './custom-types.ts';
import { scalar } from './scalars.ts';

export function actionRootFields(context: SchemaContext, action: Action, root: 'query' | 'mutation' | 'subscription'): Fields {
  const { role } = context.identity;
  if (role !== 'admin' && !action.roles.has(role)) return {};
  const isAsync = action.type === 'mutation' && action.kind === 'asynchronous';
  if (isAsync) return { [action.name]: root === 'mutation' ? start(context, action) : result(context, action) };
  if (root !== action.type) return {};
  return {
    [action.name]: {
      type: outputTypeFrom(context, action.outputType),
      description: action.comment,
      args: actionArguments(context, action),
      extensions: { engine: { kind: 'action', action } },
    },
  };
}

const start = (context: SchemaContext, action: Action): GraphQLFieldConfig<unknown, unknown> => ({
  type: new GraphQLNonNull(scalar('uuid')),
  description: action.comment,
  args: actionArguments(context, action),
  extensions: { engine: { kind: 'action', action } },
});

const result = (context: SchemaContext, action: Action): GraphQLFieldConfig<unknown, unknown> => ({
  type: context.object(action.name, `fields of action: "${action.name}"`, () => ({
    id: {
      type: new GraphQLNonNull(scalar('uuid')),
      description: 'the unique id of an action',
      extensions: { engine: { kind: 'result_id' } },
    },
    created_at: {
      type: new GraphQLNonNull(scalar('timestamptz')),
      description: 'the time at which this action was created',
      extensions: { engine: { kind: 'result_created_at' } },
    },
    errors: {
      type: scalar('json'),
      description: 'errors related to the invocation',
      extensions: { engine: { kind: 'result_errors' } },
    },
    output: {
      type: outputTypeFrom(context, action.outputType),
      description: 'the output fields of this action',
      extensions: { engine: { kind: 'result_output' } },
    },
  })),
  description: action.comment,
  args: { id: { type: new GraphQLNonNull(scalar('uuid')), description: 'the unique id of an action' } },
  extensions: { engine: { kind: 'action_result', action } },
});

function actionArguments(context: SchemaContext, action: Action): GraphQLFieldConfigArgumentMap {
  const args: GraphQLFieldConfigArgumentMap = {};
  for (const argument of action.arguments) {
    args[argument.name] = { type: inputTypeFrom(context, argument.type), description: argument.description };
  }
  return args;
}
