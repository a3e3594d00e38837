/** An alert rule was made or changed: compare it with what was seen. */
import { z } from 'zod';
import { defineEvent } from './event.ts';

export const alertRuleChanged = defineEvent({
  name: 'alert_rule_changed',
  row: z.object({ organization_id: z.guid() }),
  handle: ({ reconciler }, { organization_id: id }) => reconciler.wake({ kind: 'alerts', id }),
});
