/** The `args` argument of functions and computed fields: one input object with the SQL arguments that the caller may give. */
import { type GraphQLFieldConfigArgumentMap, GraphQLList, GraphQLNonNull } from 'graphql';
import type { CatalogFunction } from '../catalog/catalog.ts';
import { scalarOf } from '../model/scalar.ts';
import type { InputFields, SchemaContext } from './context.ts';
import { scalar } from './scalars.ts';

export interface FunctionArgumentsOptions {
  readonly typeName: string;
  readonly description: string;
  /** Arguments that the engine fills (row, session). */
  readonly skip: (index: number) => boolean;
}

/** Unnamed SQL arguments are called `arg_1`, `arg_2`, … */
export function functionArguments(
  context: SchemaContext,
  fn: CatalogFunction,
  options: FunctionArgumentsOptions,
): GraphQLFieldConfigArgumentMap {
  const fields: InputFields = {};
  let unnamed = 0;
  let isRequired = false;
  fn.arguments.forEach((argument, index) => {
    if (options.skip(index)) return;
    const name = argument.name ?? `arg_${++unnamed}`;
    if (!argument.hasDefault) isRequired = true;
    const element = scalar(scalarOf(argument.type));
    fields[name] = {
      type: argument.type.element ? new GraphQLList(element) : element,
      extensions: { engine: { kind: 'function_argument', index, type: argument.type } },
    };
  });
  if (Object.keys(fields).length === 0) return {};
  const type = context.input(options.typeName, null, () => fields);
  return { args: { type: isRequired ? new GraphQLNonNull(type) : type, description: options.description } };
}
