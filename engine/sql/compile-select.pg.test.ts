import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BIGINT,
  BOOLEAN,
  columnOf,
  compare,
  field,
  INT,
  JSONB,
  listOf,
  literalOf,
  NUMERIC,
  select,
  TEXT,
} from '../../test/support/plan-building.ts';
import { type ScratchDatabase, scratchDatabase } from '../../test/support/postgres.ts';
import { tableKey } from '../catalog/catalog.ts';
import type { Condition } from '../model/condition.ts';
import { TRUE } from '../model/condition.ts';
import type { Field, OrderBy, SelectPlan } from '../plan/operation-plan.ts';
import { compileSelect } from './compile-select.ts';
import { renderPositional } from './render.ts';
import { compileContext } from './scope.ts';

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase({
    sql: `
      create table author (id int primary key, name text, born int);
      create table article (id int primary key, title text, author_id int references author, is_published boolean,
        size bigint, price numeric, info jsonb);
      insert into author values (1, 'Ann', 1970), (2, 'Bob', null), (3, 'Cy"\\ö', 1990);
      insert into article values
        (1, 'One', 1, true, 9007199254740993, 1.10, '{"b": 1, "a": {"x": [10, 20]}}'),
        (2, 'Two', 1, false, 2, 2.50, '[]'), (3, 'Three', 2, true, 3, null, null);
      create function shout(a author, mark text) returns text language sql stable as $$ select upper(a.name) || mark $$;
      create function articles_of(a author) returns setof article language sql stable
        as $$ select * from article where author_id = a.id $$;
      create function authors_like(pattern text, lowest int default 0) returns setof author language sql stable
        as $$ select * from author where name like pattern and id >= lowest $$;`,
  });
});
afterAll(() => scratch[Symbol.asyncDispose]());

const AUTHOR = tableKey('public', 'author');
const ARTICLE = tableKey('public', 'article');
const byArticle = [{ local: 'id', remote: 'author_id' }];
const byAuthor = [{ local: 'author_id', remote: 'id' }];
const id = columnOf('id', INT);
const name = columnOf('name', TEXT);
const born = columnOf('born', INT);
const by = (operand = id, direction: 'asc' | 'desc' = 'asc'): OrderBy => ({
  by: { kind: 'value', operand, mask: null },
  direction,
  nulls: direction === 'asc' ? 'last' : 'first',
});
const rows = (alias: string, join: { local: string; remote: string }[], plan: SelectPlan): Field => ({
  kind: 'rows',
  alias,
  join,
  select: plan,
  mask: null,
});

async function run(plan: SelectPlan, options = { stringifyNumeric: false }): Promise<unknown> {
  const text = await answerText(plan, options);
  return text === null ? null : JSON.parse(text);
}

async function answerText(plan: SelectPlan, options = { stringifyNumeric: false }): Promise<string | null> {
  const { text, values } = renderPositional(compileSelect(plan, compileContext(options)));
  const bound = values.map((v) => {
    if (v.kind === 'literal') return v.text;
    if (v.kind === 'list') return `{${v.of.map((item) => (item.kind === 'literal' ? item.text : '')).join()}}`;
    throw new Error('only literals here');
  });
  const [row] = await scratch.sql(`select (${text})::text as answer`, bound);
  return typeof row?.answer === 'string' ? row.answer : null;
}

const ids = async (where: Condition) => {
  const answer = await run(select(AUTHOR, { where, orderBy: [by()], fields: [field('id', id)] }));
  return Array.isArray(answer) ? answer.map((row) => row.id) : answer;
};

