/**
 * `__schema` and `__type`, answered while planning as JSON text. The fields are GraphQL's own; they are walked here rather than by
 * an executor, so that errors read as everywhere else and the size of an answer is bounded.
 */
import {
  type GraphQLField,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  SchemaMetaFieldDef,
  type SelectionNode,
  TypeMetaFieldDef,
} from 'graphql';
import { rejectSelections } from './object-fields.ts';
import { Arguments, type Planning } from './planning.ts';
import { invalid } from './scalar-input.ts';
import { type CollectedField, collectFields } from './selection.ts';

type Definition = GraphQLField<unknown, unknown>;

const ROOTS: ReadonlyMap<string, Definition> = new Map([
  [SchemaMetaFieldDef.name, SchemaMetaFieldDef],
  [TypeMetaFieldDef.name, TypeMetaFieldDef],
]);

/** Values in one answer: a complete introspection of a large schema stays far below. */
const MAX_VALUES = 5_000_000;

export const isIntrospection = (name: string): boolean => ROOTS.has(name);

/** The field's value as JSON text. */
export function planIntrospection(planning: Planning, field: CollectedField, path: string): string {
  const definition = ROOTS.get(field.name);
  if (!definition) throw new TypeError(`${field.name} is no introspection field`);
  const schema = planning.schema.complete;
  const walk = new Walk(planning);
  const args = walk.arguments(field, definition, path);
  const value = definition === TypeMetaFieldDef ? schema.getType(String(args.name)) : schema;
  return walk.value(value, definition.type, field, path);
}

class Walk {
  readonly #planning: Planning;
  readonly #info: { readonly schema: GraphQLSchema };
  #left = MAX_VALUES;
  /** What a selection set selects is the same for every object it is applied to. */
  readonly #collected = new Map<readonly SelectionNode[], Map<string, readonly CollectedField[]>>();
  readonly #arguments = new Map<CollectedField, Record<string, unknown>>();

  constructor(planning: Planning) {
    this.#planning = planning;
    this.#info = { schema: planning.schema.complete };
  }

  value(value: unknown, type: GraphQLOutputType, field: CollectedField, path: string): string {
    if (--this.#left < 0) throw invalid('the introspection selects too much', path);
    if (type instanceof GraphQLNonNull) return this.value(value, type.ofType, field, path);
    if (value === null || value === undefined) {
      this.#check(type, field, path);
      return 'null';
    }
    if (type instanceof GraphQLList) {
      const items: string[] = [];
      for (const item of isIterable(value) ? value : []) items.push(this.value(item, type.ofType, field, path));
      if (items.length === 0) this.#check(type.ofType, field, path);
      return `[${items.join(',')}]`;
    }
    if (isLeafType(type)) {
      rejectSelections(field, path);
      return JSON.stringify(type.serialize(value));
    }
    if (!(type instanceof GraphQLObjectType)) throw new TypeError(`${path} is no object`);
    const known = type.getFields();
    const parts = this.#fields(type, field, path).map((of) => {
      const key = JSON.stringify(of.alias);
      if (of.name === '__typename') return `${key}:${JSON.stringify(type.name)}`;
      const at = `${path}.selectionSet.${of.name}`;
      const definition = known[of.name];
      if (!definition) throw invalid(`field '${of.name}' not found in type: '${type.name}'`, at);
      const resolved: unknown =
        definition.resolve &&
        Reflect.apply(definition.resolve, undefined, [value, this.arguments(of, definition, at), undefined, this.#info]);
      return `${key}:${this.value(resolved, definition.type, of, at)}`;
    });
    return `{${parts.join(',')}}`;
  }

  /** A missing selection set is an error even where there is nothing to select from. */
  #check(type: GraphQLOutputType, field: CollectedField, path: string): void {
    if (type instanceof GraphQLNonNull || type instanceof GraphQLList) this.#check(type.ofType, field, path);
    else if (type instanceof GraphQLObjectType) this.#fields(type, field, path);
  }

  #fields(type: GraphQLObjectType, field: CollectedField, path: string): readonly CollectedField[] {
    const at = `${path}.selectionSet`;
    if (!field.selections) throw invalid(`missing selection set for '${type.name}'`, at);
    let byType = this.#collected.get(field.selections);
    if (!byType) {
      byType = new Map();
      this.#collected.set(field.selections, byType);
    }
    let fields = byType.get(type.name);
    if (!fields) {
      fields = collectFields(this.#planning, type, field.selections, at);
      byType.set(type.name, fields);
    }
    return fields;
  }

  arguments(field: CollectedField, definition: Definition, path: string): Record<string, unknown> {
    const known = this.#arguments.get(field);
    if (known) return known;
    const { reader } = this.#planning;
    const args = new Arguments(this.#planning, field, definition, path);
    const out: Record<string, unknown> = {};
    for (const argument of definition.args) {
      const input = args.get(argument.name);
      if (!input) out[argument.name] = argument.defaultValue;
      else if (argument.name === 'name') out[argument.name] = reader.string(input, args.at(argument.name));
      else out[argument.name] = reader.boolean(input, args.at(argument.name));
    }
    this.#arguments.set(field, out);
    return out;
  }
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;
