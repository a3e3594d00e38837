/**
 * Random valid queries against two databases that differ only in what the caller may not see: equal answers, and never an
 * internal error. `FUZZ_QUERIES` and `FUZZ_SEED` choose how many and which; `npm run fuzz:engine` asks 20,000.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { RoleSchema } from '../../engine/schema/role-schema.ts';
import { sessionOf } from '../support/engine-model.ts';
import { type ScratchDatabase, scratchDatabase } from '../support/postgres.ts';
import { CALLER, data, METADATA, SCHEMA } from './forum.ts';
import { Random } from './random.ts';
import { randomRootField, type Vocabulary } from './random-query.ts';

const QUERIES = Number(process.env.FUZZ_QUERIES ?? 1500);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Root fields of one request: one statement on the way to the database. */
const TOGETHER = 20;

const words: Vocabulary = {
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

interface Side {
  readonly scratch: ScratchDatabase;
  readonly database: Database;
  readonly snapshot: Snapshot;
  readonly execute: Execute;
}

async function side(rows: string): Promise<Side> {
  const scratch = await scratchDatabase({ sql: SCHEMA + rows });
  const database = openDatabase(scratch.url);
  const catalog = await introspect(database);
  const metadata = readMetadata(METADATA);
  const model = resolveModel(metadata, catalog, {}, { enumValues: await readEnumValues(database, metadata, catalog) });
  expect(model.inconsistencies).toEqual([]);
  const snapshot: Snapshot = { catalog, model, resourceVersion: 1, generation: 1 };
  const execute = createExecutor({
    database,
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
  return { scratch, database, snapshot, execute };
}

async function answer({ execute }: Side, query: string, role: string): Promise<string> {
  try {
    const context = { session: sessionOf(role, CALLER), headers: {}, requestId: 'fuzz' };
    return (await execute({ query }, context)).body;
  } catch (error) {
    if (error instanceof EngineError)
      return `${error.code} ${error.path} ${error.message} ${JSON.stringify(error.internal ?? null).slice(-400)}`;
    throw error;
  }
}

describe('random queries', () => {
  let sides: [Side, Side];
  const both = (ask: (side: Side) => Promise<string>) => Promise.all([ask(sides[0]), ask(sides[1])]);

  beforeAll(async () => {
    sides = [
      await side(data(new Random(SEED), new Random(SEED + 1_000_000))),
      await side(data(new Random(SEED), new Random(SEED + 2_000_000))),
    ];
  }, 60_000);

  afterAll(async () => {
    for (const { scratch, database } of sides ?? []) {
      await database[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    }
  });

  it('the two databases do differ', async () => {
    const [a, b] = await both((s) => answer(s, '{ article_aggregate { nodes { id } } author { email } }', 'admin'));
    expect(a).not.toBe(b);
  });

  for (const role of ['user', 'both', 'admin']) {
    const what = role === 'admin' ? 'no error' : 'no error, and no answer that hidden data has influenced';
    it(`${role}: ${what}`, { timeout: 3_600_000 }, async () => {
      const random = new Random(SEED);
      const root = new RoleSchema(sides[0].snapshot.model, { role, backendOnly: false }).query;
      const avoid = (name: string) => words.avoid(name) || (role === 'admin' && name.startsWith('mood'));
      for (let done = 0; done < QUERIES / 3; done += TOGETHER) {
        const fields = Array.from({ length: TOGETHER }, (_, i) => randomRootField(random, root, { ...words, avoid }, `a${i}`));
        const [a, b] = await both((s) => answer(s, `{ ${fields.join('\n')} }`, role));
        if (a.startsWith('{"data":') && (a === b || role === 'admin')) continue;
        for (const field of fields) await checkAlone(field, role);
        throw new Error(`together, not alone: ${a.slice(0, 300)}\n${b.slice(0, 300)}\n${fields.join('\n')}`);
      }
    });
  }

  /**
   * What a caller can bring about: anything else would be a fault of ours. Of PostgreSQL's own errors Hasura has no name for the
   * two rows of one upsert that meet (21000).
   */
  const CALLERS_FAULTS =
    /^((validation-failed|constraint-violation|permission-error|constraint-error|data-exception|parse-failed) |unexpected .*"status_code":"21000")/;

  for (const role of ['user', 'admin']) {
    it(`${role}: mutations end in an answer, or in an error that the caller can understand`, { timeout: 3_600_000 }, async () => {
      const random = new Random(SEED + 1);
      const root = new RoleSchema(sides[0].snapshot.model, { role, backendOnly: false }).mutation;
      if (!root) throw new Error('no mutations');
      const avoid = (name: string) => words.avoid(name) || (role === 'admin' && name.startsWith('mood'));
      let answered = 0;
      for (let done = 0; done < QUERIES / 10; done++) {
        const field = randomRootField(random, root, { ...words, avoid }, 'a');
        const text = await answer(sides[0], `mutation { ${field} }`, role);
        if (text.startsWith('{"data":')) answered++;
        else expect({ field, text }).toEqual({ field, text: expect.stringMatching(CALLERS_FAULTS) });
      }
      expect(answered).toBeGreaterThan(QUERIES / 100);
    });
  }

  async function checkAlone(field: string, role: string): Promise<void> {
    const [one, other] = await both((s) => answer(s, `{ ${field} }`, role));
    expect({ field, answer: one }).toEqual({ field, answer: expect.stringMatching(/^\{"data":/) });
    if (role !== 'admin') expect({ field, answer: other }).toEqual({ field, answer: one });
  }
});
