/** From the data of a `northstack.yaml` to what is wanted, or to every problem with its place in the file. */
import type { z } from 'zod';
import { wishOf, writeWish } from '../values/replica-wish.ts';
import { type ReferenceScope, type ReferenceWorld, resolveVariables, type Variables } from './references.ts';
import {
  bindingOf,
  databasePath,
  domainsField,
  environmentPath,
  projectPath,
  type Resource,
  type Scalar,
  servicePath,
  spread,
} from './resources.ts';
import { type ConfigDatabase, type ConfigFile, type ConfigService, configFile } from './schema.ts';

/** What the text behind the data can say. */
export interface ConfigSource {
  readonly data: unknown;
  locate(path: readonly PropertyKey[], part?: 'key' | 'value'): { readonly line: number; readonly column: number };
  /** How a plain number or boolean was written; null where that is not known. */
  literal(path: readonly PropertyKey[]): string | null;
}

export interface ConfigProblem {
  readonly line: number;
  readonly column: number;
  /** `projects.shop.services.web.port` */
  readonly path: string;
  readonly message: string;
}

export interface ReadConfig {
  readonly resources: readonly Resource[];
  readonly projects: readonly string[];
}

export type ConfigReading =
  | { readonly ok: true; readonly config: ReadConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export function readConfig(source: ConfigSource): ConfigReading {
  const parsed = configFile.safeParse(source.data);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(source, issue)) };
  const projects = Object.entries(parsed.data.projects);
  const problems = projects.flatMap(([slug, project]) => [
    ...unknownEnvironments(source, slug, project),
    ...databaseProblems(source, slug, project),
    ...domainProblems(source, slug, project),
    ...referenceProblems(source, slug, project),
  ]);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      projects: projects.map(([slug]) => slug),
      resources: projects.flatMap(([slug, project]) => resourcesOf(source, slug, project)),
    },
  };
}

type Project = ConfigFile['projects'][string];
type Path = readonly PropertyKey[];

/** Every project has it, named or not. */
const PRODUCTION = 'production';

/** What the platform gives for `${{ service.… }}`. */
export const providedBy = (type: string): readonly string[] =>
  type === 'web' ? ['URL', 'HOST'] : type === 'stateful' ? ['ADDRESS', 'HOST', 'PORT'] : [];

function environmentsOf(project: Project): readonly string[] {
  const named = Object.keys(project.environments);
  return named.includes(PRODUCTION) ? named : [PRODUCTION, ...named];
}

function resourcesOf(source: ConfigSource, slug: string, project: Project): readonly Resource[] {
  const at: Path = ['projects', slug];
  const environments = environmentsOf(project);
  return [
    {
      kind: 'project',
      path: projectPath(slug),
      fields: {
        name: project.name ?? slug,
        description: project.description,
        team: project.team ?? null,
        ...spread('labels', project.labels),
        ...spread('variables', textsOf(source, [...at, 'variables'], project.variables)),
      },
    },
    ...environments.map((name): Resource => {
      const given = project.environments[name];
      return {
        kind: 'environment',
        path: environmentPath(slug, name),
        fields: {
          name: given?.name ?? environmentName(name),
          type: given?.type ?? environmentType(name),
          protected: given?.protected ?? false,
          approvalsRequired: given?.approvals.required ?? 1,
          approvalsSelf: given?.approvals.self ?? false,
          approvalsTimeoutHours: given?.approvals.timeoutHours ?? 24,
          cluster: given?.cluster ?? null,
          namespace: given?.namespace ?? null,
        },
      };
    }),
    ...Object.entries(project.databases).flatMap(([name, database]) =>
      Object.keys(database.environments).map(
        (environment): Resource => ({
          kind: 'database',
          path: databasePath(slug, name, environment),
          fields: databaseFields(source, [...at, 'databases', name], name, database, environment),
        }),
      ),
    ),
    ...Object.entries(project.services).map(([name, service]): Resource => {
      const place = [...at, 'services', name];
      return {
        kind: 'service',
        path: servicePath(slug, name),
        fields: serviceFields(source, place, name, service, environments),
        open: environments.filter((e) => domainsIn(service, e) === null).map((e) => `${domainsField(e)}.`),
      };
    }),
  ];
}

export const environmentType = (slug: string): string => (slug === PRODUCTION ? 'production' : 'staging');
/** The name that the database gives `production`; others are called as their key. */
export const environmentName = (slug: string): string => (slug === PRODUCTION ? 'Production' : slug);

