/**
 * Reads arguments: GraphQL literals, and variables with their JSON values, through one interface. Looks at a variable's structure
 * go through the recorder, so that a plan is kept with the shape of variables it was made for.
 */
import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type TypeNode,
  type ValueNode,
  type VariableNode,
} from 'graphql';
import { EngineError } from '../error.ts';
import type { VariablePath } from '../model/condition.ts';
import { describeJson, describeNode, invalid, notOneOf, typeMismatch } from './scalar-input.ts';
import { type JsonKind, kindOf, type LeafCheck, type ShapeRecorder, valueAt } from './shape.ts';
import type { DeclaredVariable } from './variables.ts';

export type Input =
  | { readonly kind: 'literal'; readonly node: Exclude<ValueNode, { kind: Kind.VARIABLE }> }
  | { readonly kind: 'variable'; readonly path: VariablePath };

type VariableInput = Extract<Input, { kind: 'variable' }>;

const NULL: Input = { kind: 'literal', node: { kind: Kind.NULL } };

/** How deep a value may nest: a recursive condition from variables must not exhaust the stack here or in PostgreSQL. */
const MAX_VALUE_DEPTH = 500;

export class InputReader {
  readonly #declared: ReadonlyMap<string, DeclaredVariable>;
  readonly #shape: ShapeRecorder;

  constructor(declared: ReadonlyMap<string, DeclaredVariable>, shape: ShapeRecorder) {
    this.#declared = declared;
    this.#shape = shape;
  }

  /** A value where one of `type` is expected: a variable is checked against it and opened. An absent one counts as null. */
  open(node: ValueNode, type: GraphQLInputType | string, path: string, hasDefault = false): Input {
    if (node.kind !== Kind.VARIABLE) return { kind: 'literal', node };
    const declared = this.#variable(node);
    const expected = String(type);
    if (!isAllowed(declared, expected, hasDefault)) {
      throw invalid(
        `variable '${declared.name}' is declared as '${declared.typeText}', but used where '${expected}' is expected`,
        path,
      );
    }
    return this.#opened(declared);
  }

  /** A variable where any type will do. */
  value(node: VariableNode): Input {
    return this.#opened(this.#variable(node));
  }

  isNull(input: Input): boolean {
    return input.kind === 'literal' ? input.node.kind === Kind.NULL : this.#shape.look(input.path, 'null') === true;
  }

  /** The fields of an input object in the order they were written. Unknown ones, and missing required ones, are an error. */
  fields(input: Input, type: GraphQLInputObjectType, path: string): [name: string, value: Input, path: string][] {
    const out = input.kind === 'literal' ? this.#literalFields(input.node, type, path) : this.#variableFields(input, type, path);
    for (const name of requiredFields(type)) {
      if (!out.some(([given]) => given === name)) throw invalid(`missing required field '${name}'`, `${path}.${name}`);
    }
    return out;
  }

