/** The environment entry by which everything one data directory started is found again, whatever became of its parents. */
import { createHash } from 'node:crypto';

/** Ends with `;` so that no mark is the beginning of another's id. */
export function markOf(dataDirectory: string, kind: 'build' | 'app' | 'job', id: string): string {
  return `${installationMark(dataDirectory, kind)}${id};`;
}

export function installationMark(dataDirectory: string, kind: 'build' | 'app' | 'job'): string {
  return `NORTHSTACK_MARK=${createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16)}/${kind}/`;
}

/** The mark as a variable for `spawn`. */
export function markEntry(mark: string): Record<string, string> {
  const at = mark.indexOf('=');
  return { [mark.slice(0, at)]: mark.slice(at + 1) };
}
