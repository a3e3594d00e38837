import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExecutorUnderTest, executorUnderTest } from '../../test/support/executor.ts';

const SCHEMA = `
create table author (id serial primary key, name text unique, born int, info jsonb default '{}', tenant text);
create table article (id serial primary key, title text not null, author_id int references author on delete cascade, words int default 7,
  tags text[] default '{}', owner text);
create table detail (author_id int primary key references author on delete cascade, phone text);
create table plain (a int, b int);
create table audit (id serial primary key, who text, trace text);
create table ledger (id int primary key, amount numeric check (amount >= 0), note text);
create function log_writer() returns trigger language plpgsql as $$ begin
  insert into audit (who, trace) values (current_setting('hasura.user', true), current_setting('hasura.tracecontext', true));
  if new.name = 'raise' then raise exception 'a secret of the database'; end if;
  return new; end $$;
create trigger log_writer after insert on author for each row execute function log_writer();
create function add_author(name_arg text) returns setof author language sql volatile
  as $$ insert into author (name) values (name_arg) returning * $$;
create function article_count(a author) returns bigint language sql stable as $$ select count(*) from article where author_id = a.id $$;
`;

const table = (name: string, more: object = {}) => ({ table: { schema: 'public', name }, ...more });
const all = (columns: string[] | '*' = '*') => ({ columns, filter: {} });
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
          object_relationships: [
            {
              name: 'detail',
              using: {
                manual_configuration: {
                  remote_table: 'detail',
                  column_mapping: { id: 'author_id' },
                  insertion_order: 'after_parent',
                },
              },
            },
          ],
          computed_fields: [{ name: 'article_count', definition: { function: 'article_count' } }],
          insert_permissions: [
            {
              role: 'user',
              permission: { check: { born: { _gt: 1900 } }, columns: ['name', 'born'], set: { tenant: 'x-hasura-tenant' } },
            },
          ],
          select_permissions: [{ role: 'user', permission: { ...all(), allow_aggregations: true } }],
          update_permissions: [
            {
              role: 'user',
              permission: {
                columns: ['name', 'born'],
                filter: { tenant: { _eq: 'x-hasura-tenant' } },
                check: { born: { _lt: 2100 } },
              },
            },
          ],
          delete_permissions: [{ role: 'user', permission: { filter: { tenant: { _eq: 'x-hasura-tenant' } } } }],
        }),
        table('article', {
          object_relationships: [{ name: 'author', using: { foreign_key_constraint_on: 'author_id' } }],
          insert_permissions: [
            {
              role: 'user',
              permission: { check: { author: { tenant: { _eq: 'x-hasura-tenant' } } }, columns: '*', set: { owner: 'me' } },
            },
          ],
          select_permissions: [{ role: 'user', permission: all() }],
        }),
        table('detail'),
        table('plain'),
        table('audit'),
        table('ledger'),
      ],
      functions: [{ function: 'add_author', configuration: { exposed_as: 'mutation' } }],
    },
  ],
};

let engine: ExecutorUnderTest;
beforeAll(async () => {
  engine = await executorUnderTest(SCHEMA, METADATA);
  expect(engine.snapshot().model.inconsistencies).toEqual([]);
});
afterAll(() => engine[Symbol.asyncDispose]());

const count = async (from: string) => Number((await engine.scratch.sql(`select count(*)::int as n from ${from}`))[0]?.n);
const user = { role: 'user', variables: { tenant: 't1' } };
const failed = (
  path: string,
  code = 'permission-error',
  message = 'check constraint of an insert/update permission has failed',
) => ({
  errors: [{ message, extensions: { path, code } }],
});

