/** Metadata at the door: JSON from a caller or a directory is checked once, and trusted after. */
import type { z } from 'zod';
import { EngineError } from '../error.ts';
import { findDuplicate } from './duplicates.ts';
import { Metadata } from './metadata.ts';

/** The value itself when it has the schema's shape; throws `parse-failed` with the path of the first thing that does not fit. */
export function read<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const issues: Issue[] = [];
  if (fits(schema, value, issues)) return value;
  throw parseFailed(value, issues, path);
}

/** Checks a whole metadata object. Older versions, whose tables stand outside of sources, are put into a source `default`. */
export function readMetadata(value: unknown, path = '$.args.metadata'): Metadata {
  const metadata = read(Metadata, upgraded(value), path);
  const duplicate = findDuplicate(metadata);
  if (duplicate) throw new EngineError('parse-failed', duplicate.message, { path: `${path}.${duplicate.path}` });
  return metadata;
}

/** The value as the schema reads it: with its defaults, without what it does not know. */
export function parse<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw parseFailed(value, result.error.issues, path);
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** In Hasura's words: an absent key is missed where it should stand, a value of another kind is named by its kind. */
function parseFailed(value: unknown, issues: readonly Issue[], path: string): EngineError {
  const problem = deepest(issues);
  const key = problem.path.at(-1);
  const found = at(value, problem.path);
  if (found === undefined && typeof key === 'string') {
    return new EngineError('parse-failed', `key "${key}" not found`, { path: path + pathText(problem.path.slice(0, -1)) });
  }
  const [, expected = ''] = /^Invalid input: expected (\w+), received/.exec(problem.message) ?? [];
  const kind = KINDS[expected];
  const message = kind ? `parsing ${kind[0]} failed, expected ${kind[1]}, but encountered ${kindOf(found)}` : problem.message;
  return new EngineError('parse-failed', message, { path: path + pathText(problem.path) });
}

/** What zod expects, as Hasura calls the type and its JSON. */
const KINDS: Readonly<Record<string, readonly [type: string, json: string]>> = {
  string: ['Text', 'String'],
  boolean: ['Bool', 'Boolean'],
  number: ['Int', 'Number'],
  int: ['Int', 'Number'],
  array: ['[]', 'Array'],
  object: ['HashMap', 'Object'],
  record: ['HashMap', 'Object'],
};

const kindOf = (value: unknown): string => {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  const type = typeof value;
  return type.charAt(0).toUpperCase() + type.slice(1);
};

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((of, key) => (typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined), value);

/** A guard, so that the caller's own value (with its key order and what the schema does not know) is what goes on. */
export function fits<T>(schema: z.ZodType<T>, value: unknown, issues: Issue[]): value is T {
  const result = schema.safeParse(value);
  if (!result.success) issues.push(...result.error.issues);
  return result.success;
}

type Issue = z.core.$ZodIssue;

/** Of a union the branch that got furthest is what the caller meant. */
function deepest(issues: readonly Issue[]): Problem {
  const [first] = issues;
  if (!first) return { path: [], message: 'invalid' };
  // A union that says itself what it wants is asked first.
  if (first.code !== 'invalid_union' || first.message !== 'Invalid input') return first;
  const branches = first.errors.filter((branch) => branch.length > 0).map(deepest);
  const own: Problem = { path: [], message: first.message };
  const furthest = branches.reduce((a, b) => (b.path.length > a.path.length ? b : a), own);
  return { path: [...first.path, ...furthest.path], message: furthest.message };
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : /^\w+$/.test(String(key)) ? `.${String(key)}` : `['${String(key)}']`))
    .join('');

/** Older versions as version 3. */
export function upgraded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if ('version' in value && value.version !== 1 && value.version !== 2) return value;
  if ('sources' in value) return { ...value, version: 3 };
  const { tables = [], functions = [], ...rest } = { tables: [], functions: [], ...value };
  return { ...rest, version: 3, sources: [{ name: 'default', kind: 'postgres', tables, functions }] };
}
