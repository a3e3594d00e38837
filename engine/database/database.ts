/** The engine's view of PostgreSQL: pooled connections, prepared statements by text, values as text in both directions. */

/** A result row: columns by name, each PostgreSQL's text form or null. JSON is never parsed on its way through. */
export type Row = Readonly<Record<string, string | null>>;

export interface Statement {
  readonly text: string;
  /** PostgreSQL text forms; null is NULL. */
  readonly values?: readonly (string | null)[];
  /** Prepared under a name derived from the text, kept per connection. Default false. */
  readonly prepare?: boolean;
}

export interface Connection {
  query(statement: Statement): Promise<readonly Row[]>;
}

/** A connection on which text with several statements can be run, too. */
export interface ScriptConnection extends Connection {
  /** By the simple protocol; the last statement's columns and rows. Outside of a transaction they run in one implicit transaction. */
  script(text: string): Promise<ScriptResult>;
}

export interface Database extends ScriptConnection, AsyncDisposable {
  /** Runs `work` in one transaction on one connection; rolls back when it throws. */
  transaction<T>(options: TransactionOptions, work: (connection: ScriptConnection) => Promise<T>): Promise<T>;
  /** Calls `onMessage` for each NOTIFY on the channel, over a connection of its own that is made again when it breaks (then `onGap`). */
  listen(channel: string, onMessage: (payload: string) => void, onGap: () => void): Promise<AsyncDisposable>;
}

export interface TransactionOptions {
  readonly isolation?: 'read-committed' | 'repeatable-read' | 'serializable';
  readonly readOnly?: boolean;
}

export interface ScriptResult {
  readonly command: string;
  /** null when the last statement returns no rows. */
  readonly columns: readonly string[] | null;
  readonly rows: readonly (readonly (string | null)[])[];
}
