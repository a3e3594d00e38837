/** Which backup a restore to a moment begins with, and along which timeline of the log it goes. Pure. */
import type { BackupRecord, Timeline } from './record.ts';

export interface Route {
  readonly backup: BackupRecord;
  readonly timeline: number;
}

/** The newest backup from which the log leads to that moment; null: none does. */
export function chooseBackup(backups: readonly BackupRecord[], timelines: readonly Timeline[], at: number): Route | null {
  const target = timelines.findLast((t) => t.since <= at) ?? timelines[0];
  if (target === undefined) return null;
  const newestFirst = [...backups].sort((a, b) => b.consistentAt - a.consistentAt);
  const backup = newestFirst.find((b) => leadsTo(b, timelines, target, at));
  return backup === undefined ? null : { backup, timeline: target.timeline };
}

/** The timeline itself, or one that it comes from, before it left that one. */
function leadsTo(backup: BackupRecord, timelines: readonly Timeline[], target: Timeline, at: number): boolean {
  let limit = at;
  for (let here: Timeline | undefined = target; here; ) {
    if (backup.timeline === here.timeline && backup.consistentAt <= limit) return true;
    const { parent }: Timeline = here;
    if (parent === null) return false;
    limit = Math.min(limit, parent.until);
    here = timelines.find((t) => t.timeline === parent.timeline);
  }
  return false;
}
