/** What the kernel says about processes: an identity that survives pid reuse, who belongs to a group, use of CPU and memory. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

export interface ProcessTable {
  /** Differs between two processes that had the same pid; null when no live process has it (a zombie is not alive). */
  startKey(pid: number): Promise<string | null>;
  /** All live processes of the machine that may be seen. */
  list(): Promise<readonly ProcessSample[]>;
  /** Pids whose environment at start held this `NAME=value`; empty where the kernel does not show it. */
  findMarked(mark: string): Promise<readonly MarkedProcess[]>;
}

export interface ProcessSample {
  readonly pid: number;
  readonly group: number;
  readonly session: number;
  /** CPU time used since its start. */
  readonly cpuMs: number;
  readonly residentBytes: number;
}

export interface MarkedProcess {
  readonly pid: number;
  /** The whole `NAME=value` entry that began with the mark. */
  readonly entry: string;
}

/** `/proc` on Linux, `ps` elsewhere. */
export function openProcessTable(): ProcessTable {
  return existsSync('/proc/self/stat') ? procTable() : psTable();
}

/** The kernel reports CPU time in USER_HZ, which is 100 on every Linux architecture Node runs on. */
const millisecondsPerTick = 10;

export function procTable(): ProcessTable {
  // Start times count from boot, so the boot belongs to the identity.
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return {
    startKey: async (pid) => {
      const stat = readStat(pid);
      return stat === null || stat.dead ? null : `${boot}/${stat.startTicks}`;
    },
    list: async () => {
      const samples: ProcessSample[] = [];
      for (const [i, pid] of pids().entries()) {
        // A pass over thousands of processes must not hold up the event loop.
        if (i % 200 === 199) await new Promise(setImmediate);
        const stat = readStat(pid);
        if (stat === null || stat.dead) continue;
        samples.push({ pid, group: stat.group, session: stat.session, cpuMs: stat.cpuMs, residentBytes: stat.residentBytes });
      }
      return samples;
    },
    findMarked: async (mark) => {
      const found: MarkedProcess[] = [];
      for (const [i, pid] of pids().entries()) {
        if (i % 200 === 199) await new Promise(setImmediate);
        const entry = readText(`/proc/${pid}/environ`)
          ?.split('\0')
          .find((e) => e.startsWith(mark));
        if (entry !== undefined) found.push({ pid, entry });
      }
      return found;
    },
  };
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

const pageBytes = 4096;

/** proc(5): the fields after the command name, which may itself hold spaces and parentheses. */
function readStat(pid: number) {
  const text = readText(`/proc/${pid}/stat`);
  if (text === null) return null;
  const f = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (n: number) => Number(f[n - 3]);
  return {
    // A leader is a zombie as soon as its own thread is over; the other threads hold the sockets and files until they are over too.
    dead: f[0] === 'X' || (f[0] === 'Z' && field(20) <= 1),
    group: field(5),
    session: field(6),
    cpuMs: (field(14) + field(15)) * millisecondsPerTick,
    startTicks: field(22),
    residentBytes: field(24) * pageBytes,
  };
}

/** null when the process is gone or may not be seen. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

const run = promisify(execFile);

export function psTable(): ProcessTable {
  return {
    startKey: async (pid) => {
      const { stdout } = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env: psEnvironment }).catch(() => ({
        stdout: '',
      }));
      const text = stdout.trim();
      return text === '' || text.startsWith('Z') ? null : text.slice(text.indexOf(' ')).trim();
    },
    list: async () => {
      const { stdout } = await run('ps', ['-axo', 'pid=,pgid=,sess=,rss=,time='], { env: psEnvironment, maxBuffer: 1 << 24 });
      return stdout.split('\n').flatMap((line) => {
        const [pid, group, session, kib, time] = line.trim().split(/\s+/);
        if (pid === undefined || time === undefined) return [];
        return [
          {
            pid: Number(pid),
            group: Number(group),
            session: Number(session),
            residentBytes: Number(kib) * 1024,
            cpuMs: cpuMs(time),
          },
        ];
      });
    },
    findMarked: async () => [],
  };
}

const psEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** `[dd-]hh:mm:ss` or `mm:ss.cc`. */
function cpuMs(time: string): number {
  const [clock = '', days = '0'] = time.split('-').reverse();
  return Math.round((Number(days) * 86_400 + clock.split(':').reduce((total, part) => total * 60 + Number(part), 0)) * 1000);
}
