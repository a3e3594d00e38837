/** Selection sets on object types. */
import { type GraphQLField, GraphQLObjectType, getNamedType, type SelectionNode } from 'graphql';
import type { Planning } from './planning.ts';
import { invalid } from './scalar-input.ts';
import { type CollectedField, collectFields } from './selection.ts';

/** A selection set on an object type: `path` is the field's it belongs to. */
export function objectFields<T>(
  planning: Planning,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[] | null,
  path: string,
  typename: (alias: string, name: string) => T,
  plan: (field: CollectedField, definition: GraphQLField<unknown, unknown>, path: string) => T,
): T[] {
  const at = `${path}.selectionSet`;
  if (!selections) throw invalid(`missing selection set for '${type.name}'`, at);
  const known = type.getFields();
  return collectFields(planning, type, selections, at).map((field) => {
    if (field.name === '__typename') return typename(field.alias, type.name);
    const definition = known[field.name];
    if (!definition) throw invalid(`field '${field.name}' not found in type: '${type.name}'`, `${at}.${field.name}`);
    return plan(field, definition, `${at}.${field.name}`);
  });
}

/** The object type a field answers, whatever wraps it. */
export function objectType(definition: {
  readonly type: GraphQLField<unknown, unknown>['type'];
  readonly name: string;
}): GraphQLObjectType {
  const type = getNamedType(definition.type);
  if (!(type instanceof GraphQLObjectType)) throw new TypeError(`${definition.name} is no object`);
  return type;
}

export const typenameField = (alias: string, name: string) => ({ kind: 'typename' as const, alias, name });

export function rejectSelections(field: CollectedField, path: string): void {
  if (field.selections) throw invalid('unexpected subselection set for non-object field', path);
}
