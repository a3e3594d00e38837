/** Deploys the services that a configuration made or changed, or says how to. */
import { randomUUID } from 'node:crypto';
import { GraphqlError } from '../../sdk/client.ts';
import { DeployServiceDocument, ServiceByIdDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import { watchDeployment } from '../deploy/watch-deployment.ts';
import type { Output } from '../output/output.ts';
import { serviceName } from '../service/find-service.ts';

export interface DeployAllFlags {
  /** The environment to deploy to; true: production. */
  readonly deploy?: string | true;
  readonly detach?: boolean;
  /** For the history. */
  readonly reason: string;
}

/** Resolves true when everything that was asked for is done. */
export async function deployAll(
  connection: Connection,
  output: Output,
  serviceIds: readonly string[],
  flags: DeployAllFlags,
): Promise<boolean> {
  if (serviceIds.length === 0) return true;
  const services = await Promise.all(
    serviceIds.map((id) => connection.client.request(ServiceByIdDocument, { id }, { idempotent: true })),
  );
  const named = services.flatMap(({ services_by_pk: s }) => (s === null ? [] : [{ id: s.id, name: serviceName(s) }]));
  if (flags.deploy === undefined) {
    output.note(`It counts from the next deployment on: ${named.map((s) => `northstack deploy ${s.name}`).join(' · ')}`);
    return true;
  }
  const environment = flags.deploy === true ? 'production' : flags.deploy;
  const started: string[] = [];
  for (const service of named) {
    const id = await deployOne(connection, output, service, environment, flags.reason);
    if (id !== null) started.push(id);
  }
  if (flags.detach) return true;
  let ok = true;
  for (const id of started) ok = (await watchDeployment(connection, output, id, { log: false })) && ok;
  return ok;
}

async function deployOne(
  { client }: Connection,
  output: Output,
  service: { readonly id: string; readonly name: string },
  environment: string,
  reason: string,
): Promise<string | null> {
  try {
    const { deployService } = await client.request(
      DeployServiceDocument,
      { serviceId: service.id, environment, reference: null, reason, requestId: randomUUID() },
      { idempotent: true },
    );
    const id = deployService.deploymentId;
    output.event(
      { event: 'requested', deploymentId: id, service: service.name, environment },
      `${output.paint('bold', `Deploying ${service.name}`)} to ${environment}`,
    );
    return id;
  } catch (error) {
    if (!(error instanceof GraphqlError) || error.code !== 'type-not-deployable') throw error;
    output.note(`${service.name}: ${error.message}`);
    return null;
  }
}
