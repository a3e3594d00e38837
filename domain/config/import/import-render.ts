// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how references are written
/** A render.yaml (Render's blueprint) as a project. */
import type { ConfigData } from '../write-config.ts';
import type { Imported, ImportOptions } from './import-procfile.ts';
import { slugsOf } from './names.ts';
import { mapOf, numberOf, openReader, type SourceReader, textOf } from './source-reader.ts';

const REASONS: Readonly<Record<string, string>> = {
  plan: 'There are no plans: set cpu and memory.',
  region: 'Where things run is a matter of the environment.',
  disk: 'Services keep nothing on disk between versions: use a database or an object store.',
  scaling: 'Set cpu with a request, and replicas as a range: { min: 2, max: 10, cpu: 70 }.',
  autoDeploy: 'A connected repository deploys by itself.',
  autoDeployTrigger: 'A connected repository deploys by itself.',
  domains: 'Custom domains are not part of this file.',
  buildFilter: 'Every commit of the branch counts.',
  previews: 'Previews follow pull requests.',
  previewsEnabled: 'Previews follow pull requests.',
  headers: 'Headers are a matter of the app.',
  routes: 'Routes are a matter of the app.',
  ipAllowList: 'Who may connect is a matter of the network.',
  dockerfilePath: 'A Dockerfile in the folder is found by itself; another name is not supported.',
  dockerContext: 'The folder is built as it is.',
  registryCredential: 'Credentials of registries do not belong into this file.',
  projects: 'Environments of a Render project are not followed: import each of them.',
  databaseName: 'Its name, user and password are the platform’s matter.',
  user: 'Its name, user and password are the platform’s matter.',
  highAvailability: 'Set nodes, where the engine has more than one.',
  readReplicas: 'Set nodes, where the engine has more than one.',
};

type Path = readonly (string | number)[];

export function importRender(data: unknown, options: ImportOptions): Imported {
  const reader = openReader(data);
  const indexes = reader.keys('services');
  const names = indexes.map((i) => reader.parse(['services', i, 'name'], textOf) ?? `service-${i}`);
  const databaseNames = reader.keys('databases').map((i) => reader.parse(['databases', i, 'name'], textOf) ?? `database-${i}`);
  // One name space: a service and a database of one name would be one thing in references.
  const slugs = slugsOf(reader, ['services'], [...names, ...databaseNames.filter((name) => !names.includes(name))]);
  const serviceSlugs = new Map([...slugs].filter(([name]) => names.includes(name)));
  const taken = new Set(names.map((name) => slugs.get(name)));
  const databaseSlugs = new Map(databaseNames.map((name) => [name, freeSlug(slugs.get(name) ?? name, taken)] as const));
  const databases = reader.keys('databases').map((i, n) => {
    const name = databaseNames[n] ?? '';
    return [databaseSlugs.get(name) ?? name, databaseOf(reader, ['databases', i])] as const;
  });
  const groups = groupsOf(reader, databaseSlugs);
  const services = indexes.flatMap((i, n) => {
    const name = names[n] ?? '';
    const service = serviceOf(reader, ['services', i], options, { slugs: serviceSlugs, databases: databaseSlugs, groups });
    return service === null ? [] : [[slugs.get(name) ?? name, service] as const];
  });
  const shared = Object.fromEntries(groups.shared);
  return {
    data: {
      version: 1,
      projects: {
        [options.project]: {
          ...(Object.keys(shared).length === 0 ? {} : { variables: shared }),
          ...(databases.length === 0 ? {} : { databases: Object.fromEntries(databases) }),
          services: Object.fromEntries(services),
        },
      },
    },
    notes: reader.notes(REASONS),
  };
}

function freeSlug(slug: string, taken: ReadonlySet<string | undefined>): string {
  return taken.has(slug) ? `${slug.slice(0, 37)}-db` : slug;
}

