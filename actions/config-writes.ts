/** The rows that make a configuration plan true, and what they were planned on. */
import { randomUUID } from 'node:crypto';
import {
  bindingOf,
  type DatabaseBinding,
  domainOf,
  entries,
  environmentPath,
  projectOf,
  type Resource,
  type Scalar,
  slugOf,
} from '../domain/config/resources.ts';
import { unmeasured } from '../domain/config/unmeasured.ts';
import { type ConfigChange, takesDomain } from '../domain/plan/config.ts';
import { DATA_DEADLINES } from '../domain/plan/deadlines.ts';
import { readWish } from '../domain/values/replica-wish.ts';
import type { ApplyConfigMutationVariables } from '../sdk/generated.ts';
import { SIZE } from './config-refusals.ts';
import { type ConfigState, replicasOf } from './config-state.ts';
import type { RequestRow } from './once.ts';
import type { Member } from './session.ts';

export interface ConfigWrites {
  readonly variables: Omit<ApplyConfigMutationVariables, keyof RequestRow | 'application' | 'now' | 'credentials'>;
  /** Projects that are made. */
  readonly projectIds: readonly string[];
  /** Ids of databases that need credentials. */
  readonly databaseIds: readonly string[];
  /** What the database checks before it writes. */
  readonly expected: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /** Services whose change counts from their next deployment on. */
  readonly serviceIds: readonly string[];
}

