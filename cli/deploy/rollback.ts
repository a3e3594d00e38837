/** Asks for an earlier version and follows it until it serves. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { DeploymentsDocument, RollbackServiceDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { findService, serviceName } from '../service/find-service.ts';
import { watchDeployment } from './watch-deployment.ts';

export interface RollbackRequest {
  readonly name: string;
  readonly to?: string;
  readonly environment: string;
  readonly message?: string;
  readonly detach?: boolean;
}

export async function rollback(connection: Connection, output: Output, request: RollbackRequest): Promise<boolean> {
  const service = await findService(connection, request.name);
  const { environment } = request;
  const deploymentId = request.to === undefined ? null : await byRevision(connection, service.id, environment, request.to);
  const { rollbackService } = await connection.client.request(
    RollbackServiceDocument,
    { serviceId: service.id, environment, deploymentId, reason: request.message ?? null, requestId: randomUUID() },
    { idempotent: true },
  );
  const id = rollbackService.deploymentId;
  output.event(
    { event: 'requested', deploymentId: id, service: serviceName(service), environment },
    `${output.paint('bold', `Rolling back ${serviceName(service)}`)} in ${environment}`,
  );
  return request.detach ? true : watchDeployment(connection, output, id, { log: false });
}

async function byRevision({ client }: Connection, serviceId: string, environment: string, revision: string): Promise<string> {
  const { deployments } = await client.request(DeploymentsDocument, { serviceId, environment, limit: 500 }, { idempotent: true });
  const found = deployments.find((d) => String(d.revision) === revision.replace(/^r/, ''));
  if (found) return found.id;
  throw new Fault('gone', {
    code: 'revision-not-found',
    message: `There is no revision «${revision}» in ${environment}: «northstack history» lists them.`,
  });
}
