/** Steve's view of an object: the object itself with an id, a type, links, and its state in one word. */
import type { KubernetesObject } from '../kubernetes/resources.ts';

export function decorate(url: string, type: string, object: KubernetesObject): Record<string, unknown> {
  const { namespace, name } = object.metadata;
  const id = namespace === undefined ? name : `${namespace}/${name}`;
  const self = `${url}/v1/${type}/${id}`;
  const singular = type.replace(/s$/, '');
  return {
    id,
    type: singular,
    links: { remove: self, self, update: self, view: self },
    actions: {},
    ...object,
    metadata: { ...object.metadata, state: stateOf(object) },
  };
}

export const steveList = (url: string, type: string, objects: readonly KubernetesObject[]) => ({
  type: 'collection',
  links: { self: `${url}/v1/${type}` },
  actions: {},
  resourceType: type.replace(/s$/, ''),
  count: objects.length,
  data: objects.map((object) => decorate(url, type, object)),
});

function stateOf({ metadata, status }: KubernetesObject) {
  const conditions = (status?.conditions ?? []) as { type: string; status: string; message?: string }[];
  const under = conditions.find((c) => c.status === 'Unknown');
  const failed = conditions.find((c) => c.status === 'False');
  if (metadata.deletionTimestamp !== undefined) return { name: 'removing', transitioning: true, error: false, message: '' };
  if (failed) return { name: 'error', transitioning: false, error: true, message: failed.message ?? '' };
  if (under) return { name: 'updating', transitioning: true, error: false, message: under.message ?? '' };
  return { name: 'active', transitioning: false, error: false, message: '' };
}
