/** A query: all its tables and functions in one statement, actions beside it. */
import { readActionResult } from '../actions/read-action.ts';
import { runAction } from '../actions/run-action.ts';
import { ConnectionLost, toEngineError } from '../database/postgres-error.ts';
import { EngineError } from '../error.ts';
import { bindJson, bindValue } from '../plan/bind.ts';
import type { Rendered } from '../sql/render.ts';
import { bindStatement } from './bind.ts';
import type { CompiledQuery, Effect } from './compile-operation.ts';
import type { Run } from './execute.ts';
import { joinRows } from './join-rows.ts';

/** The JSON text of `data`. */
export async function runQuery(run: Run, query: CompiledQuery): Promise<string> {
  const { statement, parts } = query;
  const cells = statement ? await readCells(run, statement) : [];
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else if (typeof part === 'number') text += cells[part] ?? 'null';
    else text += await runEffect(run, part);
  }
  return text;
}

async function readCells(run: Run, rendered: Rendered): Promise<readonly (string | null)[]> {
  const { database } = run.deps;
  const { session, signal } = run.context;
  const statement = bindStatement(rendered, session, run.planned.variables);
  const read = () => database.read(statement, { signal });
  try {
    const rows = await read().catch((error: unknown) => {
      // Reading twice does no harm; what breaks a connection is usually over with it.
      if (error instanceof ConnectionLost) return read();
      throw error;
    });
    return rows[0]?.texts() ?? [];
  } catch (error) {
    throw toEngineError(error, { statement });
  }
}

/** An action's part of the answer. */
export async function runEffect(run: Run, { field }: Effect): Promise<string> {
  const { deps, snapshot, context, planned, request } = run;
  const join = joinRows(run);
  if (field.kind === 'action_result') {
    const id = bindValue(field.id, context.session, planned.variables);
    if (id === null) throw new EngineError('validation-failed', 'the id of an action cannot be null');
    return await readActionResult(deps.actionLog, {
      name: field.name,
      id,
      selection: field.selection,
      session: context.session,
      joinRows: join,
    });
  }
  const answer = await runAction(
    { ...deps.actions, log: deps.actionLog },
    {
      plan: field.action,
      input: bindJson(field.action.input, planned.variables),
      model: snapshot.model,
      context,
      requestQuery: request.query,
      joinRows: join,
    },
  );
  run.cookies.push(...answer.cookies);
  return answer.json;
}
