/** Values of a plan as PostgreSQL text, with a request's session and variables: the last step before a statement runs. */
import type { CatalogType } from '../catalog/catalog.ts';
import { EngineError } from '../error.ts';
import { DigitsNumber, exactJson } from '../json.ts';
import type { JsonTemplate, Value } from '../model/condition.ts';
import type { Session } from '../session.ts';
import { numberText } from './number-text.ts';
import { valueAt } from './shape.ts';
import { ownValue, type VariableValues } from './variables.ts';

/** null is NULL. Throws when a session variable is missing: it never becomes NULL. */
export function bindValue(value: Value, session: Session, variables: VariableValues): string | null {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'variable':
      return encode(valueAt(variables, value.path), value.type);
    case 'session':
      return sessionText(session, value.name);
    case 'session_object':
      return JSON.stringify(session.variables);
    case 'list':
      return arrayLiteral(
        value.of.map((item) => bindValue(item, session, variables)),
        value.type.element ?? value.type,
      );
    case 'json':
      return bindJson(value.of, variables);
  }
}

/** A template as JSON text. */
export function bindJson(template: JsonTemplate, variables: VariableValues): string {
  let text = '';
  for (const piece of template) text += typeof piece === 'string' ? piece : jsonText(valueAt(variables, piece.path));
  return text;
}

function sessionText(session: Session, name: string): string {
  const text = ownValue(session.variables, name);
  if (typeof text !== 'string') throw new EngineError('not-found', `missing session variable: "${name}"`);
  return text;
}

/** A JSON value as PostgreSQL text of the type. A string for an array type is PostgreSQL's own form of an array. */
export function encode(value: unknown, type: CatalogType): string | null {
  if (value === null || value === undefined) return null;
  if (type.name === 'json' || type.name === 'jsonb') return jsonText(value);
  if (typeof value === 'string') return value;
  const { element } = type;
  if (element) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return arrayLiteral(
      items.map((item) => encode(item, element)),
      element,
    );
  }
  if (typeof value === 'number') return numberText(String(value), type.name);
  if (value instanceof DigitsNumber) return numberText(value.text, type.name);
  return typeof value === 'object' ? jsonText(value) : String(value);
}

/** `{1,"a b",NULL}`; arrays within an array stay as they are. */
function arrayLiteral(items: readonly (string | null)[], element: CatalogType): string {
  if (element.element) return `{${items.map((item) => item ?? 'NULL').join(',')}}`;
  return `{${items.map((item) => (item === null ? 'NULL' : quoted(item))).join(',')}}`;
}

const quoted = (item: string) => (PLAIN.test(item) ? item : `"${item.replace(/["\\]/g, '\\$&')}"`);

/** Needs no quotes inside an array; the word NULL would be read as one. */
const PLAIN = /^(?!null$)[-+.:_A-Za-z0-9]+$/i;

function jsonText(value: unknown): string {
  try {
    return exactJson(value);
  } catch (cause) {
    throw new EngineError('parse-failed', 'a JSON value nests too deeply', { cause });
  }
}
