/** Which JSON values and GraphQL literals a PostgreSQL type takes as input, and the errors for others (dialect §2.10). */
import { Kind, type ValueNode } from 'graphql';
import type { CatalogType } from '../catalog/catalog.ts';
import { EngineError } from '../error.ts';
import { DigitsNumber } from '../json.ts';
import { type JsonKind, kindOf } from './shape.ts';

/** How the values of a column (or argument) are checked. */
export interface ScalarRule {
  readonly type: CatalogType;
  /** GraphQL name of the scalar or enum, for messages. */
  readonly name: string;
  /** GraphQL's names of the values of an enum table, with the values; null for other columns. */
  readonly enumValues: ReadonlyMap<string, string> | null;
  readonly acceptsNull: boolean;
  /** No string for a number or a boolean: GraphQL's own rule, for values that are no columns. */
  readonly isStrict?: boolean;
}

/** null when the value (of a variable, as JSON) fits. */
export function inspectJson(rule: ScalarRule, value: unknown, path: string): EngineError | null {
  const kind = kindOf(value);
  if (kind === 'null' && rule.acceptsNull) return null;
  if (rule.enumValues) {
    return typeof value === 'string'
      ? inspectEnum(rule, value, path)
      : mismatch(rule, 'an enum value', describeJson(value), path);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return outOfBounds(value, path);
  if (rule.isStrict) return inspectStrict(rule, kind, value, describeJson(value), path);
  return inspectColumn(rule, kind, value, path);
}

/** null when the literal fits. Variables inside are looked at elsewhere. */
export function inspectLiteral(rule: ScalarRule, node: ValueNode, path: string): EngineError | null {
  if (node.kind === Kind.NULL && rule.acceptsNull) return null;
  if (rule.enumValues) {
    return node.kind === Kind.ENUM
      ? inspectEnum(rule, node.value, path)
      : mismatch(rule, 'an enum value', describeNode(node), path);
  }
  const value = 'value' in node ? node.value : null;
  const kind = JSON_KINDS[node.kind];
  if (!rule.isStrict) return inspectColumn(rule, kind, value, path);
  if (node.kind === Kind.ENUM) return inspectStrict(rule, 'object', value, describeNode(node), path);
  const isFloat = node.kind === Kind.FLOAT && rule.type.name === 'int4';
  return inspectStrict(rule, isFloat ? 'object' : kind, value, describeNode(node), path);
}

/** What a literal is as JSON, which is how columns read it. */
const JSON_KINDS: Readonly<Record<ValueNode['kind'], JsonKind>> = {
  [Kind.NULL]: 'null',
  [Kind.INT]: 'number',
  [Kind.FLOAT]: 'number',
  [Kind.STRING]: 'string',
  [Kind.ENUM]: 'string',
  [Kind.BOOLEAN]: 'boolean',
  [Kind.LIST]: 'list',
  [Kind.OBJECT]: 'object',
  [Kind.VARIABLE]: 'null',
};

/** GraphQL's own scalars, by the types that stand for them here: no string for a number, no number for a string. */
const STRICT: Readonly<Record<string, readonly [JsonKind, expected: string]>> = {
  int4: ['number', 'a 32-bit integer'],
  float4: ['number', 'a float'],
  bool: ['boolean', 'a boolean'],
  text: ['string', 'a string'],
  uuid: ['string', 'a UUID'],
};

const UUID_TEXT = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function inspectStrict(rule: ScalarRule, kind: JsonKind, value: unknown, found: string, path: string): EngineError | null {
  const [wanted, expected] = STRICT[rule.type.name] ?? ['string', 'a string'];
  if (kind !== wanted) return mismatch(rule, expected, found, path);
  if (rule.type.name === 'uuid' && !UUID_TEXT.test(String(value))) {
    return new EngineError('parse-failed', 'invalid UUID', { path });
  }
  return rule.type.name === 'int4' ? inspectInteger(rule.type, value, path) : null;
}

/**
 * How columns read JSON, by PostgreSQL type: what it has to be, and who says so in the error. All take a string for PostgreSQL
 * to read; types that are not listed take nothing else.
 */
const COLUMNS: Readonly<Record<string, readonly [JsonKind, reader: string]>> = {
  int2: ['number', 'Integer expected for input type: PGSmallInt'],
  int4: ['number', 'Integer expected for input type: PGInteger'],
  int8: ['number', 'Integer expected for input type: PGBigInt'],
  float4: ['number', 'Float expected for input type: PGFloat'],
  float8: ['number', 'Float expected for input type: PGDouble'],
  numeric: ['number', 'Scientific'],
  money: ['number', 'Scientific'],
  bool: ['boolean', 'Bool'],
  bpchar: ['string', 'Char'],
  char: ['string', 'Char'],
  varchar: ['string', 'Text'],
  text: ['string', 'Text'],
  citext: ['string', 'Text'],
  lquery: ['string', 'Text'],
  ltxtquery: ['string', 'Text'],
  jsonpath: ['string', 'Text'],
  date: ['string', 'Day'],
  timestamp: ['string', 'LocalTime'],
  timestamptz: ['string', 'UTCTime'],
  uuid: ['string', 'UUID'],
};

function inspectColumn({ type, name }: ScalarRule, kind: JsonKind, value: unknown, path: string): EngineError | null {
  if (kind === 'null') return unexpectedNull(name, path);
  if (type.name === 'json' || type.name === 'jsonb') return null;
  if (type.name === 'ltree') return typeof value === 'string' && value.split('.').every(Boolean) ? null : noLabelPath(path);
  if (kind === 'string') return null;
  const [wanted, reader] = COLUMNS[type.name] ?? [];
  if (!wanted) return new EngineError('parse-failed', `A string is expected for type: ${type.name}`, { path });
  if (kind === wanted) return RANGES[type.name] ? inspectInteger(type, value, path) : null;
  const message = `parsing ${reader} failed, expected ${JSON_NAMES[wanted]}, but encountered ${JSON_NAMES[kind]}`;
  return new EngineError('parse-failed', message, { path });
}

const JSON_NAMES: Readonly<Record<JsonKind, string>> = {
  null: 'Null',
  boolean: 'Boolean',
  number: 'Number',
  string: 'String',
  list: 'Array',
  object: 'Object',
};

const noLabelPath = (path: string) =>
  new EngineError(
    'parse-failed',
    'Expecting label path: a sequence of zero or more labels separated by dots, for example L1.L2.L3',
    { path },
  );

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int2: [-32768n, 32767n],
  int4: [-2147483648n, 2147483647n],
  int8: [-9223372036854775808n, 9223372036854775807n],
};

