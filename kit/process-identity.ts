/** Which process a pid means: process ids are used again, a pid together with its start time is not. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque and stable for the life of the process: start time in clock ticks since boot (Linux), `ps`'s start time elsewhere. */
  readonly start: string;
}

/** The identity of a running process; null when there is none (a zombie has ended too). */
export function identifyProcess(pid: number): ProcessIdentity | null {
  const start = existsSync('/proc/self/stat') ? startFromProc(pid) : startFromPs(pid);
  return start === null ? null : { pid, start };
}

/** True while exactly this process runs. */
export function isSameProcess(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.start === identity.start;
}

/** To exactly this process; one that has ended has got it. */
export function signalProcess(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isSameProcess(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Resolves true when the process has ended, false when it still runs after `timeoutMs`. */
export async function processEnded(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  for (const until = Date.now() + timeoutMs; isSameProcess(identity); ) {
    if (Date.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return true;
}

/** proc(5): the fields after the command's closing bracket; the first is the state, the eighteenth its threads, the twentieth the start time. */
function startFromProc(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // A leader is a zombie as soon as its own thread is over; the others hold its sockets and files until they are.
    const over = fields[0] === 'X' || (fields[0] === 'Z' && Number(fields[17]) <= 1);
    return over ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function startFromPs(pid: number): string | null {
  try {
    const text = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return text === '' || text.startsWith('Z') ? null : text.slice(text.indexOf(' ') + 1).trim();
  } catch {
    return null;
  }
}
