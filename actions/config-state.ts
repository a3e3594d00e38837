/** The present state of projects in the form that configurations are compared in, with the ids that changes need. */
import { z } from 'zod';
import { configOverrides } from '../domain/config/overrides.ts';
import {
  bindingText,
  databasePath,
  domainsField,
  environmentPath,
  projectPath,
  type Resource,
  type Scalar,
  servicePath,
  spread,
} from '../domain/config/resources.ts';
import type { ConfigFacts } from '../domain/plan/config-rights.ts';
import { writeWish } from '../domain/values/replica-wish.ts';
import { variables } from '../domain/values/variables.ts';
import { ConfigStateDocument, type ConfigStateQuery } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { asMember, type Member } from './session.ts';

type Project = ConfigStateQuery['projects'][number];
type Environment = Project['environments'][number];
type Service = Project['services'][number];
type Database = Project['databases'][number];

export interface ConfigState {
  readonly resources: readonly Resource[];
  readonly facts: ConfigFacts;
  /** Rows by path. */
  readonly projects: ReadonlyMap<string, Project>;
  readonly environments: ReadonlyMap<string, Environment>;
  readonly services: ReadonlyMap<string, Service>;
  readonly databases: ReadonlyMap<string, Database>;
  /** Where databases are made; null: nothing new can be placed. */
  readonly regionId: string | null;
  /** Paths of what is being deleted: its row is still there. */
  readonly deleting: ReadonlySet<string>;
  /** Paths of environments that something was deployed to: they stay where they are. */
  readonly used: ReadonlySet<string>;
  /** Ids of the organization's clusters by slug. */
  readonly clusters: ReadonlyMap<string, string>;
  /** What the names end with that the platform gives services itself. */
  readonly baseDomain: string;
  /** Team ids by slug. */
  readonly teams: ReadonlyMap<string, string>;
}

export async function readConfigState(
  { graphql, baseDomain }: ActionDeps,
  member: Member,
  projects: readonly string[],
): Promise<ConfigState> {
  const rows = await graphql.request(
    ConfigStateDocument,
    { projects: [...projects] },
    { headers: asMember(member), idempotent: true },
  );
  const deleting = rows.projects.flatMap((p) => [
    ...(p.deleting_at === null ? [] : [projectPath(p.slug)]),
    ...p.environments.filter((e) => e.deleting_at !== null).map((e) => environmentPath(p.slug, e.slug)),
    ...p.services.filter((s) => s.deleting_at !== null).map((s) => servicePath(p.slug, s.slug)),
  ]);
  const present = rows.projects.map((p) => ({
    ...p,
    environments: p.environments.filter((e) => e.deleting_at === null),
    services: p.services.filter((s) => s.deleting_at === null),
  }));
  const environments = present.flatMap((p) => p.environments.map((e) => [environmentPath(p.slug, e.slug), e] as const));
  const services = present.flatMap((p) => p.services.map((s) => [servicePath(p.slug, s.slug), s] as const));
  return {
    resources: present.flatMap(resourcesOf),
    facts: {
      protectedEnvironments: new Set(environments.filter(([, e]) => e.is_protected).map(([path]) => path)),
      protectedServices: new Set(
        services.filter(([, s]) => s.instances.some((i) => i.environment.is_protected)).map(([path]) => path),
      ),
    },
    projects: new Map(present.map((p) => [projectPath(p.slug), p])),
    environments: new Map(environments),
    services: new Map(services),
    databases: new Map(
      present.flatMap((p) => p.databases.map((d) => [databasePath(p.slug, d.slug, d.environment.slug), d] as const)),
    ),
    regionId: rows.regions.find((r) => r.status === 'available')?.id ?? null,
    deleting: new Set(deleting),
    used: new Set(
      rows.projects.flatMap((p) =>
        p.services.flatMap((s) => s.instances.map((i) => environmentPath(p.slug, i.environment.slug))),
      ),
    ),
    clusters: new Map(rows.clusters.map((c) => [c.slug, c.id])),
    baseDomain,
    teams: new Map(rows.teams.map((t) => [t.slug, t.id])),
  };
}

function resourcesOf(project: Project): readonly Resource[] {
  return [
    {
      kind: 'project',
      path: projectPath(project.slug),
      fields: {
        name: project.name,
        description: project.description,
        team: project.team?.slug ?? null,
        ...spread('labels', scalars(project.labels)),
        ...spread('variables', variables.parse(project.variables)),
      },
    },
    ...project.environments.map(
      (e): Resource => ({
        kind: 'environment',
        path: environmentPath(project.slug, e.slug),
        fields: {
          name: e.name,
          type: e.type,
          protected: e.is_protected,
          approvalsRequired: e.required_approvals,
          approvalsSelf: e.allows_self_approval,
          approvalsTimeoutHours: e.approval_timeout_hours,
          cluster: e.cluster?.slug ?? null,
          namespace: e.namespace,
        },
      }),
    ),
    ...project.databases.map(
      (d): Resource => ({
        kind: 'database',
        path: databasePath(project.slug, d.slug, d.environment.slug),
        fields: {
          name: d.name,
          engine: d.engine,
          version: d.version,
          nodes: d.nodes,
          cpu: d.cpu_millicores,
          memory: d.memory_megabytes,
          storage: d.storage_gigabytes,
          pooling: d.pooling,
          backupSchedule: d.schedules[0]?.cron ?? null,
          backupRetentionDays: d.schedules[0]?.retention_days ?? null,
        },
      }),
    ),
    ...project.services.map(
      (s): Resource => ({
        kind: 'service',
        path: servicePath(project.slug, s.slug),
        fields: serviceFields(s, project.environments, project.databases),
      }),
    ),
  ];
}

