/** Computed fields: the call on the current row, and the arguments that are left for the caller. */
import type { GraphQLFieldConfigArgumentMap } from 'graphql';
import type { CatalogType } from '../catalog/catalog.ts';
import type { Condition, Operand } from '../model/condition.ts';
import type { FunctionArgument, FunctionCall } from '../model/function-call.ts';
import type { ComputedField, Table } from '../model/model.ts';
import { typeName } from '../model/naming.ts';
import type { ScalarComputedField } from './access.ts';
import type { SchemaContext } from './context.ts';
import { functionArguments } from './function-arguments.ts';
import { quotedName } from './names.ts';
import { JSONB } from './types.ts';

export const hasUserArguments = (field: ComputedField): boolean =>
  field.function.arguments.some((_, i) => i !== field.tableArgument && i !== field.sessionArgument);

/** `args` of a computed field that takes more than the row and the session. */
export function computedFieldArguments(
  context: SchemaContext,
  table: Table,
  field: ComputedField,
): GraphQLFieldConfigArgumentMap {
  return functionArguments(context, field.function, {
    typeName: typeName(context.naming, { name: `${field.name}_${table.baseName.name}`, isCustom: false }, 'args'),
    description: `input parameters for computed field "${field.name}" defined on table ${quotedName(table)}`,
    skip: (i) => i === field.tableArgument || i === field.sessionArgument,
  });
}

/** The value of a scalar computed field without arguments of the caller. */
export function computedScalarOperand(field: ScalarComputedField, mask: Condition | null): Operand {
  const type = field.returns.type;
  const operand: Operand = { kind: 'function', call: computedFieldCall(field, () => null), type };
  return mask === null ? operand : { kind: 'masked', operand, when: mask, type };
}

/** The call with the row and the session in place; `given` fills the others and leaves out what takes its default. */
export function computedFieldCall(field: ComputedField, given: (index: number) => FunctionArgument | null): FunctionCall {
  return {
    schema: field.function.schema,
    name: field.function.name,
    arguments: callArguments(field.function.arguments.length, (i) => {
      const name = field.function.arguments[i]?.name ?? null;
      if (i === field.tableArgument) return { kind: 'row', name };
      if (i === field.sessionArgument) return sessionArgument(name, field.function.arguments[i]?.type ?? JSONB);
      return given(i);
    }),
  };
}

export const sessionArgument = (name: string | null, type: CatalogType): FunctionArgument => ({
  kind: 'value',
  name,
  type,
  value: { kind: 'session_object', type },
});

/** Positional up to the first omitted argument, named after it. */
export function callArguments(count: number, argument: (index: number) => FunctionArgument | null): FunctionArgument[] {
  const out: FunctionArgument[] = [];
  let positional = true;
  for (let i = 0; i < count; i++) {
    const given = argument(i);
    if (given === null) positional = false;
    else out.push(positional ? { ...given, name: null } : given);
  }
  return out;
}
