/** An organization with members who sign in with their passwords, and what they do through the API. */
import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../../actions/index.ts';
import { graphql, type Headers, subscribeUntil } from './graphql.ts';
import type { Api } from './northstack.ts';

export interface Member {
  readonly email: string;
  readonly password: string;
}

const password = 'correct horse battery staple';

/** Creates an organization with one member of the role; only the platform may, so it is done with the admin secret. */
export async function createTenant(northstack: Api, slug: string, role = 'developer'): Promise<Member> {
  const email = `${role}@${slug}.example`;
  await graphql(
    northstack,
    { 'x-hasura-admin-secret': northstack.adminSecret },
    `mutation ($slug: String!, $email: String!, $hash: String!, $role: member_roles_enum!) {
      insert_organizations_one(object: { slug: $slug, name: $slug, members: { data: [{
        role: $role, user: { data: { email: $email, name: $email, credential: { data: { password_hash: $hash } } } } }] } }) { id }
    }`,
    { slug, email, role, hash: await hashPassword(password) },
  );
  return { email, password };
}

/** Headers of a session. */
export async function signIn(northstack: Api, { email, password }: Member): Promise<Headers> {
  const { signIn: session } = await graphql<{ signIn: { accessToken: string } }>(
    northstack,
    {},
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email, password },
  );
  return { authorization: `Bearer ${session.accessToken}` };
}

export interface ServiceOptions {
  readonly repository: string;
  readonly slug?: string;
  readonly type?: 'web' | 'worker';
  /** Settings of its first configuration. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A project with one service in it. */
export async function createService(northstack: Api, as: Headers, project: string, options: ServiceOptions): Promise<string> {
  const { repository, slug = 'web', type = 'web', config } = options;
  const { insert_projects_one: created } = await graphql<{ insert_projects_one: { id: string } }>(
    northstack,
    as,
    'mutation ($slug: String!) { insert_projects_one(object: { slug: $slug, name: $slug }) { id } }',
    { slug: project },
  );
  const { insert_services_one: service } = await graphql<{ insert_services_one: { id: string } }>(
    northstack,
    as,
    `mutation ($project: uuid!, $slug: String!, $repository: String!, $type: service_types_enum!) {
      insert_services_one(object: {
        project_id: $project, slug: $slug, name: $slug, type: $type, source_type: git, git_repository: $repository }) { id }
    }`,
    { project: created.id, slug, repository, type },
  );
  if (config) await configure(northstack, as, service.id, config);
  return service.id;
}

/** A new version of the service's settings. */
export async function configure(northstack: Api, as: Headers, serviceId: string, config: object): Promise<void> {
  await graphql(
    northstack,
    as,
    'mutation ($object: service_configs_insert_input!) { insert_service_configs_one(object: $object) { id } }',
    { object: { service_id: serviceId, ...config } },
  );
}

/** Asks for a deployment and returns its id. */
export async function deploy(northstack: Api, as: Headers, serviceId: string, reference?: string): Promise<string> {
  const { deployService } = await graphql<{ deployService: { deploymentId: string } }>(
    northstack,
    as,
    `mutation ($serviceId: uuid!, $reference: String, $requestId: uuid!) {
      deployService(serviceId: $serviceId, reference: $reference, requestId: $requestId) { deploymentId }
    }`,
    { serviceId, reference, requestId: randomUUID() },
  );
  return deployService.deploymentId;
}

export interface DeploymentState {
  readonly status: string;
  readonly failure_step: string | null;
  readonly failure_reason: string | null;
  readonly instance: { readonly status: string; readonly url: string | null };
  readonly build: { readonly id: string; readonly status: string; readonly git_commit: string | null } | null;
}

const ended = new Set(['running', 'failed', 'cancelled', 'rejected', 'superseded', 'rolled_back']);

/** Watches a deployment over a subscription until it has ended: each state it was seen in. */
export async function watchDeployment(northstack: Api, as: Headers, id: string): Promise<readonly DeploymentState[]> {
  const seen = await subscribeUntil<{ deployments_by_pk: DeploymentState | null }>(
    northstack,
    as,
    `subscription ($id: uuid!) { deployments_by_pk(id: $id) {
      status failure_step failure_reason instance { status url } build { id status git_commit } } }`,
    { id },
    ({ deployments_by_pk: deployment }) => ended.has(deployment?.status ?? ''),
  );
  return seen.flatMap(({ deployments_by_pk: deployment }) => deployment ?? []);
}

/** Deploys and waits for the end. @returns the last state */
export async function deployAndWait(
  northstack: Api,
  as: Headers,
  serviceId: string,
  reference?: string,
): Promise<DeploymentState> {
  const states = await watchDeployment(northstack, as, await deploy(northstack, as, serviceId, reference));
  const last = states.at(-1);
  if (!last) throw new Error('no state was seen');
  return last;
}

/** Runs one of the commands that take a service and answer with its instance. */
export async function command(
  northstack: Api,
  as: Headers,
  name: 'scaleService' | 'stopService' | 'startService' | 'restartService',
  serviceId: string,
  replicas?: number,
): Promise<string> {
  const [parameter, argument] = replicas === undefined ? ['', ''] : [', $replicas: Int!', ', replicas: $replicas'];
  const answer = await graphql<Record<string, { instanceId: string }>>(
    northstack,
    as,
    `mutation ($serviceId: uuid!, $requestId: uuid!${parameter}) {
      ${name}(serviceId: $serviceId, requestId: $requestId${argument}) { instanceId } }`,
    { serviceId, requestId: randomUUID(), replicas },
  );
  return answer[name]?.instanceId ?? '';
}
