/** Makes a service, with its first settings when some are given. */
import { randomUUID } from 'node:crypto';
import { connectionOfAddress } from '../../domain/plan/git-connection.ts';
import { volumePath } from '../../domain/values/volume-path.ts';
import { Fault } from '../../kit/fault.ts';
import { GraphqlError } from '../../sdk/client.ts';
import {
  CreateServiceDocument,
  ProjectBySlugDocument,
  type ServiceLineFragment,
  SetGitConnectionDocument,
} from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { newSourceAddress } from '../deploy/source-address.ts';
import { type ConfigChange, changeConfig } from './change-config.ts';
import { createProject } from './create-project.ts';
import { splitServiceName } from './find-service.ts';
import { readAssignments } from './read-assignments.ts';

export interface NewService {
  /** None: the service gets a repository on this NorthStack, for folders. */
  readonly repo?: string;
  /** Instead of a repository. */
  readonly image?: string;
  readonly ref: string;
  readonly dir: string;
  readonly type: 'web' | 'worker' | 'stateful' | 'cron' | 'job';
  readonly schedule?: string;
  readonly timezone?: string;
  readonly name?: string;
  readonly buildCommand?: string;
  readonly startCommand?: string;
  readonly releaseCommand?: string;
  readonly port?: string;
  readonly healthPath?: string;
  readonly volume?: string;
  readonly volumeSize?: string;
  readonly env?: readonly string[];
  readonly createProject?: boolean;
}

/** @throws Fault */
export async function createService(
  connection: Connection,
  name: string,
  wanted: NewService,
): Promise<{ readonly service: ServiceLineFragment; readonly project: string }> {
  const { project, service } = splitServiceName(name);
  if (project === null)
    throw new Fault('reject', { code: 'invalid-name', message: `Name the project too: <project>/${service}.` });
  if (wanted.image !== undefined && wanted.repo !== undefined)
    throw new Fault('reject', {
      code: 'two-sources',
      message: 'A service runs an image or is built from a repository: use --image or --repo.',
    });
  const change = configChange(wanted);
  const projectId = await projectIdOf(connection, project, wanted.createProject ?? false);
  const made = await insert(connection, projectId, service, await withoutCredential(connection, projectId, wanted));
  if (change !== null) await changeConfig(connection, made.id, change);
  return { service: made, project };
}

/** A credential in the address is stored as a connection of the project; the address that everybody sees is without it. */
async function withoutCredential({ client }: Connection, projectId: string, wanted: NewService): Promise<NewService> {
  const found = wanted.repo === undefined ? null : connectionOfAddress(wanted.repo);
  if (found === null) return wanted;
  const { clean, ...connection } = found;
  await client.request(SetGitConnectionDocument, { ...connection, projectId, requestId: randomUUID() }, { idempotent: true });
  return { ...wanted, repo: clean };
}