/** `given`: a number, or a literal's text. */
export function inspectInteger(type: CatalogType, given: unknown, path: string): EngineError | null {
  const value = given instanceof DigitsNumber ? given.text : given;
  const number = typeof value === 'bigint' ? value : Number(value);
  if (typeof number === 'number' && !Number.isInteger(number)) return outOfBounds(number, path);
  const [least, most] = RANGES[type.name] ?? [0n, 0n];
  const exact = typeof value === 'string' && /^-?\d{1,25}$/.test(value) ? BigInt(value) : BigInt(number);
  return exact < least || exact > most ? outOfBounds(exact, path) : null;
}

function inspectEnum(rule: ScalarRule, value: string, path: string): EngineError | null {
  return rule.enumValues?.has(value) ? null : notOneOf([...(rule.enumValues?.keys() ?? [])], rule.name, value, path);
}

export function notOneOf(values: readonly string[], name: string, value: string, path: string): EngineError {
  const list = values
    .toSorted()
    .map((v) => `'${v}'`)
    .join(', ');
  return invalid(`expected one of the values [${list}] for type '${name}', but found '${value}'`, path);
}

export const invalid = (message: string, path: string) => new EngineError('validation-failed', message, { path });

export const typeMismatch = (name: string, expected: string, found: string, path: string) =>
  invalid(`expected ${expected} for type '${name}', but found ${found}`, path);

const mismatch = (rule: ScalarRule, expected: string, found: string, path: string) =>
  typeMismatch(rule.name, expected, found, path);

export const unexpectedNull = (name: string, path: string) => invalid(`unexpected null value for type '${name}'`, path);

export const outOfBounds = (value: number | bigint, path: string) =>
  new EngineError(
    'parse-failed',
    `The value ${scientific(value)} lies outside the bounds or is not an integer. Maybe it is a float, or is there integer overflow?`,
    { path },
  );

/** Numbers as Hasura prints them: `0.1` to `9999999.9` plainly, others as `2.147483648e9`. */
function scientific(value: number | bigint): string {
  if (typeof value === 'bigint') {
    const digits = String(value < 0n ? -value : value);
    if (digits.length > 7) {
      const fraction = digits.slice(1).replace(/0+$/, '');
      return `${value < 0n ? '-' : ''}${digits[0]}.${fraction || '0'}e${digits.length - 1}`;
    }
    return `${value}.0`;
  }
  const size = Math.abs(value);
  if (value === 0 || (size >= 0.1 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}e${Number(exponent)}`;
}

export function describeJson(value: unknown): string {
  const kind = kindOf(value);
  return kind === 'null' ? 'null' : kind === 'object' ? 'an object' : `a ${kind}`;
}

export function describeNode(node: ValueNode): string {
  switch (node.kind) {
    case Kind.NULL:
      return 'null';
    case Kind.INT:
      return 'an integer';
    case Kind.FLOAT:
      return 'a float';
    case Kind.STRING:
      return 'a string';
    case Kind.BOOLEAN:
      return 'a boolean';
    case Kind.ENUM:
      return 'an enum value';
    case Kind.LIST:
      return 'a list';
    case Kind.OBJECT:
      return 'an object';
    case Kind.VARIABLE:
      return 'a variable';
  }
}
