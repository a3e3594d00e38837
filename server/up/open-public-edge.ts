/** The public port, from the server's settings. */
import { join } from 'node:path';
import type { Closers } from '../closers.ts';
import type { ServerConfig } from '../config/server-config.ts';
import type { DataDirectory } from '../data-directory/data-directory.ts';
import { type Edge, openEdge } from '../edge/edge.ts';
import type { Log } from '../log.ts';
import { projectRoot } from '../project-root.ts';

export interface PublicEdgeOptions {
  readonly config: ServerConfig;
  readonly data: DataDirectory;
  readonly log: Log;
  readonly closers: Closers;
}

export async function openPublicEdge({ config, data, log, closers }: PublicEdgeOptions): Promise<Edge> {
  const edge = await openEdge({
    hosts: config.hosts,
    port: config.port,
    baseDomain: config.baseDomain,
    sockets: data.sockets,
    routesFile: join(data.run, 'routes.json'),
    logFile: join(data.logs, 'edge.log'),
    script: join(projectRoot, 'dist/edge.js'),
    observe: (observation) => log.warn(observation, 'edge'),
  });
  closers.add({ name: 'edge', close: () => edge.stop(), kill: () => kill(edge.pid) });
  return edge;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
