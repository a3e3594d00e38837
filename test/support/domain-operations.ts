/** The ten things that developers ask most often, as GraphQL, for a dataset of `domain-dataset.ts`. */
import { randomUUID } from 'node:crypto';
import { type DomainSize, datasetId, MEMBERS } from './domain-dataset.ts';

export interface DomainOperation {
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly query: string;
  /** For a developer of this organization; `n` chooses among the organization's services. */
  variables(organization: number, n: number): Readonly<Record<string, unknown>>;
}

/** A developer of the organization. */
export const developerOf = (organization: number, n: number) => ({
  userId: datasetId('user', organization * MEMBERS + 4 + (n % (MEMBERS - 4))),
  organizationId: datasetId('organization', organization),
});

export function domainOperations(size: DomainSize): readonly DomainOperation[] {
  const servicesEach = size.services / size.organizations;
  const projectsEach = size.projects / size.organizations;
  const service = (organization: number, n: number) => organization * servicesEach + (n % servicesEach);
  const project = (organization: number, n: number) => datasetId('project', organization * projectsEach + (n % projectsEach));
  const measured = (organization: number, n: number) =>
    datasetId(
      'instance',
      organization * servicesEach + (n % Math.max(1, Math.floor(size.measuredServices / size.organizations))),
    );
  return [
    {
      name: 'project list with the status of services',
      kind: 'query',
      query: `query { projects(order_by: { slug: asc }, limit: 50) { id slug name
        services(order_by: { slug: asc }) { id slug type instances { status ready_replicas desired_replicas environment { slug } } } } }`,
      variables: () => ({}),
    },
    {
      name: 'service with instances and latest deployments',
      kind: 'query',
      query: `query($id: uuid!) { services_by_pk(id: $id) { id slug name type git_repository git_reference project { slug name }
        configs(order_by: { version: desc }, limit: 1) { version variables }
        instances { id status url ready_replicas desired_replicas environment { slug } current_deployment { revision status } }
        deployments(order_by: { created_at: desc }, limit: 5) { id revision status created_at author { name } build { git_commit status }
          steps { phase outcome started_at finished_at } } } }`,
      variables: (o, n) => ({ id: datasetId('service', service(o, n)) }),
    },
    {
      name: 'deployment history, one page',
      kind: 'query',
      query: `query($id: uuid!, $before: timestamptz!) {
        deployments(where: { service_id: { _eq: $id }, created_at: { _lt: $before } }, order_by: { created_at: desc }, limit: 20) {
          id revision status kind reason created_at finished_at author { name } environment { slug } build { git_commit } }
        deployments_aggregate(where: { service_id: { _eq: $id } }) { aggregate { count } } }`,
      variables: (o, n) => ({ id: datasetId('service', service(o, n)), before: new Date().toISOString() }),
    },
    {
      name: 'log lines, one page from a cursor',
      kind: 'query',
      query: `query($id: uuid!, $before: bigint!) {
        log_lines(where: { service_instance_id: { _eq: $id }, id: { _lt: $before } }, order_by: { id: desc }, limit: 100) {
          id logged_at stream level replica line } }`,
      variables: (o, n) => ({ id: datasetId('instance', service(o, n)), before: '9223372036854775807' }),
    },
    {
      name: 'live status of a project, first answer',
      kind: 'subscription',
      query: `subscription($id: uuid!) { service_instances(where: { project_id: { _eq: $id } }, order_by: { id: asc }) {
        id status status_reason ready_replicas desired_replicas url service { slug } environment { slug } } }`,
      variables: (o, n) => ({ id: project(o, n) }),
    },
    {
      name: 'search by name',
      kind: 'query',
      query: `query($pattern: String!) { services(where: { slug: { _ilike: $pattern } }, order_by: { slug: asc }, limit: 20) {
        id slug type project { slug } instances { status } } }`,
      variables: (o, n) => ({ pattern: `%${service(o, n) % 100}%` }),
    },
    {
      name: 'metrics of the last hour',
      kind: 'query',
      query: `query($id: uuid!, $since: timestamptz!) {
        service_metrics(where: { service_instance_id: { _eq: $id }, measured_at: { _gt: $since } }, order_by: { measured_at: asc }) {
          measured_at cpu_cores memory_bytes requests request_errors latency_p90_ms } }`,
      variables: (o, n) => ({ id: measured(o, n), since: new Date(Date.now() - 3_600_000).toISOString() }),
    },
    {
      name: 'create a service',
      kind: 'mutation',
      query: `mutation($project: uuid!, $slug: String!) { insert_services_one(object: { project_id: $project, slug: $slug, name: $slug, type: web,
        source_type: git, git_repository: "https://git.example.com/acme/new.git" }) { id slug project { slug } } }`,
      variables: (o, n) => ({ project: project(o, n), slug: `n-${randomUUID().slice(0, 13)}` }),
    },
    {
      name: 'change variables',
      kind: 'mutation',
      query: `mutation($id: uuid!, $variables: jsonb!) {
        insert_service_configs_one(object: { service_id: $id, variables: $variables }) { id version variables } }`,
      variables: (o, n) => ({ id: datasetId('service', service(o, n)), variables: { LOG_LEVEL: 'debug', N: String(n) } }),
    },
    {
      name: 'deploy a service',
      kind: 'mutation',
      query: `mutation($id: uuid!, $requestId: uuid!) { deployService(serviceId: $id, requestId: $requestId) { deploymentId deployment { status revision } } }`,
      variables: (o, n) => ({ id: datasetId('service', service(o, n)), requestId: randomUUID() }),
    },
  ];
}
