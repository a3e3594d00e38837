/**
 * Server-side apply: each manager owns the fields it applied; a field another manager owns with another value is a conflict, a field its
 * manager no longer applies goes when nobody else owns it.
 * Source: Kubernetes, "Server-Side Apply". Ownership is kept per leaf; lists with a merge key are owned by entry, others whole.
 */
import { ApiError } from './api-error.ts';
import { mergeKeyOf } from './patch.ts';
import type { KubernetesObject } from './resources.ts';
import { type Resolve, type Schema, target } from './schema.ts';

/** Leaf paths as JSON texts of their steps; a step is a field's name or `{key: value}` of a list's entry. */
type Leaves = Map<string, unknown>;

export interface Ownership {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly leaves: ReadonlySet<string>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unowned = new Set(['apiVersion', 'kind', 'status']);
const ownedMetadata = new Set(['labels', 'annotations', 'finalizers', 'ownerReferences']);

function leavesOf(
  object: unknown,
  schema: Schema | null,
  resolve: Resolve,
  steps: readonly unknown[] = [],
  found: Leaves = new Map(),
): Leaves {
  const of = schema === null ? null : target(schema, resolve);
  if (Array.isArray(object)) {
    const key = mergeKeyOf(String(steps.at(-1) ?? ''), schema ?? undefined, object);
    if (key === null || !object.every(isRecord)) return found.set(JSON.stringify(steps), object);
    for (const entry of object) leavesOf(entry, of?.items ?? null, resolve, [...steps, { [key]: entry[key] }], found);
    return found;
  }
  if (!isRecord(object)) return found.set(JSON.stringify(steps), object);
  if (steps.length > 0 && Object.keys(object).length === 0) return found.set(JSON.stringify(steps), object);
  for (const [name, value] of Object.entries(object)) {
    if (steps.length === 0 && unowned.has(name)) continue;
    if (steps.length === 1 && steps[0] === 'metadata' && !ownedMetadata.has(name)) continue;
    const more = of?.additionalProperties;
    leavesOf(value, of?.properties?.[name] ?? (isRecord(more) ? more : null), resolve, [...steps, name], found);
  }
  return found;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Who owns what after a write that was not an apply: the fields it changed belong to its manager. */
export function ownAfterUpdate(
  owners: readonly Ownership[],
  before: unknown,
  after: unknown,
  manager: string,
  schema: Schema | null,
  resolve: Resolve,
): Ownership[] {
  const old = leavesOf(before ?? {}, schema, resolve);
  const now = leavesOf(after, schema, resolve);
  const changed = [...now].filter(([leaf, value]) => !old.has(leaf) || !same(old.get(leaf), value)).map(([leaf]) => leaf);
  return give(owners, manager, 'Update', new Set(changed), false).map((o) => ({
    ...o,
    leaves: new Set([...o.leaves].filter((leaf) => now.has(leaf))),
  }));
}

export interface Applied {
  readonly object: KubernetesObject;
  readonly owners: readonly Ownership[];
}

/** @throws ApiError 409 Conflict naming the fields and their managers */
export function apply(
  live: KubernetesObject,
  owners: readonly Ownership[],
  wanted: KubernetesObject,
  options: { readonly manager: string; readonly force: boolean; readonly schema: Schema | null; readonly resolve: Resolve },
): Applied {
  const { manager, force, schema, resolve } = options;
  const have = leavesOf(live, schema, resolve);
  const want = leavesOf(wanted, schema, resolve);
  const conflicts: { leaf: string; manager: string }[] = [];
  for (const [leaf, value] of want)
    for (const owner of owners)
      if (owner.manager !== manager && owner.leaves.has(leaf) && !same(have.get(leaf), value))
        conflicts.push({ leaf, manager: owner.manager });
  if (conflicts.length > 0 && !force) throw conflict(conflicts);

  const mine = owners.find((o) => o.manager === manager && o.operation === 'Apply')?.leaves ?? new Set<string>();
  const others = owners.filter((o) => o.manager !== manager);
  let object: unknown = structuredClone(live);
  // What names an entry of a list goes last: without it the rest of the entry would not be found.
  for (const leaf of [...mine].sort((a, b) => Number(isKey(a)) - Number(isKey(b))))
    if (!want.has(leaf) && !others.some((o) => o.leaves.has(leaf))) object = without(object, JSON.parse(leaf));
  for (const [leaf, value] of want) object = withValue(object, JSON.parse(leaf), value);
  const forced = new Set(conflicts.map(({ leaf }) => leaf));
  const rest = owners.map((o) =>
    o.manager === manager ? o : { ...o, leaves: new Set([...o.leaves].filter((leaf) => !forced.has(leaf))) },
  );
  return { object: object as KubernetesObject, owners: give(rest, manager, 'Apply', new Set(want.keys()), true) };
}

/** `whole`: the manager's set is replaced (apply) instead of added to (update); updates take fields from the others. */
function give(
  owners: readonly Ownership[],
  manager: string,
  operation: Ownership['operation'],
  leaves: ReadonlySet<string>,
  whole: boolean,
): Ownership[] {
  if (leaves.size === 0 && !whole) return [...owners];
  const others = owners.filter((o) => o.manager !== manager || o.operation !== operation);
  const before = owners.find((o) => o.manager === manager && o.operation === operation)?.leaves ?? [];
  const rest = whole ? others : others.map((o) => ({ ...o, leaves: new Set([...o.leaves].filter((leaf) => !leaves.has(leaf))) }));
  return [...rest, { manager, operation, leaves: whole ? leaves : new Set([...before, ...leaves]) }];
}

function conflict(conflicts: readonly { leaf: string; manager: string }[]): ApiError {
  const field = (leaf: string) =>
    (JSON.parse(leaf) as unknown[])
      .map((step) => (typeof step === 'string' ? `.${step}` : `[${Object.entries(step ?? {})[0]?.join('="')}"]`))
      .join('');
  const causes = conflicts.map(({ leaf, manager }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with "${manager}"`,
    field: field(leaf),
  }));
  const plural = conflicts.length === 1 ? 'conflict' : 'conflicts';
  return new ApiError(
    409,
    'Conflict',
    `Apply failed with ${conflicts.length} ${plural}: ${causes.map((c) => `${c.message}: ${c.field}`).join(', ')}`,
    {
      causes,
    },
  );
}

function withValue(object: unknown, [step, ...rest]: readonly unknown[], value: unknown): unknown {
  if (step === undefined) return structuredClone(value);
  if (typeof step === 'string') {
    const parent = isRecord(object) ? object : {};
    return { ...parent, [step]: withValue(parent[step], rest, value) };
  }
  const list = Array.isArray(object) ? object : [];
  const at = indexOf(list, step);
  const entry = withValue(at < 0 ? { ...(step as object) } : list[at], rest, value);
  return at < 0 ? [...list, entry] : list.with(at, entry);
}

function isKey(leaf: string): boolean {
  const [entry, last] = (JSON.parse(leaf) as unknown[]).slice(-2);
  return isRecord(entry) && typeof last === 'string' && last in entry;
}

function without(object: unknown, [step, ...rest]: readonly unknown[]): unknown {
  if (typeof step === 'string') {
    if (!isRecord(object) || !(step in object)) return object;
    const { [step]: child, ...others } = object;
    if (rest.length === 0) return others;
    const left = without(child, rest);
    return isRecord(left) && Object.keys(left).length === 0 ? others : { ...object, [step]: left };
  }
  if (!Array.isArray(object)) return object;
  const at = indexOf(object, step);
  if (at < 0) return object;
  const left = rest.length === 0 ? null : without(object[at], rest);
  const bare = left === null || (isRecord(left) && Object.keys(left).every((name) => name in (step as object)));
  return bare ? object.toSpliced(at, 1) : object.with(at, left);
}

const indexOf = (list: readonly unknown[], step: unknown): number =>
  list.findIndex((entry) => isRecord(entry) && Object.entries(step ?? {}).every(([key, value]) => same(entry[key], value)));

/** As `metadata.managedFields` shows it. */
export const managedFields = (owners: readonly Ownership[], apiVersion: string, time: string): unknown[] =>
  owners
    .filter(({ leaves }) => leaves.size > 0)
    .map(({ manager, operation, leaves }) => ({
      manager,
      operation,
      apiVersion,
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: fieldsV1(leaves),
    }));

function fieldsV1(leaves: ReadonlySet<string>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const leaf of leaves) {
    let at = root;
    for (const step of JSON.parse(leaf) as unknown[]) {
      const name = typeof step === 'string' ? `f:${step}` : `k:${JSON.stringify(step)}`;
      const child = at[name];
      const next = isRecord(child) ? child : {};
      at[name] = next;
      at = next;
    }
  }
  return root;
}
