/** The variables an operation declares, and the rules that hold for every request before anything is planned (dialect §2.13). */
import { Kind, type OperationDefinitionNode, print, type TypeNode, type ValueNode } from 'graphql';
import { EngineError } from '../error.ts';

export interface DeclaredVariable {
  readonly name: string;
  readonly type: TypeNode;
  /** The type as written, for messages. */
  readonly typeText: string;
  readonly isNullable: boolean;
  readonly defaultValue: ValueNode | null;
}

export type VariableValues = Readonly<Record<string, unknown>>;

export function declaredVariables(
  operation: OperationDefinitionNode,
  used: ReadonlySet<string>,
): ReadonlyMap<string, DeclaredVariable> {
  const declared = new Map<string, DeclaredVariable>();
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (declared.has(name)) throw new EngineError('parse-failed', `multiple definitions for variable "${name}"`);
    declared.set(name, {
      name,
      type,
      typeText: print(type),
      isNullable: type.kind !== Kind.NON_NULL_TYPE,
      defaultValue: defaultValue ?? null,
    });
  }
  for (const name of used) {
    if (!declared.has(name)) throw new EngineError('validation-failed', `unbound variable "${name}"`);
  }
  return declared;
}

/** undefined when it is not given. */
export const ownValue = (values: VariableValues, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** Throws when a required variable is missing or null, or one is given that the operation does not use. */
export function checkVariables(
  declared: ReadonlyMap<string, DeclaredVariable>,
  used: ReadonlySet<string>,
  values: VariableValues,
  allowsNull: boolean,
): void {
  for (const variable of declared.values()) {
    if (variable.isNullable) continue;
    const value = ownValue(values, variable.name);
    if (value === undefined && variable.defaultValue === null) {
      throw new EngineError('validation-failed', `expecting a value for non-nullable variable: "${variable.name}"`);
    }
    if (value === null && !allowsNull) {
      throw new EngineError('validation-failed', `null value found for non-nullable type: "${variable.typeText}"`);
    }
  }
  for (const name of Object.keys(values)) {
    if (used.has(name)) continue;
    const unknown = Object.keys(values).filter((n) => !used.has(n));
    throw new EngineError('validation-failed', `unexpected variables in variableValues: ${unknown.join(', ')}`);
  }
}
