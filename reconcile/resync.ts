/** Looks at everything that is not at rest, and at everything the runtime holds: after a start, and now and then in case an event was lost. */
import { OpenWorkDocument } from '../sdk/generated.ts';
import type { ReconcileDeps } from './deps.ts';

export async function resync({ graphql, runtime, wake }: ReconcileDeps): Promise<void> {
  const rows = await graphql.request(OpenWorkDocument, {}, { idempotent: true });
  for (const { id } of rows.builds) wake({ kind: 'build', id });
  for (const { id } of rows.deployments) wake({ kind: 'deployment', id });
  for (const { id } of rows.service_instances) wake({ kind: 'instance', id });
  for (const { id } of rows.services) wake({ kind: 'service', id });
  for (const { id } of rows.environments) wake({ kind: 'environment', id });
  for (const { id } of rows.projects) wake({ kind: 'project', id });
  // What runs without a row is removed when it is looked at.
  const known = new Set(rows.service_instances.map((i) => i.id));
  for (const id of await runtime.list()) if (!known.has(id)) wake({ kind: 'instance', id });
}
