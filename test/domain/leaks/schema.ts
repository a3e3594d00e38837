/** What a role's schema offers for a table: its fields, its relationships and the operations that exist. */
import {
  buildClientSchema,
  type GraphQLField,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import type { Caller, ControlPlane } from '../../support/control-plane.ts';

export async function schemaOf(plane: ControlPlane, caller: Caller): Promise<GraphQLSchema> {
  const { data } = await plane.as(caller, getIntrospectionQuery());
  return buildClientSchema(data);
}

/** In the letters of the expectations. */
export function operationsOn(schema: GraphQLSchema, table: string): string {
  const query = schema.getQueryType()?.getFields() ?? {};
  const mutation = schema.getMutationType()?.getFields() ?? {};
  return [
    ['s', query[table]],
    ['a', query[`${table}_aggregate`]],
    ['i', mutation[`insert_${table}`] ?? mutation[`insert_${table}_one`]],
    ['u', mutation[`update_${table}`] ?? mutation[`update_${table}_by_pk`] ?? mutation[`update_${table}_many`]],
    ['d', mutation[`delete_${table}`] ?? mutation[`delete_${table}_by_pk`]],
  ]
    .map(([letter, field]) => (field ? letter : ''))
    .join('');
}

export interface Relationship {
  readonly name: string;
  readonly target: string;
  readonly isArray: boolean;
}

export function fieldsOf(schema: GraphQLSchema, table: string): readonly GraphQLField<unknown, unknown>[] {
  const type = schema.getType(table);
  return isObjectType(type) ? Object.values(type.getFields()) : [];
}

export const columnsOf = (schema: GraphQLSchema, table: string): readonly string[] =>
  fieldsOf(schema, table)
    .filter(({ type }) => !isObjectType(getNamedType(type)))
    .map(({ name }) => name);

/** Relationships to tables; aggregates of relationships are fields of their own. */
export const relationshipsOf = (schema: GraphQLSchema, table: string): readonly Relationship[] =>
  fieldsOf(schema, table).flatMap(({ name, type }) => {
    const target = getNamedType(type);
    if (!isObjectType(target) || isScalarType(target) || target.name.endsWith('_aggregate')) return [];
    const bare = isNonNullType(type) ? type.ofType : type;
    return [{ name, target: target.name, isArray: isListType(bare) }];
  });
