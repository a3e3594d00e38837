/**
 * Metadata at a start must not keep the engine from starting: what has not the right shape is taken out, object by object, and
 * told; the rest is served. (A caller of `replace_metadata` is refused instead: he is there to correct it.)
 */
import type { z } from 'zod';
import { Metadata } from './metadata.ts';
import { fits, upgraded } from './read.ts';

export interface Unreadable {
  /** Key of the list it stood in: `select_permissions`, `tables`, `actions`, … */
  readonly list: string;
  /** Path of the object in the metadata. */
  readonly path: string;
  readonly definition: unknown;
  readonly reason: string;
}

export interface Salvaged {
  readonly metadata: Metadata;
  readonly unreadable: readonly Unreadable[];
}

export function salvageMetadata(given: unknown): Salvaged {
  const unreadable: Unreadable[] = [];
  let value: unknown = upgraded(given);
  for (;;) {
    const issues: z.core.$ZodIssue[] = [];
    if (fits(Metadata, value, issues)) return { metadata: value, unreadable };
    const [issue] = issues;
    const path = issue ? ownerOf(issue.path) : [];
    // A version that is not ours says that nothing of it can be trusted to mean what we read.
    if (!issue || path.length === 0 || path[0] === 'version')
      return { metadata: { version: 3, sources: [] }, unreadable: [...unreadable, whole(given)] };
    unreadable.push({
      list: String(path.findLast((key) => typeof key === 'string') ?? ''),
      path: path.join('.'),
      definition: at(value, path),
      reason: `${issue.path.slice(path.length).join('.')}: ${issue.message}`,
    });
    value = without(value, path);
  }
}

const whole = (definition: unknown): Unreadable => ({ list: 'metadata', path: '', definition, reason: 'this is no metadata' });

type Path = readonly PropertyKey[];

/** The innermost list entry around the mistake, else the top-level key. */
function ownerOf(path: Path): Path {
  // Lists of plain values and of a definition's own parts (fields, headers) are not objects of their own.
  const last = path.findLastIndex((key, i) => typeof key === 'number' && OBJECTS.has(String(path[i - 1])));
  return last >= 0 ? path.slice(0, last + 1) : path.slice(0, 1);
}

const OBJECTS = new Set([
  ...['sources', 'tables', 'functions', 'object_relationships', 'array_relationships', 'computed_fields', 'remote_relationships'],
  ...['insert_permissions', 'select_permissions', 'update_permissions', 'delete_permissions', 'event_triggers', 'actions'],
  ...['remote_schemas', 'query_collections', 'allowlist', 'cron_triggers', 'rest_endpoints', 'inherited_roles'],
]);

function at(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  return at(Reflect.get(value, key), rest);
}

/** A copy along the path, without its last part. */
function without(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return rest.length === 0
      ? items.filter((_, i) => i !== key)
      : items.map((item, i) => (i === key ? without(item, rest) : item));
  }
  const entries = Object.entries(value);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([name]) => name !== key));
  return Object.fromEntries(entries.map(([name, item]) => [name, name === key ? without(item, rest) : item]));
}
