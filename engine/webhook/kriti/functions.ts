/** Kriti's function library. Each takes one value; a string thrown back is the reason why it does not take this one. */
import { DigitsNumber, isObject, type Json, property } from '../../json.ts';

export type TemplateFunction = (value: Json) => Json;

/** The value is not of a kind that the function takes. */
export class FunctionError extends Error {}

export const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  not: (value) => (typeof value === 'boolean' ? !value : refuse('a boolean')),
  empty: (value) => {
    if (value === null) return true;
    if (typeof value === 'boolean') return refuse('anything but a boolean');
    if (typeof value === 'string') return value.trim() === '';
    return Number(size(value)) === 0;
  },
  size,
  inverse: (value) => {
    if (Array.isArray(value)) return value.toReversed();
    if (typeof value === 'string') return [...value].reverse().join('');
    if (typeof value === 'boolean') return !value;
    if (typeof value === 'number' || value instanceof DigitsNumber) return 1 / Number(numeric(value));
    return value;
  },
  head: (value) => {
    if (typeof value !== 'string' && !Array.isArray(value)) return refuse('an array or string');
    const [first] = value;
    return first === undefined ? refuse('something that is not empty') : first;
  },
  tail: (value) => {
    if (Array.isArray(value)) return value.slice(1);
    return typeof value === 'string' ? [...value].slice(1).join('') : refuse('an array or string');
  },
  toCaseFold: (value) => text(value).toLowerCase(),
  toLower: (value) => text(value).toLowerCase(),
  toUpper: (value) => text(value).toUpperCase(),
  toTitle: (value) =>
    text(value).replaceAll(/\p{L}[\p{L}\p{M}\p{N}']*/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  escapeUri: (value) =>
    encodeURIComponent(text(value)).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  toPairs: (value) => (isObject(value) ? Object.entries(value).map(([key, item]) => [key, item]) : refuse('an object')),
  fromPairs: (value) =>
    Object.fromEntries(
      list(value).map((pair) => {
        const [key, item, ...more] = list(pair);
        return typeof key === 'string' && item !== undefined && more.length === 0
          ? [key, item]
          : refuse('pairs [[key, value], …]');
      }),
    ),
  removeNulls: (value) => list(value).filter((item) => item !== null),
  concat: (value) => {
    const items = list(value);
    if (items.every((item) => Array.isArray(item))) return items.flat();
    if (items.every((item) => typeof item === 'string')) return items.join('');
    if (items.every(isObject)) return Object.fromEntries(items.flatMap((item) => Object.entries(item)));
    return refuse('an array of arrays, of strings or of objects');
  },
};

/** `getSessionVariable 'x-hasura-user-id'`: its value, null when the session has none of that name. */
export const sessionFunction =
  (session: Json): TemplateFunction =>
  (name) =>
    isObject(session) ? (property(session, text(name).toLowerCase()) ?? null) : null;

function size(value: Json): Json {
  if (value === null) return 0;
  if (typeof value === 'string') return [...value].length;
  if (typeof value === 'boolean') return Number(value);
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : value;
}

export const numeric = (value: number | DigitsNumber): number => (value instanceof DigitsNumber ? Number(value.text) : value);
const text = (value: Json): string => (typeof value === 'string' ? value : refuse('a string'));
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : refuse('an array'));

function refuse(expected: string): never {
  throw new FunctionError(`expected ${expected}`);
}
