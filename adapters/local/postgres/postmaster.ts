/** What a data directory's `postmaster.pid` and `postmaster.opts` say about the server that uses it. */
import { existsSync } from 'node:fs';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess, type ProcessIdentity } from '../../../kit/process-identity.ts';

export interface Postmaster {
  readonly process: ProcessIdentity;
  readonly port: number;
  readonly status: 'starting' | 'stopping' | 'ready' | 'standby' | 'unknown';
  /** The command line it was started with, as PostgreSQL records it. */
  readonly commandLine: string;
}

/** The running server of this directory, null when none runs (a left-over file of a crash counts as none). */
export async function readPostmaster(directory: string): Promise<Postmaster | null> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  // Lines: pid, data directory, start time, port, socket directory, listen address, shared memory key, status.
  const lines = text.split('\n').map((line) => line.trim());
  const identity = identifyProcess(Number(lines[0]));
  if (identity === null || !(await servesDirectory(identity.pid, directory))) return null;
  const status = lines[7] ?? '';
  return {
    process: identity,
    port: Number(lines[3] ?? 0),
    status: status === 'starting' || status === 'stopping' || status === 'ready' || status === 'standby' ? status : 'unknown',
    commandLine: (await readFile(join(directory, 'postmaster.opts'), 'utf8').catch(() => '')).trim(),
  };
}

/**
 * After a crash of the machine the pid in the file may belong to another program, which PostgreSQL takes for its predecessor and
 * refuses to start. Only then the file is removed: otherwise it protects against a server whose sessions still run.
 */
export async function removeForeignLock(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (pid > 0 && identifyProcess(pid) !== null && !(await servesDirectory(pid, directory))) await rm(file, { force: true });
}

/** The pid may meanwhile belong to another program. Where /proc does not exist PostgreSQL's own check has to do. */
async function servesDirectory(pid: number, directory: string): Promise<boolean> {
  if (!existsSync('/proc/self/cwd')) return true;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return cwd !== null && cwd === (await realpath(directory));
}
