/** A transaction of several round trips on one connection. BEGIN travels with the first statement. */
import type { BatchStatement, StatementResult } from './backend.ts';
import type { Cells, Row, ScriptConnection, ScriptResult, TransactionOptions } from './database.ts';
import { PostgresError } from './postgres-error.ts';

export interface TransactionLink {
  run(statements: readonly BatchStatement[], signal: AbortSignal | undefined): Promise<readonly StatementResult[]>;
  script(text: string): Promise<ScriptResult>;
  /** Whether the server has a transaction open. */
  isOpen(): boolean;
  rows(results: readonly StatementResult[]): readonly Row[];
  cells(results: readonly StatementResult[]): readonly (readonly Cells[])[];
}

/** Commits when `work` is done; rolls back and throws when it throws. */
export async function runTransaction<T>(
  link: TransactionLink,
  options: TransactionOptions,
  work: (connection: ScriptConnection) => Promise<T>,
): Promise<T> {
  let isBegun = false;
  const run = async (statements: readonly BatchStatement[], signal: AbortSignal | undefined) => {
    if (isBegun) return await link.run(statements, signal);
    isBegun = true;
    try {
      const [, ...results] = await link.run([beginStatement(options), ...statements], signal);
      return results;
    } catch (error) {
      // Counted in what the caller sent.
      if (error instanceof PostgresError) error.statementIndex -= 1;
      throw error;
    }
  };
  try {
    const result = await work({
      query: async (statement, more) => link.rows(await run([{ ...statement, describe: true }], more?.signal ?? options.signal)),
      batch: async (statements, more) => link.cells(await run(statements, more?.signal ?? options.signal)),
      script: async (text) => {
        if (!isBegun) await run([], options.signal);
        return await link.script(text);
      },
    });
    if (isBegun) await link.run([COMMIT], undefined);
    return result;
  } catch (error) {
    // A connection that cannot even roll back is broken and is not used again.
    if (link.isOpen()) await link.run([ROLLBACK], undefined).catch(() => {});
    throw error;
  }
}

export const beginStatement = ({ isolation, readOnly }: TransactionOptions): BatchStatement => ({
  text: `begin${isolation ? ` isolation level ${isolation.replace('-', ' ')}` : ''}${readOnly ? ' read only' : ''}`,
});

export const COMMIT: BatchStatement = { text: 'commit' };
export const ROLLBACK: BatchStatement = { text: 'rollback' };