  /** The items of a list; a single value is a list of one. `item` is the type of one item. */
  items(input: Input, item: GraphQLInputType | string, path: string): [value: Input, path: string][] {
    if (this.isNull(input)) throw invalid('expected a list, but found null', path);
    if (input.kind === 'literal') {
      if (input.node.kind !== Kind.LIST) return [[input, `${path}[0]`]];
      return input.node.values.map((node, i) => [this.open(node, item, `${path}[${i}]`), `${path}[${i}]`]);
    }
    if (this.kind(input) !== 'list') return [[input, `${path}[0]`]];
    const length = Number(this.#shape.look(input.path, 'length'));
    return Array.from({ length }, (_, i) => [{ kind: 'variable', path: this.#into(input.path, i, path) }, `${path}[${i}]`]);
  }

  enum(input: Input, type: GraphQLEnumType, path: string): string {
    const found = this.#enumName(input, type, path);
    if (type.getValue(found)) return found;
    throw notOneOf(
      type.getValues().map((v) => v.name),
      type.name,
      found,
      path,
    );
  }

  /** A number that decides the plan. */
  number(input: Input): number {
    if (input.kind === 'variable') return Number(String(this.#shape.look(input.path, 'exact')).slice('number '.length));
    return input.node.kind === Kind.INT || input.node.kind === Kind.FLOAT ? Number(input.node.value) : Number.NaN;
  }

  boolean(input: Input, path: string, type = 'Boolean'): boolean {
    if (input.kind === 'literal') {
      if (input.node.kind === Kind.BOOLEAN) return input.node.value;
    } else if (this.kind(input) === 'boolean') {
      return this.#shape.look(input.path, 'exact') === 'boolean true';
    }
    throw typeMismatch(type, 'a boolean', this.describe(input), path);
  }

  string(input: Input, path: string): string {
    if (input.kind === 'literal') {
      if (input.node.kind === Kind.STRING) return input.node.value;
    } else if (this.kind(input) === 'string') {
      return String(this.#shape.look(input.path, 'exact')).slice(1);
    }
    throw typeMismatch('String', 'a string', this.describe(input), path);
  }

  kind(input: VariableInput): JsonKind {
    this.#shape.look(input.path, 'kind');
    return kindOf(valueAt(this.#shape.values, input.path));
  }

  describe(input: Input): string {
    return input.kind === 'literal' ? describeNode(input.node) : describeJson(valueAt(this.#shape.values, input.path));
  }

  /** A parameter's value: checked now and for every later request of the same shape, but no part of the shape. */
  leaf(path: VariablePath, inspect: (value: unknown) => EngineError | null): void {
    const error = inspect(valueAt(this.#shape.values, path));
    if (error) throw error;
    const accepts: LeafCheck['accepts'] = (value) => inspect(value) === null;
    this.#shape.check(path, accepts);
  }

  #variable(node: VariableNode): DeclaredVariable {
    const declared = this.#declared.get(node.name.value);
    if (!declared) throw new EngineError('validation-failed', `unbound variable "${node.name.value}"`);
    return declared;
  }

  #opened({ name, defaultValue }: DeclaredVariable): Input {
    if (defaultValue === null || this.#shape.look([name], 'given')) return { kind: 'variable', path: [name] };
    return defaultValue.kind === Kind.VARIABLE ? NULL : { kind: 'literal', node: defaultValue };
  }

  #literalFields(node: ValueNode, type: GraphQLInputObjectType, path: string): [string, Input, string][] {
    if (node.kind !== Kind.OBJECT) throw typeMismatch(type.name, 'an object', describeNode(node), path);
    const known = type.getFields();
    return node.fields.map((field) => {
      const name = field.name.value;
      const at = `${path}.${name}`;
      const definition = known[name];
      if (!definition) throw invalid(`field '${name}' not found in type: '${type.name}'`, at);
      return [name, this.open(field.value, definition.type, at, definition.defaultValue !== undefined), at];
    });
  }

  #variableFields(input: VariableInput, type: GraphQLInputObjectType, path: string): [string, Input, string][] {
    if (this.kind(input) !== 'object') throw typeMismatch(type.name, 'an object', this.describe(input), path);
    const known = type.getFields();
    return this.#keys(input.path).map((name) => {
      if (!GRAPHQL_NAME.test(name)) {
        throw invalid(`variable value contains object with key "${name}", which is not a legal GraphQL name`, path);
      }
      if (!known[name]) throw invalid(`field '${name}' not found in type: '${type.name}'`, `${path}.${name}`);
      return [name, { kind: 'variable', path: this.#into(input.path, name, path) }, `${path}.${name}`];
    });
  }

  #keys(path: VariablePath): string[] {
    this.#shape.look(path, 'keys');
    return Object.keys(valueAt(this.#shape.values, path) ?? {});
  }

  #into(path: VariablePath, key: string | number, errorPath: string): VariablePath {
    if (path.length >= MAX_VALUE_DEPTH) throw invalid(`a value nests deeper than ${MAX_VALUE_DEPTH} levels`, errorPath);
    return [...path, key];
  }

  #enumName(input: Input, type: GraphQLEnumType, path: string): string {
    if (input.kind === 'literal') {
      if (input.node.kind === Kind.ENUM) return input.node.value;
    } else if (this.kind(input) === 'string') {
      return String(this.#shape.look(input.path, 'exact')).slice(1);
    }
    throw typeMismatch(type.name, 'an enum value', this.describe(input), path);
  }
}

/** The object type of an input field, whatever wraps it. */
export function inputObject(field: { readonly type: unknown; readonly name: string }): GraphQLInputObjectType {
  let type = field.type;
  while (isNonNullType(type) || isListType(type)) type = type.ofType;
  if (!isInputObjectType(type)) throw new TypeError(`${field.name} is no input object`);
  return type;
}

const required = new WeakMap<GraphQLInputObjectType, readonly string[]>();

function requiredFields(type: GraphQLInputObjectType): readonly string[] {
  let names = required.get(type);
  if (!names) {
    names = Object.values(type.getFields())
      .filter((f) => isNonNullType(f.type) && f.defaultValue === undefined)
      .map((f) => f.name);
    required.set(type, names);
  }
  return names;
}

const GRAPHQL_NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** GraphQL's rule "all variable usages are allowed": no coercion between types, and a nullable one only where null or a default can be. */
function isAllowed(variable: DeclaredVariable, expected: string, hasDefault: boolean): boolean {
  if (variable.typeText === expected) return true;
  if (!expected.endsWith('!')) return isCompatible(expected, variable.type);
  if (!variable.isNullable) return isCompatible(expected.slice(0, -1), variable.type);
  const hasNonNullDefault = variable.defaultValue !== null && variable.defaultValue.kind !== Kind.NULL;
  return (hasDefault || hasNonNullDefault) && isCompatible(expected.slice(0, -1), variable.type);
}

/** Whether a variable's type is the expected (nullable) type or stricter. */
function isCompatible(expected: string, type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isCompatible(expected.endsWith('!') ? expected.slice(0, -1) : expected, type.type);
  if (expected.endsWith('!')) return false;
  if (type.kind === Kind.LIST_TYPE) return expected.startsWith('[') && isCompatible(expected.slice(1, -1), type.type);
  return expected === type.name.value;
}
