/** One of the databases that are compared, and a caller who asks it. */
import { expect } from 'vitest';
import { introspect } from '../../engine/catalog/introspect.ts';
import type { Database } from '../../engine/database/database.ts';
import { openDatabase } from '../../engine/database/pool.ts';
import type { Snapshot } from '../../engine/engine.ts';
import { EngineError } from '../../engine/error.ts';
import { createExecutor, type Execute } from '../../engine/execute/execute.ts';
import { readEnumValues } from '../../engine/lifecycle/enum-values.ts';
import { readMetadata } from '../../engine/metadata/read.ts';
import { resolveModel } from '../../engine/model/resolve.ts';
import { createPlanner } from '../../engine/plan/planner.ts';
import { sessionOf } from '../support/engine-model.ts';
import { scratchDatabase } from '../support/postgres.ts';
import { CALLER, METADATA, SCHEMA } from './forum.ts';
import type { Vocabulary } from './random-query.ts';

const WORDS: Vocabulary = {
  literals: {
    Int: ['-1', '0', '1', '2', '3', '4', '5', '8', '12'],
    bigint: ['0', '1', '2', '"9007199254740993"'],
    numeric: ['0', '1.5', '-3.25', '"2"'],
    Float: ['0.5', '1'],
    String: ['"a"', '"b"', '"ab"', '"x y"', '""', '"$.a"', '"it\'s"', '"ö\\"\\\\"'],
    smallint: ['0', '1', '2', '3'],
    float8: ['0.5', '1', '"-1.5"'],
    uuid: ['"00000000-0000-4000-8000-000000000001"', '"00000000-0000-4000-8000-000000000002"'],
    Boolean: ['true', 'false'],
    jsonb: ['{a: 1}', '[1]', '"a"', '1', '{}'],
    timestamptz: ['"2024-01-02T03:04:05Z"', '"2023-01-01"'],
  },
  key: 'id',
  // Text that is no jsonpath is refused by PostgreSQL.
  avoid: (name) => name.startsWith('_jsonb_path'),
};

/** Enum tables cannot be written at random: their values are the schema. */
export const wordsFor = (role: string): Vocabulary => ({
  ...WORDS,
  avoid: (name) => WORDS.avoid(name) || (role === 'admin' && name.startsWith('mood')),
});

export interface Side extends AsyncDisposable {
  readonly database: Database;
  readonly snapshot: Snapshot;
  readonly execute: Execute;
}

/** `wrap` may stand between the executor and the database. */
export async function openSide(rows: string, wrap = (database: Database): Database => database): Promise<Side> {
  const scratch = await scratchDatabase({ sql: SCHEMA + rows });
  const database = openDatabase(scratch.url);
  const catalog = await introspect(database);
  const metadata = readMetadata(METADATA);
  const model = resolveModel(metadata, catalog, {}, { enumValues: await readEnumValues(database, metadata, catalog) });
  expect(model.inconsistencies).toEqual([]);
  const snapshot: Snapshot = { catalog, model, resourceVersion: 1, generation: 1 };
  const execute = createExecutor({
    database: wrap(database),
    actionLog: database,
    planner: createPlanner(),
    actions: {
      webhooks: { send: () => Promise.reject(new Error('no webhooks here')), [Symbol.asyncDispose]: async () => {} },
      observe: () => {},
      version: 'v0',
      configuredHeaderPrecedence: false,
    },
    compile: { stringifyNumeric: true },
    snapshot: () => snapshot,
  });
  return {
    database,
    snapshot,
    execute,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
}

/** The answer's text, or the error's. Anything that is no `EngineError` is thrown. */
export async function answer({ execute }: Side, query: string, role: string): Promise<string> {
  try {
    const context = { session: sessionOf(role, CALLER), headers: {}, requestId: 'fuzz' };
    return (await execute({ query }, context)).body;
  } catch (error) {
    if (error instanceof EngineError)
      return `${error.code} ${error.path} ${error.message} ${JSON.stringify(error.internal ?? null).slice(-400)}`;
    throw error;
  }
}
