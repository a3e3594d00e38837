/** A cluster was made, changed, or deleted: look at it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const clusterChanged = defineEvent({
  name: 'cluster_changed',
  row: z.object({ id: z.guid() }),
  handle: ({ reconciler }, { id }) => reconciler.wake({ kind: 'cluster', id }),
});
