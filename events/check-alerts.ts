/** Each minute: compare the alert rules with what was measured. */
import type { CronHandler } from './event.ts';

export const checkAlerts: CronHandler = { name: 'check_alerts', handle: ({ reconciler }) => reconciler.checkAlerts() };
