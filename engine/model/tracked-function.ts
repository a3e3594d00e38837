/** Tracked functions: root fields that select from a function's rows (dialect §1.7). */
import { type Catalog, type CatalogFunction, tableKey } from '../catalog/catalog.ts';
import type { FunctionMetadata } from '../metadata/function-metadata.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import type { TrackedFunction } from './model.ts';
import { baseName, isGraphqlName } from './names.ts';
import { type Naming, rootFieldName, withRootAffix } from './naming.ts';
import { reasonText } from './reasons.ts';
import { Unresolvable } from './unresolvable.ts';

export interface FunctionSurroundings {
  readonly source: string;
  readonly catalog: Catalog;
  readonly isTracked: (tableKey: string) => boolean;
  readonly naming: Naming;
}

export function resolveFunction(metadata: FunctionMetadata, around: FunctionSurroundings): TrackedFunction {
  const wanted = qualify(metadata.function);
  const label = `"${display(wanted)}"`;
  const overloads = around.catalog.functions.get(tableKey(wanted.schema, wanted.name)) ?? [];
  const [fn] = overloads;
  if (!fn) throw new Unresolvable(`no such function exists in source: ${label}`, 'not-exists');
  if (overloads.length > 1) {
    throw new Unresolvable(`function ${label} is overloaded. Overloaded functions are not supported`, 'not-supported');
  }
  const configuration = metadata.configuration ?? {};
  const graphqlName = configuration.custom_name ?? baseName(wanted);
  const target = configuration.response ? qualify(configuration.response.table) : null;
  const returns = target ? tableKey(target.schema, target.name) : fn.returns.table;
  const problems = problemsOf(fn, graphqlName, returns, configuration.exposed_as ?? null);
  const session = sessionArgument(fn, configuration.session_argument ?? null, problems);
  if (returns === null || problems.length > 0) {
    throw new Unresolvable(
      `in function ${label}: the function ${label} cannot be tracked ${reasonText(problems)}`,
      'not-supported',
    );
  }
  if (!around.isTracked(returns)) {
    const table = around.catalog.tables.get(returns);
    throw new Unresolvable(`table "${table ? display(table) : returns}" is not tracked`, 'not-exists');
  }
  const { naming } = around;
  const base = { name: graphqlName, isCustom: Boolean(configuration.custom_name) };
  const custom = configuration.custom_root_fields;
  for (const name of [custom?.function, custom?.function_aggregate]) {
    if (name && !isGraphqlName(name)) throw new Unresolvable(`"${name}" is not a valid GraphQL identifier`, 'parse-failed');
  }
  return {
    source: around.source,
    function: fn,
    baseName: base,
    rootFieldNames: {
      function: withRootAffix(naming, custom?.function || rootFieldName(naming, base)),
      function_aggregate: withRootAffix(naming, custom?.function_aggregate || rootFieldName(naming, base, '', 'aggregate')),
    },
    exposedAs: configuration.exposed_as ?? (fn.volatility === 'volatile' ? 'mutation' : 'query'),
    sessionArgument: session,
    returns,
    isSet: fn.returns.isSet,
    roles: new Set((metadata.permissions ?? []).map((p) => p.role)),
    comment: metadata.comment ?? fn.comment,
  };
}

function problemsOf(fn: CatalogFunction, name: string, returns: string | null, exposedAs: 'query' | 'mutation' | null): string[] {
  const problems: string[] = [];
  if (!isGraphqlName(name)) problems.push('function name is not a legal GraphQL identifier');
  if (fn.isVariadic) problems.push('function with "VARIADIC" parameters are not supported');
  if (returns === null) {
    if (fn.returns.type.kind !== 'composite') problems.push('the function does not return a "COMPOSITE" type');
    problems.push('the function does not return a table');
  } else if (fn.hasOutArguments && returns === fn.returns.table)
    problems.push('functions with "OUT" arguments are not supported');
  if (exposedAs === 'mutation' && fn.volatility !== 'volatile') {
    problems.push(
      'the function was requested to be exposed as a mutation, but is not marked VOLATILE. ' +
        'Maybe the function was given the wrong volatility when it was defined?',
    );
  }
  const invalid = fn.arguments.flatMap((a) => (a.name === null || isGraphqlName(a.name) ? [] : [a.name]));
  if (invalid.length > 0) problems.push(`the function arguments ${invalid.join(',')} are not in compliance with GraphQL spec`);
  return problems;
}

function sessionArgument(fn: CatalogFunction, name: string | null, problems: string[]): number | null {
  if (name === null) return null;
  const position = fn.arguments.findIndex((a) => a.name === name);
  if (position < 0) {
    problems.push(`given session argument "${name}" not the input argument of the function`);
    return null;
  }
  const type = fn.arguments[position]?.type.name;
  if (type !== 'json' && type !== 'jsonb') problems.push(`given session argument "${name}" is not of type json`);
  return position;
}
