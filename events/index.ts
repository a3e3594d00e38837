/** All handlers of event and cron triggers by name, and how one is run from what the engine posts. */
import { buildChanged } from './build-changed.ts';
import { deploymentChanged } from './deployment-changed.ts';
import { environmentDeleting } from './environment-deleting.ts';
import type { CronHandler, EventHandler } from './event.ts';
import { projectDeleting } from './project-deleting.ts';
import { reaper } from './reaper.ts';
import { resync } from './resync.ts';
import { serviceDeleting } from './service-deleting.ts';
import { serviceInstanceWanted } from './service-instance-wanted.ts';

export type { EventDeps } from './event.ts';
export { runCron, runEvent } from './run.ts';

const byName = <H extends { readonly name: string }>(handlers: readonly H[]): ReadonlyMap<string, H> =>
  new Map(handlers.map((handler) => [handler.name, handler]));

export const eventHandlers: ReadonlyMap<string, EventHandler> = byName<EventHandler>([
  buildChanged,
  deploymentChanged,
  environmentDeleting,
  projectDeleting,
  serviceDeleting,
  serviceInstanceWanted,
]);

export const cronHandlers: ReadonlyMap<string, CronHandler> = byName<CronHandler>([reaper, resync]);