/** Variables that are addresses of databases, as a configuration writes them: of databases that the service is given wherever they are. */
function boundVariables(service: Service, databases: readonly Database[]): Record<string, Scalar> {
  const result: Record<string, Scalar> = {};
  for (const slug of new Set(databases.map((d) => d.slug))) {
    const places = databases.filter((d) => d.slug === slug).map((d) => d.bindings.filter((b) => b.service_id === service.id));
    for (const binding of places[0] ?? [])
      if (places.every((all) => all.some((b) => b.variable === binding.variable && b.use_pooler === binding.use_pooler)))
        result[`variables.${binding.variable}`] = bindingText({ database: slug, pooled: binding.use_pooler });
  }
  return result;
}

function serviceFields(
  service: Service,
  environments: readonly Environment[],
  databases: readonly Database[],
): Record<string, Scalar> {
  const config = service.configs[0];
  const git = service.source_type === 'git';
  const replicas = new Map(service.instances.map((i) => [i.environment.slug, replicasOf(i)]));
  const domains = new Map(service.instances.map((i) => [i.environment.slug, i.domains.map((d) => [d.hostname, true] as const)]));
  const fields: Record<string, Scalar> = {
    name: service.name,
    type: service.type,
    git: service.git_repository,
    reference: git ? service.git_reference : null,
    directory: git ? service.git_directory : null,
    image: service.image,
    schedule: service.schedule,
    timezone: service.schedule_timezone,
    concurrency: service.concurrency_policy,
    startingDeadlineSeconds: service.starting_deadline_seconds,
    jobTimeoutSeconds: service.job_timeout_seconds,
    buildCommand: config?.build_command ?? null,
    releaseCommand: config?.release_command ?? null,
    startCommand: config?.start_command ?? null,
    port: config?.port ?? null,
    ...(service.type === 'stateful'
      ? { volumePath: config?.volume_path ?? '/data', volumeGigabytes: config?.volume_gigabytes ?? 1 }
      : {}),
    healthPath: config?.health_path ?? null,
    healthTimeoutSeconds: config?.health_timeout_seconds ?? 60,
    stopTimeoutSeconds: config?.stop_timeout_seconds ?? 10,
    buildTimeoutSeconds: config?.build_timeout_seconds ?? 900,
    cpuRequestMillicores: config?.cpu_request_millicores ?? null,
    cpuLimitMillicores: config?.cpu_limit_millicores ?? null,
    memoryRequestMegabytes: config?.memory_request_megabytes ?? null,
    memoryLimitMegabytes: config?.memory_limit_megabytes ?? null,
    ...spread('variables', variables.parse(config?.variables ?? {})),
    ...boundVariables(service, databases),
  };
  const overrides = configOverrides.parse(config?.overrides ?? {});
  for (const { slug } of environments) {
    fields[`replicas.${slug}`] = replicas.get(slug) ?? 1;
    Object.assign(fields, spread(domainsField(slug), Object.fromEntries(domains.get(slug) ?? [])));
    const own = overrides[slug];
    if (own?.reference !== undefined) fields[`overrides.${slug}.reference`] = own.reference;
    if (own?.startCommand !== undefined) fields[`overrides.${slug}.startCommand`] = own.startCommand;
    Object.assign(fields, spread(`overrides.${slug}.variables`, own?.variables ?? {}));
  }
  return fields;
}

/** How many are wanted, as configurations are compared, and as the database compares it (`check_config_expected`). */
export const replicasOf = (instance: Service['instances'][number]): string | number =>
  writeWish({
    least: instance.desired_replicas,
    most: instance.max_replicas,
    cpuPercent: instance.cpu_target_percent,
    memoryPercent: instance.memory_target_percent,
  });

/** Labels that a configuration can say; lists and objects among them stay as they are. */
function scalars(labels: unknown): Record<string, Scalar> {
  const map = z.record(z.string(), z.unknown()).parse(labels);
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => {
      const scalar = z.union([z.string(), z.number(), z.boolean()]).safeParse(value);
      return scalar.success && key.length >= 1 && key.length <= 100 ? [[key, scalar.data]] : [];
    }),
  );
}
