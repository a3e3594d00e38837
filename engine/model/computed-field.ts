/** Computed fields: a function that takes the row and returns a scalar or rows of a tracked table (dialect §1.4). */
import { type CatalogFunction, tableKey } from '../catalog/catalog.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import type { ComputedFieldMetadata } from '../metadata/table-metadata.ts';
import type { ComputedField } from './model.ts';
import { isGraphqlName } from './names.ts';
import { scalarOf } from './scalar.ts';
import type { Shell, Surroundings } from './table-fields.ts';
import { Unresolvable } from './unresolvable.ts';

export function resolveComputedField(item: ComputedFieldMetadata, shell: Shell, around: Surroundings): ComputedField {
  const wanted = qualify(item.definition.function);
  const overloads = around.catalog.functions.get(tableKey(wanted.schema, wanted.name)) ?? [];
  const refuse = (reason: string): never => {
    throw new Unresolvable(
      `the computed field "${item.name}" cannot be added to table "${display(shell.name)}" because ${reason}`,
      'not-supported',
    );
  };
  const [fn] = overloads;
  if (!fn) throw new Unresolvable(`no such function exists in postgres : "${display(wanted)}"`, 'not-exists');
  if (overloads.length > 1) {
    throw new Unresolvable(
      `function "${display(wanted)}" is overloaded. Overloaded functions are not supported`,
      'not-supported',
    );
  }
  const label = `"${display(wanted)}"`;
  if (!isGraphqlName(item.name)) refuse(`"${item.name}" is not valid GraphQL name`);
  if (fn.volatility === 'volatile') refuse(`the function ${label} is of type VOLATILE; cannot be added as a computed field`);
  const tableArgument = positionOfTable(fn, item.definition.table_argument ?? null, shell, label, refuse);
  const sessionArgument = positionOfSession(fn, item.definition.session_argument ?? null, tableArgument, label, refuse);
  return {
    name: item.name,
    function: fn,
    tableArgument,
    sessionArgument,
    returns: returnsOf(fn, around, label, refuse),
    comment: item.comment ?? null,
  };
}

type Refuse = (reason: string) => never;

function positionOfTable(fn: CatalogFunction, name: string | null, shell: Shell, label: string, refuse: Refuse): number {
  if (fn.arguments.length === 0) refuse(`the function ${label} has no input arguments`);
  const position = name === null ? 0 : fn.arguments.findIndex((a) => a.name === name);
  const argument = fn.arguments[position];
  if (!argument) return refuse(`"${name}" is not an input argument of ${label} function`);
  if (argument.type.rowOf !== shell.key) {
    const which = name === null ? 'first argument' : `"${name}" argument`;
    refuse(`${which} of the function ${label} must be of table type "${display(shell.name)}"`);
  }
  return position;
}

function positionOfSession(
  fn: CatalogFunction,
  name: string | null,
  tableArgument: number,
  label: string,
  refuse: Refuse,
): number | null {
  if (name === null) return null;
  const position = fn.arguments.findIndex((a) => a.name === name);
  const argument = fn.arguments[position];
  if (!argument || position === tableArgument) return refuse(`"${name}" is not an input argument of ${label} function`);
  if (argument.type.name !== 'json' && argument.type.name !== 'jsonb') {
    refuse(`"${name}" argument of the function ${label} is not of type JSON`);
  }
  return position;
}

function returnsOf(fn: CatalogFunction, around: Surroundings, label: string, refuse: Refuse): ComputedField['returns'] {
  const { table, isSet, type } = fn.returns;
  if (table !== null) {
    if (!around.shells.has(table))
      refuse(`the function ${label} returning set of table ${table.replaceAll('"', '')} is not tracked`);
    return { kind: 'table', table, isSet };
  }
  if (isSet || type.kind === 'composite' || type.kind === 'pseudo') {
    refuse(`the function ${label} returning type ${type.name} is not a BASE type`);
  }
  return { kind: 'scalar', type, scalar: scalarOf(type) };
}
