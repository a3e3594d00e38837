/** A kind of object as the API serves it, and how much of one is read: `schema` parses each object that comes in. */
import { z } from 'zod';

export interface Kind<T extends KubernetesObject = KubernetesObject> {
  /** `v1`, `apps/v1`, … */
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly schema: z.ZodType<T>;
}

/** What every object has. Fields that are not named here or in a kind's own shape are kept as they came. */
const envelope = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string(),
    resourceVersion: z.string(),
    generation: z.number().optional(),
    creationTimestamp: z.string().optional(),
    deletionTimestamp: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    finalizers: z.array(z.string()).optional(),
  }),
});
export type KubernetesObject = z.infer<typeof envelope>;

type Names = Omit<Kind, 'schema'>;

/** `shape`: what the caller reads of spec and status, beside the metadata that every object has. */
export function defineKind<S extends z.core.$ZodLooseShape>(names: Names, shape: S) {
  return { ...names, schema: envelope.extend(shape) };
}

/** A kind of which only the metadata is read, for writing and deleting. */
export const plainKind = (apiVersion: string, kind: string, plural: string, scope: 'namespaced' | 'cluster'): Kind => ({
  apiVersion,
  kind,
  plural,
  namespaced: scope === 'namespaced',
  schema: envelope,
});

/** `/api/v1/namespaces/n/pods/x/log`. Without a name the collection. */
export function pathOf(
  { apiVersion, plural, namespaced }: Kind,
  { namespace, name, subresource }: { readonly namespace?: string; readonly name?: string; readonly subresource?: string },
): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const within = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const one = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  return `${root}${within}/${plural}${one}${subresource === undefined ? '' : `/${subresource}`}`;
}
