/** Values inside metadata (permission expressions, presets): JSON, or a session variable when a string names one. */
import type { CatalogType } from '../catalog/catalog.ts';
import type { Value } from './condition.ts';
import { Unresolvable } from './unresolvable.ts';

/** The variable's lower-case name, or null for ordinary text. `REQ_USER_ID` is the oldest spelling of the user's id. */
export function sessionVariable(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value === 'REQ_USER_ID') return 'x-hasura-user-id';
  return /^x-hasura-/i.test(value) ? value.toLowerCase() : null;
}

/**
 * A string is passed as it is and read by PostgreSQL as the type; other scalars by their JSON text, where the type has such; a list
 * for an array type becomes an array; what remains (objects, lists for json) stays JSON.
 */
export function metadataValue(value: unknown, type: CatalogType): Value {
  const name = sessionVariable(value);
  if (name !== null) return { kind: 'session', name, type };
  if (value === null || value === undefined) return { kind: 'literal', text: null, type };
  if (typeof value === 'string') return { kind: 'literal', text: value, type };
  const { element } = type;
  if (Array.isArray(value) && element) return { kind: 'list', of: value.map((item) => metadataValue(item, element)), type };
  if (!fits(value, type)) {
    throw new Unresolvable(`a value of type "${type.sql}" was expected, but found ${JSON.stringify(value)}`, 'parse-failed');
  }
  return { kind: 'literal', text: JSON.stringify(value), type };
}

const NUMBERS = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money', 'oid']);
const INTEGERS = new Set(['int2', 'int4', 'int8', 'oid']);

/** Whether JSON other than text and null can be a value of the type. */
function fits(value: unknown, type: CatalogType): boolean {
  if (type.name === 'json' || type.name === 'jsonb') return true;
  if (typeof value === 'boolean') return type.name === 'bool';
  if (typeof value === 'number') return NUMBERS.has(type.name) && (Number.isInteger(value) || !INTEGERS.has(type.name));
  // Objects are for geometry and its like, which PostgreSQL reads as JSON text.
  return typeof value === 'object' && !NUMBERS.has(type.name) && type.name !== 'bool';
}
