/** The patch types of an API server but server-side apply: JSON patch (RFC 6902), merge patch (RFC 7386), strategic merge. */
import { applyPatch, type Operation } from 'rfc6902';
import { ApiError } from './api-error.ts';
import { type Resolve, type Schema, target } from './schema.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function jsonPatch<T>(object: T, operations: unknown): T {
  if (!Array.isArray(operations))
    throw new ApiError(400, 'BadRequest', 'json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  const patched = structuredClone(object);
  for (const error of applyPatch(patched, operations as Operation[]))
    if (error !== null)
      throw new ApiError(422, 'Invalid', `the server rejected our request due to an error in our request: ${error.message}`);
  return patched;
}

export function mergePatch(object: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return structuredClone(patch);
  const merged: Record<string, unknown> = isRecord(object) ? { ...object } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

/** Lists of built-in kinds that merge by a key, where no schema says it. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  volumes: 'name',
  env: 'name',
  volumeMounts: 'mountPath',
  ownerReferences: 'uid',
  conditions: 'type',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
};

/** The key by which a list merges; null for one that is replaced whole. */
export function mergeKeyOf(name: string, schema: Schema | undefined, list: readonly unknown[]): string | null {
  const told = schema?.['x-kubernetes-list-map-keys']?.[0] ?? schema?.['x-kubernetes-patch-merge-key'];
  if (told !== undefined) return told;
  if (schema?.['x-kubernetes-list-type'] !== undefined) return null;
  if (name === 'ports') return list.some((p) => isRecord(p) && 'containerPort' in p) ? 'containerPort' : 'port';
  return mergeKeys[name] ?? null;
}

export function strategicMerge(object: unknown, patch: unknown, schema: Schema | null, resolve: Resolve): unknown {
  if (!isRecord(patch)) return structuredClone(patch);
  if (patch.$patch === 'replace') return withoutDirective(patch);
  const merged: Record<string, unknown> = isRecord(object) ? { ...object } : {};
  const properties = schema === null ? undefined : target(schema, resolve).properties;
  for (const [name, value] of Object.entries(patch)) {
    const old = merged[name];
    if (name === '$patch') continue;
    if (value === null) delete merged[name];
    else if (Array.isArray(value)) {
      const key = mergeKeyOf(name, properties?.[name], value);
      const items = properties?.[name] && target(properties[name], resolve).items;
      merged[name] =
        key === null || !Array.isArray(old) ? structuredClone(value) : mergeList(old, value, key, items ?? null, resolve);
    } else merged[name] = strategicMerge(old, value, properties?.[name] ?? null, resolve);
  }
  return merged;
}

function mergeList(
  old: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  items: Schema | null,
  resolve: Resolve,
): unknown[] {
  const merged = [...old];
  for (const entry of patch) {
    if (!isRecord(entry)) continue;
    const at = merged.findIndex((other) => isRecord(other) && other[key] === entry[key]);
    if (entry.$patch === 'delete') {
      if (at >= 0) merged.splice(at, 1);
    } else if (at >= 0) merged[at] = strategicMerge(merged[at], entry, items, resolve);
    else merged.push(structuredClone(entry));
  }
  return merged;
}

const withoutDirective = ({ $patch: _, ...rest }: Record<string, unknown>): Record<string, unknown> => structuredClone(rest);
