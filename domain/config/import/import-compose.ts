// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how references are written
/** A docker-compose file (compose-spec) as a project. */
import type { ConfigData } from '../write-config.ts';
import type { Imported, ImportOptions } from './import-procfile.ts';
import { slugsOf } from './names.ts';
import { mapOf, numberOf, openReader, type SourceReader, textOf } from './source-reader.ts';

/** Why things are dropped, by their key. */
const REASONS: Readonly<Record<string, string>> = {
  version: 'Files say their own version here.',
  volumes: 'Services keep nothing on disk between versions: use a database or an object store.',
  tmpfs: 'Services have a temporary directory anyway.',
  networks: 'Services of a project reach each other by their addresses; there are no networks to name.',
  depends_on: 'Services start independently of each other, and again when they fail.',
  links: 'Refer to another service as ${{ service.HOST }}.',
  restart: 'Services are always started again.',
  container_name: 'Names follow from project and service.',
  hostname: 'Names follow from project and service.',
  labels: 'Labels belong to projects here.',
  env_file: 'The file is not read: put its values under variables, or set them as secrets.',
  secrets: 'Set secrets with setSecret: values do not belong into this file.',
  configs: 'Files are part of the repository or the image.',
  extends: 'It is not followed: write the service out.',
  profiles: 'Everything in this file exists.',
  logging: 'Output is collected by itself.',
  dockerfile: 'A Dockerfile in the folder is found by itself; another name is not supported.',
  args: 'Set variables: builds see them.',
  target: 'The last stage of a Dockerfile is built.',
  privileged: 'Services get no rights over the machine.',
  cap_add: 'Services get no rights over the machine.',
  devices: 'Services get no devices.',
  user: 'The platform chooses the user.',
};

export function importCompose(data: unknown, options: ImportOptions): Imported {
  const reader = openReader(data);
  reader.take('name');
  const names = reader.keys('services').filter((name) => !isDatabase(reader, name));
  const databases = reader.keys('services').filter((name) => !names.includes(name));
  const slugs = slugsOf(reader, ['services'], reader.keys('services'));
  const services = names.flatMap((name) => {
    const service = serviceOf(reader, name, options, slugs);
    return service === null ? [] : [[slugs.get(name) ?? name, service] as const];
  });
  return {
    data: {
      version: 1,
      projects: {
        [options.project]: {
          ...(databases.length === 0
            ? {}
            : {
                databases: Object.fromEntries(
                  databases.map((name) => [slugs.get(name) ?? name, databaseOf(reader, name, slugs)]),
                ),
              }),
          services: Object.fromEntries(services),
        },
      },
    },
    notes: reader.notes(REASONS),
  };
}

const POSTGRES = /^(?:docker\.io\/)?(?:library\/|bitnami\/|postgis\/)?(?:postgres|postgresql|postgis)(?::v?(\d+)[^/]*)?$/;

const imageOf = (reader: SourceReader, name: string): string => textOf(reader.look('services', name, 'image')) ?? '';
const isDatabase = (reader: SourceReader, name: string): boolean => POSTGRES.test(imageOf(reader, name));

/** Its user, password and name are the platform's matter here. */
function databaseOf(reader: SourceReader, name: string, slugs: ReadonlyMap<string, string>): ConfigData {
  const version = POSTGRES.exec(imageOf(reader, name))?.[1];
  const slug = slugs.get(name) ?? name;
  reader.take('services', name, 'image');
  reader.take('services', name, 'environment');
  reader.take('services', name, 'healthcheck');
  reader.note(
    'changed',
    ['services', name],
    `It is a database: services get its address as \${{ ${slug}.URL }}, with credentials of its own.`,
  );
  return version === undefined ? {} : { version };
}

function serviceOf(
  reader: SourceReader,
  name: string,
  { repository }: ImportOptions,
  slugs: ReadonlyMap<string, string>,
): ConfigData | null {
  const at = ['services', name];
  const source = sourceOf(reader, at, repository);
  if (source === null) {
    reader.take(...at);
    return null;
  }
  const port = portOf(reader, at);
  const replicas = replicasOf(reader, at);
  const health = healthOf(reader, at);
  const command = commandOf(reader, at);
  const stop = reader.parse([...at, 'stop_grace_period'], secondsOf);
  const variables = variablesOf(reader, at, slugs);
  if (port === null && health !== null)
    reader.note('dropped', [...at, 'healthcheck'], 'It publishes no port: services of type worker are healthy while they run.');
  return {
    ...(port === null ? { type: 'worker' } : {}),
    ...source,
    ...(command === null ? {} : { startCommand: command }),
    ...(port === null ? {} : { port }),
    ...(port === null || health === null ? {} : { healthPath: health }),
    ...(stop === null ? {} : { stopTimeoutSeconds: Math.min(600, Math.round(stop)) }),
    ...resourcesOf(reader, at),
    ...(replicas === null ? {} : { replicas }),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
  };
}

type Path = readonly (string | number)[];