describe('inserts', () => {
  test('take defaults for what a row leaves out, NULL for null, and answer in order', async () => {
    const answer =
      await engine.ask(`mutation { insert_article(objects: [{title: "a"}, {title: "b", words: null}, {title: "c", words: 1}]) {
      affected_rows __typename one: returning { title words } two: returning { t: title } } }`);
    expect(answer).toEqual({
      data: {
        insert_article: {
          affected_rows: 3,
          __typename: 'article_mutation_response',
          one: [
            { title: 'a', words: 7 },
            { title: 'b', words: null },
            { title: 'c', words: 1 },
          ],
          two: [{ t: 'a' }, { t: 'b' }, { t: 'c' }],
        },
      },
    });
  });

  test('of nothing do nothing; of empty rows insert defaults', async () => {
    expect(await engine.ask('mutation { insert_plain(objects: []) { affected_rows returning { a } } }')).toEqual({
      data: { insert_plain: { affected_rows: 0, returning: [] } },
    });
    expect(await engine.ask('mutation { insert_plain(objects: [{}, {}]) { affected_rows returning { a b } } }')).toEqual({
      data: {
        insert_plain: {
          affected_rows: 2,
          returning: [
            { a: null, b: null },
            { a: null, b: null },
          ],
        },
      },
    });
  });

  test('of more values than a statement takes parameters work, in one transaction', async () => {
    const objects = Array.from({ length: 40_000 }, (_, i) => ({ a: i, b: 1 }));
    const query = 'mutation ($o: [plain_insert_input!]!) { insert_plain(objects: $o) { affected_rows returning { a } } }';
    const answer = await engine.ask({ query, variables: { o: objects } });
    expect(answer).toEqual({ data: { insert_plain: { affected_rows: 40_000, returning: objects.map(({ a }) => ({ a })) } } });
    const bad = [...objects, { a: 'x', b: 1 }];
    const before = await count('plain');
    expect(await engine.ask({ query, variables: { o: bad } })).toMatchObject({
      errors: [{ extensions: { code: 'data-exception' } }],
    });
    expect(await count('plain')).toBe(before);
  });

  test('nest: objects before the row, lists and late objects after it, counted together and answered with relationships', async () => {
    const answer = await engine.ask(`mutation { insert_article(objects: [
      {title: "n1", author: {data: {name: "N", detail: {data: {phone: "1"}}, articles: {data: [{title: "n2"}, {title: "n3"}]}}}},
      {title: "n4"}]) { affected_rows returning { title author { name detail { phone } articles(order_by: {title: asc}) { title } } } } }`);
    expect(answer).toEqual({
      data: {
        insert_article: {
          affected_rows: 6,
          returning: [
            {
              title: 'n1',
              author: { name: 'N', detail: { phone: '1' }, articles: [{ title: 'n1' }, { title: 'n2' }, { title: 'n3' }] },
            },
            { title: 'n4', author: null },
          ],
        },
      },
    });
  });

  test('nest in many rows', async () => {
    const objects = Array.from({ length: 120 }, (_, i) => ({ name: `many ${i}`, articles: { data: [{ title: `m${i}` }] } }));
    const answer = await engine.ask({
      query:
        'mutation ($o: [author_insert_input!]!) { insert_author(objects: $o) { affected_rows returning { name articles { title } } } }',
      variables: { o: objects },
    });
    expect(answer).toEqual({
      data: {
        insert_author: {
          affected_rows: 240,
          returning: objects.map((o, i) => ({ name: o.name, articles: [{ title: `m${i}` }] })),
        },
      },
    });
  });

  test('one row answers itself, or null when a conflict left nothing', async () => {
    const insert = `mutation { insert_ledger_one(object: {id: 1, amount: 5}, on_conflict: {constraint: ledger_pkey}) { id amount } }`;
    expect(await engine.ask(insert)).toEqual({ data: { insert_ledger_one: { id: 1, amount: 5 } } });
    expect(await engine.ask(insert)).toEqual({ data: { insert_ledger_one: null } });
  });

  test('cannot go on to nested rows when their parent was not inserted', async () => {
    await engine.ask('mutation { insert_author_one(object: {name: "taken"}) { id } }');
    const conflict = 'on_conflict: {constraint: author_name_key, update_columns: []}';
    expect(
      await engine.ask(
        `mutation { insert_author(objects: [{name: "taken", articles: {data: [{title: "x"}]}}], ${conflict}) { affected_rows } }`,
      ),
    ).toEqual(
      failed(
        '$.selectionSet.insert_author.args.objects[0]',
        'not-supported',
        'cannot proceed to insert array relations since insert to table "author" affects zero rows',
      ),
    );
    expect(
      await engine.ask(
        `mutation { insert_article(objects: [{title: "x", author: {data: {name: "taken"}, ${conflict}}}]) { affected_rows } }`,
      ),
    ).toEqual(
      failed(
        '$.selectionSet.insert_article.args.objects[0].author',
        'not-supported',
        'cannot proceed to insert object relation "author" since insert to table "author" affects zero rows',
      ),
    );
    expect(await count(`article where title = 'x'`)).toBe(0);
  });

  test('update on conflict, within the filter', async () => {
    const upsert = (amount: number) => `mutation { insert_ledger(objects: [{id: 2, amount: ${amount}}],
      on_conflict: {constraint: ledger_pkey, update_columns: [amount], where: {amount: {_lt: 10}}}) { affected_rows returning { amount } } }`;
    expect(await engine.ask(upsert(9))).toEqual({ data: { insert_ledger: { affected_rows: 1, returning: [{ amount: 9 }] } } });
    expect(await engine.ask(upsert(11))).toEqual({ data: { insert_ledger: { affected_rows: 1, returning: [{ amount: 11 }] } } });
    expect(await engine.ask(upsert(12))).toEqual({ data: { insert_ledger: { affected_rows: 0, returning: [] } } });
  });
});

