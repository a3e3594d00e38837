/** Metadata at the door: JSON from a caller or a directory is checked once, and trusted after. */
import type { z } from 'zod';
import { EngineError } from '../error.ts';
import { findDuplicate } from './duplicates.ts';
import { Metadata } from './metadata.ts';

/** The value itself when it has the schema's shape; throws `parse-failed` with the path of the first thing that does not fit. */
export function read<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const issues: Issue[] = [];
  if (fits(schema, value, issues)) return value;
  const problem = deepest(issues);
  throw new EngineError('parse-failed', problem.message, { path: path + problem.path });
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
  const problem = deepest(result.error.issues);
  throw new EngineError('parse-failed', problem.message, { path: path + problem.path });
}

interface Problem {
  path: string;
  message: string;
}

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
  if (!first) return { path: '', message: 'invalid' };
  const own = { path: pathText(first.path), message: first.message };
  if (first.code !== 'invalid_union') return own;
  const branches = first.errors.filter((branch) => branch.length > 0).map(deepest);
  const furthest = branches.reduce((a, b) => (depth(b.path) > depth(a.path) ? b : a), { path: '', message: first.message });
  return { path: own.path + furthest.path, message: furthest.message };
}

const depth = (path: string) => path.split(/[.[]/).length;

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
