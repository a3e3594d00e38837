/**
 * One connection to the servers, made when it is first needed and again when it is lost for good; in between the client reconnects by
 * itself. With it the streams are there.
 */
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, credsAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { natsFault } from './nats-fault.ts';
import { ensureStreams, type StreamOptions } from './streams.ts';
import { advisoriesOf } from './subjects.ts';

export interface NatsOptions extends StreamOptions {
  /** `nats://` or `tls://`, without credentials. */
  readonly servers: readonly string[];
  readonly user: { readonly name: string; readonly password: string } | null;
  /** Content of a `.creds` file. */
  readonly credentials: string | null;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  /** For connecting, and for each answer. */
  readonly timeoutMs: number;
}

export type NatsObservation =
  | { readonly kind: 'event-bus-connected'; readonly server: string }
  | { readonly kind: 'event-bus-disconnected' };

export interface Nats {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
}

export interface Connector extends AsyncDisposable {
  /** @throws Fault retry | auth */
  open(): Promise<Nats>;
  /** The streams are looked for again at the next `open`. */
  doubt(): void;
}

export interface ConnectorOptions extends NatsOptions {
  readonly observe: (observation: NatsObservation) => void;
  /** A consumer gave something up. */
  readonly hint: () => void;
}

export function createConnector(options: ConnectorOptions): Connector {
  let opening: Promise<NatsConnection> | null = null;
  let ensured: Promise<void> | null = null;
  let closed = false;

  const connected = async (): Promise<NatsConnection> => {
    const connection = await dial(options);
    if (closed) {
      await connection.close();
      throw new Error('it was closed meanwhile');
    }
    options.observe({ kind: 'event-bus-connected', server: connection.getServer() });
    for (const subject of advisoriesOf(options.stream)) connection.subscribe(subject, { callback: () => options.hint() });
    void watch(connection, options.observe);
    void connection.closed().then(() => {
      opening = null;
      ensured = null;
    });
    return connection;
  };

  return {
    open: async () => {
      opening ??= connected();
      const used = opening;
      try {
        const connection = await used;
        const limits = { timeout: options.timeoutMs };
        const manager = await jetstreamManager(connection, { ...limits, checkAPI: false });
        ensured ??= ensureStreams(manager, options);
        await ensured;
        return { connection, manager, client: jetstream(connection, limits) };
      } catch (error) {
        ensured = null;
        // A connection that stands is kept: it comes back by itself.
        const isOver = await used.then((c) => c.isClosed()).catch(() => true);
        // Somebody else may have begun the next one meanwhile: given up, it would be closed by nobody.
        if (isOver && opening === used) opening = null;
        throw natsFault(error);
      }
    },
    doubt: () => {
      ensured = null;
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      await opening?.then((connection) => connection.close()).catch(() => {});
    },
  };
}

function dial({ servers, user, credentials, ca, timeoutMs }: NatsOptions): Promise<NatsConnection> {
  return connect({
    name: 'northstack',
    servers: [...servers],
    timeout: timeoutMs,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    pingInterval: 20_000,
    ...(user === null ? {} : { user: user.name, pass: user.password }),
    ...(credentials === null ? {} : { authenticator: credsAuthenticator(new TextEncoder().encode(credentials)) }),
    ...(ca === null ? {} : { tls: { ca } }),
  });
}

async function watch(connection: NatsConnection, observe: ConnectorOptions['observe']): Promise<void> {
  for await (const { type } of connection.status()) {
    if (type === 'disconnect') observe({ kind: 'event-bus-disconnected' });
    if (type === 'reconnect') observe({ kind: 'event-bus-connected', server: connection.getServer() });
  }
}