describe('permissions of writes', () => {
  test('a check that is false refuses everything, NULL passes, presets win', async () => {
    const insert = (objects: string) =>
      engine.ask(`mutation { insert_author(objects: ${objects}) { returning { name tenant } } }`, user);
    expect(await insert('[{name: "p1", born: 2000}, {name: "p2", born: 1800}]')).toEqual(
      failed('$.selectionSet.insert_author.args.objects'),
    );
    expect(await count(`author where name in ('p1', 'p2')`)).toBe(0);
    expect(await insert('[{name: "p3"}]')).toEqual({ data: { insert_author: { returning: [{ name: 'p3', tenant: 't1' }] } } });
  });

  test('a nested check points at its rows and sees the rows of the same transaction', async () => {
    const nested = (born: number) =>
      engine.ask(
        `mutation { insert_author_one(object: {name: "q${born}", born: 2000, articles: {data: [{title: "x", author: {data: {name: "r${born}", born: ${born}}}}]}}) { id } }`,
        user,
      );
    expect(await nested(1800)).toMatchObject({ errors: [{ extensions: { code: 'validation-failed' } }] });
    const one = await engine.ask(
      `mutation { insert_article_one(object: {title: "x", author: {data: {name: "r", born: 1800}}}) { id } }`,
      user,
    );
    expect(one).toEqual(failed('$.selectionSet.insert_article_one.args.object[0].author.data'));
    expect(
      await engine.ask(
        `mutation { insert_article_one(object: {title: "x", author: {data: {name: "r", born: 2000}}}) { owner author { tenant } } }`,
        user,
      ),
    ).toEqual({
      data: { insert_article_one: { owner: 'me', author: { tenant: 't1' } } },
    });
  });

  test('an upsert checks new rows by the insert check and old ones by the update check', async () => {
    const upsert = (name: string, born: number) =>
      engine.ask(
        `mutation { insert_author(objects: [{name: "${name}", born: ${born}}], on_conflict: {constraint: author_name_key, update_columns: [born]}) { affected_rows } }`,
        user,
      );
    expect(await upsert('u', 1800)).toEqual(failed('$.selectionSet.insert_author.args.objects'));
    expect(await upsert('u', 2000)).toEqual({ data: { insert_author: { affected_rows: 1 } } });
    expect(await upsert('u', 1800)).toEqual({ data: { insert_author: { affected_rows: 1 } } });
    expect(await upsert('u', 2200)).toEqual(failed('$.selectionSet.insert_author.args.objects'));
  });

  test('rows outside the filter are silently left alone', async () => {
    await engine.scratch.sql(`insert into author (name, born, tenant) values ('other', 1950, 't2')`);
    const update = `mutation { update_author(where: {name: {_eq: "other"}}, _set: {born: 1}) { affected_rows returning { id } } delete_author(where: {name: {_eq: "other"}}) { affected_rows } }`;
    expect(await engine.ask(update, user)).toEqual({
      data: { update_author: { affected_rows: 0, returning: [] }, delete_author: { affected_rows: 0 } },
    });
    expect(await engine.ask(`mutation { update_author(where: {}, _set: {born: 2200}) { affected_rows } }`, user)).toEqual(
      failed('$'),
    );
  });

  test('a missing session variable is an error', async () => {
    expect(await engine.ask('mutation { insert_author_one(object: {name: "s"}) { id } }', { role: 'user' })).toEqual(
      failed('$', 'not-found', 'missing session variable: "x-hasura-tenant"'),
    );
  });
});

