/** Asks a replica whether it is healthy: an HTTP path that answers 2xx or 3xx, or a port that accepts connections. */
import { request } from 'node:http';
import { connect } from 'node:net';

export interface ProbeTarget {
  readonly port: number;
  /** null: accepting the connection is enough. */
  readonly path: string | null;
  /** Host header, as the public proxy would send it. */
  readonly hostname: string;
  readonly timeoutMs: number;
}

export type ProbeResult =
  | { readonly healthy: true; readonly host: string }
  | { readonly healthy: false; readonly detail: string };

/** Tries IPv4 first; some servers listen on `localhost`, which may be IPv6 alone. */
export async function probe(target: ProbeTarget): Promise<ProbeResult> {
  const first = await probeHost('127.0.0.1', target);
  if (first.healthy || !first.refused) return first;
  const second = await probeHost('::1', target);
  return second.healthy || !second.refused ? second : first;
}

type HostResult =
  | { readonly healthy: true; readonly host: string }
  | { readonly healthy: false; readonly detail: string; readonly refused: boolean };

function probeHost(host: string, { port, path, hostname, timeoutMs }: ProbeTarget): Promise<HostResult> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const refused = error.code === 'ECONNREFUSED' || error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT';
      const asked = path === null ? `port ${port}` : `GET ${path} on port ${port}`;
      resolve({
        healthy: false,
        refused,
        detail: refused ? `nothing listens on port ${port}, which the app is given as PORT` : `${asked}: ${error.message}`,
      });
    };
    if (path === null) {
      const socket = connect({ host, port, timeout: timeoutMs });
      socket.once('connect', () => resolve({ healthy: true, host }));
      socket.once('connect', () => socket.destroy());
      socket.once('timeout', () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)));
      socket.once('error', failed);
      return;
    }
    const asked = request(
      { host, port, path, agent: false, headers: { host: hostname, 'user-agent': 'northstack-health' } },
      (response) => {
        const status = response.statusCode ?? 0;
        response.destroy();
        resolve(
          status >= 200 && status < 400
            ? { healthy: true, host }
            : { healthy: false, refused: false, detail: `GET ${path} answered ${status}` },
        );
      },
    );
    asked.setTimeout(timeoutMs, () => asked.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    asked.once('error', failed);
    asked.end();
  });
}
