/** LISTEN on a connection of its own that is made again when it breaks; between the two, notifications are lost and the owner is told. */
import pg from 'pg';

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;

/** Resolves once the channel is listened to. `onGap` is called after each reconnection: what was sent meanwhile was missed. */
export async function openListener(
  url: string,
  channel: string,
  onMessage: (payload: string) => void,
  onGap: () => void,
): Promise<AsyncDisposable> {
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;
  let closed = false;

  const connect = async () => {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    let lost = false;
    const onLost = () => {
      if (lost || closed) return;
      lost = true;
      if (client === next) {
        client = null;
        reconnectLater(FIRST_RETRY_MS);
      }
      void next.end().catch(() => {});
    };
    next.on('error', onLost);
    next.on('end', onLost);
    next.on('notification', (message) => onMessage(message.payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      void next.end().catch(() => {});
      throw error;
    }
    if (closed) await next.end();
    else if (lost) throw new Error('the connection was lost at once');
    else client = next;
  };
  const reconnectLater = (delayMs: number) => {
    retry = setTimeout(async () => {
      retry = null;
      try {
        await connect();
        if (!closed) onGap();
      } catch {
        if (!closed) reconnectLater(Math.min(delayMs * 2, LAST_RETRY_MS));
      }
    }, delayMs);
  };

  await connect();
  return {
    [Symbol.asyncDispose]: async () => {
      closed = true;
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
