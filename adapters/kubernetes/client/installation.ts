/** Which installation of NorthStack an object belongs to, written on it: several may share a cluster, a namespace, or a platform. */
import type { Held } from '../../../domain/ports/held.ts';
import type { KubernetesObject } from './kind.ts';

export const INSTALLATION = 'northstack.dev/owner';

export const installationOf = ({ metadata }: KubernetesObject): string | null => metadata.labels?.[INSTALLATION] ?? null;

/** What a platform holds, by the label that names our row; each row once. */
export function heldBy(objects: readonly KubernetesObject[], label: string): readonly Held[] {
  const held = objects.flatMap((object) => {
    const id = object.metadata.labels?.[label];
    return id === undefined ? [] : [[id, { id, name: object.metadata.name, installation: installationOf(object) }] as const];
  });
  return [...new Map(held).values()];
}
