/** A domain was added, moved, removed, or somebody asks about it: look at it, and at the service that answers to it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const serviceDomainChanged = defineEvent({
  name: 'service_domain_changed',
  row: z.object({ id: z.guid(), service_instance_id: z.guid() }),
  handle: ({ reconciler }, { id, service_instance_id }) => {
    reconciler.wake({ kind: 'domain', id });
    reconciler.wake({ kind: 'instance', id: service_instance_id });
  },
});
