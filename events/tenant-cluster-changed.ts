/** A virtual cluster was made, changed, or deleted: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const tenantClusterChanged = defineEvent({
  name: 'tenant_cluster_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'tenant-cluster', id }),
});