export function configWrites(
  changes: readonly ConfigChange[],
  wanted: readonly Resource[],
  state: ConfigState,
  member: Member,
  now: number,
): ConfigWrites {
  const resources = new Map(wanted.map((r) => [r.path, r]));
  const fresh = new Map(changes.filter((c) => c.action === 'create').map((c) => [c.path, randomUUID()]));
  const idOf = (path: string): string => {
    const id =
      fresh.get(path) ??
      state.projects.get(path)?.id ??
      state.environments.get(path)?.id ??
      state.databases.get(path)?.id ??
      state.services.get(path)?.id;
    if (id === undefined) throw new Error(`nothing at ${path}`);
    return id;
  };
  const of = (kind: Resource['kind'], action: ConfigChange['action']) =>
    changes.flatMap((change) => {
      const resource = resources.get(change.path);
      return change.kind === kind && change.action === action && resource ? [{ ...change, wanted: resource.fields }] : [];
    });
  const gone = (kind: Resource['kind']) =>
    changes.filter((c) => c.kind === kind && c.action === 'delete').map((c) => idOf(c.path));
  const projectId = (path: string) => idOf(projectOf(path));
  const made = of('environment', 'create');
  // A new project has its production already.
  const comesAlong = ({ path }: ConfigChange) => slugOf(path) === 'production' && fresh.has(projectOf(path));
  const serviceWrites = [...of('service', 'create'), ...of('service', 'update')];
  const withSettings = serviceWrites.filter((c) => c.fields.some((f) => isSetting(f.field)));
  const instances = instancesOf(serviceWrites, state);
  const goneDomains = serviceWrites.flatMap((c) =>
    c.fields.filter(takesDomain).flatMap(({ field }) => domainAt(state, c.path, field)),
  );
  // One that moves keeps its proof.
  const tokens = new Map(goneDomains.map((d) => [d.hostname, d.verification_token]));
  const databasesMade = of('database', 'create');
  const databaseSlugs = new Map<string, Set<string>>();
  for (const r of wanted)
    if (r.kind === 'database') {
      const slugs = databaseSlugs.get(projectOf(r.path)) ?? new Set();
      databaseSlugs.set(projectOf(r.path), slugs.add(slugOf(r.path).split('@', 1)[0] ?? ''));
    }
  const slugsOf = (path: string) => databaseSlugs.get(projectOf(path)) ?? new Set<string>();
  const places = (path: string, database: string) =>
    wanted
      .filter((r) => r.kind === 'database' && r.path.startsWith(`${projectOf(path)}/databases/${database}@`))
      .map((r) => r.path);
  const bound = wanted
    .filter((r) => r.kind === 'service')
    .flatMap(({ path, fields }) => bindingsOf(fields, slugsOf(path)).map((b) => ({ path, ...b })));
  return {
    variables: {
      newProjects: of('project', 'create').map((c) => ({
        id: idOf(c.path),
        organization_id: member.organizationId,
        created_by: member.userId,
        slug: c.path,
        ...projectColumns(c.wanted, state, {}),
      })),
      projects: of('project', 'update').map((c) => ({
        where: { id: { _eq: idOf(c.path) } },
        _set: projectColumns(c.wanted, state, state.projects.get(c.path)?.labels),
      })),
      newProductions: made.filter(comesAlong).map((c) => ({
        where: { project_id: { _eq: projectId(c.path) }, slug: { _eq: 'production' } },
        _set: { id: idOf(c.path), ...environmentColumns(c.wanted, state) },
      })),
      newEnvironments: made
        .filter((c) => !comesAlong(c))
        .map((c) => ({
          id: idOf(c.path),
          project_id: projectId(c.path),
          created_by: member.userId,
          slug: slugOf(c.path),
          type: c.wanted.type === 'production' ? 'production' : 'staging',
          ...environmentColumns(c.wanted, state),
        })),
      environments: of('environment', 'update').map((c) => ({
        where: { id: { _eq: idOf(c.path) } },
        _set: environmentColumns(c.wanted, state),
      })),
      newServices: of('service', 'create').map((c) => ({
        id: idOf(c.path),
        project_id: projectId(c.path),
        created_by: member.userId,
        slug: slugOf(c.path),
        type: serviceType(c.wanted.type),
        ...serviceColumns(c.wanted),
      })),
      services: of('service', 'update')
        .filter((c) => c.fields.some((f) => SERVICE_FIELDS.includes(f.field)))
        .map((c) => ({ where: { id: { _eq: idOf(c.path) } }, _set: serviceColumns(c.wanted) })),
      configs: withSettings.map((c) => ({
        service_id: idOf(c.path),
        created_by: member.userId,
        ...configColumns(c.wanted, slugsOf(c.path)),
      })),
      // Before the settings that take away what they are shares of.
      loosened: of('service', 'update').flatMap((c) =>
        c.fields
          .filter(({ field, before }) => field.startsWith('replicas.') && unmeasured(readWish(before), c.wanted).length > 0)
          .map(({ field }) => ({
            where: {
              service_id: { _eq: idOf(c.path) },
              environment_id: { _eq: idOf(environmentPath(projectOf(c.path), field.slice('replicas.'.length))) },
            },
            _set: { max_replicas: null, cpu_target_percent: null, memory_target_percent: null },
          })),
      ),
      instances: instances.map(({ id, path, environment, wish: { least, most, cpuPercent, memoryPercent } }) => ({
        ...(id === null ? {} : { id }),
        service_id: idOf(path),
        environment_id: idOf(environmentPath(projectOf(path), environment)),
        desired_replicas: least,
        max_replicas: most,
        cpu_target_percent: cpuPercent,
        memory_target_percent: memoryPercent,
      })),
      goneDomains: goneDomains.map((d) => d.id),
      domains: serviceWrites.flatMap(({ path, fields }) =>
        fields.flatMap(({ field, after }) => {
          const domain = after === null ? null : domainOf(field);
          if (domain === null) return [];
          const made = instances.find((i) => i.path === path && i.environment === domain.environment && i.id !== null);
          const token = tokens.get(domain.hostname);
          return [
            {
              service_instance_id: made?.id ?? instanceAt(state, path, domain.environment)?.id,
              hostname: domain.hostname,
              ...(token === undefined ? {} : { verification_token: token }),
              next_check_at: new Date(now).toISOString(),
              created_by: member.userId,
            },
          ];
        }),
      ),
      newDatabases: databasesMade.map((c) => {
        const [slug = '', environment = ''] = slugOf(c.path).split('@');
        return {
          id: idOf(c.path),
          project_id: projectId(c.path),
          environment_id: idOf(environmentPath(projectOf(c.path), environment)),
          region_id: state.regionId,
          created_by: member.userId,
          slug,
          name: text(c.wanted.name),
          engine: c.wanted.engine === 'yugabytedb' ? 'yugabytedb' : 'postgresql',
          version: nullable(c.wanted.version),
          ...sizeColumns(c.wanted),
          deadline_at: new Date(now + DATA_DEADLINES.provisionDatabase).toISOString(),
        };
      }),
      databases: of('database', 'update').flatMap((c) => {
        const scaled = c.fields.some((f) => SIZE.includes(f.field));
        const scaling = {
          ...sizeColumns(c.wanted),
          status: 'scaling',
          status_changed_at: new Date(now).toISOString(),
          deadline_at: new Date(now + DATA_DEADLINES.scaleDatabase).toISOString(),
          failure_step: null,
          failure_reason: null,
        } as const;
        const where = { id: { _eq: idOf(c.path) }, ...(scaled ? { status: { _eq: 'running' as const } } : {}) };
        return [
          {
            where,
            _set: { name: text(c.wanted.name), ...(scaled ? scaling : {}) },
            ...(scaled ? { _inc: { generation: 1 } } : {}),
          },
        ];
      }),
      schedules: [...databasesMade, ...of('database', 'update')]
        .filter((c) => c.fields.some((f) => f.field.startsWith('backup')))
        .map((c) => ({
          database_id: idOf(c.path),
          created_by: member.userId,
          cron: text(c.wanted.backupSchedule),
          retention_days: number(c.wanted.backupRetentionDays),
          // The first backup of a new database is due at once: without one there is nothing to go back to.
          ...(c.action === 'create' ? { next_run_at: new Date(now).toISOString() } : {}),
        })),
      bindings: bound.flatMap(({ path, database, variable, pooled }) =>
        places(path, database).map((place) => ({
          service_id: idOf(path),
          database_id: idOf(place),
          variable,
          use_pooler: pooled,
          created_by: member.userId,
        })),
      ),
      // Only what the plan has shown: a service that is given a database in some environments alone is somebody else's decision.
      goneBindings: of('service', 'update').flatMap((c) =>
        c.fields.flatMap(({ field, before }) => {
          const binding = bindingOf(field.slice('variables.'.length), String(before), databasesOf(state, c.path));
          if (binding === null || !field.startsWith('variables.')) return [];
          return [...state.databases]
            .filter(([place, { slug }]) => projectOf(place) === projectOf(c.path) && slug === binding.database)
            .flatMap(([, { bindings }]) =>
              bindings.filter((b) => b.service_id === idOf(c.path) && b.variable === binding.variable),
            )
            .map((b) => b.id);
        }),
      ),
      goneDatabases: gone('database'),
      databasesDeadlineAt: new Date(now + DATA_DEADLINES.deleteDatabase).toISOString(),
      goneServices: gone('service'),
      goneEnvironments: gone('environment'),
    },
    projectIds: of('project', 'create').map((c) => idOf(c.path)),
    databaseIds: databasesMade.map((c) => idOf(c.path)),
    expected: expectedOf(state),
    serviceIds: serviceWrites
      .filter((c) => c.fields.some((f) => isSetting(f.field) || ['git', 'reference', 'directory', 'image'].includes(f.field)))
      .map((c) => idOf(c.path)),
  };
}

