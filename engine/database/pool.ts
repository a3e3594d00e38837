/** Opens a pool of connections: values travel as text in both directions and nothing that PostgreSQL answers is parsed. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { EngineError } from '../error.ts';
import type { Database, Row, ScriptConnection, ScriptResult, Statement, TransactionOptions } from './database.ts';
import { openListener } from './listener.ts';

export interface DatabaseOptions {
  /** Default 50, as Hasura's `HASURA_GRAPHQL_PG_CONNECTIONS`. */
  readonly maxConnections?: number;
  /** How long a request waits for a free connection before `postgres-max-connections-error`. Default 30 s. */
  readonly poolTimeoutMs?: number;
  /** Closed after this long without use. Default 180 s. */
  readonly idleTimeoutMs?: number;
  /** Replaced when older than this. Default 600 s. */
  readonly connectionLifetimeMs?: number;
  readonly isolation?: TransactionOptions['isolation'];
  /** Default true; false for poolers that share backends. */
  readonly prepare?: boolean;
  /** A connection was lost, or is there again. */
  readonly onConnection?: (event: { readonly kind: 'lost' | 'back'; readonly message: string }) => void;
}

const asText = { getTypeParser: () => (text: string) => text };

export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 50,
    idleTimeoutMillis: options.idleTimeoutMs ?? 180_000,
    connectionTimeoutMillis: options.poolTimeoutMs ?? 30_000,
    maxLifetimeSeconds: Math.ceil((options.connectionLifetimeMs ?? 600_000) / 1000),
    options: '-c TimeZone=UTC',
    types: asText,
  });
  pool.on('error', (error) => options.onConnection?.({ kind: 'lost', message: error.message }));

  const run = async (client: pg.PoolClient, statement: Statement): Promise<readonly Row[]> => {
    const result = await client.query<Row>({
      text: statement.text,
      values: [...(statement.values ?? [])],
      ...(statement.prepare && options.prepare !== false ? { name: statementName(statement.text) } : {}),
    });
    return result.rows;
  };
  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch((error) => {
      throw error instanceof Error && error.message.startsWith('timeout exceeded')
        ? new EngineError('postgres-max-connections-error', 'connection acquisition timeout expired', { status: 500 })
        : error;
    });
    let broken = false;
    const onError = () => {
      broken = true;
    };
    client.on('error', onError);
    try {
      return await work(client);
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };

  return {
    query: (statement) => withClient((client) => run(client, statement)),
    transaction: <T>(transaction: TransactionOptions, work: (connection: ScriptConnection) => Promise<T>) =>
      withClient(async (client) => {
        await client.query(begin(transaction.isolation ?? options.isolation, transaction.readOnly ?? false));
        try {
          const result = await work({ query: (statement) => run(client, statement), script: (text) => runScript(client, text) });
          await client.query('commit');
          return result;
        } catch (error) {
          await client.query('rollback').catch(() => {});
          throw error;
        }
      }),
    script: (text) => withClient((client) => runScript(client, text)),
    listen: (channel, onMessage, onGap) => openListener(url, channel, onMessage, onGap),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

type Result = pg.QueryArrayResult<(string | null)[]>;

async function runScript(client: pg.PoolClient, text: string): Promise<ScriptResult> {
  // pg answers a list of results when the text has several statements, which its types do not say.
  const answer: Result | readonly Result[] = await client.query<(string | null)[]>({ text, rowMode: 'array' });
  const results: readonly Result[] = 'rows' in answer ? [answer] : answer;
  const last = results.at(-1);
  if (!last) return { command: '', columns: null, rows: [] };
  return {
    command: last.command ?? '',
    columns: last.fields.length > 0 ? last.fields.map((f) => f.name) : null,
    rows: last.rows,
  };
}

const begin = (isolation: TransactionOptions['isolation'], readOnly: boolean) =>
  `begin${isolation ? ` isolation level ${isolation.replace('-', ' ')}` : ''}${readOnly ? ' read only' : ''}`;

const statementName = (text: string) => createHash('sha1').update(text).digest('base64url');
