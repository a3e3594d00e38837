/** A deployment was made or moved: look at it, at its instance, whose next deployment may have its turn now, and at rules about failures. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const deploymentChanged = defineEvent({
  name: 'deployment_changed',
  row: z.object({ id: z.guid(), organization_id: z.guid(), service_instance_id: z.guid(), status: z.string() }),
  handle: ({ reconciler }, { id, organization_id, service_instance_id, status }) => {
    reconciler.wake({ kind: 'deployment', id });
    if (status !== 'queued' && status !== 'building') reconciler.wake({ kind: 'instance', id: service_instance_id });
    if (status === 'running' || status === 'failed') reconciler.wake({ kind: 'alerts', id: organization_id });
  },
});
