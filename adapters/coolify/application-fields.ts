/** A build as the application that Coolify makes of it. Pure. */
import type { BuildRequest } from '../../domain/ports/source-builder.ts';
import { checkReference } from '../../domain/values/check-reference.ts';
import {
  parseRepositoryUrl,
  type RepositoryUrl,
  type Transport,
  withoutCredentials,
} from '../../domain/values/repository-url.ts';
import { Fault } from '../../kit/fault.ts';
import { applicationName, imageName, imageTag, writeNote } from './names.ts';
import type { ApplicationSource, VariableFields } from './open-client.ts';

export interface BuildPlace {
  readonly project: string;
  readonly environment: string;
  readonly server: string;
  /** Needed when the server has several. */
  readonly destination: string | null;
  /** Builds on a server of its own, so that the one with the container is not slowed down. */
  readonly useBuildServer: boolean;
  /** `registry.example.com/builds`: every service's image is below it. */
  readonly imagePrefix: string;
  readonly buildPack: BuildPack;
  /** A GitHub App of Coolify, for repositories without a credential of their own; null: there is none. */
  readonly githubApp: string | null;
}

export const BUILD_PACKS = ['nixpacks', 'railpack', 'dockerfile', 'static'] as const;
export type BuildPack = (typeof BUILD_PACKS)[number];

/** A variable of a service that says how it is built, where the installation's own choice does not fit. */
const BUILD_PACK_VARIABLE = 'NORTHSTACK_BUILD_PACK';
const TRANSPORTS: ReadonlySet<Transport> = new Set(['https', 'http', 'ssh', 'git']);
/** What Coolify takes for a part of a shell command. */
const REFUSED = /[;|&$`(){}[\]<>"'\\!?*^%=+#\s]/;
const COMMIT = /^[0-9a-f]{40}$/;

/** Whatever Coolify could not build, before anything is made. @throws Fault reject */
export function checkRequest(request: BuildRequest): RepositoryUrl {
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(request.buildId))
    throw reject('invalid-id', `«${request.buildId.slice(0, 80)}» is not a valid id.`);
  const repository = parseRepositoryUrl(request.repository, TRANSPORTS);
  checkReference(request.reference);
  if (REFUSED.test(repository.url))
    throw reject('invalid-repository', `Coolify takes no such address: ${withoutCredentials(repository.url)}.`);
  if (repository.transport === 'ssh' && scpForm(repository.url) === null)
    throw reject('invalid-repository', 'Over ssh Coolify reads repositories at git@host:path only, on port 22.');
  if (request.releaseCommand !== null)
    throw reject(
      'release-command',
      'Coolify only builds: run what has to run at a release as a job, and remove the release command.',
    );
  buildPackOf(request, 'nixpacks');
  return repository;
}

/** `branch`: the one to build; what else it is at is said by the reference. @throws Fault reject */
export function applicationFields(
  request: BuildRequest,
  repository: RepositoryUrl,
  place: BuildPlace,
  branch: string,
  privateKey: string | null,
): { readonly source: ApplicationSource; readonly fields: Readonly<Record<string, unknown>> } {
  const { credential } = request;
  const withApp = credential === null && place.githubApp !== null && /^https:\/\/github\.com\//.test(repository.url);
  const source = privateKey !== null ? 'private-deploy-key' : withApp ? 'private-github-app' : 'public';
  const fields = {
    project_uuid: place.project,
    environment_name: place.environment,
    server_uuid: place.server,
    ...(place.destination === null ? {} : { destination_uuid: place.destination }),
    ...(source === 'private-deploy-key' ? { private_key_uuid: privateKey } : {}),
    ...(source === 'private-github-app' ? { github_app_uuid: place.githubApp } : {}),
    name: applicationName(request.buildId),
    description: writeNote({ timeoutMs: request.timeoutMs }),
    git_repository: addressOf(request, repository),
    git_branch: branch,
    ...(COMMIT.test(request.reference) ? { git_commit_sha: request.reference } : {}),
    base_directory: request.directory === '.' ? '/' : `/${request.directory.replace(/^\.?\/+|\/+$/g, '')}`,
    build_pack: buildPackOf(request, place.buildPack),
    // It has to be said, and says nothing about a container that nobody uses.
    ports_exposes: '3000',
    ...(request.buildCommand === null ? {} : { build_command: request.buildCommand }),
    ...(request.startCommand === null ? {} : { start_command: request.startCommand }),
    docker_registry_image_name: imageName(place.imagePrefix, request.service),
    docker_registry_image_tag: imageTag(request.buildId),
    use_build_server: place.useBuildServer,
    // Pushes come to us, and the container that Coolify starts is not for visitors.
    is_auto_deploy_enabled: false,
    autogenerate_domain: false,
    health_check_enabled: false,
    instant_deploy: false,
  };
  return { source, fields };
}

/** All flags, for the build alone: the container that Coolify starts afterwards gets none of them. */
export const variableFields = ({ environment, secretNames }: BuildRequest): readonly VariableFields[] =>
  Object.entries(environment).map(([key, value]) => ({
    key,
    value,
    is_preview: false,
    is_literal: true,
    is_multiline: value.includes('\n'),
    is_shown_once: secretNames.includes(key),
    is_runtime: false,
    is_buildtime: true,
  }));

/** For a branch that has to be named although a commit or HEAD is meant. */
export const needsBranch = ({ reference }: BuildRequest): boolean => reference === 'HEAD' || COMMIT.test(reference);

export const branchOf = ({ reference }: BuildRequest): string => reference.replace(/^refs\/(heads|tags)\//, '');

function buildPackOf({ environment }: BuildRequest, usual: BuildPack): BuildPack {
  const asked = environment[BUILD_PACK_VARIABLE] ?? usual;
  const found = BUILD_PACKS.find((pack) => pack === asked);
  if (found === undefined) throw reject('invalid-build-pack', `${BUILD_PACK_VARIABLE} must be ${BUILD_PACKS.join(', ')}.`);
  return found;
}

/** Coolify keeps a name and a password in the address, or nowhere. */
function addressOf({ credential }: BuildRequest, { transport, url, credentials }: RepositoryUrl): string {
  if (transport === 'ssh') return scpForm(url) ?? url;
  const own = credential?.kind === 'password' ? credential : credentials;
  if (own === null || transport === 'git') return url;
  if (REFUSED.test(`${own.username}${own.password}`) || /[@/:]/.test(`${own.username}${own.password}`))
    throw reject(
      'credential-unusable',
      'Coolify takes no credential with characters such as % + = / in it. Use a token of letters and digits, or an SSH key.',
    );
  return url.replace('://', `://${own.username}:${own.password}@`);
}

function scpForm(url: string): string | null {
  const [, host, path] = /^ssh:\/\/(?:git@)?([A-Za-z0-9.-]+)\/(.+)$/.exec(url) ?? /^git@([A-Za-z0-9.-]+):(.+)$/.exec(url) ?? [];
  return host === undefined || path === undefined ? null : `git@${host}:${path}`;
}

const reject = (code: string, message: string): Fault => new Fault('reject', { code, message });
