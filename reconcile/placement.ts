/** Where something belongs and where it runs, from the rows of its service and its environment. */
import { namespaceOf } from '../domain/plan/namespace-of.ts';
import type { Placement } from '../domain/ports/app-runtime.ts';
import { referenceOf } from './cluster.ts';
import type { ReconcileDeps } from './deps.ts';

interface Named {
  readonly id: string;
  readonly slug: string;
}

interface Environment extends Named {
  readonly namespace: string | null;
  readonly cluster: Parameters<typeof referenceOf>[1] | null;
  readonly project: Named & { readonly organization: Named };
}

/** @throws Fault as the secret store does: the kubeconfig of the cluster is opened */
export async function placementOf(
  deps: Pick<ReconcileDeps, 'secrets'>,
  service: Named,
  environment: Environment,
): Promise<Placement> {
  const { project, cluster } = environment;
  return {
    organization: { id: project.organization.id, slug: project.organization.slug },
    project: { id: project.id, slug: project.slug },
    environment: { id: environment.id, slug: environment.slug },
    service: { id: service.id, slug: service.slug },
    cluster: cluster === null ? null : await referenceOf(deps, cluster),
    namespace: namespaceOf(environment),
  };
}