describe('updates and deletes', () => {
  test('every operator', async () => {
    await engine.scratch.sql(
      `insert into author (id, name, born, info) values (5000, 'ops', 10, '{"a": 1, "b": {"c": [1, 2]}, "l": [1, 2, 3]}')`,
    );
    const answer = await engine.ask(`mutation {
      a: update_author_by_pk(pk_columns: {id: 5000}, _inc: {born: 5}, _append: {info: {d: 4}}) { born info }
      b: update_author_by_pk(pk_columns: {id: 5000}, _delete_key: {info: "a"}) { info }
      c: update_author_by_pk(pk_columns: {id: 5000}, _delete_at_path: {info: ["b", "c", "0"]}) { info }
      d: update_author_by_pk(pk_columns: {id: 5000}, _set: {info: [1, 2]}) { info }
      e: update_author_by_pk(pk_columns: {id: 5000}, _delete_elem: {info: 0}) { info }
      f: update_author_by_pk(pk_columns: {id: 5000}, _prepend: {info: [0]}) { info }
      g: update_author_by_pk(pk_columns: {id: -1}, _set: {born: 1}) { info }
      h: delete_author_by_pk(id: 5000) { id info }
    }`);
    expect(answer).toEqual({
      data: {
        a: { born: 15, info: { a: 1, b: { c: [1, 2] }, l: [1, 2, 3], d: 4 } },
        b: { info: { b: { c: [1, 2] }, l: [1, 2, 3], d: 4 } },
        c: { info: { b: { c: [2] }, l: [1, 2, 3], d: 4 } },
        d: { info: [1, 2] },
        e: { info: [2] },
        f: { info: [0, 2] },
        g: null,
        h: { id: 5000, info: [0, 2] },
      },
    });
  });

  test('update_many runs in order and answers each', async () => {
    await engine.scratch.sql(`insert into ledger values (50, 1), (51, 1)`);
    const answer = await engine.ask(`mutation { update_ledger_many(updates: [
      {where: {id: {_gte: 50}}, _inc: {amount: 1}}, {where: {amount: {_eq: 2}, id: {_eq: 51}}, _set: {note: "two"}}, {where: {id: {_eq: -1}}, _set: {note: ""}}
    ]) { affected_rows returning { id amount note } } }`);
    expect(answer).toEqual({
      data: {
        update_ledger_many: [
          {
            affected_rows: 2,
            returning: [
              { id: 50, amount: 2, note: null },
              { id: 51, amount: 2, note: null },
            ],
          },
          { affected_rows: 1, returning: [{ id: 51, amount: 2, note: 'two' }] },
          { affected_rows: 0, returning: [] },
        ],
      },
    });
  });

  test('a delete answers its rows with what is related after it', async () => {
    await engine.scratch.sql(
      `insert into author (id, name) values (6000, 'gone'); insert into article (title, author_id) values ('g', 6000)`,
    );
    expect(
      await engine.ask('mutation { delete_author(where: {id: {_eq: 6000}}) { returning { name articles { title } } } }'),
    ).toEqual({
      data: { delete_author: { returning: [{ name: 'gone', articles: [] }] } },
    });
  });
});

