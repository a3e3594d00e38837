/** A request's parameters as GraphQL variables: text becomes what the variable's type wants. Pure. */
import { Kind, type TypeNode, type VariableDefinitionNode } from 'graphql';
import { EngineError } from '../error.ts';

export interface GivenParameters {
  readonly path: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  /** The JSON body's object; empty without one. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The path wins over the query string, the query string over the body. Throws `bad-request`. */
export function readVariables(expected: readonly VariableDefinitionNode[], given: GivenParameters): Record<string, unknown> {
  const types = new Map(expected.map((v) => [v.variable.name.value, v.type]));
  const variables = new Map<string, unknown>(Object.entries(given.body));
  for (const name of variables.keys()) requireExpected(name, types);
  for (const [name, text] of [...given.query, ...given.path]) {
    const value = fromText(name, text, requireExpected(name, types));
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
  }
  return Object.fromEntries(variables);
}

function requireExpected(name: string, types: ReadonlyMap<string, TypeNode>): TypeNode {
  const type = types.get(name);
  if (type === undefined) throw new EngineError('bad-request', `Unexpected variable ${name}`);
  return type;
}

/** Undefined for the `null` of a nullable variable: it counts as absent. */
function fromText(name: string, text: string, type: TypeNode): unknown {
  const nullable = type.kind !== Kind.NON_NULL_TYPE;
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  if (inner.kind !== Kind.NAMED_TYPE) {
    throw new EngineError(
      'bad-request',
      `The variable type for the expected variable ${name}, with value ${JSON.stringify(text)} is not supported.`,
    );
  }
  const typeName = inner.name.value;
  if (typeName === 'String') return text;
  const value = decode(text);
  if (value === null && nullable) return undefined;
  if (typeName === 'Boolean' && text === '') return true;
  if (typeName === 'ID' || typeName === 'uuid' || typeName === 'UUID') return text;
  if (value === null) throw new EngineError('bad-request', `Null or missing value for non-nullable variable: ${name}`);
  if (typeName === 'Boolean') return typeof value === 'boolean' ? value : refuse(name, typeName, text, value);
  if (typeName === 'Int' || typeName === 'Float') return typeof value === 'number' ? value : refuse(name, typeName, text, value);
  // Other scalars: numbers that keep their digits are numbers, all else is PostgreSQL's text form.
  return typeof value === 'number' && String(value) === text ? value : text;
}

function refuse(name: string, type: string, text: string, value: unknown): never {
  const got = typeof value === 'boolean' ? 'Bool' : typeof value === 'number' ? 'Number' : null;
  throw new EngineError(
    'bad-request',
    got === null
      ? `Type of URL parameter for variable ${name} not supported - Consider putting it in the request body: ${JSON.stringify(text)}`
      : `Expected ${type} for variable ${name} got ${got}`,
  );
}

function decode(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
