/** Cancels the newest deployment that does not serve yet and follows it until it has ended. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { CancelDeploymentOfDocument, DeploymentsDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { findService, serviceName } from '../service/find-service.ts';
import { watchDeployment } from './watch-deployment.ts';

const underWay = new Set(['pending_approval', 'queued', 'building', 'scanning', 'deploying', 'verifying', 'cancelling']);

export async function cancelLatest(connection: Connection, output: Output, name: string, environment: string): Promise<void> {
  const service = await findService(connection, name);
  const { deployments } = await connection.client.request(
    DeploymentsDocument,
    { serviceId: service.id, environment, limit: 50 },
    { idempotent: true },
  );
  const open = deployments.find((d) => underWay.has(d.status));
  if (!open)
    throw new Fault('reject', {
      code: 'nothing-to-cancel',
      message: `No deployment of ${serviceName(service)} to ${environment} is on its way.`,
    });
  await connection.client.request(
    CancelDeploymentOfDocument,
    { deploymentId: open.id, requestId: randomUUID() },
    { idempotent: true },
  );
  await watchDeployment(connection, output, open.id, { log: false });
}