const SERVICE_FIELDS = [
  ...['name', 'git', 'reference', 'directory', 'image', 'schedule'],
  ...['timezone', 'concurrency', 'startingDeadlineSeconds', 'jobTimeoutSeconds'],
];
const isSetting = (field: string): boolean =>
  field !== 'type' && !SERVICE_FIELDS.includes(field) && !field.startsWith('replicas.') && domainOf(field) === null;

const instanceAt = (state: ConfigState, path: string, environment: string) =>
  state.services.get(path)?.instances.find((i) => i.environment.slug === environment);

function domainAt(state: ConfigState, path: string, field: string) {
  const domain = domainOf(field);
  return domain === null
    ? []
    : (instanceAt(state, path, domain.environment)?.domains.filter((d) => d.hostname === domain.hostname) ?? []);
}

interface InstanceWrite {
  /** null: its row is there. */
  readonly id: string | null;
  readonly path: string;
  readonly environment: string;
  readonly wish: ReturnType<typeof readWish>;
}

/** Places that get another number of replicas, and those that domains need before anything was deployed there. */
function instancesOf(
  writes: readonly (ConfigChange & { readonly wanted: Resource['fields'] })[],
  state: ConfigState,
): readonly InstanceWrite[] {
  return writes.flatMap(({ path, fields, wanted }) => {
    const scaled = fields
      .filter(({ field, before, after }) => field.startsWith('replicas.') && (before ?? 1) !== after)
      .map(({ field }) => field.slice('replicas.'.length));
    const named = fields.flatMap(({ field, after }) => (after === null ? [] : (domainOf(field)?.environment ?? [])));
    const needed = named.filter((environment) => instanceAt(state, path, environment) === undefined);
    return [...new Set([...scaled, ...needed])].map((environment) => ({
      id: instanceAt(state, path, environment) === undefined ? randomUUID() : null,
      path,
      environment,
      wish: readWish(wanted[`replicas.${environment}`] ?? 1),
    }));
  });
}

function projectColumns(fields: Resource['fields'], { teams }: ConfigState, labels: unknown) {
  const kept = Object.entries(typeof labels === 'object' ? (labels ?? {}) : {}).filter(
    ([, v]) => v === null || typeof v === 'object',
  );
  return {
    name: text(fields.name),
    description: text(fields.description),
    team_id: typeof fields.team === 'string' ? (teams.get(fields.team) ?? null) : null,
    // A configuration says texts, numbers and booleans; lists and objects among the labels are somebody else's.
    labels: { ...Object.fromEntries(kept), ...entries(fields, 'labels') },
    variables: entries(fields, 'variables'),
  };
}

const environmentColumns = (fields: Resource['fields'], { clusters }: ConfigState) => ({
  name: text(fields.name),
  is_protected: fields.protected === true,
  required_approvals: Number(fields.approvalsRequired),
  allows_self_approval: fields.approvalsSelf === true,
  approval_timeout_hours: Number(fields.approvalsTimeoutHours),
  cluster_id: clusters.get(text(fields.cluster)) ?? null,
  namespace: nullable(fields.namespace),
});

