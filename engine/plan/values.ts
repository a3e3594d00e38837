/** Arguments that become statement parameters: literals in PostgreSQL's text form, variables by their path. */
import { Kind, type ValueNode } from 'graphql';
import type { EngineError } from '../error.ts';
import type { JsonTemplate, Value } from '../model/condition.ts';
import { arrayOf } from '../model/scalar.ts';
import type { Input, InputReader } from './input.ts';
import { numberText } from './number-text.ts';
import { inspectJson, inspectLiteral, invalid, type ScalarRule, unexpectedNull } from './scalar-input.ts';

/** One value of the rule's type; for an array type a list of its elements, or PostgreSQL's text form of an array. */
export function readValue(reader: InputReader, input: Input, rule: ScalarRule, path: string): Value {
  const element = rule.type.element;
  if (!element) return readScalar(reader, input, rule, path);
  if (input.kind === 'variable') {
    const of = elementRule(rule);
    reader.leaf(input.path, (value) => (typeof value === 'string' ? null : inspectList(of, value, path, rule)));
    return { kind: 'variable', path: input.path, type: rule.type };
  }
  switch (input.node.kind) {
    case Kind.STRING:
      return { kind: 'literal', text: input.node.value, type: rule.type };
    case Kind.NULL:
      if (rule.acceptsNull) return { kind: 'literal', text: null, type: rule.type };
      throw unexpectedNull(elementRule(rule).name, path);
    default: {
      const of = elementRule(rule);
      const items = reader.items(input, of.name, path);
      return { kind: 'list', of: items.map(([item, at]) => readValue(reader, item, of, at)), type: rule.type };
    }
  }
}

/** A list of values of the rule's type (`_in`): one array parameter. A single value is a list of one. */
export function readList(reader: InputReader, input: Input, rule: ScalarRule, path: string): Value {
  const type = arrayOf(rule.type);
  if (input.kind === 'variable' && reader.kind(input) === 'list' && !isRespelled(rule)) {
    reader.leaf(input.path, (value) => inspectList(rule, value, path, null));
    return { kind: 'variable', path: input.path, type };
  }
  const items = reader.items(input, `${rule.name}!`, path);
  return { kind: 'list', of: items.map(([item, at]) => readValue(reader, item, rule, at)), type };
}

const elementRule = (rule: ScalarRule): ScalarRule => ({ ...rule, type: rule.type.element ?? rule.type, acceptsNull: true });

/** `nullable`: the rule of the list itself, when it may be null. */
function inspectList(rule: ScalarRule, value: unknown, path: string, nullable: ScalarRule | null): EngineError | null {
  if (value === null || value === undefined) {
    if (nullable) return nullable.acceptsNull ? null : unexpectedNull(rule.name, path);
    return invalid('expected a list, but found null', path);
  }
  if (!Array.isArray(value)) return inspectJson(rule, value, `${path}[0]`);
  for (let i = 0; i < value.length; i++) {
    const error = rule.type.element
      ? inspectElements(rule, value[i], `${path}[${i}]`)
      : inspectJson(rule, value[i], `${path}[${i}]`);
    if (error) return error;
  }
  return null;
}

const inspectElements = (rule: ScalarRule, value: unknown, path: string): EngineError | null =>
  typeof value === 'string' ? null : inspectList(elementRule(rule), value, path, null);

function readScalar(reader: InputReader, input: Input, rule: ScalarRule, path: string): Value {
  const isJson = rule.type.name === 'json' || rule.type.name === 'jsonb';
  if (input.kind === 'variable') {
    reader.leaf(input.path, (value) => inspectJson(rule, value, path));
    if (isRespelled(rule) && !reader.isNull(input)) return enumValue(rule, reader.string(input, path));
    return { kind: 'variable', path: input.path, type: rule.type };
  }
  const error = inspectLiteral(rule, input.node, path);
  if (error) throw error;
  if (input.node.kind === Kind.NULL && rule.acceptsNull) return { kind: 'literal', text: null, type: rule.type };
  if (isJson) return jsonValue(reader, input.node, rule);
  if (input.node.kind === Kind.ENUM && rule.enumValues) return enumValue(rule, input.node.value);
  return { kind: 'literal', text: scalarText(input.node, rule.type.name), type: rule.type };
}

/** The database has other spellings of the values than GraphQL, so that a variable is no parameter. */
const isRespelled = ({ enumValues }: ScalarRule): boolean =>
  enumValues !== null && [...enumValues].some(([name, value]) => name !== value);

const enumValue = ({ enumValues, type }: ScalarRule, name: string): Value => ({
  kind: 'literal',
  text: enumValues?.get(name) ?? name,
  type,
});

function scalarText(node: ValueNode, typeName: string): string {
  switch (node.kind) {
    case Kind.BOOLEAN:
      return String(node.value);
    case Kind.INT:
    case Kind.FLOAT:
      return numberText(node.value, typeName);
    case Kind.STRING:
    case Kind.ENUM:
      return node.value;
    default:
      return '';
  }
}

function jsonValue(reader: InputReader, node: ValueNode, rule: ScalarRule): Value {
  const template = jsonTemplate(reader, node);
  const [only] = template;
  if (template.length === 1 && typeof only === 'string') return { kind: 'literal', text: only, type: rule.type };
  return { kind: 'json', of: template, type: rule.type };
}

type JsonPiece = JsonTemplate[number];

/** A literal as JSON, with variables (of whatever type) in place. */
export function jsonTemplate(reader: InputReader, node: ValueNode): JsonTemplate {
  const pieces: JsonPiece[] = [];
  const write = (node: ValueNode): void => {
    switch (node.kind) {
      case Kind.VARIABLE: {
        const value = reader.value(node);
        if (value.kind === 'literal') write(value.node);
        else pieces.push({ path: value.path });
        break;
      }
      case Kind.LIST:
        pieces.push('[');
        node.values.forEach((item, i) => {
          if (i > 0) pieces.push(',');
          write(item);
        });
        pieces.push(']');
        break;
      case Kind.OBJECT:
        pieces.push('{');
        node.fields.forEach((field, i) => {
          pieces.push(`${i > 0 ? ',' : ''}"${field.name.value}":`);
          write(field.value);
        });
        pieces.push('}');
        break;
      case Kind.STRING:
      case Kind.ENUM:
        pieces.push(JSON.stringify(node.value));
        break;
      case Kind.NULL:
        pieces.push('null');
        break;
      default:
        pieces.push(String(node.value));
    }
  };
  write(node);
  return joinPieces(pieces);
}

/** Adjacent texts as one. */
export function joinPieces(pieces: readonly JsonPiece[]): JsonTemplate {
  const out: JsonPiece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out;
}
