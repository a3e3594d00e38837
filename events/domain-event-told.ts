/** Something happened: it is published, and alert rules may watch for it. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

const WATCHED = ['InstanceStatusChanged', 'DeploymentFailed', 'ServiceDeployed', 'ServiceRolledBack'];

export const domainEventTold = defineEvent({
  name: 'domain_event_told',
  row: z.object({ organization_id: z.guid(), type: z.string() }),
  handle: ({ reconciler }, { organization_id: id, type }) => {
    reconciler.wake({ kind: 'event-bus', id: 'outbox' });
    if (WATCHED.includes(type)) reconciler.wake({ kind: 'alerts', id });
  },
});
