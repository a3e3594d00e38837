/** What would have to change so that the present state is the wanted one: field by field, in the order of application. Pure. */
import { referencedScopes } from '../config/references.ts';
import {
  domainOf,
  environmentPath,
  projectOf,
  type Resource,
  type ResourceKind,
  type Scalar,
  slugOf,
} from '../config/resources.ts';
import { unmeasured } from '../config/unmeasured.ts';
import { readWish } from '../values/replica-wish.ts';

export type ConfigAction = 'create' | 'update' | 'delete' | 'unchanged';

export interface FieldChange {
  readonly field: string;
  readonly before: Scalar;
  readonly after: Scalar;
}

export interface ConfigChange {
  readonly action: ConfigAction;
  readonly kind: ResourceKind;
  readonly path: string;
  /** Something that exists would be gone afterwards. */
  readonly destructive: boolean;
  /** Sorted by name. Of a deletion none. */
  readonly fields: readonly FieldChange[];
}

export interface ConfigPlan {
  /** What exists or shall exist, in the order of application; unchanged things too. */
  readonly changes: readonly ConfigChange[];
  /** Wishes that cannot be carried out, whoever asks. */
  readonly impossible: readonly { readonly path: string; readonly field: string; readonly message: string }[];
}

export function planConfig(current: readonly Resource[], wanted: readonly Resource[]): ConfigPlan {
  const after = new Map(wanted.map((r) => [r.path, r]));
  const before = new Map(current.map((r) => [r.path, withoutGoneEnvironments(r, after)]));
  const kept = inOrder(wanted).map((resource) => changeOf(before.get(resource.path), resource));
  const gone = inOrder(current.filter((r) => !after.has(r.path)))
    .reverse()
    .map((r): ConfigChange => ({ action: 'delete', kind: r.kind, path: r.path, destructive: true, fields: [] }));
  const changes = [...kept, ...gone];
  const written = changes.flatMap(({ action, path }) =>
    action === 'create' || action === 'update' ? (after.get(path) ?? []) : [],
  );
  return { changes, impossible: [...changes.flatMap(whatCannotBe), ...written.flatMap(whatCannotFollow)] };
}

function changeOf(before: Resource | undefined, after: Resource): ConfigChange {
  const { kind, path } = after;
  const fields = diff(before?.fields ?? {}, after.fields).filter((f) => !staysOpen(f, after));
  const action = before === undefined ? 'create' : fields.length > 0 ? 'update' : 'unchanged';
  return { action, kind, path, destructive: fields.some(takesDomain), fields };
}

const staysOpen = ({ field, after }: FieldChange, { open = [] }: Resource): boolean =>
  after === null && open.some((beginning) => field.startsWith(beginning));

/** Visitors of it would find nothing any more. */
export const takesDomain = ({ field, after }: FieldChange): boolean => after === null && domainOf(field) !== null;

function diff(before: Resource['fields'], after: Resource['fields']): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => change.before !== change.after);
}

/** What a service has in environments that are deleted goes with them. */
function withoutGoneEnvironments(resource: Resource, after: ReadonlyMap<string, Resource>): Resource {
  const stays = (field: string): boolean => {
    const environment = /^(?:replicas|overrides|domains)\.([a-z0-9-]+)/.exec(field)?.[1];
    return environment === undefined || after.has(environmentPath(projectOf(resource.path), environment));
  };
  return { ...resource, fields: Object.fromEntries(Object.entries(resource.fields).filter(([field]) => stays(field))) };
}

const KINDS: readonly ResourceKind[] = ['project', 'environment', 'database', 'service'];

/** Projects, then their environments, then services after those whose variables they use. */
function inOrder(resources: readonly Resource[]): Resource[] {
  const byName = [...resources].sort((a, b) => (a.path < b.path ? -1 : 1));
  const placed = new Set<string>();
  const result: Resource[] = [];
  const known = new Map(byName.map((r) => [r.path, r]));
  const place = (resource: Resource): void => {
    // Marked before its needs are followed, so that services whose variables name each other end.
    if (placed.has(resource.path)) return;
    placed.add(resource.path);
    for (const path of needs(resource)) {
      const other = known.get(path);
      if (other !== undefined) place(other);
    }
    result.push(resource);
  };
  for (const kind of KINDS) for (const resource of byName) if (resource.kind === kind) place(resource);
  return result;
}

function needs({ kind, path, fields }: Resource): readonly string[] {
  if (kind !== 'service') return [];
  const texts = Object.entries(fields).flatMap(([field, value]) =>
    /(^|\.)variables\./.test(field) && typeof value === 'string' ? [[field, value] as const] : [],
  );
  return [...referencedScopes(Object.fromEntries(texts))].sort().map((scope) => `${projectOf(path)}/services/${scope}`);
}

const FIXED = ['type', 'engine', 'version'];

function whatCannotBe({ action, kind, path, fields }: ConfigChange): ConfigPlan['impossible'] {
  if (action === 'delete' && kind === 'environment' && slugOf(path) === 'production')
    return [{ path, field: '', message: 'The environment production cannot be deleted: every project has it.' }];
  if (action !== 'update') return [];
  return fields
    .filter(
      ({ field, before, after }) =>
        FIXED.includes(field) || (kind === 'database' && field === 'storage' && Number(after) < Number(before)),
    )
    .map(({ field, before }) => ({
      path,
      field,
      message: FIXED.includes(field)
        ? `The ${field} cannot change (it is ${before ?? 'the newest'}). Delete it and make it anew, or choose another name.`
        : `Storage cannot be made smaller (it is ${before}). Restore a backup into a new, smaller database instead.`,
    }));
}

/** Replicas that would never follow their load, however much of it there is. */
function whatCannotFollow({ path, fields }: Resource): ConfigPlan['impossible'] {
  return Object.entries(fields)
    .filter(([field]) => field.startsWith('replicas.'))
    .flatMap(([field, value]) =>
      unmeasured(readWish(value), fields).map((what) => ({
        path,
        field,
        message: `Replicas follow the ${what === 'cpu' ? 'CPU' : what} that each requests, and the service requests none. Write “${what}: { request: … }” into it, or a fixed number of replicas.`,
      })),
    );
}
