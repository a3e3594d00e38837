/** A `Database` on node-postgres: text in, text out, prepared statements bounded per connection, one retry on a dead connection. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pg from 'pg';
import { EngineError } from '../error.ts';
import type { Connection, Database, Row, ScriptResult, Statement, TransactionOptions } from './database.ts';
import { listen } from './listen.ts';
import { fromPostgresError, isConnectionLost } from './postgres-error.ts';

export interface DatabaseOptions {
  /** Connections at most. Default 50, Hasura's. */
  readonly maxConnections?: number;
  /** How long a request waits for a free connection before `postgres-max-connections-error`. Default 10 s. */
  readonly acquireTimeoutMs?: number;
  /** Idle connections are closed after this. Default 180 s. */
  readonly idleTimeoutMs?: number;
  /** Prepared statements kept per connection. Default 500. */
  readonly maxPrepared?: number;
  readonly applicationName?: string;
}

/** Values stay in PostgreSQL's text form: JSON passes through unparsed and bigint keeps its digits. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 50,
    connectionTimeoutMillis: options.acquireTimeoutMs ?? 10_000,
    idleTimeoutMillis: options.idleTimeoutMs ?? 180_000,
    application_name: options.applicationName ?? 'graphql-engine',
    // Answers hold timestamps as text: one zone for every session.
    options: '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres -c extra_float_digits=1',
    types: asText,
  });
  // An idle connection that dies is simply replaced; the next caller notices nothing.
  pool.on('error', () => {});
  const maxPrepared = options.maxPrepared ?? 500;
  const connections = new WeakMap<pg.PoolClient, PooledConnection>();

  const acquire = async (): Promise<PooledConnection> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw acquireError(error);
    });
    let connection = connections.get(client);
    if (!connection) {
      connection = new PooledConnection(client, maxPrepared);
      connections.set(client, connection);
    }
    return connection;
  };

  return {
    async query(statement) {
      // A connection that died while idle fails before the statement ran: once more on another one.
      for (let attempt = 0; ; attempt++) {
        const connection = await acquire();
        try {
          const rows = await connection.query(statement);
          connection.release();
          return rows;
        } catch (error) {
          const lost = isConnectionLost(error);
          connection.release(lost);
          if (lost && attempt === 0 && /^\s*(select|with)\b/i.test(statement.text)) continue;
          throw error;
        }
      }
    },

    async transaction<T>(transactionOptions: TransactionOptions, work: (connection: Connection) => Promise<T>): Promise<T> {
      const connection = await acquire();
      let broken = false;
      try {
        await connection.query({ text: begin(transactionOptions) });
        const result = await work(connection);
        await connection.query({ text: 'commit' });
        return result;
      } catch (error) {
        broken = isConnectionLost(error);
        if (!broken) {
          await connection.query({ text: 'rollback' }).catch(() => {
            broken = true;
          });
        }
        throw error;
      } finally {
        connection.release(broken);
      }
    },

    async script(text): Promise<ScriptResult> {
      const connection = await acquire();
      let broken = false;
      try {
        return await connection.script(text);
      } catch (error) {
        broken = isConnectionLost(error);
        throw error;
      } finally {
        connection.release(broken);
      }
    },

    listen: (channel, onMessage, onGap) => listen(url, channel, onMessage, onGap),

    async [Symbol.asyncDispose]() {
      await pool.end();
    },
  };
}

function begin({ isolation = 'read-committed', readOnly = false }: TransactionOptions): string {
  return `begin isolation level ${isolation.replace('-', ' ')}${readOnly ? ' read only' : ''}`;
}

function acquireError(error: unknown): unknown {
  if (error instanceof Error && error.message.includes('timeout exceeded when trying to connect')) {
    return new EngineError('postgres-max-connections-error', 'max connections limit reached on postgres server', {
      cause: error,
      status: 503,
    });
  }
  return fromPostgresError(error);
}

class PooledConnection implements Connection {
  readonly #client: pg.PoolClient;
  readonly #prepared: LRUCache<string, string>;
  /** Statements the LRU dropped, to be closed before the next query. */
  readonly #dropped: string[] = [];

  constructor(client: pg.PoolClient, maxPrepared: number) {
    this.#client = client;
    this.#prepared = new LRUCache({ max: maxPrepared, dispose: (name) => this.#dropped.push(name) });
  }

  async query(statement: Statement): Promise<readonly Row[]> {
    try {
      if (this.#dropped.length > 0) await this.#closeDropped();
      const result = await this.#client.query<Row>({
        text: statement.text,
        values: statement.values === undefined ? undefined : [...statement.values],
        ...(statement.prepare ? { name: this.#name(statement.text) } : {}),
      });
      return result.rows;
    } catch (error) {
      throw fromPostgresError(error, statement);
    }
  }

  async script(text: string): Promise<ScriptResult> {
    try {
      const result = await this.#client.query<(string | null)[]>({ text, rowMode: 'array' });
      const last = Array.isArray(result) ? result.at(-1) : result;
      return {
        command: last.command ?? '',
        columns: last.fields.length > 0 ? last.fields.map((f: pg.FieldDef) => f.name) : null,
        rows: last.rows,
      };
    } catch (error) {
      throw fromPostgresError(error, { text });
    }
  }

  release(destroy = false): void {
    this.#client.release(destroy);
  }

  #name(text: string): string {
    let name = this.#prepared.get(text);
    if (name === undefined) {
      name = `s${createHash('sha1').update(text).digest('base64url')}`;
      this.#prepared.set(text, name);
    }
    return name;
  }

  /** The server forgets them, and so does node-postgres' own record of what is prepared. */
  async #closeDropped(): Promise<void> {
    const names = this.#dropped.splice(0);
    const known = (this.#client as unknown as { connection?: { parsedStatements?: Record<string, string> } }).connection
      ?.parsedStatements;
    for (const name of names) {
      if (known && !(name in known)) continue;
      if (known) delete known[name];
      await this.#client.query(`deallocate "${name}"`);
    }
  }
}
