/** Asks for the promotion of what serves in one environment, and follows it until it serves in the other. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { DeploymentsDocument, PromoteDeploymentOfDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { findService, serviceName } from '../service/find-service.ts';
import { watchDeployment } from './watch-deployment.ts';

export interface PromotionRequest {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly revision?: string;
  readonly message?: string;
  readonly detach?: boolean;
}

/** Resolves false when the version will never serve there. */
export async function promote(connection: Connection, output: Output, request: PromotionRequest): Promise<boolean> {
  const service = await findService(connection, request.service);
  const { deployments } = await connection.client.request(
    DeploymentsDocument,
    { serviceId: service.id, environment: request.from, limit: 500 },
    { idempotent: true },
  );
  const wanted = request.revision?.replace(/^r/, '');
  const source = deployments.find((d) => (wanted === undefined ? d.status === 'running' : String(d.revision) === wanted));
  if (!source)
    throw new Fault('gone', {
      code: 'nothing-to-promote',
      message: `No such version of ${serviceName(service)} serves in ${request.from}.`,
    });
  const { promoteDeployment } = await connection.client.request(
    PromoteDeploymentOfDocument,
    { deploymentId: source.id, environment: request.to, reason: request.message ?? null, requestId: randomUUID() },
    { idempotent: true },
  );
  const id = promoteDeployment.deploymentId;
  output.event(
    { event: 'requested', deploymentId: id, service: serviceName(service), environment: request.to },
    `${output.paint('bold', `Promoting ${serviceName(service)}`)} from ${request.from} to ${request.to}`,
  );
  return request.detach ? true : await watchDeployment(connection, output, id, { log: false });
}
