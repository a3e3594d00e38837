/** Five-field cron schedules in UTC, as Hasura's cron triggers take them. */
import { Cron } from 'croner';

/** The reason why the text is no such schedule, or null. */
export function scheduleProblem(schedule: string): string | null {
  if (schedule.trim().split(/\s+/).length !== 5) return 'a schedule has five fields: minute hour day month weekday';
  try {
    cron(schedule);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The next `count` times after `from`; fewer when the schedule has no more (31 February). */
export const nextTimes = (schedule: string, from: Date, count: number): Date[] => cron(schedule).nextRuns(count, from);

const cron = (schedule: string): Cron => new Cron(schedule, { paused: true, timezone: 'UTC', mode: '5-part' });
