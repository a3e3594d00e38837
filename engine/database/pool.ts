/** Opens a pool of connections: values travel as text in both directions and nothing that PostgreSQL answers is parsed. */
import type { Backend, BatchStatement, StatementResult } from './backend.ts';
import { BackendPool } from './backend-pool.ts';
import type { Cells, Database, Row, ScriptResult, Statement, TransactionOptions } from './database.ts';
import { openListener } from './listener.ts';
import { PostgresError } from './postgres-error.ts';
import { ReadLanes } from './read-lanes.ts';
import { beginStatement, COMMIT, ROLLBACK, runTransaction, type TransactionLink } from './transaction.ts';

export interface DatabaseOptions {
  /** Default 50, as Hasura's `HASURA_GRAPHQL_PG_CONNECTIONS`. */
  readonly maxConnections?: number;
  /** How long a request waits for a free connection before `postgres-max-connections-error`. Default 30 s. */
  readonly poolTimeoutMs?: number;
  /** Closed after this long without use. Default 180 s. */
  readonly idleTimeoutMs?: number;
  /** Replaced when older than this. Default 600 s. */
  readonly connectionLifetimeMs?: number;
  /** Of transactions that ask for none; PostgreSQL's own default when absent. */
  readonly isolation?: 'read-committed' | 'repeatable-read' | 'serializable';
  /** False for poolers that share backends, where a prepared statement may be another's. Default true. */
  readonly prepare?: boolean;
  /** A connection was lost, or is there again. */
  readonly onConnection?: (event: { readonly kind: 'lost' | 'back'; readonly message: string }) => void;
}

export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new BackendPool({
    connection: { connectionString: url, options: SESSION, keepAlive: true },
    maxConnections: options.maxConnections ?? 50,
    poolTimeoutMs: options.poolTimeoutMs ?? 30_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 180_000,
    connectionLifetimeMs: options.connectionLifetimeMs ?? 600_000,
    onConnection: options.onConnection,
  });
  const lanes = new ReadLanes(pool);
  const prepared = (statement: Statement): BatchStatement =>
    options.prepare === false && statement.prepare ? { ...statement, prepare: false } : statement;

  const lent = async <T>(work: (backend: Backend) => Promise<T>): Promise<T> => {
    const backend = pool.lendNow() ?? (await pool.lend());
    try {
      return await work(backend);
    } finally {
      pool.giveBack(backend);
    }
  };
  const linkTo = (backend: Backend): TransactionLink => ({
    run: (statements, signal) => cancellable(backend, signal, () => backend.run(statements.map(prepared))),
    script: async (text) => scriptResult(await backend.script(text)),
    isOpen: () => backend.isInTransaction,
    rows,
    cells,
  });
  const withIsolation = (transaction: TransactionOptions): TransactionOptions => ({
    ...(options.isolation ? { isolation: options.isolation } : {}),
    ...transaction,
  });

  return {
    query: (statement, { signal } = {}) =>
      lent(async (backend) => rows(await linkTo(backend).run([{ ...statement, describe: true }], signal))),
    batch: (statements, { signal, transaction } = {}) =>
      lent(async (backend) => {
        const link = linkTo(backend);
        if (!transaction || isOrdinary(withIsolation(transaction))) return cells(await link.run(statements, signal));
        try {
          const results = await link.run([beginStatement(withIsolation(transaction)), ...statements, COMMIT], signal);
          return cells(results.slice(1, -1));
        } catch (error) {
          if (link.isOpen()) await link.run([ROLLBACK], undefined).catch(() => {});
          if (error instanceof PostgresError) error.statementIndex -= 1;
          throw error;
        }
      }),
    read: async (statement, { signal } = {}) => {
      const batch = prepared(statement);
      // Cancelling a connection stops whatever it is at: what may be cancelled has one of its own.
      const results = signal || !batch.prepare ? await lent((b) => linkTo(b).run([batch], signal)) : await lanes.run(batch);
      return results[0]?.rows ?? [];
    },
    transaction: (transaction, work) => lent((backend) => runTransaction(linkTo(backend), withIsolation(transaction), work)),
    script: async (text) => scriptResult(await lent((backend) => backend.script(text))),
    listen: (channel, onMessage, onGap) => openListener(url, channel, onMessage, onGap),
    connections: () => pool.connections(),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}

/** Set when connecting; read committed so that a batch of its own needs no BEGIN to be sure of it. */
const SESSION = '-c TimeZone=UTC -c default_transaction_isolation=read\\ committed';

const isOrdinary = ({ isolation, readOnly }: TransactionOptions): boolean =>
  readOnly !== true && (isolation === undefined || isolation === 'read-committed');

async function cancellable<T>(backend: Backend, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!signal) return await work();
  signal.throwIfAborted();
  const cancel = () => backend.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

const cells = (results: readonly StatementResult[]): readonly (readonly Cells[])[] => results.map((result) => result.rows);

function rows(results: readonly StatementResult[]): readonly Row[] {
  const result = results.at(-1);
  const columns = result?.columns;
  if (!result || !columns) return [];
  return result.rows.map((row) => {
    const texts = row.texts();
    return Object.fromEntries(columns.map((name, i) => [name, texts[i] ?? null]));
  });
}

function scriptResult(results: readonly StatementResult[]): ScriptResult {
  const last = results.at(-1);
  return {
    command: last?.command.replace(/[ \d]+$/, '') ?? '',
    columns: last?.columns ?? null,
    rows: last?.rows.map((row) => row.texts()) ?? [],
  };
}
