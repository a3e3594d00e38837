/**
 * Random valid mutations: each ends in an answer or in an error the caller can understand, changes no row that the caller may not
 * change, and answers the same whatever he may not see. `FUZZ_MUTATIONS` and `FUZZ_SEED` choose how many and which;
 * `npm run fuzz:engine` asks 20,000.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RoleSchema } from '../../engine/schema/role-schema.ts';
import { data } from './forum.ts';
import { Random } from './random.ts';
import { randomRootField } from './random-query.ts';
import { answer, openSide, type Side, wordsFor } from './side.ts';
import { takenBack } from './taken-back.ts';

const MUTATIONS = Number(process.env.FUZZ_MUTATIONS ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

/**
 * What a caller can bring about: anything else would be a fault of ours. Of PostgreSQL's own errors Hasura has no name for the
 * two rows of one upsert that meet (21000).
 */
const CALLERS_FAULTS =
  /^((validation-failed|constraint-violation|permission-error|constraint-error|data-exception|parse-failed) |unexpected .*"status_code":"21000")/;

describe('random mutations', () => {
  let sides: [Side, Side];
  const harm: string[] = [];

  beforeAll(async () => {
    const wrap = (database: Side['database']) => takenBack(database, (row) => harm.push(row));
    sides = [
      await openSide(data(new Random(SEED), new Random(SEED + 1_000_000), false), wrap),
      await openSide(data(new Random(SEED), new Random(SEED + 2_000_000), false), wrap),
    ];
  });

  afterAll(async () => {
    for (const side of sides ?? []) await side[Symbol.asyncDispose]();
  });

  for (const role of ['user', 'admin', 'writer']) {
    const isWriter = role === 'writer';
    it(`${role}: ${isWriter ? 'change and tell nothing that is hidden' : 'are understood'}`, { timeout: 3_600_000 }, async () => {
      const random = new Random(SEED + 1);
      const root = new RoleSchema(sides[0].snapshot.model, { role, backendOnly: false }).mutation;
      if (!root) throw new Error('no mutations');
      let answered = 0;
      harm.length = 0;
      for (let done = 0; done < MUTATIONS / 3; done++) {
        const field = randomRootField(random, root, wordsFor(role), 'a');
        const asked = isWriter ? sides : sides.slice(0, 1);
        const answers = await Promise.all(asked.map((side) => answer(side, `mutation { ${field} }`, role)));
        const errors = answers.filter((text) => !text.startsWith('{"data":'));
        for (const text of errors) expect({ field, text }).toEqual({ field, text: expect.stringMatching(CALLERS_FAULTS) });
        if (!isWriter) continue;
        expect({ field, harm }).toEqual({ field, harm: [] });
        // An error may tell that a row is there (a key that is taken, one that is referred to), as PostgreSQL's always do.
        if (errors.length > 0) continue;
        const [one, other] = answers.map(withoutOrder);
        expect({ field, other }).toEqual({ field, other: one });
        answered++;
      }
      // The watch sees what it is there to see.
      if (role === 'admin') expect(harm).not.toEqual([]);
      if (isWriter) expect(answered).toBeGreaterThan(MUTATIONS / 30);
    });
  }
});

/** `returning` has none. */
const withoutOrder = (answer: string): unknown =>
  JSON.parse(answer, (_, value: unknown) =>
    Array.isArray(value)
      ? value
          .map((item) => ({ item, text: JSON.stringify(item) }))
          .sort((a, b) => (a.text < b.text ? -1 : 1))
          .map(({ item }) => item)
      : value,
  );