function databaseOf(reader: SourceReader, at: Path): ConfigData {
  const version = reader.parse([...at, 'postgresMajorVersion'], textOf);
  const disk = reader.parse([...at, 'diskSizeGB'], numberOf);
  if (version !== null) reader.note('check', [...at, 'postgresMajorVersion'], 'The platform may have other versions.');
  return {
    ...(version === null ? {} : { version }),
    ...(disk === null ? {} : { storage: Math.min(65_536, Math.max(1, Math.ceil(disk))) }),
  };
}

interface Groups {
  /** Variables of the project. */
  readonly shared: ReadonlyMap<string, string>;
  /** Names by group. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** Groups of variables become variables of the project. */
function groupsOf(reader: SourceReader, databases: Known['databases']): Groups {
  const shared = new Map<string, string>();
  const names = new Map<string, readonly string[]>();
  for (const i of reader.keys('envVarGroups')) {
    const at = ['envVarGroups', i];
    const group = reader.parse([...at, 'name'], textOf) ?? '';
    const variables = variablesOf(reader, [...at, 'envVars'], { slugs: new Map(), databases, groups: { shared, names } });
    const own: string[] = [];
    for (const [name, value] of Object.entries(variables)) {
      if (shared.has(name) && shared.get(name) !== value)
        reader.note('dropped', [...at, 'envVars', name], 'Another group has a variable of this name; the project has it once.');
      else {
        shared.set(name, value);
        own.push(name);
      }
    }
    names.set(group, own);
    reader.note('changed', at, 'Its variables are the project’s: services refer to them as ${{ shared.NAME }}.');
  }
  return { shared, names };
}

interface Known {
  readonly slugs: ReadonlyMap<string, string>;
  readonly databases: ReadonlyMap<string, string>;
  readonly groups: Groups;
}

const TYPES: Readonly<Record<string, string>> = {
  web: 'web',
  pserv: 'web',
  worker: 'worker',
  cron: 'cron',
  static: 'web',
  static_site: 'web',
};

function serviceOf(reader: SourceReader, at: Path, options: ImportOptions, known: Known): ConfigData | null {
  const kind = reader.parse([...at, 'type'], textOf) ?? 'web';
  const type = TYPES[kind];
  if (type === undefined) {
    reader.take(...at);
    reader.note('dropped', at, `Services of type ${kind} have no counterpart here.`);
    return null;
  }
  if (kind === 'pserv')
    reader.note('check', [...at, 'type'], 'It gets a public address: here a service with a port always has one.');
  const language = ['runtime', 'env'].filter((key) => reader.parse([...at, key], textOf) !== null);
  const image = reader.parse([...at, 'image', 'url'], textOf);
  const repository = reader.parse([...at, 'repo'], textOf) ?? options.repository;
  if (image === null && repository === null) {
    reader.take(...at);
    reader.note('dropped', at, 'It does not say where its code is: import with --repo.');
    return null;
  }
  if (image === null)
    for (const key of language) reader.note('changed', [...at, key], 'The language is found in the repository.');
  const replicas = reader.parse([...at, 'numInstances'], numberOf);
  const stop = reader.parse([...at, 'maxShutdownDelaySeconds'], numberOf);
  const docker = reader.parse([...at, 'dockerCommand'], textOf);
  const texts = {
    reference: image === null ? reader.parse([...at, 'branch'], textOf) : null,
    directory: image === null ? (reader.parse([...at, 'rootDir'], textOf)?.replace(/^\.\/|\/$/g, '') ?? null) : null,
    schedule: type === 'cron' ? reader.parse([...at, 'schedule'], textOf) : null,
    buildCommand: reader.parse([...at, 'buildCommand'], textOf),
    releaseCommand: reader.parse([...at, 'preDeployCommand'], textOf),
    startCommand: reader.parse([...at, 'startCommand'], textOf) ?? docker,
    healthPath: type === 'web' ? reader.parse([...at, 'healthCheckPath'], textOf) : null,
  };
  if (type === 'cron' && texts.schedule === null) {
    reader.take(...at);
    reader.note('dropped', at, 'It has no schedule.');
    return null;
  }
  const variables = variablesOf(reader, [...at, 'envVars'], known);
  return {
    ...(type === 'web' ? {} : { type }),
    ...(image === null ? { git: repository } : { image }),
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null && text !== '')),
    ...(stop === null ? {} : { stopTimeoutSeconds: Math.min(600, Math.max(0, Math.round(stop))) }),
    ...(replicas === null ? {} : { replicas: Math.min(100, Math.max(1, Math.round(replicas))) }),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
  };
}

