/** Which JSON values and GraphQL literals a PostgreSQL type takes as input, and the errors for others (dialect §2.10). */
import { Kind, type ValueNode } from 'graphql';
import type { CatalogType } from '../catalog/catalog.ts';
import { EngineError } from '../error.ts';
import { kindOf } from './shape.ts';

/** How the values of a column (or argument) are checked. */
export interface ScalarRule {
  readonly type: CatalogType;
  /** GraphQL name of the scalar or enum, for messages. */
  readonly name: string;
  /** GraphQL's names of the values of an enum table, with the values; null for other columns. */
  readonly enumValues: ReadonlyMap<string, string> | null;
  readonly acceptsNull: boolean;
  /** No string for a number or a boolean: GraphQL's own rule, for arguments that are no columns. */
  readonly isStrict?: boolean;
}

type Family = 'int' | 'float' | 'boolean' | 'string' | 'json' | 'enum' | 'integer' | 'number' | 'text';

/**
 * All take a string for PostgreSQL to read, and numbers where they are numbers. Only what cannot be right is refused here;
 * strings themselves, enum values and `json` are as strict as GraphQL has them.
 */
function familyOf(rule: ScalarRule): Family {
  if (rule.enumValues) return 'enum';
  switch (rule.type.name) {
    case 'int4':
      return 'int';
    case 'float4':
      return 'float';
    case 'bool':
      return 'boolean';
    case 'text':
    case 'varchar':
      return 'string';
    case 'json':
    case 'jsonb':
      return 'json';
    case 'int2':
    case 'int8':
      return 'integer';
    case 'float8':
    case 'numeric':
    case 'money':
      return 'number';
    default:
      return 'text';
  }
}

const EXPECTED = { int: 'a 32-bit integer', float: 'a float', boolean: 'a boolean', string: 'a string', enum: 'an enum value' };

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int2: [-32768n, 32767n],
  int4: [-2147483648n, 2147483647n],
  int8: [-9223372036854775808n, 9223372036854775807n],
};

/** null when the value (of a variable, as JSON) fits. */
export function inspectJson(rule: ScalarRule, value: unknown, path: string): EngineError | null {
  const kind = kindOf(value);
  if (kind === 'null' && rule.acceptsNull) return null;
  if (typeof value === 'number' && !Number.isFinite(value)) return outOfBounds(value, path);
  const family = familyOf(rule);
  switch (family) {
    case 'json':
      return null;
    case 'int':
      if (kind === 'string' && !rule.isStrict) return null;
      return typeof value === 'number' || typeof value === 'bigint'
        ? inspectInteger(rule.type, value, path)
        : mismatch(rule, family, describeJson(value), path);
    case 'float':
    case 'boolean':
    case 'string':
      if (kind === (family === 'float' ? 'number' : family) || (kind === 'string' && !rule.isStrict)) return null;
      return mismatch(rule, family, describeJson(value), path);
    case 'enum':
      return typeof value === 'string' ? inspectEnum(rule, value, path) : mismatch(rule, family, describeJson(value), path);
    default:
      if (kind === 'null') return unexpectedNull(rule, path);
      if (kind === 'string') return null;
      if (family === 'integer' && (typeof value === 'number' || typeof value === 'bigint')) {
        return inspectInteger(rule.type, value, path);
      }
      return family === 'number' && kind === 'number' ? null : notAString(rule, path);
  }
}

/** null when the literal fits. Variables inside are looked at elsewhere. */
export function inspectLiteral(rule: ScalarRule, node: ValueNode, path: string): EngineError | null {
  if (node.kind === Kind.NULL && rule.acceptsNull) return null;
  const family = familyOf(rule);
  switch (family) {
    case 'json':
      return null;
    case 'int':
    case 'float':
    case 'boolean':
      return inspectPlain(rule, family, node, path);
    case 'string':
      return node.kind === Kind.STRING ? null : mismatch(rule, family, describeNode(node), path);
    case 'enum':
      return node.kind === Kind.ENUM ? inspectEnum(rule, node.value, path) : mismatch(rule, family, describeNode(node), path);
    default:
      switch (node.kind) {
        case Kind.NULL:
          return unexpectedNull(rule, path);
        case Kind.STRING:
        case Kind.ENUM:
          return null;
        case Kind.INT:
          if (family === 'number') return null;
          return family === 'integer' ? inspectInteger(rule.type, node.value, path) : notAString(rule, path);
        case Kind.FLOAT:
          if (family === 'number') return null;
          return family === 'integer' ? outOfBounds(Number(node.value), path) : notAString(rule, path);
        case Kind.BOOLEAN:
          return notAString(rule, path);
        default:
          return notAString(rule, path);
      }
  }
}

function inspectPlain(rule: ScalarRule, family: 'int' | 'float' | 'boolean', node: ValueNode, path: string): EngineError | null {
  if (node.kind === Kind.STRING && !rule.isStrict) return null;
  if (family === 'int' && node.kind === Kind.INT) return inspectInteger(rule.type, node.value, path);
  const fits =
    family === 'float' ? node.kind === Kind.INT || node.kind === Kind.FLOAT : family === 'boolean' && node.kind === Kind.BOOLEAN;
  return fits ? null : mismatch(rule, family, describeNode(node), path);
}

export function inspectInteger(type: CatalogType, value: number | bigint | string, path: string): EngineError | null {
  if (typeof value === 'number' && !Number.isInteger(value)) return outOfBounds(value, path);
  const [least, most] = RANGES[type.name] ?? [0n, 0n];
  if (typeof value === 'string' && value.length > 25) return outOfBounds(Number(value), path);
  const integer = BigInt(value);
  return integer < least || integer > most ? outOfBounds(Number(value), path) : null;
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

const mismatch = (rule: ScalarRule, family: keyof typeof EXPECTED, found: string, path: string) =>
  typeMismatch(rule.name, EXPECTED[family], found, path);

const unexpectedNull = (rule: ScalarRule, path: string) => invalid(`unexpected null value for type '${rule.name}'`, path);

const notAString = (rule: ScalarRule, path: string) =>
  new EngineError('parse-failed', `A string is expected for type: ${rule.type.name}`, { path });

export const outOfBounds = (value: number, path: string) =>
  new EngineError(
    'parse-failed',
    `The value ${scientific(value)} lies outside the bounds or is not an integer. Maybe it is a float, or is there integer overflow?`,
    { path },
  );

/** Numbers as Hasura prints them: `0.1` to `9999999.9` plainly, others as `2.147483648e9`. */
function scientific(value: number): string {
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
