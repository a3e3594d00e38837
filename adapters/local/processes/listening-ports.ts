/** TCP ports the processes of a session listen on, as the kernel knows them; empty where it does not say (`/proc` is Linux's). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { ProcessTable } from './process-table.ts';

export async function listeningPorts(table: ProcessTable, session: number): Promise<number[]> {
  const members = (await table.list()).filter((p) => p.session === session).map((p) => p.pid);
  const ports = new Set<number>();
  for (const pid of members) {
    const sockets = listeningSockets(pid);
    for (const inode of openSockets(pid)) {
      const port = sockets.get(inode);
      if (port !== undefined) ports.add(port);
    }
  }
  return [...ports].sort((a, b) => a - b);
}

/** proc(5), /proc/net/tcp: the second column is the local address in hex, the fourth the state (0A: LISTEN), the tenth the inode. */
function listeningSockets(pid: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const file of ['tcp', 'tcp6']) {
    for (const line of tryTo(() => readFileSync(`/proc/${pid}/net/${file}`, 'utf8'))?.split('\n') ?? []) {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      if (state === '0A') found.set(inode, Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16));
    }
  }
  return found;
}

function openSockets(pid: number): string[] {
  return (tryTo(() => readdirSync(`/proc/${pid}/fd`)) ?? []).flatMap((fd) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(tryTo(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? '') ?? [];
    return inode === undefined ? [] : [inode];
  });
}

/** Processes end while one looks at them. */
function tryTo<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
