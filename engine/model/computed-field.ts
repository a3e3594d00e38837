/** Computed fields: a function that takes the row and returns a scalar or rows of a tracked table (dialect §1.4). */
import { type CatalogFunction, tableKey } from '../catalog/catalog.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import type { ComputedFieldMetadata } from '../metadata/table-metadata.ts';
import type { ComputedField } from './model.ts';
import { isGraphqlName } from './names.ts';
import { reasonText } from './reasons.ts';
import { scalarOf } from './scalar.ts';
import type { Shell, Surroundings } from './table-fields.ts';
import { Unresolvable } from './unresolvable.ts';

export function resolveComputedField(item: ComputedFieldMetadata, shell: Shell, around: Surroundings): ComputedField {
  const wanted = qualify(item.definition.function);
  const label = `"${display(wanted)}"`;
  const overloads = around.catalog.functions.get(tableKey(wanted.schema, wanted.name)) ?? [];
  const [fn] = overloads;
  if (!fn) throw new Unresolvable(`no such function exists in postgres : ${label}`, 'not-exists');
  if (overloads.length > 1) {
    throw new Unresolvable(`function ${label} is overloaded. Overloaded functions are not supported`, 'not-supported');
  }
  const problems: string[] = [];
  if (!isGraphqlName(item.name)) problems.push(`"${item.name}" is not valid GraphQL name`);
  if (fn.volatility === 'volatile')
    problems.push(`the function ${label} is of type VOLATILE; cannot be added as a computed field`);
  const returns = returnsOf(fn, around, label, problems);
  const tableArgument = positionOfTable(fn, item.definition.table_argument ?? null, shell, label, problems);
  const sessionArgument = positionOfSession(fn, item.definition.session_argument ?? null, label, problems);
  if (returns === null || tableArgument === null || problems.length > 0) {
    throw new Unresolvable(
      `the computed field "${item.name}" cannot be added to table "${display(shell.name)}" ${reasonText(problems)}`,
      'not-supported',
    );
  }
  const comment = item.comment ?? fn.comment ?? `A computed field, executes function ${label}`;
  return { name: item.name, function: fn, tableArgument, sessionArgument, returns, comment };
}

function positionOfTable(
  fn: CatalogFunction,
  name: string | null,
  shell: Shell,
  label: string,
  problems: string[],
): number | null {
  const position = name === null ? 0 : fn.arguments.findIndex((a) => a.name === name);
  const argument = fn.arguments[position];
  if (!argument) {
    problems.push(
      name === null
        ? `the function ${label} has no input arguments`
        : `"${name}" is not an input argument of the function ${label}`,
    );
    return null;
  }
  const which = name === null ? `first argument of the function ${label}` : `"${name}" argument of the function ${label}`;
  if (argument.type.kind !== 'composite') problems.push(`${which} is not COMPOSITE type`);
  if (argument.type.rowOf !== shell.key) {
    problems.push(`${which} of type "${argument.type.name}" is not the table to which the computed field is being added`);
  }
  return position;
}

function positionOfSession(fn: CatalogFunction, name: string | null, label: string, problems: string[]): number | null {
  if (name === null) return null;
  const position = fn.arguments.findIndex((a) => a.name === name);
  const type = fn.arguments[position]?.type.name;
  if (type === undefined) problems.push(`"${name}" is not an input argument of the function ${label}`);
  else if (type !== 'json' && type !== 'jsonb') problems.push(`"${name}" argument of the function ${label} is not of type JSON`);
  return position;
}

function returnsOf(
  fn: CatalogFunction,
  around: Surroundings,
  label: string,
  problems: string[],
): ComputedField['returns'] | null {
  const { table, isSet, type } = fn.returns;
  if (table !== null) {
    // One row counts as a list of one, as in Hasura.
    if (around.shells.has(table)) return { kind: 'table', table, isSet: true };
    const name = around.catalog.tables.get(table);
    problems.push(
      `the function ${label} returning set of table "${name ? display(name) : type.name}" is not tracked or not found in database`,
    );
    return null;
  }
  if (!isSet && type.kind !== 'composite' && type.kind !== 'pseudo') return { kind: 'scalar', type, scalar: scalarOf(type) };
  problems.push(`the function ${label} returning type ${type.name} is not a BASE type`);
  return null;
}
