/** Starts a command as the leader of its own session, and ends it with everything it started. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessUser } from '../options.ts';
import type { MarkedProcess, ProcessTable } from './process-table.ts';

export interface GroupOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: ProcessUser | null;
  /** File descriptors for its output, or `pipe`. */
  readonly stdout: number | 'pipe';
  readonly stderr: number | 'pipe';
}

export interface ProcessGroup {
  /** The leader's pid, which is the group's and the session's number too. */
  readonly pid: number;
  /** See `ProcessTable.startKey`. */
  readonly startKey: string;
}

export interface StartedGroup extends ProcessGroup {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** The leader's end. */
  readonly exited: Promise<Exit>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** @throws the system's error when the command cannot be started at all (missing file or folder). */
export async function startGroup(table: ProcessTable, options: GroupOptions): Promise<StartedGroup> {
  const child = spawn(options.file, options.args, {
    cwd: options.cwd,
    env: options.env,
    // setsid: it outlives us when we die, and a signal reaches all it started.
    detached: true,
    stdio: ['ignore', options.stdout, options.stderr],
    ...(options.user ?? {}),
  });
  const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  // An error after the start is about a signal or a pipe; the exit tells what matters.
  child.on('error', () => {});
  child.unref();
  const pid = child.pid ?? 0;
  // One that is over already has no start key any more; any text that no live process has will do.
  return { pid, startKey: (await table.startKey(pid)) ?? 'over', stdout: child.stdout, stderr: child.stderr, exited };
}

/** Whether the leader is still the process we started. */
export async function isAlive(table: ProcessTable, group: ProcessGroup): Promise<boolean> {
  return (await table.startKey(group.pid)) === group.startKey;
}

/**
 * SIGTERM to the whole group, SIGKILL to what is left after `graceMs`. Resolves when all are gone: the group, its session, and whatever
 * carries `mark` in its environment (programs that made a session of their own). Stopping what is over succeeds.
 */
export async function stopGroup(table: ProcessTable, group: ProcessGroup, mark: string, graceMs: number): Promise<void> {
  const deadline = Date.now() + graceMs;
  // The kernel gives a leader's number to nobody else while its group or session has members.
  const ours = await isAlive(table, group);
  if (ours) signalGroup(group.pid, 'SIGTERM');
  for (const pid of await outsiders(table, group, mark)) signal(pid, 'SIGTERM');
  let pauseMs = 5;
  while ((await isAlive(table, group)) && Date.now() < deadline) {
    await sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 1.5, 200);
  }
  for (let left = await remaining(table, group, mark, ours); left.length > 0; left = await remaining(table, group, mark, ours)) {
    if (Date.now() >= deadline) for (const pid of left) signal(pid, 'SIGKILL');
    await sleep(30);
  }
}

/** Ends what a leader that is over left behind, at once. Call it right after the leader's exit (see `stopGroup` about its number). */
export async function killLeftovers(table: ProcessTable, group: ProcessGroup, mark: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const left = await remaining(table, group, mark, true);
    if (left.length === 0) return;
    for (const pid of left) signal(pid, 'SIGKILL');
    await sleep(20);
  }
}

/** Ends everything whose mark begins with this one, at once, and says what it was. `except`: whole marks; what carries those may fork meanwhile. */
export async function killMarked(
  table: ProcessTable,
  mark: string,
  except: ReadonlySet<string> = new Set(),
): Promise<readonly MarkedProcess[]> {
  const killed = new Map<number, MarkedProcess>();
  for (let tries = 0; tries < 50; tries++) {
    const left = (await table.findMarked(mark)).filter((p) => !except.has(p.entry));
    if (left.length === 0) break;
    for (const p of left) {
      killed.set(p.pid, p);
      signal(p.pid, 'SIGKILL');
    }
    await sleep(20);
  }
  return [...killed.values()];
}

async function outsiders(table: ProcessTable, group: ProcessGroup, mark: string): Promise<number[]> {
  const marked = await table.findMarked(mark);
  if (marked.length === 0) return [];
  const inside = new Set((await table.list()).filter((p) => p.group === group.pid).map((p) => p.pid));
  return marked.map((p) => p.pid).filter((pid) => !inside.has(pid));
}

async function remaining(table: ProcessTable, group: ProcessGroup, mark: string, ours: boolean): Promise<number[]> {
  const marked = (await table.findMarked(mark)).map((p) => p.pid);
  const members = ours
    ? (await table.list()).filter((p) => p.session === group.pid || p.group === group.pid).map((p) => p.pid)
    : [];
  return [...new Set([...marked, ...members])];
}

export function signalGroup(pid: number, name: NodeJS.Signals): void {
  signal(-pid, name);
}

/** A process that is gone has got its signal. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')) return;
    throw error;
  }
}
