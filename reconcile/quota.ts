/** A quota of a project or an organization was changed: what runs there is told to the runtime again, which passes it on. */
import { InstancesUnderQuotaDocument } from '../sdk/generated.ts';
import type { Reconcile } from './deps.ts';

/** `id`: of the project or of the organization. */
export const reconcileQuota: Reconcile = async ({ graphql, wake }, id) => {
  const { service_instances } = await graphql.request(InstancesUnderQuotaDocument, { targetId: id }, { idempotent: true });
  for (const instance of service_instances) wake({ kind: 'instance', id: instance.id });
  return {};
};
