/** What a data directory's `postmaster.pid` and `postmaster.opts` say about the server that uses it. */
import { existsSync } from 'node:fs';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess, type ProcessIdentity } from '../../kit/process-identity.ts';

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

/** The pid may meanwhile belong to another program. Where /proc does not exist PostgreSQL's own check has to do. */
async function servesDirectory(pid: number, directory: string): Promise<boolean> {
  if (!existsSync('/proc/self/cwd')) return true;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return cwd !== null && cwd === (await realpath(directory));
}
