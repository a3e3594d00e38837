/** What builders still hold of builds that are over: an ended build is looked at again, and its reconciler removes it. */
import { RemovableBuildsDocument } from '../sdk/generated.ts';
import type { ReconcileDeps } from './deps.ts';

export async function reapBuilds({ graphql, builder, wake }: ReconcileDeps): Promise<void> {
  const ids = await builder.list();
  if (ids.length === 0) return;
  // Builds that nobody knows are left alone: they may be another installation's.
  const { builds } = await graphql.request(RemovableBuildsDocument, { ids }, { idempotent: true });
  for (const { id } of builds) wake({ kind: 'build', id });
}
