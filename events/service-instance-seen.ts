/** A service instance was seen in another state: alert rules may watch for it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const serviceInstanceSeen = defineEvent({
  name: 'service_instance_seen',
  row: z.object({ organization_id: z.guid() }),
  handle: ({ reconciler }, { organization_id: id }) => reconciler.wake({ kind: 'alerts', id }),
});
