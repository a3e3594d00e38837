/** A quota of a project or an organization was changed, or a default: what runs there is told to the runtime again, which passes it on. */
import { InstancesUnderQuotaDefaultDocument, InstancesUnderQuotaDocument, type quota_names_enum } from '../sdk/generated.ts';
import type { Reconcile } from './deps.ts';

/** `id`: of the project or of the organization. */
export const reconcileQuota: Reconcile = async ({ graphql, wake }, id) => {
  const { service_instances } = await graphql.request(InstancesUnderQuotaDocument, { targetId: id }, { idempotent: true });
  for (const instance of service_instances) wake({ kind: 'instance', id: instance.id });
  return {};
};

/** Those that runtimes hold to as well; what else is counted says nothing to them. */
const OF_RUNTIMES: readonly quota_names_enum[] = ['cpu_millicores', 'memory_megabytes', 'storage_gigabytes'];

/** `id`: the quota's name. */
export const reconcileQuotaDefault: Reconcile = async ({ graphql, wake }, id) => {
  const quota = OF_RUNTIMES.find((name) => name === id);
  if (quota === undefined) return {};
  const { service_instances } = await graphql.request(InstancesUnderQuotaDefaultDocument, { quota }, { idempotent: true });
  for (const instance of service_instances) wake({ kind: 'instance', id: instance.id });
  return {};
};
