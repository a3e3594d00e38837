/** An event trigger's `cleanup_config` (dialect §1.6). */
import { z } from 'zod';
import { scheduleProblem } from '../../model/cron-schedule.ts';
import type { EventTrigger } from '../../model/triggers.ts';

const Config = z.object({
  /** Five fields, UTC. */
  schedule: z.string().refine((schedule) => scheduleProblem(schedule) === null),
  /** Hours. */
  clear_older_than: z.number().min(0),
  batch_size: z.int().positive().default(10_000),
  /** Seconds that one run may take. */
  timeout: z.number().positive().default(60),
  clean_invocation_logs: z.boolean().default(false),
  paused: z.boolean().default(false),
});
export type CleanupConfig = z.output<typeof Config>;

/** Null when there is none, it is paused, or it is no such configuration. */
export function cleanupOf(trigger: EventTrigger): CleanupConfig | null {
  const config = Config.safeParse(trigger.cleanup);
  return config.success && !config.data.paused ? config.data : null;
}