function variablesOf(reader: SourceReader, at: Path, known: Known): Record<string, string> {
  const result: Record<string, string> = {};
  for (const i of reader.keys(...at)) {
    const entry = mapOf(reader.take(...at, i));
    const name = textOf(entry.key);
    const path = [...at, name ?? i];
    const group = textOf(entry.fromGroup);
    if (group !== null) {
      for (const shared of known.groups.names.get(group) ?? []) result[shared] = `\${{ shared.${shared} }}`;
      if (!known.groups.names.has(group)) reader.note('dropped', path, `There is no group “${group}” in this file.`);
    } else if (name === null || !/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name))
      reader.note('dropped', path, 'A variable is called with letters, digits and underscores.');
    else {
      const value = valueOfEntry(reader, path, entry, known);
      if (value !== null) result[name] = value;
    }
  }
  return result;
}

function valueOfEntry(
  reader: SourceReader,
  path: Path,
  entry: Readonly<Record<string, unknown>>,
  { slugs, databases }: Known,
): string | null {
  const value = textOf(entry.value);
  if (value !== null) return value.replaceAll('${{', '$${{');
  if (entry.generateValue === true) {
    reader.note('dropped', path, 'Set a random value as a secret: values of secrets do not belong into this file.');
    return null;
  }
  if (Object.hasOwn(entry, 'fromService')) return fromService(reader, path, mapOf(entry.fromService), slugs);
  if (Object.hasOwn(entry, 'fromDatabase')) return fromDatabase(reader, path, mapOf(entry.fromDatabase), databases);
  reader.note('dropped', path, 'It has no value in this file: set it as a variable or a secret.');
  return null;
}

const OF_DATABASES: Readonly<Record<string, string>> = { connectionString: 'URL', host: 'HOST', port: 'PORT', database: 'NAME' };

function fromDatabase(
  reader: SourceReader,
  path: Path,
  from: Readonly<Record<string, unknown>>,
  databases: ReadonlyMap<string, string>,
): string | null {
  const slug = databases.get(textOf(from.name) ?? '');
  const property = textOf(from.property) ?? '';
  const what = Object.hasOwn(OF_DATABASES, property) ? OF_DATABASES[property] : undefined;
  const name = String(path.at(-1));
  // Variables of groups are the project's, and say nothing of single databases.
  const isPlace = path[0] === 'services';
  if (slug === undefined) reader.note('dropped', path, `There is no database “${textOf(from.name)}” in this file.`);
  else if (what === undefined || !isPlace)
    reader.note('dropped', path, `Use \${{ ${slug}.URL }}: credentials come with the whole address.`);
  else if (what === 'URL' && !/^(?!PORT$)[A-Z_][A-Z0-9_]{0,99}$/.test(name))
    reader.note('dropped', path, 'The address of a database is given in a variable of capital letters, digits and underscores.');
  else return `\${{ ${slug}.${what} }}`;
  return null;
}

function fromService(
  reader: SourceReader,
  path: Path,
  from: Readonly<Record<string, unknown>>,
  slugs: ReadonlyMap<string, string>,
): string | null {
  const slug = slugs.get(textOf(from.name) ?? '');
  const variable = textOf(from.envVarKey);
  const property = textOf(from.property);
  if (slug === undefined) {
    reader.note('dropped', path, `There is no service “${textOf(from.name)}” in this file.`);
    return null;
  }
  if (variable !== null) return `\${{ ${slug}.${variable} }}`;
  if (property === 'host') return `\${{ ${slug}.HOST }}`;
  if (property === 'hostport') {
    reader.note('changed', path, 'It is the host alone: services answer on the public port.');
    return `\${{ ${slug}.HOST }}`;
  }
  reader.note('dropped', path, `The property ${property ?? '(none)'} of a service is not known here.`);
  return null;
}
