import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../test/support/engine-model.ts';
import { library } from '../../test/support/library.ts';
import { selectOf, selectText } from '../../test/support/plan-text.ts';
import { createPlanner } from './planner.ts';

const planner = createPlanner();

const planned = (query: string, role = 'admin', variables?: Record<string, unknown>) =>
  selectText(selectOf(planner.plan(library, { query, variables: variables ?? null }, sessionOf(role)).plan.roots[0]?.field));

describe("the role's filter and limit", () => {
  const cases: [what: string, role: string, query: string, plan: string][] = [
    ['hold at the root', 'user', '{ article { id } }', "list article where is_published eq 'true' at most 10 { id }"],
    [
      "are joined with the caller's",
      'user',
      '{ article(where: {id: {_gt: 3}}, limit: 5) { id } }',
      "list article where (is_published eq 'true' and id gt '3') limit '5' at most 10 { id }",
    ],
    ['do not hold for admin', 'admin', '{ article { id } }', 'list article where true { id }'],
    [
      'by key: the filter, not the limit',
      'user',
      '{ article_by_pk(id: 1) { id } }',
      "row article where (is_published eq 'true' and id eq '1') { id }",
    ],
    [
      'hold in relationships',
      'user',
      '{ author { articles { id } } }',
      "list author where true { articles on id = author_id: list article where is_published eq 'true' at most 10 { id } }",
    ],
    [
      'hold in functions',
      'user',
      '{ search_articles(args: {search: "x"}) { id } }',
      "list search_articles() where is_published eq 'true' at most 10 { id }",
    ],
    [
      'hold inside where',
      'user',
      '{ author(where: {articles: {id: {_eq: 1}}}) { id } }',
      "list author where some article on id = author_id where (is_published eq 'true' and id eq '1') { id }",
    ],
    [
      'hold in aggregates inside where',
      'editor',
      '{ author(where: {articles_aggregate: {count: {predicate: {_gt: 1}, filter: {id: {_lt: 9}}}}}) { id } }',
      "list author where count() of article where (is_published eq 'true' and id lt '9') gt '1' { id }",
    ],
    [
      'hold in orders',
      'editor',
      '{ author(order_by: {articles_aggregate: {max: {id: desc}}}) { id } }',
      "list author where true order by max(id) of article(is_published eq 'true') desc nulls first { id }",
    ],
    [
      'hold in computed fields',
      'user',
      '{ author { articles_like(args: {search: "x"}) { id } } }',
      "list author where true { articles_like on : list author_articles_like() where is_published eq 'true' at most 10 { id } }",
    ],
  ];
  for (const [what, role, query, plan] of cases) it(what, () => expect(planned(query, role)).toBe(plan));
});

describe('a masked column counts as NULL where the role may not see it', () => {
  const mask = 'id eq :x-hasura-user-id';
  const cases: [what: string, query: string, plan: string][] = [
    ['selected', '{ author { name } }', `list author where true { name: [name if ${mask}] }`],
    ['compared', '{ author(where: {name: {_eq: "x"}}) { id } }', `list author where [name if ${mask}] eq 'x' { id }`],
    [
      'ordered by',
      '{ author(order_by: {name: asc}) { id } }',
      `list author where true order by [name if ${mask}] asc nulls last { id }`,
    ],
    ['distinct', '{ author(distinct_on: name) { id } }', `list author where true distinct on [name if ${mask}] { id }`],
  ];
  for (const [what, query, plan] of cases) it(what, () => expect(planned(query, 'both')).toBe(plan));
});

describe('conditions', () => {
  const cases: [where: string, condition: string][] = [
    ['{}', 'true'],
    ['{_and: []}', 'true'],
    ['{_or: []}', 'false'],
    ['{_not: {}}', 'false'],
    ['{_or: [{}, {id: {_eq: 1}}]}', 'true'],
    ['{_or: {id: {_eq: 1}}}', "id eq '1'"],
    ['{id: {_eq: 1}, name: {_eq: "a"}}', "(id eq '1' and name eq 'a')"],
    ['{id: {}}', 'true'],
    ['{id: {_in: []}}', 'id in []'],
    ['{id: {_in: 1}}', "id in ['1']"],
    ['{name: {_is_null: true}}', 'name is null'],
    ['{name: {_is_null: false}}', 'name is not null'],
    ['{_not: {name: {_ilike: "a%"}}}', "not name ilike 'a%'"],
    ['{info: {_contains: {a: [1, 2.50, {b: null}]}}}', 'info contains \'{"a":[1,2.50,{"b":null}]}\''],
    ['{info: {_has_keys_any: ["a", "b"]}}', "info has_keys_any ['a', 'b']"],
    ['{info: {_cast: {String: {_like: "%a%"}}}}', "info::text like '%a%'"],
    ['{tags: {_contains: ["a", "b"]}}', "tags contains ['a', 'b']"],
    ['{tags: {_eq: "{a,b}"}}', "tags eq '{a,b}'"],
    ['{color: {_eq: red}}', "color eq 'red'"],
    ['{full_name: {_eq: "A"}}', "author_full_name(row) eq 'A'"],
    ['{articles: {}}', 'some article on id = author_id where true'],
  ];
  for (const [where, condition] of cases) {
    it(where, () => expect(planned(`{ author(where: ${where}) { id } }`)).toBe(`list author where ${condition} { id }`));
  }
});

