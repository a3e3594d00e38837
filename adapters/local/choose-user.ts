/**
 * The user builds and apps run as. As root they get one of their own, so that a tenant's code can read neither NorthStack's secrets nor its
 * database; where that user could not work (a folder above the data directory that only root may enter, tools that only root has), and
 * without root, they run as NorthStack's own user.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ProcessUser } from './options.ts';

export interface UserChoice {
  readonly user: ProcessUser | null;
  /** For the operator, when code runs with NorthStack's own rights. */
  readonly warning: string | null;
}

/** No account needs to exist; nobody else on a usual system has this number (adduser stops at 59999, nobody is 65534). */
const unprivileged: ProcessUser = { uid: 60_900, gid: 60_900 };

export async function chooseUser(options: {
  readonly dataDirectory: string;
  readonly baseEnvironment: Readonly<Record<string, string>>;
  /** See `LocalRuntimeOptions`. */
  readonly staticServer: string;
}): Promise<UserChoice> {
  if (process.getuid?.() !== 0) return { user: null, warning: 'Apps run as the same user as NorthStack and can read its files.' };
  const mine = await reach(options, null);
  const theirs = await reach(options, unprivileged);
  if (theirs !== null && mine === theirs) return { user: unprivileged, warning: null };
  const why = theirs === null ? `cannot enter ${options.dataDirectory} or run Node` : 'does not find the same tools';
  return { user: null, warning: `Apps run as root and can read NorthStack's files: another user ${why}.` };
}

const run = promisify(execFile);

/** What a user finds: which of the tools builds need, once it is in the data directory and Node runs. null when even that fails. */
async function reach(
  { dataDirectory, baseEnvironment, staticServer }: Parameters<typeof chooseUser>[0],
  user: ProcessUser | null,
): Promise<string | null> {
  const script =
    'cd "$1" && test -r "$3" && "$2" -e 0 || exit 1; for tool in node npm git python3; do test -x "$(command -v $tool)" && echo $tool; done; exit 0';
  const found = await run('/bin/sh', ['-c', script, 'sh', dataDirectory, process.execPath, staticServer], {
    cwd: '/',
    env: { ...baseEnvironment },
    timeout: 10_000,
    ...(user ?? {}),
  }).catch(() => null);
  return found?.stdout ?? null;
}
