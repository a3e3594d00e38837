import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { type ExecutorUnderTest, executorUnderTest } from '../../test/support/executor.ts';
import { EngineError } from '../error.ts';
import { explain } from './explain.ts';

const SCHEMA = `
create table author (id int primary key, name text, big bigint default 9007199254740993);
create table article (id int primary key, author_id int references author, title text, hidden boolean not null default false);
insert into author select i, 'Author ' || i from generate_series(1, 3) i;
insert into article select i, 1 + i % 3, 'Article ' || i, i > 6 from generate_series(1, 9) i;
create function slow() returns setof author language sql stable as $$ select a.* from author a, pg_sleep(60) $$;
`;
const table = (name: string, more: object = {}) => ({ table: { schema: 'public', name }, ...more });
const METADATA = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      configuration: { connection_info: { database_url: { from_env: 'X' } } },
      tables: [
        table('author', {
          array_relationships: [
            { name: 'articles', using: { foreign_key_constraint_on: { table: 'article', column: 'author_id' } } },
          ],
          select_permissions: [{ role: 'user', permission: { columns: '*', filter: {} } }],
        }),
        table('article', {
          object_relationships: [{ name: 'author', using: { foreign_key_constraint_on: 'author_id' } }],
          select_permissions: [
            {
              role: 'user',
              permission: { columns: '*', filter: { hidden: { _eq: false } }, limit: 3, allow_aggregations: true },
            },
          ],
        }),
      ],
      functions: [{ function: 'slow' }],
    },
  ],
  api_limits: { time_limit: { global: 60, per_role: { user: 1 } }, depth_limit: { global: 3 }, node_limit: { global: 12 } },
};

let engine: ExecutorUnderTest;
beforeAll(async () => {
  engine = await executorUnderTest(SCHEMA, METADATA);
});
afterAll(() => engine[Symbol.asyncDispose]());

describe('a query', () => {
  test('answers its fields in their order, whatever answers them', async () => {
    expect(
      await engine.body(
        '{ b: author(limit: 1, order_by: {id: asc}) { big id } __typename a: author_by_pk(id: 2) { name } none: author_by_pk(id: 9) { id } }',
      ),
    ).toBe('{"data":{"b":[{"big":9007199254740993,"id":1}],"__typename":"query_root","a":{"name":"Author 2"},"none":null}}');
  });

  test('keeps rows, aggregates and predicates within what the role may see', async () => {
    const user = { role: 'user' };
    const answer = await engine.ask(
      `{ article(order_by: {id: desc}) { id } article_aggregate(order_by: {id: desc}) { aggregate { count } nodes { id } } author(where: {articles: {id: {_gt: 6}}}) { id } }`,
      user,
    );
    expect(answer).toEqual({
      data: {
        article: [{ id: 6 }, { id: 5 }, { id: 4 }],
        article_aggregate: { aggregate: { count: 6 }, nodes: [{ id: 6 }, { id: 5 }, { id: 4 }] },
        author: [],
      },
    });
  });

  test('survives a connection that is killed under it', async () => {
    await using one = await executorUnderTest(SCHEMA, METADATA, { pool: { maxConnections: 1 } });
    expect(await one.ask('{ author_by_pk(id: 1) { id } }')).toEqual({ data: { author_by_pk: { id: 1 } } });
    await one.scratch.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    expect(await one.ask('{ author_by_pk(id: 1) { id } }')).toEqual({ data: { author_by_pk: { id: 1 } } });
  });

  test('goes on after a table was changed under a known statement', async () => {
    await using changing = await executorUnderTest(SCHEMA, METADATA, { pool: { maxConnections: 1 } });
    for (let i = 0; i < 7; i++) await changing.ask('{ author_by_pk(id: 1) { big } }');
    await changing.scratch.sql('alter table author alter column big type numeric(30, 2)');
    expect(await changing.body('{ author_by_pk(id: 1) { big } }')).toBe('{"data":{"author_by_pk":{"big":9007199254740993.00}}}');
  });

  test('is stopped on the server when its client goes away', async () => {
    const stop = new AbortController();
    const { deps, scratch } = engine;
    const { createExecutor } = await import('./execute.ts');
    const running = createExecutor(deps)(
      { query: '{ slow { id } }' },
      {
        session: { role: 'admin', variables: {}, backendOnly: false, expiresAt: null },
        headers: {},
        requestId: 'r',
        signal: stop.signal,
      },
    );
    const sleeping = () =>
      scratch.sql(`select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`);
    await eventually(sleeping, (rows) => rows.length === 1);
    stop.abort();
    await expect(running).rejects.toBeInstanceOf(EngineError);
    await eventually(sleeping, (rows) => rows.length === 0);
  });
});

describe('limits', () => {
  const user = { role: 'user' };
  const refused = (message: RegExp) => ({
    errors: [{ message: expect.stringMatching(message), extensions: { code: 'invalid-query-resource-limits' } }],
  });

  test('of time cancel the statement', async () => {
    expect(await engine.ask('{ slow { id } }', user)).toMatchObject(refused(/time limit exceeded/));
  });

  test('of depth and nodes refuse before anything runs; admins have none', async () => {
    const deep = '{ author { articles { author { id } } } }';
    expect(await engine.ask(deep, user)).toMatchObject(refused(/depth limit exceeded/));
    expect(await engine.ask(deep)).toHaveProperty('data');
    const wide = `{ ${[1, 2, 3, 4, 5, 6, 7].map((i) => `a${i}: author_by_pk(id: ${i}) { id }`).join(' ')} }`;
    expect(await engine.ask(wide, user)).toMatchObject(refused(/node limit exceeded/));
  });
});

describe('explain', () => {
  const admin = { role: 'admin', variables: {}, backendOnly: false, expiresAt: null };

  test('tells SQL that can be run, and its plan, field by field', async () => {
    const query = 'query ($id: Int) { author(where: {id: {_eq: $id}, name: {_neq: "it\'s"}}) { id } __typename }';
    const [first, second] = Array.from(Object.values(await explain(engine.deps, { query, variables: { id: 1 } }, admin)));
    expect(first).toMatchObject({ field: 'author', plan: expect.arrayContaining([expect.stringContaining('author')]) });
    expect(second).toEqual({ field: '__typename', sql: null, plan: null });
    expect(Object.values((await engine.scratch.sql(String(first.sql)))[0] ?? {})).toEqual([[{ id: 1 }]]);
  });

  test('tells the statement of a subscription, and refuses mutations', async () => {
    const subscription = { query: 'subscription ($id: Int!) { author_by_pk(id: $id) { id } }', variables: { id: 1 } };
    expect(await explain(engine.deps, subscription, admin)).toMatchObject({
      sql: expect.stringContaining('_subs'),
      plan: expect.arrayContaining([expect.any(String)]),
      variables: { $1: '1' },
    });
  });
});