function databaseFields(
  source: ConfigSource,
  place: Path,
  slug: string,
  database: ConfigDatabase,
  environment: string,
): Record<string, Scalar> {
  const { nodes, cpu, memory, storage, pooling, backups } = { ...database, ...database.environments[environment] };
  const { version } = database;
  return {
    name: database.name ?? slug,
    engine: database.engine,
    version:
      version === undefined
        ? null
        : typeof version === 'number'
          ? (source.literal([...place, 'version']) ?? String(version))
          : version,
    nodes,
    cpu,
    memory,
    storage,
    pooling,
    backupSchedule: backups.schedule,
    backupRetentionDays: backups.retentionDays,
  };
}

function serviceFields(
  source: ConfigSource,
  place: Path,
  slug: string,
  service: ConfigService,
  environments: readonly string[],
): Record<string, Scalar> {
  const fields: Record<string, Scalar> = {
    name: service.name ?? slug,
    type: service.type,
    git: service.git ?? null,
    reference: service.git === undefined ? null : service.reference,
    directory: service.git === undefined ? null : service.directory,
    image: service.image ?? null,
    schedule: service.schedule ?? null,
    timezone: service.timezone,
    concurrency: service.concurrency,
    startingDeadlineSeconds: service.startingDeadlineSeconds,
    jobTimeoutSeconds: service.jobTimeoutSeconds,
    buildCommand: service.buildCommand ?? null,
    releaseCommand: service.releaseCommand ?? null,
    startCommand: service.startCommand ?? null,
    port: service.port ?? null,
    ...volumeFields(service),
    healthPath: service.healthPath ?? null,
    healthTimeoutSeconds: service.healthTimeoutSeconds,
    stopTimeoutSeconds: service.stopTimeoutSeconds,
    buildTimeoutSeconds: service.buildTimeoutSeconds,
    cpuRequestMillicores: service.cpu?.request ?? null,
    cpuLimitMillicores: service.cpu?.limit ?? null,
    memoryRequestMegabytes: service.memory?.request ?? null,
    memoryLimitMegabytes: service.memory?.limit ?? null,
    ...spread('variables', textsOf(source, [...place, 'variables'], service.variables)),
  };
  for (const name of environments) {
    const given = service.environments[name];
    fields[`replicas.${name}`] = writeWish(wishOf(given?.replicas ?? service.replicas));
    if (given?.reference !== undefined) fields[`overrides.${name}.reference`] = given.reference;
    if (given?.startCommand !== undefined) fields[`overrides.${name}.startCommand`] = given.startCommand;
    const domains = (domainsIn(service, name) ?? []).map((domain) => [domain, true] as const);
    Object.assign(fields, spread(domainsField(name), Object.fromEntries(domains)));
    const texts = textsOf(source, [...place, 'environments', name, 'variables'], given?.variables ?? {});
    Object.assign(fields, spread(`overrides.${name}.variables`, texts));
  }
  return fields;
}

function volumeFields({ type, volume }: ConfigService): Record<string, Scalar> {
  if (type !== 'stateful') return {};
  return { volumePath: volume?.path ?? '/data', volumeGigabytes: volume?.gigabytes ?? 1 };
}

/** One name leads to one place, so what a service says of itself is said of production. null: nothing is said. */
const domainsIn = ({ domains, environments }: ConfigService, environment: string): readonly string[] | null =>
  environments[environment]?.domains ?? (environment === PRODUCTION ? domains : undefined) ?? null;

function domainProblems(source: ConfigSource, slug: string, project: Project): readonly ConfigProblem[] {
  const seen = new Map<string, string>();
  return Object.entries(project.services).flatMap(([name, service]) => {
    const place: Path = ['projects', slug, 'services', name];
    return environmentsOf(project).flatMap((environment) => {
      const own = service.environments[environment]?.domains !== undefined;
      const at = own ? [...place, 'environments', environment, 'domains'] : [...place, 'domains'];
      return (domainsIn(service, environment) ?? []).flatMap((hostname, index) => {
        const other = seen.get(hostname);
        seen.set(hostname, `${name} in ${environment}`);
        if (service.type !== 'web')
          return [problem(source, at, 'key', 'Domains belong to services of type web, and only to them.')];
        return other === undefined ? [] : [problem(source, [...at, index], 'value', `${hostname} leads to ${other} already.`)];
      });
    });
  });
}

/** Variables are texts: `1.10` and `0o17` stay as they were written. */
function textsOf(source: ConfigSource, at: Path, given: Readonly<Record<string, string | number | boolean>>): Variables {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (source.literal([...at, name]) ?? String(value)),
    ]),
  );
}

function unknownEnvironments(source: ConfigSource, slug: string, project: Project): readonly ConfigProblem[] {
  const known = environmentsOf(project);
  return Object.entries(project.services).flatMap(([service, { environments }]) =>
    Object.keys(environments)
      .filter((name) => !known.includes(name))
      .map((name) =>
        problem(
          source,
          ['projects', slug, 'services', service, 'environments', name],
          'key',
          `The project has no environment “${name}”. It has ${known.join(', ')}.`,
        ),
      ),
  );
}