function sourceOf(reader: SourceReader, at: Path, repository: string | null): ConfigData | null {
  const image = reader.parse([...at, 'image'], textOf);
  const build = reader.keys(...at).includes('build');
  if (!build && image !== null) return { image };
  if (!build) {
    reader.note('dropped', at, 'It has neither an image nor something to build.');
    return null;
  }
  // As a text, or as a map whose other keys have no counterpart.
  const short = reader.keys(...at, 'build').length === 0 ? reader.parse([...at, 'build'], textOf) : null;
  const context = short ?? reader.parse([...at, 'build', 'context'], textOf) ?? '.';
  if (/^[a-z+]+:\/\/|^git@/.test(context)) {
    const [git = context, rest = ''] = context.split('#', 2);
    const [reference = '', directory = ''] = rest.split(':', 2);
    return { git, ...(reference ? { reference } : {}), ...(directory ? { directory } : {}) };
  }
  if (repository === null) {
    if (image !== null) {
      reader.note('dropped', [...at, 'build'], 'Its image is used as it is. To build it here, import with --repo.');
      return { image };
    }
    reader.note('dropped', at, 'It is built from a folder: say with --repo which repository the folder is in.');
    return null;
  }
  if (image !== null) reader.note('dropped', [...at, 'image'], 'It is built from the repository instead.');
  const directory = context.replace(/^\.\/?/, '').replace(/\/$/, '');
  return { git: repository, ...(directory === '' ? {} : { directory }) };
}

function portOf(reader: SourceReader, at: Path): number | null {
  const ports = listOf(reader.take(...at, 'ports'));
  const exposed = listOf(reader.take(...at, 'expose'));
  const [port, ...others] = [...ports, ...exposed].map(targetOf).filter((p) => p !== null);
  if (port === undefined) {
    if (ports.length + exposed.length > 0) reader.note('dropped', [...at, 'ports'], 'No TCP port could be read from it.');
    return null;
  }
  if (others.some((p) => p !== port)) reader.note('dropped', [...at, 'ports'], `A service has one port; ${port} is used.`);
  if (ports.some((p) => published(p) !== null))
    reader.note(
      'changed',
      [...at, 'ports'],
      'It answers under its own host name on the public port instead of a port of the machine.',
    );
  if (ports.length === 0) reader.note('check', [...at, 'expose'], 'It gets a public address: here a port is always one.');
  return port;
}

function targetOf(port: unknown): number | null {
  const map = mapOf(port);
  if (Object.hasOwn(map, 'target')) return map.protocol === 'udp' ? null : validPort(textOf(map.target));
  const text = textOf(port) ?? '';
  if (text.endsWith('/udp')) return null;
  return validPort(
    text
      .replace(/\/tcp$/, '')
      .split(':')
      .at(-1)
      ?.split('-')[0] ?? '',
  );
}

function published(port: unknown): string | null {
  const map = mapOf(port);
  return Object.hasOwn(map, 'target') ? textOf(map.published) : (textOf(port) ?? '').includes(':') ? textOf(port) : null;
}

function validPort(text: string | null): number | null {
  const port = Number(text);
  return text !== null && text !== '' && Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}

/** Entrypoint and command are one command line here. */
function commandOf(reader: SourceReader, at: Path): string | null {
  const entrypoint = reader.parse([...at, 'entrypoint'], words);
  const command = reader.parse([...at, 'command'], words);
  if (entrypoint !== null) reader.note('changed', [...at, 'entrypoint'], 'It is the beginning of the start command.');
  const whole = [entrypoint, command].filter((part) => part !== null && part !== '').join(' ');
  return whole === '' ? null : withoutEscapes(whole);
}

function words(value: unknown): string | null {
  if (Array.isArray(value)) return value.map((word) => quoted(textOf(word) ?? '')).join(' ');
  return textOf(value);
}

const quoted = (word: string): string => (/^[A-Za-z0-9_@%+=:,./${}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
const withoutEscapes = (text: string): string => text.replaceAll('$$', '$');

function variablesOf(reader: SourceReader, at: Path, slugs: ReadonlyMap<string, string>): Record<string, string> {
  const given = reader.take(...at, 'environment');
  const pairs = Array.isArray(given)
    ? given.map((line) => {
        const text = textOf(line) ?? '';
        const equals = text.indexOf('=');
        return equals < 0 ? ([text, null] as const) : ([text.slice(0, equals), text.slice(equals + 1)] as const);
      })
    : Object.entries(mapOf(given)).map(([name, value]) => [name, textOf(value)] as const);
  const variables: Record<string, string> = {};
  for (const [name, value] of pairs) {
    const path = [...at, 'environment', name];
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name))
      reader.note('dropped', path, 'A variable is called with letters, digits and underscores.');
    else if (value === null) reader.note('dropped', path, 'It was taken from the machine: set it as a variable or a secret.');
    else {
      const text = interpolated(reader, path, value);
      if (text === null) continue;
      variables[name] = text;
      const database = [...slugs].find(
        ([s]) => isDatabase(reader, s) && new RegExp(`^postgres(ql)?://([^/@]*@)?${escaped(s)}([:/]|$)`).test(text),
      );
      if (database !== undefined && /^[A-Z_][A-Z0-9_]*$/.test(name)) {
        variables[name] = `\${{ ${database[1]}.URL }}`;
        reader.note('changed', path, `It is the address of the database “${database[1]}”.`);
        continue;
      }
      const other = [...slugs.keys()].find((s) => new RegExp(`(//|@)${s.replaceAll(/[^\w-]/g, '.')}([:/]|$)`).test(text));
      if (other !== undefined)
        reader.note(
          'check',
          path,
          `“${other}” is no host name here: use \${{ ${slugs.get(other) ?? other}.HOST }} or \${{ ${slugs.get(other) ?? other}.URL }}.`,
        );
    }
  }
  return variables;
}

