/** Tracked functions: root fields that select from a function's rows (dialect §1.7). */
import { type Catalog, type CatalogFunction, tableKey } from '../catalog/catalog.ts';
import type { FunctionMetadata } from '../metadata/function-metadata.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import type { TrackedFunction } from './model.ts';
import { baseName, isGraphqlName } from './names.ts';
import { Unresolvable } from './unresolvable.ts';

export interface FunctionSurroundings {
  readonly source: string;
  readonly catalog: Catalog;
  readonly isTracked: (tableKey: string) => boolean;
  readonly affix: { readonly prefix: string; readonly suffix: string };
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
  const problems = problemsOf(fn, graphqlName, returns, configuration.exposed_as ?? null, around);
  const session = sessionArgument(fn, configuration.session_argument ?? null, problems);
  if (returns === null || problems.length > 0) throw new Unresolvable(because(label, problems), 'not-supported');
  const { prefix, suffix } = around.affix;
  const custom = configuration.custom_root_fields;
  return {
    source: around.source,
    function: fn,
    graphqlName,
    rootFieldNames: {
      function: prefix + (custom?.function ?? graphqlName) + suffix,
      function_aggregate: prefix + (custom?.function_aggregate ?? `${graphqlName}_aggregate`) + suffix,
    },
    exposedAs: configuration.exposed_as ?? (fn.volatility === 'volatile' ? 'mutation' : 'query'),
    sessionArgument: session,
    returns,
    isSet: fn.returns.isSet,
    roles: new Set((metadata.permissions ?? []).map((p) => p.role)),
    comment: metadata.comment ?? fn.comment,
  };
}

function problemsOf(
  fn: CatalogFunction,
  name: string,
  returns: string | null,
  exposedAs: 'query' | 'mutation' | null,
  around: FunctionSurroundings,
): string[] {
  const problems: string[] = [];
  if (fn.isVariadic) problems.push('function with "VARIADIC" parameters are not supported');
  if (fn.returns.table === null && fn.returns.type.kind !== 'composite' && fn.returns.type.name !== 'record') {
    problems.push('the function does not return a "COMPOSITE" type');
  }
  if (returns === null) problems.push('the function does not return a table');
  else if (!around.isTracked(returns))
    problems.push(`the function returns a table that is not tracked: ${returns.replaceAll('"', '')}`);
  if (fn.hasOutArguments && returns === fn.returns.table) problems.push('functions with "OUT" arguments are not supported');
  if (!isGraphqlName(name)) problems.push(`the function name is not a valid GraphQL identifier: "${name}"`);
  if (exposedAs === 'mutation' && fn.volatility !== 'volatile') {
    problems.push(
      'the function was requested to be exposed as a mutation, but is not marked VOLATILE. ' +
        'Maybe the function was given the wrong volatility when it was defined?',
    );
  }
  return problems;
}

function sessionArgument(fn: CatalogFunction, name: string | null, problems: string[]): number | null {
  if (name === null) return null;
  const position = fn.arguments.findIndex((a) => a.name === name);
  if (position < 0) {
    problems.push(`given session argument "${name}" is not an input argument of the function`);
    return null;
  }
  const type = fn.arguments[position]?.type.name;
  if (type !== 'json' && type !== 'jsonb') problems.push(`given session argument "${name}" is not of type json`);
  return position;
}

function because(label: string, problems: readonly string[]): string {
  const [only, ...more] = problems;
  const reasons =
    more.length === 0 ? `because ${only}` : `for the following reasons:\n${problems.map((p) => `  • ${p}\n`).join('')}`;
  return `in function ${label}: the function ${label} cannot be tracked ${reasons}`;
}
