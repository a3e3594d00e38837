/** Asks for a deployment and follows it; a folder is sent first. */
import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { Fault } from '../../kit/fault.ts';
import { DeployServiceDocument, type ServiceLineFragment, SetServiceSourceDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { createService } from '../service/create-service.ts';
import { findService, serviceName } from '../service/find-service.ts';
import { pushDirectory } from './push-directory.ts';
import { isSourceAddress, newSourceAddress, sourceAddressAt } from './source-address.ts';
import { watchDeployment } from './watch-deployment.ts';

export interface DeployRequest {
  readonly service: string | undefined;
  readonly folder: string | undefined;
  readonly ref?: string;
  readonly environment: string;
  readonly message?: string;
  readonly create?: boolean;
  readonly detach?: boolean;
  readonly quiet?: boolean;
}

/** Resolves false when the version will never serve. */
export async function deploy(connection: Connection, output: Output, request: DeployRequest): Promise<boolean> {
  const { name, folder } = await target(connection, request);
  if (folder !== null && request.ref !== undefined) {
    throw new Fault('reject', {
      code: 'folder-and-reference',
      message: 'A folder is sent as it is now: --ref is for the repository.',
    });
  }
  const { service, reference } =
    folder === null
      ? { service: await findService(connection, name), reference: request.ref ?? null }
      : await send(connection, output, name, folder, request);
  if (folder === null && service.source_type === 'git' && isSourceAddress(service.git_repository) && request.ref === undefined) {
    output.note(`${serviceName(service)} is deployed from a folder: this deploys what was sent last.`);
  }
  const { deployService } = await connection.client.request(
    DeployServiceDocument,
    {
      serviceId: service.id,
      environment: request.environment,
      reference,
      reason: request.message ?? null,
      requestId: randomUUID(),
    },
    { idempotent: true },
  );
  const id = deployService.deploymentId;
  output.event(
    { event: 'requested', deploymentId: id, service: serviceName(service), environment: request.environment, reference },
    `${output.paint('bold', `Deploying ${serviceName(service)}`)} to ${request.environment}`,
  );
  if (request.detach) return true;
  process.once('SIGINT', () => {
    output.note(`\nThe deployment goes on. Follow it with «northstack status ${serviceName(service)}».`);
    process.exit(130);
  });
  return watchDeployment(connection, output, id, { log: !request.quiet });
}

/** Without words: this folder, and the service it went to last. */
async function target(
  { config, url }: Connection,
  { service, folder }: DeployRequest,
): Promise<{ name: string; folder: string | null }> {
  if (service !== undefined && !isFolder(service)) return { name: service, folder: folder ?? null };
  const path = await realpath(service ?? '.').catch(() => service ?? '.');
  const known = (await config.read()).folders[path];
  if (known?.url === url) return { name: known.service, folder: path };
  throw new Fault('reject', {
    code: 'folder-unknown',
    message: `${path} was not deployed to ${url} before. Say where it belongs: northstack deploy <project>/<service> . --create`,
  });
}

const isFolder = (word: string) => word === '.' || word === '..' || /^(\.{0,2}|~)\//.test(word);

async function send(
  connection: Connection,
  output: Output,
  name: string,
  folder: string,
  { create }: DeployRequest,
): Promise<{ service: ServiceLineFragment; reference: string }> {
  const service = await findService(connection, name).catch(async (error: unknown) => {
    if (!(error instanceof Fault) || error.code !== 'service-not-found' || !create) throw error;
    return (await createService(connection, name, { ref: 'main', dir: '.', type: 'web', createProject: true })).service;
  });
  const repository = await sourceOf(connection, service, create ?? false);
  output.event({ event: 'sending', folder }, output.paint('dim', `Sending ${folder}`));
  const reference = await pushDirectory({
    directory: folder,
    repository,
    accessToken: await connection.accessToken(),
    env: process.env,
  });
  const path = await realpath(folder);
  await connection.config.change((c) => {
    c.folders[path] = { url: connection.url, service: serviceName(service) };
  });
  return { service, reference };
}

/** The service's repository on this NorthStack. One that is built from elsewhere is changed only when asked to. */
async function sourceOf({ client, url }: Connection, service: ServiceLineFragment, replace: boolean): Promise<string> {
  if (service.git_repository !== null && isSourceAddress(service.git_repository))
    return sourceAddressAt(url, service.git_repository);
  if (!replace) {
    throw new Fault('conflict', {
      code: 'other-source',
      message: `${serviceName(service)} is built from ${service.git_repository ?? service.image}. Use another service for this folder, or --create to deploy it from folders from now on.`,
    });
  }
  const repository = newSourceAddress(url);
  await client.request(SetServiceSourceDocument, { id: service.id, repository, reference: 'main' });
  return repository;
}
