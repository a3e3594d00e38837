/** All handlers of event and cron triggers by name, and how one is run from what the engine posts. */

import { accountMailQueued } from './account-mail-queued.ts';
import { alertRuleChanged } from './alert-rule-changed.ts';
import { backupScheduleChanged } from './backup-schedule-changed.ts';
import { buildChanged } from './build-changed.ts';
import { checkAlerts } from './check-alerts.ts';
import { clusterChanged } from './cluster-changed.ts';
import { commitStatusWanted } from './commit-status-wanted.ts';
import { databaseBackupChanged } from './database-backup-changed.ts';
import { databaseChanged } from './database-changed.ts';
import { databaseRestoreChanged } from './database-restore-changed.ts';
import { deadLetterRedelivery } from './dead-letter-redelivery.ts';
import { deploymentChanged } from './deployment-changed.ts';
import { environmentDeleting } from './environment-deleting.ts';
import type { CronHandler, EventHandler } from './event.ts';
import { eventWaiting } from './event-waiting.ts';
import { jobRunChanged } from './job-run-changed.ts';
import { notificationChannelChanged } from './notification-channel-changed.ts';
import { notificationQueued } from './notification-queued.ts';
import { projectDeleting } from './project-deleting.ts';
import { quotaChanged } from './quota-changed.ts';
import { quotaDefaultChanged } from './quota-default-changed.ts';
import { reaper } from './reaper.ts';
import { resync } from './resync.ts';
import { serviceDomainChanged } from './service-domain-changed.ts';
import { serviceInstanceSeen } from './service-instance-seen.ts';
import { serviceInstanceWanted } from './service-instance-wanted.ts';
import { serviceWanted } from './service-wanted.ts';
import { tenantClusterChanged } from './tenant-cluster-changed.ts';
import { webhookChanged } from './webhook-changed.ts';
import { webhookDeliveryQueued } from './webhook-delivery-queued.ts';

export type { EventDeps } from './event.ts';
export { runCron, runEvent } from './run.ts';

const byName = <H extends { readonly name: string }>(handlers: readonly H[]): ReadonlyMap<string, H> =>
  new Map(handlers.map((handler) => [handler.name, handler]));

export const eventHandlers: ReadonlyMap<string, EventHandler> = byName<EventHandler>([
  accountMailQueued,
  alertRuleChanged,
  backupScheduleChanged,
  buildChanged,
  clusterChanged,
  commitStatusWanted,
  databaseBackupChanged,
  databaseChanged,
  databaseRestoreChanged,
  deadLetterRedelivery,
  deploymentChanged,
  environmentDeleting,
  eventWaiting,
  jobRunChanged,
  notificationChannelChanged,
  notificationQueued,
  projectDeleting,
  quotaChanged,
  quotaDefaultChanged,
  serviceDomainChanged,
  serviceInstanceSeen,
  serviceInstanceWanted,
  serviceWanted,
  tenantClusterChanged,
  webhookChanged,
  webhookDeliveryQueued,
]);

export const cronHandlers: ReadonlyMap<string, CronHandler> = byName<CronHandler>([checkAlerts, reaper, resync]);
