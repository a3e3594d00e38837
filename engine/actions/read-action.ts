/** `my_action(id:)`: what became of an asynchronous call, as JSON text; `null` for one that is not this session's. */
import type { Connection } from '../database/database.ts';
import { toEngineError } from '../database/postgres-error.ts';
import { parseJson } from '../json.ts';
import type { ActionResultField } from '../plan/operation-plan.ts';
import type { Session } from '../session.ts';
import { type ActionLogEntry, readAction } from './action-log.ts';
import { type JoinRows, selectOutput } from './select-output.ts';

export interface ActionRead {
  readonly name: string;
  readonly id: string;
  readonly selection: readonly ActionResultField[];
  readonly session: Session;
  readonly joinRows: JoinRows;
}

export async function readActionResult(log: Connection, read: ActionRead): Promise<string> {
  const entry = await readAction(log, read.name, read.id, read.session).catch((error: unknown) => {
    throw toEngineError(error);
  });
  if (entry === null) return 'null';
  const parts = await Promise.all(
    read.selection.map(async (field) => `${JSON.stringify(field.alias)}:${await fieldText(entry, field, read.joinRows)}`),
  );
  return `{${parts.join(',')}}`;
}

async function fieldText(entry: ActionLogEntry, field: ActionResultField, joinRows: JoinRows): Promise<string> {
  switch (field.kind) {
    case 'typename':
      return JSON.stringify(field.name);
    case 'id':
      return JSON.stringify(entry.id);
    case 'created_at':
      return entry.createdAt;
    case 'errors':
      return entry.errors ?? 'null';
    case 'output':
      return entry.response === null ? 'null' : selectOutput(parseJson(entry.response), field.selection, joinRows);
  }
}
