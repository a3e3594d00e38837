/** `npm run fuzz:engine` runs 20,000 cases; the suite a few hundred. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExecutorUnderTest, executorUnderTest } from '../../test/support/executor.ts';
import { randomQuery } from '../../test/support/random-query.ts';
import { EngineError } from '../error.ts';

const CASES = Number(process.env.FUZZ_CASES ?? 300);

const SCHEMA = `
create table author (id int primary key, name text, born int, active boolean not null, score float8, info jsonb, tenant text);
create table article (id int primary key, author_id int, title text, words smallint, price numeric, size bigint, tags text[],
  published_at timestamptz, hidden boolean not null, key uuid);
create table comment (id int primary key, article_id int, body text, rating int, secret boolean not null);
insert into author select i, (array['Ann','Bob','a.b',null])[1 + i % 4], 1950 + i, i % 3 > 0, i * 1.5, jsonb_build_object('a', i, 'l', array[i]), 't' || i % 2
  from generate_series(1, 12) i;
insert into article select i, 1 + i % 12, 'Title ' || i % 7, i, i * 1.25, i * 1000000000000, array['red', 't' || i % 3], timestamptz '2024-01-01' + i * interval '7 hours',
  i % 4 = 0, ('00000000-0000-4000-8000-00000000000' || i % 10)::uuid from generate_series(1, 60) i;
insert into comment select i, 1 + i % 60, case when i % 5 > 0 then 'body ' || i end, i % 6, i % 3 = 0 from generate_series(1, 180) i;
create function loud(a author) returns text language sql stable as $$ select upper(a.name) $$;
create function recent(a author) returns setof article language sql stable as $$ select * from article where author_id = a.id and id > 20 $$;
create function articles_like(pattern text) returns setof article language sql stable as $$ select * from article where title like pattern $$;
`;
/** What the role \`user\` may not see, taken away. Nothing else refers to it. */
const WITHOUT_HIDDEN = `
delete from comment where secret or not exists (select from article a join author u on u.id = a.author_id where a.id = article_id and not a.hidden and u.active);
delete from article where hidden or not exists (select from author u where u.id = author_id and u.active);
delete from author where not active or tenant is distinct from 't1';
`;

const table = (name: string, more: object) => ({ table: { schema: 'public', name }, ...more });
const manual = (name: string, remote: string, mapping: object) => ({
  name,
  using: { manual_configuration: { remote_table: remote, column_mapping: mapping } },
});
const select = (filter: object, more: object = {}) => [
  { role: 'user', permission: { columns: '*', filter, allow_aggregations: true, ...more } },
];
const METADATA = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      configuration: { connection_info: { database_url: { from_env: 'X' } } },
      tables: [
        table('author', {
          array_relationships: [manual('articles', 'article', { id: 'author_id' })],
          computed_fields: [
            { name: 'loud', definition: { function: 'loud' } },
            { name: 'recent', definition: { function: 'recent' } },
          ],
          select_permissions: select(
            { active: { _eq: true }, tenant: { _eq: 'x-hasura-tenant' } },
            { computed_fields: ['loud'] },
          ),
        }),
        table('article', {
          object_relationships: [manual('author', 'author', { author_id: 'id' })],
          array_relationships: [manual('comments', 'comment', { id: 'article_id' })],
          select_permissions: select(
            { hidden: { _eq: false }, author: { active: { _eq: true }, tenant: { _eq: 'x-hasura-tenant' } } },
            { limit: 20 },
          ),
        }),
        table('comment', {
          object_relationships: [manual('article', 'article', { article_id: 'id' })],
          select_permissions: select({
            _and: [
              { secret: { _eq: false } },
              { article: { hidden: { _eq: false }, author: { active: { _eq: true }, tenant: { _eq: 'x-hasura-tenant' } } } },
            ],
          }),
        }),
      ],
      functions: [{ function: 'articles_like' }],
    },
  ],
};
const user = { role: 'user', variables: { tenant: 't1' } };
const session = { role: 'user', variables: {}, backendOnly: false, expiresAt: null };
const admin = { ...session, role: 'admin' };

let whole: ExecutorUnderTest;
let visible: ExecutorUnderTest;
beforeAll(async () => {
  whole = await executorUnderTest(SCHEMA, METADATA);
  visible = await executorUnderTest(SCHEMA + WITHOUT_HIDDEN, METADATA);
  expect(whole.snapshot().model.inconsistencies).toEqual([]);
});
afterAll(async () => {
  await whole[Symbol.asyncDispose]();
  await visible[Symbol.asyncDispose]();
});

/** The body, or the error's code and message. */
async function answer(engine: ExecutorUnderTest, query: string, who: typeof user | undefined): Promise<string> {
  try {
    return await engine.body(query, who);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.status >= 500) throw new Error(`${error.message}: ${JSON.stringify(error.internal)}\n${query}`, { cause: error });
    return `${error.code}: ${error.message}`;
  }
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

test('a random valid query is answered, or refused for a reason that is the caller’s', { timeout: 3_600_000 }, async () => {
  const { query } = whole.deps.planner.schema(whole.snapshot(), admin);
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const body = await answer(whole, randomQuery(query, seed), undefined);
      if (!body.startsWith('{"data":')) return;
      JSON.parse(body);
      answered++;
    }),
    { numRuns: CASES },
  );
  expect(answered).toBeGreaterThan(CASES / 2);
});

test('rows that a role may not see influence none of its answers', { timeout: 3_600_000 }, async () => {
  const { query } = whole.deps.planner.schema(whole.snapshot(), session);
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const text = randomQuery(query, seed);
      expect(await answer(whole, text, user), text).toBe(await answer(visible, text, user));
    }),
    { numRuns: CASES },
  );
});
