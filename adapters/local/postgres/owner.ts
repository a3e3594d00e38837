/** The unprivileged user PostgreSQL runs as when we are root (it refuses to run as root, and initdb wants a named user). */
import { readFileSync, statSync } from 'node:fs';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** null: run as ourselves. An existing cluster keeps its owner; otherwise `postgres`, then `nobody`. */
export function databaseOwner(directory: string): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const existing = statSync(directory, { throwIfNoEntry: false });
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name ?? '', { uid: Number(uid), gid: Number(gid) }]),
  );
  const owner = users.get('postgres') ?? users.get('nobody');
  if (owner) return owner;
  throw new Error(
    'PostgreSQL cannot run as root and there is neither a user "postgres" nor "nobody" in /etc/passwd: run as another user',
  );
}
