/** Processes that belong to a data directory: they work in it or name it on their command line (Linux). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

export function processesOf(directory: string): readonly FoundProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    const command = attempt(() => readFileSync(`/proc/${name}/cmdline`, 'utf8'))?.replaceAll('\0', ' ') ?? '';
    const cwd = attempt(() => readlinkSync(`/proc/${name}/cwd`)) ?? '';
    // Kernel threads and zombies have neither.
    return command.includes(directory) || isInside(cwd, directory) ? [{ pid: Number(name), command: command.trim() }] : [];
  });
}

/** Ends whatever a test left behind. */
export function killProcessesOf(directory: string): void {
  for (const { pid } of processesOf(directory)) attempt(() => process.kill(pid, 'SIGKILL'));
}

const isInside = (path: string, directory: string) => path === directory || path.startsWith(`${directory}/`);

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
