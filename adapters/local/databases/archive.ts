/** The archive of a database's write-ahead log: 24 hexadecimal digits a file, of which the first 8 are the timeline. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Segment {
  readonly name: string;
  readonly bytes: number;
}

const SEGMENT = /^[0-9A-F]{24}$/;
/** Where in the log, whatever the timeline. */
const position = (name: string): string => name.slice(8, 24);

/** The archived files from one to another, both included, in order; the timelines' histories too. */
export async function segmentsBetween(archive: string, first: string, last: string): Promise<readonly Segment[]> {
  const names = (await readdir(archive)).filter(
    (name) =>
      name.endsWith('.history') ||
      (SEGMENT.test(name) && name.slice(0, 8) === first.slice(0, 8) && name >= first && name <= last),
  );
  return await Promise.all(names.sort().map(async (name) => ({ name, bytes: (await stat(join(archive, name))).size })));
}

/** Deletes what is older than the file at which the oldest kept backup begins. Without a backup nothing is of use. */
export async function pruneArchive(archive: string, oldestNeeded: string | null): Promise<void> {
  for (const name of await readdir(archive).catch(() => [])) {
    const old = /^[0-9A-F]{24}/.test(name) && (oldestNeeded === null || position(name) < position(oldestNeeded));
    if (old) await rm(join(archive, name), { force: true });
  }
}
