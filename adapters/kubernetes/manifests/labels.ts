/** Labels by which NorthStack finds its own again, and names within Kubernetes' limits. */
import { createHash } from 'node:crypto';
import type { KubernetesWorkload } from './workload.ts';

export const managedBy = { 'app.kubernetes.io/managed-by': 'northstack' } as const;

/** What selects the pods of a workload: never changes while it lives, because selectors are immutable. */
export const selectorOf = ({ name }: Pick<KubernetesWorkload, 'name'>): Record<string, string> => ({
  'app.kubernetes.io/name': name,
});

export const labelsOf = (workload: KubernetesWorkload): Record<string, string> => ({
  ...selectorOf(workload),
  ...managedBy,
  'northstack.io/organization': workload.organization,
  'northstack.io/project': workload.project,
  'northstack.io/service': workload.service,
});

/** At most `limit` characters; a name that is cut keeps a hash of the whole, so that two long names stay two. */
export function shortName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, limit - 9).replace(/-+$/, '')}-${hash}`;
}