describe('lists', () => {
  test('have the keys in the order of the selection, an empty list is []', async () => {
    const plan = select(AUTHOR, { orderBy: [by(born, 'desc')], fields: [field('name', name), field('a', id), field('b', id)] });
    expect(await answerText(plan)).toBe(
      `[{"name":"Bob","a":2,"b":2}, \n {"name":"Cy\\"\\\\ö","a":3,"b":3}, \n {"name":"Ann","a":1,"b":1}]`,
    );
    expect(await run({ ...plan, where: { kind: 'constant', value: false } })).toEqual([]);
  });

  test('keep aliases that PostgreSQL would cut off, and more fields than a function takes arguments', async () => {
    const long = 'ä'.repeat(60);
    const many = Array.from({ length: 130 }, (_, i) => field(`f${i}`, id));
    const plan = select(AUTHOR, { where: compare('eq', id, literalOf('1', INT)), fields: [field(long, name), ...many] });
    const answer = await run(plan);
    expect(answer).toEqual([{ [long]: 'Ann', ...Object.fromEntries(many.map((f) => [f.alias, 1])) }]);
    const [row] = Array.isArray(answer) ? answer : [];
    expect(Object.keys(row)).toEqual([long, ...many.map((f) => f.alias)]);
  });

  test('are limited by the caller and by the role, whichever is less', async () => {
    const plan = select(AUTHOR, { orderBy: [by()], fields: [field('id', id)] });
    expect(await run({ ...plan, limit: literalOf('2', INT), permissionLimit: 1 })).toEqual([{ id: 1 }]);
    expect(await run({ ...plan, limit: literalOf('1', INT), offset: literalOf('1', INT), permissionLimit: 5 })).toEqual([
      { id: 2 },
    ]);
  });

  test('distinct_on takes the first row of each group', async () => {
    const authorId = columnOf('author_id', INT);
    const plan = select(ARTICLE, {
      distinctOn: [authorId],
      orderBy: [by(authorId), by(id, 'desc')],
      fields: [field('id', id), rows('author', byAuthor, select(AUTHOR, { shape: 'row', fields: [field('name', name)] }))],
    });
    expect(await run(plan)).toEqual([
      { id: 2, author: { name: 'Ann' } },
      { id: 3, author: { name: 'Bob' } },
    ]);
  });
});

describe('relationships', () => {
  test('nest as objects, null and lists', async () => {
    const plan = select(AUTHOR, {
      orderBy: [by()],
      limit: literalOf('2', INT),
      fields: [
        field('name', name),
        rows(
          'articles',
          byArticle,
          select(ARTICLE, {
            orderBy: [by(id, 'desc')],
            limit: literalOf('1', INT),
            fields: [
              field('title', columnOf('title', TEXT)),
              rows(
                'author',
                byAuthor,
                select(AUTHOR, { shape: 'row', where: compare('eq', id, literalOf('1', INT)), fields: [field('id', id)] }),
              ),
            ],
          }),
        ),
      ],
    });
    expect(await run(plan)).toEqual([
      { name: 'Ann', articles: [{ title: 'Two', author: { id: 1 } }] },
      { name: 'Bob', articles: [{ title: 'Three', author: null }] },
    ]);
  });

  test('order the rows around them, by a column and by an aggregate', async () => {
    const byName: OrderBy = {
      by: { kind: 'related', table: AUTHOR, mapping: byAuthor, where: TRUE, by: { kind: 'value', operand: name, mask: null } },
      direction: 'desc',
      nulls: 'first',
    };
    const articles = select(ARTICLE, { orderBy: [byName, by(id, 'desc')], fields: [field('id', id)] });
    expect(await run(articles)).toEqual([{ id: 3 }, { id: 2 }, { id: 1 }]);
    const byCount: OrderBy = {
      by: {
        kind: 'aggregate',
        from: { kind: 'table', table: ARTICLE },
        mapping: byArticle,
        where: compare('eq', columnOf('is_published', BOOLEAN), literalOf('true', BOOLEAN)),
        function: 'count',
        operand: null,
      },
      direction: 'asc',
      nulls: 'last',
    };
    const authors = select(AUTHOR, { orderBy: [byCount, by(id, 'desc')], fields: [field('id', id)] });
    expect(await run(authors)).toEqual([{ id: 3 }, { id: 2 }, { id: 1 }]);
  });
});

