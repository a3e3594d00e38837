/**
 * `run_sql` (dialect §8.2): SQL text by the simple protocol in one transaction. Afterwards the catalog is read again, so that what
 * changed shows at once.
 */
import { z } from 'zod';
import type { ScriptConnection, ScriptResult } from '../database/database.ts';
import { EngineError } from '../error.ts';
import { type Commands, command } from './command.ts';

const RunSql = z.object({
  sql: z.string(),
  source: z.string().nullish(),
  cascade: z.boolean().nullish(),
  check_metadata_consistency: z.boolean().nullish(),
  read_only: z.boolean().nullish(),
});
type RunSql = z.infer<typeof RunSql>;

export const runSqlCommands: Commands = {
  run_sql: command(RunSql, async ({ database, draft, path }, args) => {
    const run = (connection: ScriptConnection) => runScript(connection, args, path);
    if (args.read_only) return answer(await database.transaction({ readOnly: true }, run));
    const result = await database.transaction({}, run);
    await draft.reread();
    return answer(result);
  }),
};

/** Names a mistake in the SQL as Hasura does, with PostgreSQL's own words for the admin. */
async function runScript(connection: ScriptConnection, { sql }: RunSql, path: string): Promise<ScriptResult> {
  try {
    const result = await connection.script(sql);
    // Dumps set the search path and more for the session, and this connection goes back to the pool.
    await connection.query({ text: 'reset all' });
    return result;
  } catch (error) {
    const internal = {
      statement: sql,
      prepared: false,
      error: {
        exec_status: 'FatalError',
        hint: text(error, 'hint'),
        message: text(error, 'message'),
        status_code: text(error, 'code'),
        description: text(error, 'detail'),
      },
      arguments: [],
    };
    throw new EngineError('postgres-error', 'query execution failed', { path, internal, cause: error });
  }
}

const text = (error: unknown, key: string): string | null => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : null;
};

/** Everything as text: a NULL is the word NULL. */
function answer({ columns, rows }: ScriptResult) {
  if (columns === null) return { result_type: 'CommandOk', result: null };
  return { result_type: 'TuplesOk', result: [columns, ...rows.map((row) => row.map((value) => value ?? 'NULL'))] };
}
