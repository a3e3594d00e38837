/** Gives out TCP ports of this machine that are neither recorded as ours nor taken by anybody else. */
import { createServer } from 'node:net';

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export interface PortAllocator {
  /** Kept until released. @throws when the whole range is taken. */
  allocate(): Promise<number>;
  /** Marks a port found in a record as ours. */
  reserve(port: number): void;
  release(port: number): void;
}

export function createPortAllocator(range: PortRange): PortAllocator {
  const ours = new Set<number>();
  const size = range.last - range.first + 1;
  // Two installations on one machine begin at different places.
  let next = Math.floor(Math.random() * size);
  return {
    allocate: async () => {
      for (let tries = 0; tries < size; tries++) {
        const port = range.first + (next++ % size);
        if (ours.has(port)) continue;
        ours.add(port);
        if (await isPortFree(port)) return port;
        ours.delete(port);
      }
      throw new Error(`all ports from ${range.first} to ${range.last} are taken`);
    },
    reserve: (port) => void ours.add(port),
    release: (port) => void ours.delete(port),
  };
}

/** Whether nobody listens on it, on any address an app would choose. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 cannot have anybody listening there either.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}