describe('orders', () => {
  const cases: [orderBy: string, order: string][] = [
    ['{id: asc}', 'id asc nulls last'],
    ['{id: desc}', 'id desc nulls first'],
    ['{id: asc_nulls_first}', 'id asc nulls first'],
    ['{id: desc_nulls_last}', 'id desc nulls last'],
    ['[{title: asc}, {id: desc}]', 'title asc nulls last, id desc nulls first'],
    ['{title: asc, id: desc}', 'title asc nulls last, id desc nulls first'],
    ['{title: null, id: asc}', 'id asc nulls last'],
    ['{author: {name: asc}}', 'author(true).name asc nulls last'],
    ['{author: {articles_aggregate: {count: desc}}}', 'author(true).count(*) of article(true) desc nulls first'],
  ];
  for (const [orderBy, order] of cases) {
    it(orderBy, () =>
      expect(planned(`{ article(order_by: ${orderBy}) { id } }`)).toBe(`list article where true order by ${order} { id }`),
    );
  }
});

describe('selections', () => {
  const cases: [what: string, query: string, plan: string][] = [
    [
      'aliases and __typename keep their order',
      '{ author { t: __typename n: name id } }',
      "list author where true { t: 'author' n: name id }",
    ],
    [
      'equal keys are merged',
      '{ author { articles { id } articles { title } } }',
      'list author where true { articles on id = author_id: list article where true { id title } }',
    ],
    [
      'fragments are followed',
      '{ author { ...f } } fragment f on author { id ... on author { name } ... { tags } }',
      'list author where true { id name tags }',
    ],
    [
      '@skip and @include',
      '{ author { id @skip(if: true) name @include(if: true) tags @include(if: false) } }',
      'list author where true { name }',
    ],
    ['a path into json', '{ author { info(path: "$.a[0].b") } }', "list author where true { info: info at ['a', '0', 'b'] }"],
    ['the whole json', '{ author { info(path: "$") } }', 'list author where true { info }'],
    ['an offset as text', '{ author(offset: "7") { id } }', "list author where true offset '7' { id }"],
    [
      'null arguments',
      '{ author(where: null, limit: null, order_by: null, offset: null) { id } }',
      'list author where true { id }',
    ],
  ];
  for (const [what, query, plan] of cases) it(what, () => expect(planned(query)).toBe(plan));
});

describe('variables', () => {
  it('stay symbolic, wherever they are', () => {
    const query =
      'query ($id: Int!, $ids: [Int!]!, $a: String, $n: Int) { author(where: {id: {_gt: $id, _in: $ids}, info: {_contains: {a: $a}}}, limit: $n) { id } }';
    expect(planned(query, 'admin', { id: 1, ids: [1], a: 'x', n: 3 })).toBe(
      'list author where (id gt $id and id in $ids and info contains {"a":$a}) limit $n { id }',
    );
  });

  it('take their default when they are absent, and none when they are null', () => {
    const query = 'query ($n: Int = 3) { author(limit: $n) { id } }';
    expect(planned(query)).toBe("list author where true limit '3' { id }");
    expect(planned(query, 'admin', { n: null })).toBe('list author where true { id }');
    expect(planned(query, 'admin', { n: 4 })).toBe('list author where true limit $n { id }');
  });

  it('decide the plan where they are directives', () => {
    const query = 'query ($with: Boolean!) { author { id name @include(if: $with) } }';
    expect(planned(query, 'admin', { with: true })).toBe('list author where true { id name }');
    expect(planned(query, 'admin', { with: false })).toBe('list author where true { id }');
  });
});

describe('functions', () => {
  const argumentsOf = (query: string) => {
    const { from } = selectOf(planner.plan(library, { query }, sessionOf('admin')).plan.roots[0]?.field);
    return from.kind === 'function' ? from.call.arguments.map((a) => a.name ?? '') : null;
  };

  it('are called by position while every argument is given, then by name', () => {
    expect(argumentsOf('{ search_articles(args: {most: 3, search: "x"}) { id } }')).toEqual(['', '']);
    expect(argumentsOf('{ search_articles(args: {search: "x"}) { id } }')).toEqual(['']);
  });

  it('of computed fields get the row and the session in their places', () => {
    const query = '{ author { articles_like(args: {search: "x", most: 1}) { id } } }';
    const [field] = selectOf(planner.plan(library, { query }, sessionOf('admin')).plan.roots[0]?.field).fields;
    const from = field?.kind === 'rows' ? field.select.from : null;
    expect(from?.kind === 'function' && from.call.arguments.map((a) => (a.kind === 'row' ? 'row' : a.value.kind))).toEqual([
      'row',
      'literal',
      'session_object',
      'literal',
    ]);
  });
});
