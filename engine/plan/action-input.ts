/** Arguments, checked against the declared types, as the JSON that a webhook gets. Absent ones are absent. */
import {
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLScalarType,
  isEnumType,
  isInputObjectType,
} from 'graphql';
import type { CatalogType } from '../catalog/catalog.ts';
import type { JsonTemplate } from '../model/condition.ts';
import { BOOLEAN, INTEGER, TEXT } from '../model/scalar.ts';
import { FLOAT8 } from '../schema/types.ts';
import type { Input } from './input.ts';
import type { Arguments, Planning } from './planning.ts';
import { inspectJson, inspectLiteral, invalid, typeMismatch } from './scalar-input.ts';
import { joinPieces, jsonTemplate } from './values.ts';

type Piece = JsonTemplate[number];

/** The arguments of a field as one object. */
export function argumentsObject(planning: Planning, args: Arguments): JsonTemplate {
  const pieces: Piece[] = ['{'];
  args.parts().forEach(({ name, input, definition, path }, i) => {
    pieces.push(`${i > 0 ? ',' : ''}${JSON.stringify(name)}:`);
    write(planning, pieces, input, definition.type, path);
  });
  pieces.push('}');
  return joinPieces(pieces);
}

/** A list of inputs of one type. */
export function inputList(
  planning: Planning,
  items: readonly (readonly [Input, string])[],
  type: GraphQLInputType,
): JsonTemplate {
  const pieces: Piece[] = ['['];
  items.forEach(([input, path], i) => {
    if (i > 0) pieces.push(',');
    write(planning, pieces, input, type, path);
  });
  pieces.push(']');
  return joinPieces(pieces);
}

function write(planning: Planning, pieces: Piece[], input: Input, type: GraphQLInputType, path: string): void {
  const { reader } = planning;
  planning.spend();
  if (type instanceof GraphQLNonNull) {
    const of: GraphQLInputType = type.ofType;
    if (reader.isNull(input)) throw nullFor(of, path);
    write(planning, pieces, input, of, path);
  } else if (reader.isNull(input)) pieces.push('null');
  else if (type instanceof GraphQLList) {
    pieces.push('[');
    const item: GraphQLInputType = type.ofType;
    reader.items(input, item, path).forEach(([value, at], i) => {
      if (i > 0) pieces.push(',');
      write(planning, pieces, value, item, at);
    });
    pieces.push(']');
  } else if (isInputObjectType(type)) {
    const known = type.getFields();
    pieces.push('{');
    reader.fields(input, type, path).forEach(([name, value, at], i) => {
      pieces.push(`${i > 0 ? ',' : ''}${JSON.stringify(name)}:`);
      const field = known[name];
      if (field) write(planning, pieces, value, field.type, at);
    });
    pieces.push('}');
  } else if (isEnumType(type)) pieces.push(JSON.stringify(reader.enum(input, type, path)));
  else writeScalar(planning, pieces, input, type, path);
}

/** GraphQL's own scalars are strict; custom ones take any JSON. */
const STRICT: Readonly<Record<string, CatalogType>> = {
  Int: INTEGER,
  Float: { ...FLOAT8, name: 'float4' },
  Boolean: BOOLEAN,
  String: TEXT,
};

function writeScalar({ reader }: Planning, pieces: Piece[], input: Input, type: GraphQLScalarType, path: string): void {
  const strict = STRICT[type.name];
  const rule = strict ? { type: strict, name: type.name, enumValues: null, acceptsNull: false, isStrict: true } : null;
  if (input.kind === 'variable') {
    if (rule) reader.leaf(input.path, (value) => inspectJson(rule, value, path));
    pieces.push({ path: input.path });
    return;
  }
  const error = rule && inspectLiteral(rule, input.node, path);
  if (error) throw error;
  pieces.push(...jsonTemplate(reader, input.node));
}

function nullFor(type: GraphQLInputType, path: string) {
  if (type instanceof GraphQLList) return invalid('expected a list, but found null', path);
  const name = String(type);
  if (isInputObjectType(type)) return typeMismatch(name, 'an object', 'null', path);
  if (isEnumType(type)) return typeMismatch(name, 'an enum value', 'null', path);
  const strict = STRICT[name];
  const rule = strict ? { type: strict, name, enumValues: null, acceptsNull: false, isStrict: true } : null;
  return (rule && inspectJson(rule, null, path)) ?? invalid(`unexpected null value for type '${name}'`, path);
}
