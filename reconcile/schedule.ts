/** Which times of a schedule have come, and when the next one comes. */
import { Cron } from 'croner';
import { Fault } from '../kit/fault.ts';

export interface Due {
  /** The latest time that has come and was not seen yet, null: none. Milliseconds since the epoch. */
  readonly latest: number | null;
  /** How many came before it that nobody saw. */
  readonly missed: number;
  /** null: never again. */
  readonly next: number | null;
}

/** Enough to say how many were missed; more are not counted. */
const MOST = 100;

/** @throws Fault reject with what is wrong, in words */
export function dueTimes(schedule: string, timezone: string, since: number, now: number): Due {
  const cron = parse(schedule, timezone);
  const past = cron.previousRuns(MOST, new Date(now)).map((d) => d.getTime());
  const unseen = past.filter((t) => t > since && t <= now);
  return {
    latest: unseen[0] ?? null,
    missed: Math.max(0, unseen.length - 1),
    next: cron.nextRun(new Date(now))?.getTime() ?? null,
  };
}

function parse(schedule: string, timezone: string): Cron {
  try {
    // Five fields: seconds and years are not for a platform's schedules.
    const cron = new Cron(schedule, { timezone, mode: '5-part', paused: true });
    cron.nextRun();
    return cron;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
    throw new Fault('reject', {
      code: 'invalid-schedule',
      message: `The schedule «${schedule}» in ${timezone} cannot be followed: ${why}`,
      cause: error,
    });
  }
}