describe('conditions', () => {
  const one = literalOf('1970', INT);
  const nothing = literalOf(null, INT);

  test('constants and combinations', async () => {
    expect(await ids({ kind: 'and', of: [] })).toEqual([1, 2, 3]);
    expect(await ids({ kind: 'or', of: [] })).toEqual([]);
    expect(await ids({ kind: 'not', of: TRUE })).toEqual([]);
    expect(
      await ids({ kind: 'or', of: [compare('eq', id, literalOf('1', INT)), compare('gt', id, literalOf('2', INT))] }),
    ).toEqual([1, 3]);
  });

  test('NULL is neither equal nor unequal, unless the comparison is null-safe', async () => {
    expect(await ids(compare('eq', born, one))).toEqual([1]);
    expect(await ids(compare('neq', born, one))).toEqual([3]);
    expect(await ids(compare('eq', born, nothing))).toEqual([]);
    expect(await ids(compare('eq', born, nothing, true))).toEqual([2]);
    expect(await ids(compare('neq', born, nothing, true))).toEqual([1, 3]);
    expect(await ids({ kind: 'not', of: compare('eq', born, one, true) })).toEqual([3]);
    expect(await ids(compare('eq', born, born, true))).toEqual([1, 2, 3]);
    expect(await ids({ kind: 'is_null', subject: born, isNull: true })).toEqual([2]);
  });

  test('lists, also empty', async () => {
    expect(await ids(compare('in', id, listOf(['1', '3'], INT)))).toEqual([1, 3]);
    expect(await ids(compare('nin', id, listOf(['1', '3'], INT)))).toEqual([2]);
    expect(await ids(compare('in', id, listOf([], INT)))).toEqual([]);
    expect(await ids(compare('nin', born, listOf(['1990'], INT)))).toEqual([1]);
  });

  test('patterns', async () => {
    const like = (operator: Parameters<typeof compare>[0], pattern: string) =>
      ids(compare(operator, name, literalOf(pattern, TEXT)));
    expect(await like('like', 'A%')).toEqual([1]);
    expect(await like('nlike', 'A%')).toEqual([2, 3]);
    expect(await like('ilike', 'a%')).toEqual([1]);
    expect(await like('nilike', 'a%')).toEqual([2, 3]);
    expect(await like('similar', '(A|B)%')).toEqual([1, 2]);
    expect(await like('nsimilar', '(A|B)%')).toEqual([3]);
    expect(await like('regex', '^[AB]')).toEqual([1, 2]);
    expect(await like('nregex', '^[AB]')).toEqual([3]);
    expect(await like('iregex', '^[ab]')).toEqual([1, 2]);
    expect(await like('niregex', '^[ab]')).toEqual([3]);
  });

  test('rows of other tables: related, not correlated, aggregated', async () => {
    const published = compare('eq', columnOf('is_published', BOOLEAN), literalOf('false', BOOLEAN));
    expect(await ids({ kind: 'related', table: ARTICLE, mapping: byArticle, where: published })).toEqual([1]);
    expect(await ids({ kind: 'exists', table: ARTICLE, where: published })).toEqual([1, 2, 3]);
    const count = (operator: 'gt' | 'eq', n: string): Condition => ({
      kind: 'aggregate',
      table: ARTICLE,
      mapping: byArticle,
      function: 'count',
      columns: [],
      distinct: false,
      filter: TRUE,
      predicate: [{ operator, value: literalOf(n, INT) }],
    });
    expect(await ids(count('gt', '0'))).toEqual([1, 2]);
    expect(await ids(count('eq', '0'))).toEqual([3]);
  });

  test('root columns mean the row the permission is defined on, also inside a permission inside a condition', async () => {
    // articles whose author's id is below the row's own; from the article's own point of view nothing is.
    const below = compare('lt', columnOf('author_id', INT), { ...id, of: 'root' as const });
    expect(await ids({ kind: 'exists', table: ARTICLE, where: below })).toEqual([2, 3]);
    expect(await ids({ kind: 'related', table: ARTICLE, mapping: byArticle, where: { kind: 'rooted', of: below } })).toEqual([
      1, 2,
    ]);
  });
});