function configChange(wanted: NewService): ConfigChange | null {
  const port = wanted.port === undefined ? undefined : Number(wanted.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new Fault('reject', {
      code: 'invalid-port',
      message: `«${wanted.port}» is not a port: it is a number from 1 to 65535.`,
    });
  }
  const size = volumeSize(wanted);
  const change: ConfigChange = {
    ...(wanted.env ? { set: readAssignments(wanted.env) } : {}),
    ...(wanted.buildCommand === undefined ? {} : { buildCommand: wanted.buildCommand }),
    ...(wanted.startCommand === undefined ? {} : { startCommand: wanted.startCommand }),
    ...(wanted.releaseCommand === undefined ? {} : { releaseCommand: wanted.releaseCommand }),
    ...(wanted.healthPath === undefined ? {} : { healthPath: wanted.healthPath }),
    ...(port === undefined ? {} : { port }),
    ...(wanted.volume === undefined ? {} : { volumePath: wanted.volume }),
    ...(size === undefined ? {} : { volumeGigabytes: size }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

/** Before anything is made: the settings come after the service. */
function volumeSize({ type, port, volume, volumeSize: text, healthPath }: NewService): number | undefined {
  const reject = (code: string, message: string) => new Fault('reject', { code, message });
  if (type !== 'stateful') {
    if (volume === undefined && text === undefined) return undefined;
    throw reject('invalid-volume', '--volume and --volume-size are for services of type stateful.');
  }
  if (port === undefined)
    throw reject('stateful-needs-port', 'A service of type stateful needs --port: the one it listens on for those beside it.');
  if (healthPath !== undefined)
    throw reject(
      'invalid-health-path',
      'A stateful service is healthy when its port accepts connections: leave --health-path out.',
    );
  if (volume !== undefined && !volumePath.safeParse(volume).success)
    throw reject('invalid-volume', `«${volume}» cannot be a volume’s folder: give an absolute path such as /data.`);
  const size = text === undefined ? undefined : Number(text);
  if (size !== undefined && !(Number.isInteger(size) && size >= 1 && size <= 65_536))
    throw reject('invalid-volume', `«${text}» is no size of a volume: it is a number of gigabytes from 1 to 65536.`);
  return size;
}

async function projectIdOf(connection: Connection, slug: string, create: boolean): Promise<string> {
  const { projects } = await connection.client.request(ProjectBySlugDocument, { slug }, { idempotent: true });
  if (projects[0]) return projects[0].id;
  if (create) return (await createProject(connection, { slug, name: slug, description: '' })).id;
  throw new Fault('gone', { code: 'project-not-found', message: `There is no project «${slug}».` });
}

async function insert(
  { client, url }: Connection,
  projectId: string,
  slug: string,
  wanted: NewService,
): Promise<ServiceLineFragment> {
  try {
    const { insert_services_one: made } = await client.request(CreateServiceDocument, {
      projectId,
      slug,
      name: wanted.name ?? slug,
      type: wanted.type,
      ...(wanted.image === undefined
        ? { repository: wanted.repo ?? newSourceAddress(url) }
        : { source: 'image', image: wanted.image }),
      reference: wanted.ref,
      directory: wanted.dir,
      schedule: wanted.schedule ?? null,
      timezone: wanted.timezone ?? 'UTC',
    });
    if (made) return made;
  } catch (error) {
    throw error instanceof GraphqlError ? inWords(error, slug, wanted) : error;
  }
  throw new Fault('auth', { code: 'permission-error', message: 'Your role may not make services.' });
}

const words: Readonly<Record<string, (slug: string, wanted: NewService) => Fault>> = {
  services_schedule_check: () =>
    new Fault('reject', {
      code: 'invalid-schedule',
      message: 'A service of type cron needs --schedule, and only such a service has one.',
    }),
  services_slug_key: (slug) =>
    new Fault('conflict', { code: 'service-exists', message: `There is a service «${slug}» in this project already.` }),
  services_git_repository_check: (_, { repo }) =>
    new Fault('reject', {
      code: 'invalid-repository',
      message: `«${repo}» is not a git address. Use https://host/path.git, git@host:path.git or file:///path.`,
    }),
  services_image_check: (_, { image }) =>
    new Fault('reject', {
      code: 'invalid-image',
      message: `«${image}» names no image. Use registry/name:tag, for example ghcr.io/acme/shop:1.2.`,
    }),
  services_git_reference_check: (_, { ref }) =>
    new Fault('reject', { code: 'invalid-reference', message: `«${ref}» cannot be a branch, tag or commit.` }),
  services_git_directory_check: (_, { dir }) =>
    new Fault('reject', { code: 'invalid-directory', message: `«${dir}» is not a folder inside a repository.` }),
};

/** The database's own words for a constraint, or what the engine made of them, in the words of the command line. */
function inWords(error: GraphqlError, slug: string, wanted: NewService): Error {
  const found = Object.entries(words).find(
    ([constraint]) => error.message.includes(constraint) || (constraint === 'services_slug_key' && error.code === 'slug-taken'),
  );
  return found ? found[1](slug, wanted) : error;
}
