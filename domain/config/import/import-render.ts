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
  scaling: 'Set replicas: their number does not change by itself.',
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
  databases: 'Provision databases with provisionDatabase, and bind them to the services that use them.',
};

type Path = readonly (string | number)[];

export function importRender(data: unknown, options: ImportOptions): Imported {
  const reader = openReader(data);
  const indexes = reader.keys('services');
  const names = indexes.map((i) => reader.parse(['services', i, 'name'], textOf) ?? `service-${i}`);
  const slugs = slugsOf(reader, ['services'], names);
  const groups = groupsOf(reader);
  const services = indexes.flatMap((i, n) => {
    const name = names[n] ?? '';
    const service = serviceOf(reader, ['services', i], options, { slugs, groups });
    return service === null ? [] : [[slugs.get(name) ?? name, service] as const];
  });
  const shared = Object.fromEntries(groups.shared);
  return {
    data: {
      version: 1,
      projects: {
        [options.project]: {
          ...(Object.keys(shared).length === 0 ? {} : { variables: shared }),
          services: Object.fromEntries(services),
        },
      },
    },
    notes: reader.notes(REASONS),
  };
}

interface Groups {
  /** Variables of the project. */
  readonly shared: ReadonlyMap<string, string>;
  /** Names by group. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** Groups of variables become variables of the project. */
function groupsOf(reader: SourceReader): Groups {
  const shared = new Map<string, string>();
  const names = new Map<string, readonly string[]>();
  for (const i of reader.keys('envVarGroups')) {
    const at = ['envVarGroups', i];
    const group = reader.parse([...at, 'name'], textOf) ?? '';
    const variables = variablesOf(reader, [...at, 'envVars'], { slugs: new Map(), groups: { shared, names } });
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
  { slugs }: Known,
): string | null {
  const value = textOf(entry.value);
  if (value !== null) return value.replaceAll('${{', '$${{');
  if (entry.generateValue === true) {
    reader.note('dropped', path, 'Set a random value as a secret: values of secrets do not belong into this file.');
    return null;
  }
  if (Object.hasOwn(entry, 'fromService')) return fromService(reader, path, mapOf(entry.fromService), slugs);
  if (Object.hasOwn(entry, 'fromDatabase')) {
    reader.note('dropped', path, 'Bind the database to the service: it is given its address as a variable.');
    return null;
  }
  reader.note('dropped', path, 'It has no value in this file: set it as a variable or a secret.');
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
