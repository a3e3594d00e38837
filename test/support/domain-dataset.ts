/** Organizations with everything in them, made inside PostgreSQL in seconds; ids follow from numbers, so that questions can name them. */
import { createHash } from 'node:crypto';

export interface DomainSize {
  readonly organizations: number;
  readonly projects: number;
  readonly services: number;
  readonly deployments: number;
  readonly logLines: number;
  /** Services with an hour of samples every five seconds. */
  readonly measuredServices: number;
}

export const MEMBERS = 20;

/** The id of the n-th thing of a kind, from 0. */
export function datasetId(
  kind: 'organization' | 'user' | 'project' | 'environment' | 'service' | 'instance' | 'deployment',
  n: number,
): string {
  const hex = createHash('md5').update(`${kind}-${n}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** SQL of the ids above. */
const id = (kind: string, n: string) =>
  `overlay(overlay(md5('${kind}-' || (${n})) placing '4' from 13) placing '8' from 17)::uuid`;

/** Triggers do not run: what they would write (events, audit, ledger) is not what is measured. */
export function datasetSql(size: DomainSize): string {
  const { organizations: o, projects: p, services: s, deployments: d } = size;
  const [perOrganization, perProject, perService] = [p / o, s / p, d / s];
  const organizationOf = (project: string) => `(${project}) / ${perOrganization}`;
  const projectOf = (service: string) => `(${service}) / ${perProject}`;
  const place = (service: string) =>
    `${id('organization', organizationOf(projectOf(service)))}, ${id('project', projectOf(service))}`;
  return `
set session_replication_role = replica;
insert into organizations (id, slug, name, deployment_queue_limit)
  select ${id('organization', 'n')}, 'org-' || n, 'Organization ' || n, 1000 from generate_series(0, ${o - 1}) n;
insert into users (id, email, name)
  select ${id('user', 'n')}, 'u' || n || '@example.com', 'User ' || n from generate_series(0, ${o * MEMBERS - 1}) n;
insert into organization_members (organization_id, user_id, role)
  select ${id('organization', `n / ${MEMBERS}`)}, ${id('user', 'n')},
    case n % ${MEMBERS} when 0 then 'org_owner' when 1 then 'devops' when 2 then 'team_lead' when 3 then 'viewer' else 'developer' end
  from generate_series(0, ${o * MEMBERS - 1}) n;
insert into projects (id, organization_id, slug, name)
  select ${id('project', 'n')}, ${id('organization', organizationOf('n'))}, 'project-' || n % ${perOrganization}, 'Project ' || n
  from generate_series(0, ${p - 1}) n;
insert into environments (id, organization_id, project_id, slug, name, type, region_id)
  select ${id('environment', 'n')}, ${id('organization', organizationOf('n'))}, ${id('project', 'n')}, 'production', 'Production', 'production',
    (select id from regions where slug = 'local')
  from generate_series(0, ${p - 1}) n;
insert into services (id, organization_id, project_id, slug, name, type, source_type, git_repository)
  select ${id('service', 'n')}, ${place('n')}, (array['web', 'api', 'worker', 'admin', 'mailer'])[n % 5 + 1] || '-' || n, 'Service ' || n,
    case when n % 5 = 2 then 'worker' else 'web' end, 'git', 'https://git.example.com/acme/service-' || n || '.git'
  from generate_series(0, ${s - 1}) n;
insert into service_configs (id, organization_id, project_id, service_id, version, variables)
  select ${id('config', `n * 10 + v`)}, ${place('n')}, ${id('service', 'n')}, v, '{"LOG_LEVEL": "info", "REGION": "eu"}'
  from generate_series(0, ${s - 1}) n, generate_series(1, 3) v;
insert into service_instances (id, organization_id, project_id, service_id, environment_id, desired_state, status, ready_replicas, subdomain, url,
    current_deployment_id, observed_at)
  select ${id('instance', 'n')}, ${place('n')}, ${id('service', 'n')}, ${id('environment', projectOf('n'))}, 'running',
    case when n % 20 = 0 then 'crashed' else 'running' end, 1, 's' || n || '.p', 'http://s' || n || '.p.localhost',
    ${id('deployment', `n * ${perService} + ${perService - 1}`)}, now()
  from generate_series(0, ${s - 1}) n;
insert into builds (id, organization_id, project_id, service_id, config_id, status, git_repository, git_reference, git_directory, git_commit,
    artifact_kind, artifact_reference, artifact_digest, artifact_framework, artifact_processes, created_at, finished_at)
  select ${id('build', 'n')}, ${place(`n / ${perService}`)}, ${id('service', `n / ${perService}`)}, ${id('config', `n / ${perService} * 10 + 3`)},
    'succeeded', 'https://git.example.com/r.git', 'main', '.', md5(n::text) || '00000000', 'directory', '/a', 'd', 'node', '{}',
    now() - interval '1 minute' * (${d} - n), now() - interval '1 minute' * (${d} - n)
  from generate_series(0, ${d - 1}) n;
insert into deployments (id, organization_id, project_id, service_id, environment_id, service_instance_id, revision, status, git_reference,
    config_id, build_id, created_by, created_at, started_at, finished_at)
  select ${id('deployment', 'n')}, ${place(`n / ${perService}`)}, ${id('service', `n / ${perService}`)},
    ${id('environment', projectOf(`n / ${perService}`))}, ${id('instance', `n / ${perService}`)}, n % ${perService} + 1,
    case when n % ${perService} = ${perService - 1} then 'running' else 'superseded' end, 'main',
    ${id('config', `n / ${perService} * 10 + 3`)}, ${id('build', 'n')},
    ${id('user', `${organizationOf(projectOf(`n / ${perService}`))} * ${MEMBERS} + 5`)},
    now() - interval '1 minute' * (${d} - n), now() - interval '1 minute' * (${d} - n), now() - interval '1 minute' * (${d} - n)
  from generate_series(0, ${d - 1}) n;
insert into deployment_steps (organization_id, project_id, deployment_id, phase, outcome, started_at, finished_at)
  select ${place(`n / ${perService}`)}, ${id('deployment', 'n')}, phase, 'succeeded', now(), now()
  from generate_series(0, ${d - 1}) n, unnest(array['queued', 'building', 'deploying', 'verifying']) phase;
insert into log_lines (id, organization_id, project_id, service_id, service_instance_id, deployment_id, replica, stream, level, line, logged_at)
  select ((extract(epoch from now()) * 1000)::bigint - ${size.logLines} + n) << 22, ${place(`n % ${s}`)}, ${id('service', `n % ${s}`)},
    ${id('instance', `n % ${s}`)}, ${id('deployment', `n % ${s} * ${perService} + ${perService - 1}`)}, 0, 'stdout', 'info',
    'GET /orders/' || n || ' 200 in ' || n % 90 || ' ms', now()
  from generate_series(0, ${size.logLines - 1}) n;
insert into service_metrics (service_instance_id, measured_at, organization_id, project_id, service_id, cpu_cores, memory_bytes, requests,
    request_errors, latency_p90_ms, replicas)
  select ${id('instance', 'n')}, now() - interval '5 seconds' * t, ${place('n')}, ${id('service', 'n')}, 0.2, 100000000, 50, 0, 12, 1
  from generate_series(0, ${size.measuredServices - 1}) n, generate_series(0, 719) t;
set session_replication_role = origin;
analyze;
`;
}