/** `${NAME:-default}` becomes its default; without one the value is not known. */
function interpolated(reader: SourceReader, path: Path, value: string): string | null {
  let unknown: string | null = null;
  const text = value.replaceAll(
    /\$\$|\$\{([A-Za-z_]\w*)(?::?-([^}]*))?[^}]*\}|\$([A-Za-z_]\w*)/g,
    (whole, braced, fallback, plain) => {
      if (whole === '$$') return '$';
      if (typeof fallback === 'string') return fallback;
      unknown ??= String(braced ?? plain);
      return '';
    },
  );
  if (unknown !== null) {
    reader.note('dropped', path, `It depends on ${unknown} of the machine: set it as a variable or a secret.`);
    return null;
  }
  if (text !== value) reader.note('changed', path, `It is “${text}”: compose would have put it together so.`);
  return text.replaceAll('${{', '$${{');
}

const escaped = (name: string): string => name.replaceAll(/[^\w-]/g, '.');

function replicasOf(reader: SourceReader, at: Path): number | null {
  const count = reader.parse([...at, 'scale'], numberOf) ?? reader.parse([...at, 'deploy', 'replicas'], numberOf);
  if (count === null) return null;
  const allowed = Math.min(100, Math.max(1, Math.round(count)));
  if (allowed !== count) reader.note('changed', [...at, 'deploy', 'replicas'], `It is ${allowed}: from 1 to 100 are possible.`);
  return allowed;
}

function healthOf(reader: SourceReader, at: Path): string | null {
  const test = reader.take(...at, 'healthcheck', 'test');
  if (test === undefined) return null;
  const text = Array.isArray(test) ? test.map((word) => textOf(word) ?? '').join(' ') : (textOf(test) ?? '');
  const path = /https?:\/\/[^/\s'"]+(\/[^\s'"|&;]*)?/.exec(text);
  if (path === null) {
    reader.note('dropped', [...at, 'healthcheck', 'test'], 'Health is asked for over HTTP, or by the port: there is no command.');
    return null;
  }
  reader.note('changed', [...at, 'healthcheck', 'test'], `It is asked for as ${path[1] ?? '/'}.`);
  return path[1] ?? '/';
}

function resourcesOf(reader: SourceReader, at: Path): ConfigData {
  const of = (kind: string) => ['deploy', 'resources', kind];
  const cpu = {
    request: reader.parse([...at, ...of('reservations'), 'cpus'], millicores),
    limit: reader.parse([...at, ...of('limits'), 'cpus'], millicores) ?? reader.parse([...at, 'cpus'], millicores),
  };
  const memory = {
    request:
      reader.parse([...at, ...of('reservations'), 'memory'], megabytes) ?? reader.parse([...at, 'mem_reservation'], megabytes),
    limit: reader.parse([...at, ...of('limits'), 'memory'], megabytes) ?? reader.parse([...at, 'mem_limit'], megabytes),
  };
  return { ...range('cpu', cpu), ...range('memory', memory) };
}

function range(key: string, { request, limit }: { readonly request: number | null; readonly limit: number | null }): ConfigData {
  const least = request !== null && limit !== null ? Math.min(request, limit) : request;
  const map = { ...(least === null ? {} : { request: least }), ...(limit === null ? {} : { limit }) };
  return Object.keys(map).length === 0 ? {} : { [key]: map };
}

function millicores(value: unknown): number | null {
  const cores = Number(textOf(value) ?? Number.NaN);
  return cores > 0 ? Math.max(1, Math.round(cores * 1000)) : null;
}

const UNITS: Readonly<Record<string, number>> = { b: 1 / 2 ** 20, k: 1 / 1024, m: 1, g: 1024 };

function megabytes(value: unknown): number | null {
  const match = /^([\d.]+)\s*([bkmg])?b?$/i.exec(textOf(value) ?? '');
  const size = Number(match?.[1]) * (UNITS[match?.[2]?.toLowerCase() ?? 'b'] ?? 1);
  return size > 0 ? Math.max(1, Math.round(size)) : null;
}

/** `1m30s`, `20s`, `500ms`. */
function secondsOf(value: unknown): number | null {
  const text = textOf(value) ?? '';
  const parts = [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)];
  if (parts.length === 0) return null;
  const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  return parts.reduce((sum, [, n, unit]) => sum + Number(n) * (seconds[unit ?? 's'] ?? 1), 0);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