describe('values', () => {
  const first = { where: compare('eq', id, literalOf('1', INT)), shape: 'row' as const };

  test('digits stay as PostgreSQL wrote them; bigint and numeric as text where the setting says so', async () => {
    const plan = select(ARTICLE, {
      ...first,
      fields: [field('s', columnOf('size', BIGINT)), field('p', columnOf('price', NUMERIC)), field('i', id)],
    });
    expect(await answerText(plan)).toBe('{"s":9007199254740993,"p":1.10,"i":1}');
    expect(await answerText(plan, { stringifyNumeric: true })).toBe('{"s":"9007199254740993","p":"1.10","i":1}');
  });

  test('a path into jsonb', async () => {
    const info: Field = {
      kind: 'value',
      alias: 'x',
      operand: columnOf('info', JSONB),
      jsonPath: listOf(['a', 'x', '1'], TEXT),
      mask: null,
    };
    expect(await run(select(ARTICLE, { ...first, fields: [info] }))).toEqual({ x: 20 });
  });

  test('a masked column is NULL where its condition does not hold', async () => {
    const masked: Field = {
      kind: 'value',
      alias: 'n',
      operand: name,
      jsonPath: null,
      mask: compare('lt', id, literalOf('2', INT)),
    };
    expect(await run(select(AUTHOR, { orderBy: [by()], fields: [masked] }))).toEqual([{ n: 'Ann' }, { n: null }, { n: null }]);
  });

  test('computed fields take the row, also after distinct on', async () => {
    const call = {
      schema: 'public',
      name: 'shout',
      arguments: [
        { kind: 'row' as const, name: null },
        { kind: 'value' as const, name: 'mark', value: literalOf('!', TEXT), type: TEXT },
      ],
    };
    const shout = field('loud', { kind: 'function', call, type: TEXT });
    expect(await run(select(AUTHOR, { ...first, fields: [shout] }))).toEqual({ loud: 'ANN!' });
    expect(await run(select(AUTHOR, { where: first.where, distinctOn: [id], orderBy: [by()], fields: [shout] }))).toEqual([
      { loud: 'ANN!' },
    ]);
    const articles = select(
      {
        kind: 'function',
        table: ARTICLE,
        call: { schema: 'public', name: 'articles_of', arguments: [{ kind: 'row', name: null }] },
      },
      {
        orderBy: [by(id, 'desc')],
        fields: [field('id', id)],
      },
    );
    expect(await run(select(AUTHOR, { ...first, fields: [rows('articles', [], articles)] }))).toEqual({
      articles: [{ id: 2 }, { id: 1 }],
    });
  });

  test('functions are selected from like tables', async () => {
    const call = {
      schema: 'public',
      name: 'authors_like',
      arguments: [{ kind: 'value' as const, name: null, value: literalOf('%n%', TEXT), type: TEXT }],
    };
    const plan = select(
      { kind: 'function', table: AUTHOR, call },
      { where: compare('gt', id, literalOf('0', INT)), fields: [field('id', id)] },
    );
    expect(await run(plan)).toEqual([{ id: 1 }]);
  });
});

