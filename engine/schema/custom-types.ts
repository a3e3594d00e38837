/** Types that metadata declares for actions, and types written as GraphQL text (`[CreateUserOutput!]!`). */
import {
  type GraphQLInputType,
  GraphQLList,
  type GraphQLNamedInputType,
  type GraphQLNamedOutputType,
  GraphQLNonNull,
  type GraphQLOutputType,
  Kind,
  parseType,
  type TypeNode,
} from 'graphql';
import type { CustomObject } from '../model/actions.ts';
import type { EnumValues, Fields, InputFields, SchemaContext } from './context.ts';
import { described } from './names.ts';
import { aggregateType, rowList, rowType } from './row.ts';
import { scalar } from './scalars.ts';
import { selectArguments } from './select-arguments.ts';

export function outputTypeFrom(context: SchemaContext, text: string): GraphQLOutputType {
  const build = (node: TypeNode): GraphQLOutputType => {
    switch (node.kind) {
      case Kind.NON_NULL_TYPE: {
        const of = build(node.type);
        return of instanceof GraphQLNonNull ? of : new GraphQLNonNull(of);
      }
      case Kind.LIST_TYPE:
        return new GraphQLList(build(node.type));
      case Kind.NAMED_TYPE:
        return namedOutput(context, node.name.value);
    }
  };
  return build(parseType(text));
}

export function inputTypeFrom(context: SchemaContext, text: string): GraphQLInputType {
  const build = (node: TypeNode): GraphQLInputType => {
    switch (node.kind) {
      case Kind.NON_NULL_TYPE: {
        const of = build(node.type);
        return of instanceof GraphQLNonNull ? of : new GraphQLNonNull(of);
      }
      case Kind.LIST_TYPE:
        return new GraphQLList(build(node.type));
      case Kind.NAMED_TYPE:
        return namedInput(context, node.name.value);
    }
  };
  return build(parseType(text));
}

function namedOutput(context: SchemaContext, name: string): GraphQLNamedOutputType {
  const object = context.model.customTypes.objects.get(name);
  if (!object) return leaf(context, name);
  return context.object(name, object.description, () => {
    const fields: Fields = {};
    for (const field of object.fields) {
      fields[field.name] = {
        type: outputTypeFrom(context, field.type),
        description: field.description,
        extensions: { engine: { kind: 'output_value' } },
      };
    }
    for (const relationship of object.relationships) {
      const target = context.readable(relationship.target);
      if (!target) continue;
      const isArray = relationship.kind === 'array';
      fields[relationship.name] = {
        type: isArray ? rowList(context, target.table) : rowType(context, target.table),
        description: described(null, isArray ? 'An array relationship' : 'An object relationship'),
        args: isArray ? selectArguments(context, target.table) : {},
        extensions: { engine: { kind: 'output_relationship', relationship, table: target.table } },
      };
      if (!isArray || !target.select.allowAggregations) continue;
      fields[context.name(`${relationship.name}_aggregate`)] = {
        type: new GraphQLNonNull(aggregateType(context, target.table)),
        description: 'An aggregate relationship',
        args: selectArguments(context, target.table),
        extensions: { engine: { kind: 'output_relationship_aggregate', relationship, table: target.table } },
      };
    }
    return fields;
  });
}

function namedInput(context: SchemaContext, name: string): GraphQLNamedInputType {
  const input = context.model.customTypes.inputObjects.get(name);
  return input ? context.input(name, input.description, () => inputFields(context, input)) : leaf(context, name);
}

function inputFields(context: SchemaContext, input: CustomObject): InputFields {
  const fields: InputFields = {};
  for (const field of input.fields) {
    fields[field.name] = { type: inputTypeFrom(context, field.type), description: field.description };
  }
  return fields;
}

function leaf(context: SchemaContext, name: string) {
  const values = context.model.customTypes.enums.get(name);
  if (!values) return scalar(name);
  return context.enum(name, values.description, () => {
    const of: EnumValues = {};
    for (const { value, description, isDeprecated } of values.values) {
      of[value] = { description, deprecationReason: isDeprecated ? 'No longer supported' : null };
    }
    return of;
  });
}
