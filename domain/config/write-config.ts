/** From what is there to the shortest `northstack.yaml` that says it: what is a default is left out. */
import { readWish } from '../values/replica-wish.ts';
import { environmentName, environmentType } from './read-config.ts';
import { domainsField, entries, projectOf, type Resource, type Scalar, slugOf } from './resources.ts';

export type ConfigData = Readonly<Record<string, unknown>>;

export function writeConfig(resources: readonly Resource[]): ConfigData {
  const projects = resources
    .filter((r) => r.kind === 'project')
    .map(
      (project) =>
        [
          project.path,
          projectData(
            project,
            resources.filter((r) => projectOf(r.path) === project.path),
          ),
        ] as const,
    );
  return { version: 1, projects: Object.fromEntries(projects) };
}

function projectData({ path, fields }: Resource, parts: readonly Resource[]): ConfigData {
  const environments = parts.filter((r) => r.kind === 'environment');
  const services = parts.filter((r) => r.kind === 'service');
  const names = environments.map((e) => slugOf(e.path));
  return {
    ...unless('name', fields.name, path),
    ...unless('description', fields.description, ''),
    ...unless('team', fields.team, null),
    ...filled('labels', entries(fields, 'labels')),
    ...filled('variables', entries(fields, 'variables')),
    ...filled('environments', Object.fromEntries(environments.flatMap(environmentEntry))),
    ...filled('databases', databasesData(parts.filter((r) => r.kind === 'database'))),
    ...filled('services', Object.fromEntries(services.map((s) => [slugOf(s.path), serviceData(s, names)]))),
  };
}

function databasesData(rows: readonly Resource[]): ConfigData {
  const bySlug = new Map<string, Resource[]>();
  for (const row of rows) {
    const slug = slugOf(row.path).split('@', 1)[0] ?? '';
    bySlug.set(slug, [...(bySlug.get(slug) ?? []), row]);
  }
  return Object.fromEntries(
    [...bySlug].map(([slug, places]) => {
      const { fields = {} } = places[0] ?? {};
      const environments = Object.fromEntries(places.map((p) => [slugOf(p.path).split('@')[1] ?? '', sizeData(p.fields)]));
      const isUsual =
        Object.keys(environments).join() === 'production' && Object.keys(environments.production ?? {}).length === 0;
      return [
        slug,
        {
          ...unless('name', fields.name, slug),
          ...unless('engine', fields.engine, 'postgresql'),
          ...unless('version', fields.version, null),
          ...(isUsual ? {} : { environments }),
        },
      ];
    }),
  );
}

const sizeData = (fields: Resource['fields']): ConfigData => ({
  ...unless('nodes', fields.nodes, 1),
  ...unless('cpu', fields.cpu, 500),
  ...unless('memory', fields.memory, 256),
  ...unless('storage', fields.storage, 10),
  ...unless('pooling', fields.pooling, false),
  ...filled('backups', {
    ...unless('schedule', fields.backupSchedule, '0 2 * * *'),
    ...unless('retentionDays', fields.backupRetentionDays, 7),
  }),
});

function environmentEntry({ path, fields }: Resource): readonly (readonly [string, ConfigData])[] {
  const slug = slugOf(path);
  const said = {
    ...unless('name', fields.name, environmentName(slug)),
    ...unless('type', fields.type, environmentType(slug)),
    ...unless('protected', fields.protected, false),
    ...filled('approvals', {
      ...unless('required', fields.approvalsRequired, 1),
      ...unless('self', fields.approvalsSelf, false),
      ...unless('timeoutHours', fields.approvalsTimeoutHours, 24),
    }),
    ...unless('cluster', fields.cluster, null),
    ...unless('namespace', fields.namespace, null),
  };
  // production is there without being named.
  return slug === 'production' && Object.keys(said).length === 0 ? [] : [[slug, said]];
}

function serviceData({ path, fields }: Resource, environments: readonly string[]): ConfigData {
  const usual = mostFrequent(environments.map((name) => fields[`replicas.${name}`] ?? 1));
  const overrides = environments.flatMap((name) => {
    const said = {
      ...unless('reference', fields[`overrides.${name}.reference`], null),
      ...unless('startCommand', fields[`overrides.${name}.startCommand`], null),
      ...replicasData(fields[`replicas.${name}`] ?? 1, usual),
      ...(name === 'production' ? {} : domainsData(fields, name)),
      ...filled('variables', entries(fields, `overrides.${name}.variables`)),
    };
    return Object.keys(said).length === 0 ? [] : [[name, said] as const];
  });
  const fromGit = (fields.git ?? null) !== null;
  return {
    ...unless('name', fields.name, slugOf(path)),
    ...unless('type', fields.type, 'web'),
    ...unless('git', fields.git, null),
    ...(fromGit ? unless('reference', fields.reference, 'main') : {}),
    ...(fromGit ? unless('directory', fields.directory, '.') : {}),
    ...unless('image', fields.image, null),
    ...unless('schedule', fields.schedule, null),
    ...unless('timezone', fields.timezone, 'UTC'),
    ...unless('concurrency', fields.concurrency, 'forbid'),
    ...unless('startingDeadlineSeconds', fields.startingDeadlineSeconds, 300),
    ...unless('jobTimeoutSeconds', fields.jobTimeoutSeconds, 3600),
    ...unless('buildCommand', fields.buildCommand, null),
    ...unless('releaseCommand', fields.releaseCommand, null),
    ...unless('startCommand', fields.startCommand, null),
    ...unless('port', fields.port, null),
    ...filled('volume', {
      ...unless('path', fields.volumePath ?? '/data', '/data'),
      ...unless('gigabytes', fields.volumeGigabytes ?? 1, 1),
    }),
    ...unless('healthPath', fields.healthPath, null),
    ...unless('healthTimeoutSeconds', fields.healthTimeoutSeconds, 60),
    ...unless('stopTimeoutSeconds', fields.stopTimeoutSeconds, 10),
    ...unless('buildTimeoutSeconds', fields.buildTimeoutSeconds, 900),
    ...filled('cpu', {
      ...unless('request', fields.cpuRequestMillicores, null),
      ...unless('limit', fields.cpuLimitMillicores, null),
    }),
    ...filled('memory', {
      ...unless('request', fields.memoryRequestMegabytes, null),
      ...unless('limit', fields.memoryLimitMegabytes, null),
    }),
    ...replicasData(usual, 1),
    ...domainsData(fields, 'production'),
    ...filled('variables', entries(fields, 'variables')),
    ...filled('environments', Object.fromEntries(overrides)),
  };
}

function replicasData(value: Scalar, usual: Scalar): ConfigData {
  if (value === usual) return {};
  const { least, most, cpuPercent, memoryPercent } = readWish(value);
  if (most === null) return { replicas: least };
  const targets = { ...unless('cpu', cpuPercent, null), ...unless('memory', memoryPercent, null) };
  return { replicas: { min: least, max: most, ...targets } };
}

function domainsData(fields: Resource['fields'], environment: string): ConfigData {
  const domains = Object.keys(entries(fields, domainsField(environment))).sort();
  return domains.length === 0 ? {} : { domains };
}

const unless = (key: string, value: Scalar | undefined, usual: Scalar): ConfigData =>
  (value ?? null) === usual ? {} : { [key]: value };

const filled = (key: string, map: ConfigData): ConfigData => (Object.keys(map).length === 0 ? {} : { [key]: map });

function mostFrequent(values: readonly Scalar[]): Scalar {
  const counts = new Map<Scalar, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1;
}
