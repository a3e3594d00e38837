/** A cluster that something is in is not taken down: says what that is, as far as whoever asks may see it. */
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { type EnvironmentInUseFragment, TenantsInClusterDocument, UsesOfPlaceDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { asMember, type Member } from './session.ts';

/** The error itself when it is about something else. */
export async function explainClusterInUse(deps: ActionDeps, member: Member, id: string, error: unknown): Promise<unknown> {
  if (!isAbout(error, 'clusters_in_use:') || isAbout(error, 'tenant_clusters_in_use')) return error;
  const environments = await usesOf(deps, member, { cluster_id: { _eq: id } });
  const { tenant_clusters: tenants } = await deps.graphql.request(
    TenantsInClusterDocument,
    { id },
    { headers: asMember(member), idempotent: true },
  );
  const uses = [...environments.map(nameOf), ...tenants.map(({ slug }) => `the virtual cluster ${slug}`)];
  return inUse('cluster-in-use', uses, GIVE_UP, error);
}

export async function explainTenantInUse(deps: ActionDeps, member: Member, id: string, error: unknown): Promise<unknown> {
  if (!isAbout(error, 'tenant_clusters_in_use')) return error;
  const environments = await usesOf(deps, member, { tenant_cluster_id: { _eq: id }, instances: {} });
  return inUse('tenant-cluster-in-use', environments.map(nameOf), 'Delete those services, or their environments, first.', error);
}

const isAbout = (error: unknown, mark: string): boolean => error instanceof GraphqlError && error.message.includes(mark);

async function usesOf({ graphql }: ActionDeps, member: Member, where: object): Promise<readonly EnvironmentInUseFragment[]> {
  const answer = await graphql.request(UsesOfPlaceDocument, { where }, { headers: asMember(member), idempotent: true });
  return answer.environments;
}

const GIVE_UP =
  'Delete or move those first. When the cluster is lost, «force» with its name as «confirm» gives it up with what is in it.';
const MOST = 10;

const nameOf = ({ slug, project, instances }: EnvironmentInUseFragment): string => {
  const services = instances.map(({ service }) => service.slug);
  return `${project.slug}/${slug}${services.length === 0 ? '' : ` (${services.slice(0, MOST).join(', ')})`}`;
};

function inUse(code: string, uses: readonly string[], advice: string, cause: unknown): Fault {
  const shown = uses.slice(0, MOST).join(', ');
  const more = uses.length > MOST ? ` and ${uses.length - MOST} more` : '';
  // What another organization has in a shared cluster is not told.
  const what = uses.length === 0 ? 'Something of others is in it.' : `In it: ${shown}${more}.`;
  return new Fault('conflict', { code, message: `${what} ${advice}`, cause });
}