function databaseProblems(source: ConfigSource, slug: string, project: Project): readonly ConfigProblem[] {
  const known = environmentsOf(project);
  const databases = new Set(Object.keys(project.databases));
  const at: Path = ['projects', slug];
  const places = Object.entries(project.databases).flatMap(([name, { environments }]) => {
    const place = [...at, 'databases', name];
    const unknown = Object.keys(environments).filter((e) => !known.includes(e));
    return [
      ...(Object.hasOwn(project.services, name) ? [problem(source, place, 'key', `A service is called “${name}” already.`)] : []),
      ...unknown.map((e) =>
        problem(
          source,
          [...place, 'environments', e],
          'key',
          `The project has no environment “${e}”. It has ${known.join(', ')}.`,
        ),
      ),
    ];
  });
  const variables = Object.entries(project.services).flatMap(([name, service]) =>
    Object.entries(service.variables)
      .filter(
        ([variable, text]) =>
          bindingOf(variable, String(text), databases) !== null && !/^(?!PORT$)[A-Z_][A-Z0-9_]{0,99}$/.test(variable),
      )
      .map(([variable]) =>
        problem(
          source,
          [...at, 'services', name, 'variables', variable],
          'key',
          'The address of a database is given in a variable of capital letters, digits and underscores, other than PORT.',
        ),
      ),
  );
  return [...places, ...variables];
}

function referenceProblems(source: ConfigSource, slug: string, project: Project): readonly ConfigProblem[] {
  const at: Path = ['projects', slug];
  const shared = textsOf(source, [...at, 'variables'], project.variables);
  const databases = new Set(Object.keys(project.databases));
  const found = new Map<string, ConfigProblem>();
  const note = (path: Path, message: string) => {
    const key = path.map(String).join('\0');
    if (!found.has(key)) found.set(key, problem(source, path, 'value', message));
  };
  // The project's own variables may use each other.
  const alone: ReferenceWorld = { shared, scopes: new Map([['shared', { variables: shared, provided: {} }]]) };
  for (const { variable, message } of resolveVariables(alone, 'shared').problems) note([...at, 'variables', variable], message);
  for (const environment of environmentsOf(project)) {
    const world: ReferenceWorld = {
      shared,
      scopes: new Map([
        ...Object.keys(project.databases).map((name) => [name, DATABASE_SCOPE] as const),
        ...Object.entries(project.services).map(
          ([name, s]) => [name, scopeOf(source, at, name, s, environment, databases)] as const,
        ),
      ]),
    };
    for (const [name, service] of Object.entries(project.services))
      for (const { variable, message } of resolveVariables(world, name).problems) {
        const overridden = Object.hasOwn(service.environments[environment]?.variables ?? {}, variable);
        const where = overridden ? ['environments', environment, 'variables', variable] : ['variables', variable];
        note([...at, 'services', name, ...where], message);
      }
  }
  return [...found.values()];
}

/** What the platform gives of a database inside a text. Its whole address holds a password: see `bindingOf`. */
export const PROVIDED_BY_DATABASES = ['HOST', 'PORT', 'NAME'] as const;

const DATABASE_SCOPE: ReferenceScope = {
  variables: {},
  provided: Object.fromEntries(PROVIDED_BY_DATABASES.map((key) => [key, ''])),
};

function scopeOf(
  source: ConfigSource,
  at: Path,
  name: string,
  service: ConfigService,
  environment: string,
  databases: ReadonlySet<string>,
): ReferenceScope {
  const place = [...at, 'services', name];
  return {
    variables: {
      ...withoutBindings(textsOf(source, [...place, 'variables'], service.variables), databases),
      ...textsOf(
        source,
        [...place, 'environments', environment, 'variables'],
        service.environments[environment]?.variables ?? {},
      ),
    },
    provided: Object.fromEntries(providedBy(service.type).map((key) => [key, ''])),
  };
}

const withoutBindings = (texts: Variables, databases: ReadonlySet<string>): Variables =>
  Object.fromEntries(Object.entries(texts).filter(([name, text]) => bindingOf(name, text, databases) === null));

function problemsOf(source: ConfigSource, issue: z.core.$ZodIssue): readonly ConfigProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => problem(source, [...issue.path, key], 'key', `“${key}” is not known here.`));
  // The path of a bad key ends with that key.
  if (issue.code === 'invalid_key')
    return [problem(source, issue.path, 'key', issue.issues[0]?.message ?? 'This name is not possible here.')];
  return [problem(source, issue.path, 'value', sentence(issue.message))];
}

const problem = (source: ConfigSource, path: Path, part: 'key' | 'value', message: string): ConfigProblem => ({
  ...source.locate(path, part),
  path: path.map(String).join('.'),
  message,
});

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);