describe('aggregates', () => {
  const aggregate = (fields: SelectPlan['aggregate'], more: Partial<SelectPlan> = {}) =>
    select(ARTICLE, { ...more, shape: 'aggregate', aggregate: fields });
  const count = {
    kind: 'aggregate' as const,
    alias: 'aggregate',
    fields: [{ kind: 'count' as const, alias: 'count', columns: [], distinct: false }],
  };
  const nodes = { kind: 'nodes' as const, alias: 'nodes', fields: [field('id', id)] };

  test('functions and nodes in one answer, in the order of the selection', async () => {
    const price = { operand: columnOf('price', NUMERIC), mask: null };
    const plan = aggregate(
      [
        nodes,
        {
          kind: 'aggregate',
          alias: 'agg',
          fields: [
            { kind: 'count', alias: 'n', columns: [columnOf('price', NUMERIC)], distinct: false },
            { kind: 'count', alias: 'authors', columns: [columnOf('author_id', INT)], distinct: true },
            { kind: 'count', alias: 'pairs', columns: [columnOf('price', NUMERIC), columnOf('info', JSONB)], distinct: true },
            {
              kind: 'function',
              alias: 'sum',
              function: 'sum',
              fields: [
                { kind: 'value', alias: 'price', ...price },
                { kind: 'typename', alias: '__typename', name: 'article_sum_fields' },
              ],
            },
            {
              kind: 'function',
              alias: 'max',
              function: 'max',
              fields: [{ kind: 'value', alias: 'title', operand: columnOf('title', TEXT), mask: null }],
            },
          ],
        },
      ],
      { orderBy: [by(id, 'desc')] },
    );
    expect(await answerText(plan)).toBe(
      `{"nodes" : [{"id":3}, \n {"id":2}, \n {"id":1}], "agg" : {"n" : 2, "authors" : 2, "pairs" : 3, "sum" : {"price" : 3.60, "__typename" : "article_sum_fields"}, "max" : {"title" : "Two"}}}`,
    );
  });

  test('is one object also when only its name is asked for', async () => {
    const typename = { kind: 'typename' as const, alias: '__typename', name: 'article_aggregate' };
    expect(await run(aggregate([typename]))).toEqual({ __typename: 'article_aggregate' });
    expect(await run(aggregate([typename, nodes], { permissionLimit: 0 }))).toEqual({
      __typename: 'article_aggregate',
      nodes: [],
    });
  });

  test("the caller's limit bounds both, the role's limit only the nodes", async () => {
    expect(await run(aggregate([count, nodes], { orderBy: [by()], limit: literalOf('2', INT) }))).toEqual({
      aggregate: { count: 2 },
      nodes: [{ id: 1 }, { id: 2 }],
    });
    expect(await run(aggregate([count, nodes], { orderBy: [by()], permissionLimit: 1 }))).toEqual({
      aggregate: { count: 3 },
      nodes: [{ id: 1 }],
    });
    expect(
      await run(aggregate([count], { distinctOn: [columnOf('author_id', INT)], orderBy: [by(columnOf('author_id', INT))] })),
    ).toEqual({ aggregate: { count: 2 } });
  });

  test('under a relationship, with nodes that have relationships of their own', async () => {
    const nested = aggregate(
      [
        count,
        {
          ...nodes,
          fields: [field('id', id), rows('author', byAuthor, select(AUTHOR, { shape: 'row', fields: [field('name', name)] }))],
        },
      ],
      { orderBy: [by()] },
    );
    const plan = select(AUTHOR, { orderBy: [by()], fields: [rows('articles_aggregate', byArticle, nested)] });
    expect(await run(plan)).toEqual([
      {
        articles_aggregate: {
          aggregate: { count: 2 },
          nodes: [
            { id: 1, author: { name: 'Ann' } },
            { id: 2, author: { name: 'Ann' } },
          ],
        },
      },
      { articles_aggregate: { aggregate: { count: 1 }, nodes: [{ id: 3, author: { name: 'Bob' } }] } },
      { articles_aggregate: { aggregate: { count: 0 }, nodes: [] } },
    ]);
  });
});

test("a role's filter along a relationship answers the same as a sub-plan and as a join", async () => {
  const published = compare('eq', columnOf('is_published', BOOLEAN), literalOf('true', BOOLEAN));
  const where: Condition = { kind: 'related', table: ARTICLE, mapping: byArticle, where: published, ofPermission: true };
  const plan = select(AUTHOR, { where, orderBy: [by()], fields: [field('id', id)] });
  expect(await run(plan)).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await run({ ...plan, limit: literalOf('5', INT) })).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await run({ ...plan, where: { kind: 'not', of: where }, limit: literalOf('5', INT) })).toEqual([{ id: 3 }]);
});

test('no alias of a field can be mistaken for a name of our own', async () => {
  const names = ['t1', 't2', 'a0', 'm', 'r', 'n', 'f0'];
  const fields = names.map((alias) => field(alias, id));
  const object = Object.fromEntries(names.map((alias) => [alias, 1]));
  const first = { where: compare('eq', id, literalOf('1', INT)), fields };
  expect(await run(select(AUTHOR, { ...first, shape: 'row' }))).toEqual(object);
  const nodes = { kind: 'nodes' as const, alias: 'nodes', fields };
  expect(await run(select(AUTHOR, { ...first, shape: 'aggregate', aggregate: [nodes] }))).toEqual({ nodes: [object] });
});
