/** What tests of deployments ask of a control plane again and again. */
import { randomUUID } from 'node:crypto';
import type { Answer, Caller, ControlPlane } from './control-plane.ts';
import { eventually } from './eventually.ts';

export const codeOf = (answer: Answer): string | undefined => answer.errors?.[0]?.extensions.code;

/** Calls an action that answers one id; arguments are GraphQL text. */
export async function command(
  plane: ControlPlane,
  caller: Caller,
  action: string,
  args: string,
  answer: string,
  requestId: string = randomUUID(),
): Promise<Answer> {
  return await plane.as(caller, `mutation { ${action}(${args}, requestId: "${requestId}") { ${answer} } }`);
}

/** @throws when the deployment was refused */
export async function deploy(plane: ControlPlane, caller: Caller, serviceId: string, args = ''): Promise<string> {
  const answer = await command(plane, caller, 'deployService', `serviceId: "${serviceId}"${args}`, 'deploymentId');
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data.deployService.deploymentId;
}

export interface DeploymentRow {
  readonly id: string;
  readonly status: string;
  readonly kind: string;
  readonly build_id: string | null;
  readonly failure_step: string | null;
  readonly failure_reason: string | null;
  readonly service_instance_id: string;
}

export async function deploymentRow({ database }: ControlPlane, id: string): Promise<DeploymentRow> {
  const [row] = await database.sql('select * from deployments where id = $1', [id]);
  if (!row) throw new Error(`no deployment ${id}`);
  return row as unknown as DeploymentRow;
}

export const reaches = (plane: ControlPlane, id: string, status: string): Promise<DeploymentRow> =>
  eventually(
    () => deploymentRow(plane, id),
    (d) => d.status === status,
  );
