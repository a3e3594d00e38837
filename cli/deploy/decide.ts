/** Approves or rejects the deployment that waits for it; an approved one is followed until it serves. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { ApproveDeploymentOfDocument, DeploymentsDocument, RejectDeploymentOfDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { findService, serviceName } from '../service/find-service.ts';
import { watchDeployment } from './watch-deployment.ts';

export interface DecisionRequest {
  readonly service: string;
  readonly decision: 'approve' | 'reject';
  readonly revision?: string;
  readonly environment: string;
  readonly message?: string;
  readonly detach?: boolean;
}

/** Resolves false when an approved version will never serve. */
export async function decide(connection: Connection, output: Output, request: DecisionRequest): Promise<boolean> {
  const { decision, environment } = request;
  const service = await findService(connection, request.service);
  const { deployments } = await connection.client.request(
    DeploymentsDocument,
    { serviceId: service.id, environment, limit: 200 },
    { idempotent: true },
  );
  const waiting = deployments.filter((d) => d.status === 'pending_approval').reverse();
  const wanted = request.revision?.replace(/^r/, '');
  const found = wanted === undefined ? waiting[0] : waiting.find((d) => String(d.revision) === wanted);
  if (!found)
    throw new Fault('gone', {
      code: 'nothing-to-decide',
      message: `No such deployment of ${serviceName(service)} to ${environment} waits for an approval.`,
    });
  const variables = { deploymentId: found.id, comment: request.message ?? null, requestId: randomUUID() };
  if (decision === 'approve') await connection.client.request(ApproveDeploymentOfDocument, variables, { idempotent: true });
  else await connection.client.request(RejectDeploymentOfDocument, variables, { idempotent: true });
  output.event(
    { event: decision === 'approve' ? 'approved' : 'rejected', deploymentId: found.id, revision: found.revision },
    `Revision ${found.revision} of ${serviceName(service)} is ${decision === 'approve' ? 'approved' : 'rejected'}.`,
  );
  return decision === 'reject' || request.detach ? true : await watchDeployment(connection, output, found.id, { log: true });
}
