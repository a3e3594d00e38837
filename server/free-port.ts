/** Starts something on a TCP port of 127.0.0.1 that was free a moment ago; on another one when somebody was faster. */
import { createServer } from 'node:net';

/** `kept`: tried first; 0: none. @throws what `start` threw */
export async function onFreePort<T>(start: (port: number) => Promise<T>, kept = 0): Promise<T> {
  for (let port = kept, tries = 1; ; tries += 1) {
    if (port === 0) port = await freePort();
    try {
      return await start(port);
    } catch (error) {
      if (tries >= 5 || !(error instanceof Error) || !error.message.includes('Address already in use')) throw error;
      port = 0;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
