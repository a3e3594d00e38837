/** LISTEN on a connection of its own. A broken connection is made again with backoff; what was said meanwhile is a gap. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

export async function listen(
  url: string,
  channel: string,
  onMessage: (payload: string) => void,
  onGap: () => void,
): Promise<AsyncDisposable> {
  const stopping = new AbortController();
  let client: pg.Client | null = null;

  const connect = async (): Promise<pg.Client> => {
    const next = new pg.Client({ connectionString: url, application_name: 'graphql-engine listen', keepAlive: true });
    next.on('notification', (message) => onMessage(message.payload ?? ''));
    // Without a listener the error event would end the process; `end` follows it and starts the reconnect.
    next.on('error', () => {});
    await next.connect();
    await next.query(`listen "${channel.replaceAll('"', '""')}"`);
    next.once('end', () => void reconnect());
    return next;
  };

  const reconnect = async () => {
    client = null;
    for (let waitMs = 100; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, 5_000)) {
      await delay(waitMs * (0.5 + Math.random() / 2), undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      try {
        client = await connect();
        onGap();
        return;
      } catch {
        // The database is still away; the loop tries again.
      }
    }
  };

  client = await connect();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      client?.removeAllListeners('end');
      await client?.end().catch(() => {});
    },
  };
}
