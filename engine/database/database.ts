/** The engine's view of PostgreSQL: pooled connections, prepared statements by text, values as text in both directions. */

/** A result row: columns by name, each PostgreSQL's text form or null. JSON is never parsed on its way through. */
export type Row = Readonly<Record<string, string | null>>;

export interface Statement {
  readonly text: string;
  /** PostgreSQL text forms; null is NULL. */
  readonly values?: readonly (string | null)[];
  /** Prepared under a name of its own, kept per connection (the ones unused for longest go). Default false. */
  readonly prepare?: boolean;
}

/** A row without names: its cells are decoded when they are asked for, so that a large answer can pass as bytes. */
export interface Cells {
  readonly length: number;
  text(index: number): string | null;
  bytes(index: number): Buffer | null;
  texts(): readonly (string | null)[];
}

export interface RunOptions {
  /** Cancels what the server is doing; the promise then rejects with PostgreSQL's `57014`. */
  readonly signal?: AbortSignal | undefined;
}

export interface Connection {
  query(statement: Statement, options?: RunOptions): Promise<readonly Row[]>;
  /**
   * Several statements in one round trip, the rows of each. On a `Database` they are one transaction: when one fails none took
   * effect. Inside a transaction they are part of it.
   */
  batch(statements: readonly Statement[], options?: RunOptions): Promise<readonly (readonly Cells[])[]>;
}

/** A connection on which text with several statements can be run, too. */
export interface ScriptConnection extends Connection {
  /** By the simple protocol; the last statement's columns and rows. Outside of a transaction they run in one implicit transaction. */
  script(text: string): Promise<ScriptResult>;
}

export interface Database extends ScriptConnection, AsyncDisposable {
  /** As a `Connection`'s; with `transaction`, in one of that kind. */
  batch(
    statements: readonly Statement[],
    options?: RunOptions & { readonly transaction?: TransactionOptions },
  ): Promise<readonly (readonly Cells[])[]>;
  /** The rows of a statement that only reads. While it is quick, it may share its connection with others of its kind. */
  read(statement: Statement, options?: RunOptions): Promise<readonly Cells[]>;
  /** Runs `work` in one transaction on one connection; rolls back when it throws. */
  transaction<T>(options: TransactionOptions, work: (connection: ScriptConnection) => Promise<T>): Promise<T>;
  /** How many connections the pool has now, how many of them nobody uses, how many requests wait for one. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number };
  /** Calls `onMessage` for each NOTIFY on the channel, over a connection of its own that is made again when it breaks (then `onGap`). */
  listen(channel: string, onMessage: (payload: string) => void, onGap: () => void): Promise<AsyncDisposable>;
}

export interface TransactionOptions extends RunOptions {
  readonly isolation?: 'read-committed' | 'repeatable-read' | 'serializable';
  readonly readOnly?: boolean;
}

export interface ScriptResult {
  readonly command: string;
  /** null when the last statement returns no rows. */
  readonly columns: readonly string[] | null;
  readonly rows: readonly (readonly (string | null)[])[];
}
