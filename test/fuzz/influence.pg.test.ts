/**
 * Random valid queries against two databases that differ only in what the caller may not see: equal answers, and never an
 * internal error. `FUZZ_QUERIES` and `FUZZ_SEED` choose how many and which; `npm run fuzz:engine` asks 20,000.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RoleSchema } from '../../engine/schema/role-schema.ts';
import { data } from './forum.ts';
import { Random } from './random.ts';
import { randomRootField } from './random-query.ts';
import { answer, openSide, type Side, wordsFor } from './side.ts';

const QUERIES = Number(process.env.FUZZ_QUERIES ?? 1500);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Root fields of one request: one statement on the way to the database. */
const TOGETHER = 20;

describe('random queries', () => {
  let sides: [Side, Side];
  const both = (ask: (side: Side) => Promise<string>) => Promise.all([ask(sides[0]), ask(sides[1])]);

  beforeAll(async () => {
    sides = [
      await openSide(data(new Random(SEED), new Random(SEED + 1_000_000))),
      await openSide(data(new Random(SEED), new Random(SEED + 2_000_000))),
    ];
  });

  afterAll(async () => {
    for (const side of sides ?? []) await side[Symbol.asyncDispose]();
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
      for (let done = 0; done < QUERIES / 3; done += TOGETHER) {
        const fields = Array.from({ length: TOGETHER }, (_, i) => randomRootField(random, root, wordsFor(role), `a${i}`));
        const [a, b] = await both((s) => answer(s, `{ ${fields.join('\n')} }`, role));
        if (a.startsWith('{"data":') && (a === b || role === 'admin')) continue;
        for (const field of fields) await checkAlone(field, role);
        throw new Error(`together, not alone: ${a.slice(0, 300)}\n${b.slice(0, 300)}\n${fields.join('\n')}`);
      }
    });
  }

  async function checkAlone(field: string, role: string): Promise<void> {
    const [one, other] = await both((s) => answer(s, `{ ${field} }`, role));
    expect({ field, answer: one }).toEqual({ field, answer: expect.stringMatching(/^\{"data":/) });
    if (role !== 'admin') expect({ field, answer: other }).toEqual({ field, answer: one });
  }
});
