/** One connection for one piece of work, closed afterwards and cut when `signal` is aborted. */
import pg from 'pg';

export interface ClientOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Default: as the address says. */
  readonly tls?: { readonly authority: string | null } | null;
}

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  options: ClientOptions = {},
): Promise<T> {
  const { timeoutMs = 30_000, signal, tls = null } = options;
  signal?.throwIfAborted();
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: Math.min(timeoutMs, 30_000),
    query_timeout: timeoutMs,
    application_name: 'northstack',
    // Without an authority it is encrypted and nothing more, as `sslmode=require` is.
    ...(tls === null ? {} : { ssl: tls.authority === null ? { rejectUnauthorized: false } : { ca: tls.authority } }),
  });
  // Told by the query that fails.
  client.on('error', () => {});
  const cut = () => void client.end().catch(() => {});
  await client.connect();
  signal?.addEventListener('abort', cut, { once: true });
  try {
    // Aborted while it connected, nothing would cut it any more.
    signal?.throwIfAborted();
    return await work(client);
  } finally {
    signal?.removeEventListener('abort', cut);
    await client.end().catch(() => {});
  }
}
