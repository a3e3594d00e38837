/** Something happened that alert rules may watch: compare the organization's rules with what was seen. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

const WATCHED = ['InstanceStatusChanged', 'DeploymentFailed', 'ServiceDeployed', 'ServiceRolledBack'];

export const domainEventTold = defineEvent({
  name: 'domain_event_told',
  row: z.object({ organization_id: z.uuid(), type: z.string() }),
  handle: ({ reconciler }, { organization_id: id, type }) => {
    if (WATCHED.includes(type)) reconciler.wake({ kind: 'alerts', id });
  },
});
