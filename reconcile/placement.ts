/** Where something belongs and where it runs, from the rows of its service and its environment. */
import { namespaceOf } from '../domain/plan/namespace-of.ts';
import type { Placement } from '../domain/ports/app-runtime.ts';
import type { PlaceOfEnvironmentFragment } from '../sdk/generated.ts';
import type { ReconcileDeps } from './deps.ts';
import { reachOf } from './reach.ts';

interface Named {
  readonly id: string;
  readonly slug: string;
}

/** @throws Fault as the secret store and the providers of clusters do: the way into the cluster is looked up */
export async function placementOf(
  deps: Pick<ReconcileDeps, 'secrets' | 'clusters' | 'tenants'>,
  service: Named,
  environment: PlaceOfEnvironmentFragment,
): Promise<Placement> {
  const { project } = environment;
  return {
    organization: { id: project.organization.id, slug: project.organization.slug },
    project: { id: project.id, slug: project.slug },
    environment: { id: environment.id, slug: environment.slug },
    service: { id: service.id, slug: service.slug },
    cluster: await reachOf(deps, environment),
    namespace: namespaceOf(environment),
    quota: {
      cpuMillicores: lesser(environment, 'cpu_millicores'),
      memoryMegabytes: lesser(environment, 'memory_megabytes'),
      storageGigabytes: lesser(environment, 'storage_gigabytes'),
    },
  };
}

/** An environment takes no more than its project may, and a project no more than its organization. */
function lesser({ project }: PlaceOfEnvironmentFragment, name: string): number | null {
  const limits = [...project.quota_limits, ...project.organization.quota_limits].filter(
    ({ quota, maximum }) => quota === name && maximum !== null,
  );
  return limits.length === 0 ? null : Math.min(...limits.map(({ maximum }) => Number(maximum)));
}