function serviceColumns(fields: Resource['fields']) {
  const git = nullable(fields.git);
  const source = git === null ? ('image' as const) : ('git' as const);
  return {
    name: text(fields.name),
    source_type: source,
    git_repository: git,
    ...(git === null ? {} : { git_reference: text(fields.reference), git_directory: text(fields.directory) }),
    image: nullable(fields.image),
    schedule: nullable(fields.schedule),
    schedule_timezone: text(fields.timezone),
    concurrency_policy: concurrencyPolicy(fields.concurrency),
    starting_deadline_seconds: Number(fields.startingDeadlineSeconds),
    job_timeout_seconds: Number(fields.jobTimeoutSeconds),
  };
}

function bindingsOf(fields: Resource['fields'], databases: ReadonlySet<string>): readonly DatabaseBinding[] {
  return Object.entries(entries(fields, 'variables')).flatMap(([name, value]) => {
    const binding = bindingOf(name, String(value), databases);
    return binding === null ? [] : [binding];
  });
}

const databasesOf = ({ databases }: ConfigState, path: string): ReadonlySet<string> =>
  new Set([...databases].filter(([place]) => projectOf(place) === projectOf(path)).map(([, { slug }]) => slug));

function sizeColumns(fields: Resource['fields']) {
  return {
    nodes: Number(fields.nodes),
    cpu_millicores: Number(fields.cpu),
    memory_megabytes: Number(fields.memory),
    storage_gigabytes: Number(fields.storage),
    pooling: fields.pooling === true,
  };
}

function configColumns(fields: Resource['fields'], databases: ReadonlySet<string>) {
  return {
    variables: Object.fromEntries(
      Object.entries(entries(fields, 'variables')).filter(([name, value]) => bindingOf(name, String(value), databases) === null),
    ),
    overrides: overridesOf(fields),
    build_command: nullable(fields.buildCommand),
    release_command: nullable(fields.releaseCommand),
    start_command: nullable(fields.startCommand),
    port: number(fields.port),
    volume_path: nullable(fields.volumePath),
    volume_gigabytes: number(fields.volumeGigabytes),
    health_path: nullable(fields.healthPath),
    health_timeout_seconds: number(fields.healthTimeoutSeconds),
    stop_timeout_seconds: number(fields.stopTimeoutSeconds),
    build_timeout_seconds: number(fields.buildTimeoutSeconds),
    cpu_request_millicores: number(fields.cpuRequestMillicores),
    cpu_limit_millicores: number(fields.cpuLimitMillicores),
    memory_request_megabytes: number(fields.memoryRequestMegabytes),
    memory_limit_megabytes: number(fields.memoryLimitMegabytes),
  };
}

function overridesOf(fields: Resource['fields']): Record<string, Record<string, unknown>> {
  const names = new Set(Object.keys(entries(fields, 'overrides')).map((key) => key.split('.', 1)[0] ?? ''));
  return Object.fromEntries(
    [...names].map((name) => {
      const { reference, startCommand } = entries(fields, `overrides.${name}`);
      const variables = entries(fields, `overrides.${name}.variables`);
      return [
        name,
        {
          ...(reference === undefined ? {} : { reference }),
          ...(startCommand === undefined ? {} : { startCommand }),
          ...(Object.keys(variables).length === 0 ? {} : { variables }),
        },
      ];
    }),
  );
}

function expectedOf({ projects, environments, services }: ConfigState): ConfigWrites['expected'] {
  const all = [...services.values()];
  return {
    projects: Object.fromEntries([...projects.values()].map((p) => [p.id, p.updated_at])),
    environments: Object.fromEntries([...environments.values()].map((e) => [e.id, e.updated_at])),
    services: Object.fromEntries(all.map((s) => [s.id, s.updated_at])),
    configs: Object.fromEntries(all.map((s) => [s.id, s.configs[0]?.version ?? 0])),
    instances: Object.fromEntries(all.flatMap((s) => s.instances.map((i) => [i.id, replicasOf(i)]))),
  };
}

const text = (value: Scalar | undefined): string => String(value ?? '');
const nullable = (value: Scalar | undefined): string | null => (value === null || value === undefined ? null : String(value));
const number = (value: Scalar | undefined): number | null => (typeof value === 'number' ? value : null);
const concurrencyPolicy = (value: Scalar | undefined): 'allow' | 'forbid' | 'replace' =>
  value === 'allow' || value === 'replace' ? value : 'forbid';
const serviceType = (value: Scalar | undefined) =>
  value === 'worker' || value === 'stateful' || value === 'cron' || value === 'job' ? value : ('web' as const);
