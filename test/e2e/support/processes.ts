/** Processes that belong to a data directory: they work in it or name it on their command line (Linux). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

export function processesOf(directory: string): readonly FoundProcess[] {
  const all = everythingOf(directory);
  const commands = new Map(all.map(({ pid, command }) => [pid, command]));
  // What a server has just forked carries the server's own command line until it says what it is.
  return all.filter(({ parent, command }) => commands.get(parent) !== command);
}

/** Ends whatever a test left behind. */
export function killProcessesOf(directory: string): void {
  for (const { pid } of everythingOf(directory)) attempt(() => process.kill(pid, 'SIGKILL'));
}

function everythingOf(directory: string): readonly (FoundProcess & { readonly parent: number })[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    const command = attempt(() => readFileSync(`/proc/${name}/cmdline`, 'utf8'))?.replaceAll('\0', ' ') ?? '';
    const cwd = attempt(() => readlinkSync(`/proc/${name}/cwd`)) ?? '';
    // Kernel threads and zombies have neither.
    if (!command.includes(directory) && !isInside(cwd, directory)) return [];
    const [, parent] = /^PPid:\t(\d+)$/m.exec(attempt(() => readFileSync(`/proc/${name}/status`, 'utf8')) ?? '') ?? [];
    return [{ pid: Number(name), command: command.trim(), parent: Number(parent ?? 0) }];
  });
}

const isInside = (path: string, directory: string) => path === directory || path.startsWith(`${directory}/`);

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
