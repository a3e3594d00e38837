/**
 * A TCP port on 127.0.0.1 for somebody who binds it later. It is below the ports that the system gives to outgoing connections and to
 * whoever asks for any (32768 and more on Linux): with tests beside each other one of those is soon somebody else's.
 */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Up to 19999: above are the ports that the local adapters give to databases and apps. */
const FIRST = 12_000;
/** Each worker of a run has ports of its own. Its files begin anywhere in them and give out none twice. */
const PER_WORKER = 400;
const WORKERS = 20;
let next = randomInt(PER_WORKER);

export async function freePort(): Promise<number> {
  const worker = Number(process.env.VITEST_POOL_ID ?? 0) % WORKERS;
  for (let tries = 1; ; tries += 1) {
    const port = FIRST + worker * PER_WORKER + (next++ % PER_WORKER);
    if (await isFree(port)) return port;
    if (tries > 100) throw new Error('no free port');
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
