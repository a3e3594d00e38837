/**
 * `run_sql` (dialect §8.2): SQL text by the simple protocol in one transaction. Afterwards the catalog is read again, so that what
 * changed shows at once. SQL that looks as if it altered the schema is checked against the metadata in its own transaction.
 */
import { z } from 'zod';
import { readIdentities } from '../catalog/identities.ts';
import type { ScriptConnection, ScriptResult } from '../database/database.ts';
import { EngineError } from '../error.ts';
import { type CommandContext, type Commands, command } from './command.ts';
import { adaptMetadata } from './consistency-check.ts';
import { DEFAULT_SOURCE, sourceOf } from './edits/edit.ts';

const RunSql = z.object({
  sql: z.string(),
  source: z.string().default(DEFAULT_SOURCE),
  cascade: z.boolean().default(false),
  check_metadata_consistency: z.boolean().nullish(),
  read_only: z.boolean().default(false),
});
type RunSql = z.infer<typeof RunSql>;

export const runSqlCommands: Commands = {
  run_sql: command(RunSql, async (context, args) => {
    const { database, draft } = context;
    sourceOf(draft.metadata, args.source);
    if (args.read_only) return answer(await database.transaction({ readOnly: true }, (c) => runScript(c, args.sql)));
    if (args.check_metadata_consistency ?? altersSchema(args.sql)) return answer(await runChecked(context, args));
    const result = await database.transaction({}, (connection) => runScript(connection, args.sql));
    await draft.reread();
    return answer(result);
  }),
};

const altersSchema = (sql: string) => /\balter\b|\bdrop\b|\breplace\b|\bcreate function\b|\bcomment on\b/i.test(sql);

/** When the check fails the transaction is rolled back, and the metadata is as it was. */
function runChecked({ database, draft }: CommandContext, args: RunSql): Promise<ScriptResult> {
  return database.transaction({}, (connection) =>
    draft.within(connection, async () => {
      await draft.reread();
      const { model } = draft;
      const before = await readIdentities(connection);
      const result = await runScript(connection, args.sql);
      const after = await readIdentities(connection);
      await draft.reread();
      await adaptMetadata(draft, model, { source: args.source, cascade: args.cascade, before, after });
      return result;
    }),
  );
}

/** Names a mistake in the SQL as Hasura does, with PostgreSQL's own words for the admin. */
async function runScript(connection: ScriptConnection, sql: string): Promise<ScriptResult> {
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
    throw new EngineError('postgres-error', 'query execution failed', { internal, cause: error });
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