describe('a request', () => {
  test('is one transaction: what fails undoes what came before, and says where', async () => {
    const answer = await engine.ask(`mutation { insert_ledger(objects: [{id: 100, amount: 1}]) { affected_rows }
      again: insert_ledger(objects: [{id: 100, amount: 1}]) { affected_rows } }`);
    expect(answer).toEqual(
      failed(
        '$.selectionSet.insert_ledger.args.objects',
        'constraint-violation',
        'Uniqueness violation. duplicate key value violates unique constraint "ledger_pkey"',
      ),
    );
    expect(await count('ledger where id = 100')).toBe(0);
    expect(await engine.ask('mutation { insert_ledger(objects: [{id: 101, amount: -1}]) { affected_rows } }')).toEqual(
      failed(
        '$.selectionSet.insert_ledger.args.objects',
        'permission-error',
        'Check constraint violation. new row for relation "ledger" violates check constraint "ledger_amount_check"',
      ),
    );
  });

  test('later fields see what earlier ones wrote', async () => {
    const answer =
      await engine.ask(`mutation { insert_ledger_one(object: {id: 110, amount: 1}) { id } update_ledger(where: {id: {_eq: 110}}, _set: {note: "n"}) { affected_rows }
      delete_ledger_by_pk(id: 110) { note } __typename }`);
    expect(answer).toEqual({
      data: {
        insert_ledger_one: { id: 110 },
        update_ledger: { affected_rows: 1 },
        delete_ledger_by_pk: { note: 'n' },
        __typename: 'mutation_root',
      },
    });
  });

  test('tells triggers who writes, and forgets it afterwards', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await engine.ask('mutation { insert_author_one(object: {name: "traced"}) { id } }', {
      role: 'admin',
      variables: { 'user-id': '7' },
      headers: { traceparent: trace },
    });
    const [row] = await engine.scratch.sql('select who, trace from audit order by id desc limit 1');
    expect(JSON.parse(String(row?.who))).toEqual({ 'x-hasura-role': 'admin', 'x-hasura-user-id': '7' });
    expect(JSON.parse(String(row?.trace))).toEqual({ trace_id: trace.slice(3, 35), span_id: trace.slice(36, 52) });
    for (let i = 0; i < 6; i++) {
      const [left] = await engine.database.query({ text: `select coalesce(current_setting('hasura.user', true), '') as u` });
      expect(left?.u).toBe('');
    }
  });

  test('hides what a trigger raised', async () => {
    expect(await engine.ask('mutation { insert_author_one(object: {name: "raise"}) { id } }')).toEqual(
      failed('$.selectionSet.insert_author_one.args.object', 'unexpected', 'database query error'),
    );
  });

  test('may call functions that write', async () => {
    expect(await engine.ask('mutation { add_author(args: {name_arg: "by function"}) { name article_count } }')).toEqual({
      data: { add_author: [{ name: 'by function', article_count: 0 }] },
    });
  });

  test('runs at the isolation that is set, and rolls back there, too', async () => {
    await using strict = await executorUnderTest(SCHEMA, METADATA, { isolation: 'serializable' });
    await strict.scratch.sql(`create function isolation() returns trigger language plpgsql as $$ begin
      new.note := current_setting('transaction_isolation'); return new; end $$;
      create trigger isolation before insert on ledger for each row execute function isolation()`);
    const insert = 'mutation { insert_ledger_one(object: {id: 1, amount: 1}) { note } }';
    expect(await strict.ask(insert)).toEqual({ data: { insert_ledger_one: { note: 'serializable' } } });
    expect(await strict.ask(insert)).toMatchObject({
      errors: [{ extensions: { code: 'constraint-violation', path: '$.selectionSet.insert_ledger_one.args.object' } }],
    });
    expect(await strict.ask('{ ledger { id } }')).toEqual({ data: { ledger: [{ id: 1 }] } });
  });
});
