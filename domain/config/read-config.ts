/** From the data of a `northstack.yaml` to what is wanted, or to every problem with its place in the file. */
import type { z } from 'zod';
import { type ReferenceScope, type ReferenceWorld, resolveVariables, type Variables } from './references.ts';
import { environmentPath, projectPath, type Resource, type Scalar, servicePath, spread } from './resources.ts';
import { type ConfigFile, type ConfigService, configFile } from './schema.ts';

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
export const providedBy = (type: string): readonly string[] => (type === 'web' ? ['URL', 'HOST'] : []);

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
        },
      };
    }),
    ...Object.entries(project.services).map(([name, service]): Resource => {
      const place = [...at, 'services', name];
      return {
        kind: 'service',
        path: servicePath(slug, name),
        fields: serviceFields(source, place, name, service, environments),
      };
    }),
  ];
}

export const environmentType = (slug: string): string => (slug === PRODUCTION ? 'production' : 'staging');
/** The name that the database gives `production`; others are called as their key. */
export const environmentName = (slug: string): string => (slug === PRODUCTION ? 'Production' : slug);

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
    buildCommand: service.buildCommand ?? null,
    releaseCommand: service.releaseCommand ?? null,
    startCommand: service.startCommand ?? null,
    port: service.port ?? null,
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
    fields[`replicas.${name}`] = given?.replicas ?? service.replicas;
    if (given?.reference !== undefined) fields[`overrides.${name}.reference`] = given.reference;
    if (given?.startCommand !== undefined) fields[`overrides.${name}.startCommand`] = given.startCommand;
    const texts = textsOf(source, [...place, 'environments', name, 'variables'], given?.variables ?? {});
    Object.assign(fields, spread(`overrides.${name}.variables`, texts));
  }
  return fields;
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

function referenceProblems(source: ConfigSource, slug: string, project: Project): readonly ConfigProblem[] {
  const at: Path = ['projects', slug];
  const shared = textsOf(source, [...at, 'variables'], project.variables);
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
      scopes: new Map(Object.entries(project.services).map(([name, s]) => [name, scopeOf(source, at, name, s, environment)])),
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

function scopeOf(source: ConfigSource, at: Path, name: string, service: ConfigService, environment: string): ReferenceScope {
  const place = [...at, 'services', name];
  return {
    variables: {
      ...textsOf(source, [...place, 'variables'], service.variables),
      ...textsOf(
        source,
        [...place, 'environments', environment, 'variables'],
        service.environments[environment]?.variables ?? {},
      ),
    },
    provided: Object.fromEntries(providedBy(service.type).map((key) => [key, ''])),
  };
}

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
