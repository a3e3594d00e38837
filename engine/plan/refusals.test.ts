import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../test/support/engine-model.ts';
import { library } from '../../test/support/library.ts';
import { EngineError } from '../error.ts';
import { createPlanner } from './planner.ts';

const planner = createPlanner();

/** `code path message`. */
function refusal(
  query: string,
  variables: Record<string, unknown> | null = null,
  role = 'admin',
  operationName: string | null = null,
): string {
  try {
    planner.plan(library, { query, variables, operationName }, sessionOf(role));
  } catch (error) {
    if (error instanceof EngineError) return `${error.code} ${error.path} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

function table(
  what: string,
  cases: readonly [query: string, refusal: string, variables?: Record<string, unknown>, role?: string][],
) {
  describe(what, () => {
    for (const [query, expected, variables, role] of cases) {
      const given = variables ? ` ${JSON.stringify(variables)}` : '';
      it(`${query}${given}`.slice(0, 140), () => expect(refusal(query, variables, role)).toBe(expected));
    }
  });
}

table('fields', [
  ['{ nope { id } }', "validation-failed $.selectionSet.nope field 'nope' not found in type: 'query_root'"],
  [
    '{ author { id nope } }',
    "validation-failed $.selectionSet.author.selectionSet.nope field 'nope' not found in type: 'author'",
  ],
  [
    '{ author { articles { nope } } }',
    "validation-failed $.selectionSet.author.selectionSet.articles.selectionSet.nope field 'nope' not found in type: 'article'",
  ],
  [
    '{ author { info } }',
    "validation-failed $.selectionSet.author.selectionSet.info field 'info' not found in type: 'author'",
    undefined,
    'user',
  ],
  [
    '{ author_aggregate { nodes { id } } }',
    "validation-failed $.selectionSet.author_aggregate field 'author_aggregate' not found in type: 'query_root'",
    undefined,
    'user',
  ],
  ['{ author }', "validation-failed $.selectionSet.author.selectionSet missing selection set for 'author'"],
  [
    '{ author { id { x } } }',
    'validation-failed $.selectionSet.author.selectionSet.id unexpected subselection set for non-object field',
  ],
  [
    '{ author { a: id a: name } }',
    "validation-failed $.selectionSet.author.selectionSet selection of both 'id' and 'name' specify the same response name, 'a'",
  ],
  [
    '{ author { articles(limit: 1) { id } articles(limit: 2) { id } } }',
    "validation-failed $.selectionSet.author.selectionSet inconsistent arguments between multiple selections of field 'articles'",
  ],
  ['mutation { insert_article(objects: []) { affected_rows } }', 'validation-failed $ no mutations exist', undefined, 'editor'],
  ['subscription { author { id } }', 'validation-failed $ no subscriptions exist', undefined, 'guest'],
  [
    '{ author { id } }',
    "validation-failed $.selectionSet.author field 'author' not found in type: 'query_root'",
    undefined,
    'guest',
  ],
  ['mutation { insert_article(objects: []) { affected_rows } }', 'validation-failed $ no mutations exist', undefined, 'clerk'],
]);

table('arguments', [
  ['{ author(nope: 1) { id } }', "validation-failed $.selectionSet.author 'author' has no argument named 'nope'"],
  ['{ author_by_pk { id } }', "validation-failed $.selectionSet.author_by_pk.args.id missing required field 'id'"],
  [
    '{ author(limit: -1) { id } }',
    "validation-failed $.selectionSet.author.args.limit expected a non-negative 32-bit integer for type 'Int', but found an integer",
  ],
  [
    '{ author(limit: "3") { id } }',
    "validation-failed $.selectionSet.author.args.limit expected a non-negative 32-bit integer for type 'Int', but found a string",
  ],
  [
    'query ($n: Int) { author(limit: $n) { id } }',
    "validation-failed $.selectionSet.author.args.limit expected a non-negative 32-bit integer for type 'Int', but found a number",
    { n: -1 },
  ],
  [
    '{ author(offset: "x") { id } }',
    "validation-failed $.selectionSet.author.args.offset expected a 32-bit integer, or a 64-bit integer represented as a string for type 'Int', but found a string",
  ],
  [
    '{ author(order_by: {id: up}) { id } }',
    "validation-failed $.selectionSet.author.args.order_by[0].id expected one of the values ['asc', 'asc_nulls_first', 'asc_nulls_last', 'desc', 'desc_nulls_first', 'desc_nulls_last'] for type 'order_by', but found 'up'",
  ],
  [
    '{ author(order_by: [{id: "asc"}]) { id } }',
    "validation-failed $.selectionSet.author.args.order_by[0].id expected an enum value for type 'order_by', but found a string",
  ],
  [
    '{ author(distinct_on: id, order_by: {name: asc}) { id } }',
    'validation-failed $.selectionSet.author.args "distinct_on" columns must match initial "order_by" columns',
  ],
  [
    '{ author { info(path: "$.a[") } }',
    'validation-failed $.selectionSet.author.selectionSet.info.args parse json path error: invalid path: $.a[',
  ],
  ['{ search_articles { id } }', "validation-failed $.selectionSet.search_articles.args.args missing required field 'args'"],
  [
    '{ search_articles(args: {most: 1}) { id } }',
    'not-supported $.selectionSet.search_articles.args.args Non default arguments cannot be omitted',
  ],
]);

table('conditions', [
  [
    '{ author(where: {nope: {_eq: 1}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.nope field 'nope' not found in type: 'author_bool_exp'",
  ],
  [
    '{ author(where: {id: {_like: "a"}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.id._like field '_like' not found in type: 'Int_comparison_exp'",
  ],
  [
    '{ author(where: {id: {_eq: null}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.id._eq unexpected null value for type 'Int'",
  ],
  [
    '{ author(where: {born: {_eq: null}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.born._eq unexpected null value for type 'date'",
  ],
  [
    '{ author(where: {born: {_eq: 3}}) { id } }',
    'parse-failed $.selectionSet.author.args.where.born._eq parsing Day failed, expected String, but encountered Number',
  ],
  [
    '{ author(where: {id: {_eq: 2147483648}}) { id } }',
    'parse-failed $.selectionSet.author.args.where.id._eq The value 2.147483648e9 lies outside the bounds or is not an integer. Maybe it is a float, or is there integer overflow?',
  ],
  [
    '{ author(where: {name: {_eq: 3}}) { id } }',
    'parse-failed $.selectionSet.author.args.where.name._eq parsing Text failed, expected String, but encountered Number',
  ],
  [
    '{ author(where: {name: {_is_null: 1}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.name._is_null expected a boolean for type 'Boolean', but found an integer",
  ],
  [
    '{ author(where: {id: {_in: null}}) { id } }',
    'validation-failed $.selectionSet.author.args.where.id._in expected a list, but found null',
  ],
  [
    '{ author(where: {id: {_in: [1, []]}}) { id } }',
    'parse-failed $.selectionSet.author.args.where.id._in[1] parsing Integer expected for input type: PGInteger failed, expected Number, but encountered Array',
  ],
  [
    '{ author(where: {_or: null}) { id } }',
    'validation-failed $.selectionSet.author.args.where._or expected a list, but found null',
  ],
  [
    '{ author(where: {_not: null}) { id } }',
    "validation-failed $.selectionSet.author.args.where._not expected an object for type 'author_bool_exp', but found null",
  ],
  [
    '{ author(where: 3) { id } }',
    "validation-failed $.selectionSet.author.args.where expected an object for type 'author_bool_exp', but found an integer",
  ],
  [
    '{ author(where: {color: {_eq: blue}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.color._eq expected one of the values ['green', 'red'] for type 'colors_enum', but found 'blue'",
  ],
  [
    '{ author(where: {articles_aggregate: {}}) { id } }',
    'validation-failed $.selectionSet.author.args.where.articles_aggregate exactly one predicate should be specified',
  ],
  [
    '{ author(where: {articles_aggregate: {count: {}}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.articles_aggregate.count.predicate missing required field 'predicate'",
  ],
]);

const where = 'query ($w: author_bool_exp) { author(where: $w) { id } }';
table('variables', [
  ['query ($id: Int!) { author_by_pk(id: $id) { id } }', 'validation-failed $ expecting a value for non-nullable variable: "id"'],
  [
    'query ($id: Int!) { author_by_pk(id: $id) { id } }',
    'validation-failed $ null value found for non-nullable type: "Int!"',
    { id: null },
  ],
  [
    'query ($id: Int!) { author_by_pk(id: $id) { id } }',
    'validation-failed $ unexpected variables in variableValues: x',
    { id: 1, x: 2 },
  ],
  ['{ author_by_pk(id: $id) { id } }', 'validation-failed $ unbound variable "id"'],
  ['query ($a: Int, $a: Int) { author(limit: $a) { id } }', 'parse-failed $ multiple definitions for variable "a"'],
  [
    'query ($id: Int) { author_by_pk(id: $id) { id } }',
    "validation-failed $.selectionSet.author_by_pk.args.id variable 'id' is declared as 'Int', but used where 'Int!' is expected",
  ],
  [
    'query ($id: bigint!) { author_by_pk(id: $id) { id } }',
    "validation-failed $.selectionSet.author_by_pk.args.id variable 'id' is declared as 'bigint!', but used where 'Int!' is expected",
    { id: 1 },
  ],
  [
    'query ($i: Int) { author(where: {id: {_in: [$i]}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.id._in[0] variable 'i' is declared as 'Int', but used where 'Int!' is expected",
  ],
  [
    'query ($i: Int) { author(where: {id: {_eq: $i}}) { id } }',
    "validation-failed $.selectionSet.author.args.where.id._eq unexpected null value for type 'Int'",
  ],
  [
    'query ($i: Boolean) { author { id @include(if: $i) } }',
    "validation-failed $.selectionSet.author.selectionSet.include.args.if variable 'i' is declared as 'Boolean', but used where 'Boolean!' is expected",
  ],
  [
    where,
    "validation-failed $.selectionSet.author.args.where.nope field 'nope' not found in type: 'author_bool_exp'",
    { w: { nope: 1 } },
  ],
  [
    where,
    'validation-failed $.selectionSet.author.args.where variable value contains object with key "a b", which is not a legal GraphQL name',
    { w: { 'a b': 1 } },
  ],
  [
    where,
    "validation-failed $.selectionSet.author.args.where.__proto__ field '__proto__' not found in type: 'author_bool_exp'",
    { w: JSON.parse('{"__proto__": {}}') },
  ],
  [
    where,
    "validation-failed $.selectionSet.author.args.where.id._in[1] unexpected null value for type 'Int'",
    { w: { id: { _in: [1, null] } } },
  ],
  [
    where,
    "validation-failed $.selectionSet.author.args.where.color._eq expected one of the values ['green', 'red'] for type 'colors_enum', but found 'blue'",
    { w: { color: { _eq: 'blue' } } },
  ],
  [
    where,
    "validation-failed $.selectionSet.author.args.where._and[0] expected an object for type 'author_bool_exp', but found a number",
    { w: { _and: 3 } },
  ],
]);

table('directives and fragments', [
  [
    '{ author { id @nope } }',
    "validation-failed $.selectionSet.author.selectionSet directive 'nope' is not defined in the schema",
  ],
  ['query @include(if: true) { author { id } }', "validation-failed $ directive 'include' is not allowed on a query"],
  ['query @cached(ttl: 5, refresh: true) { author { id } }', 'accepted'],
  [
    'query @cached(ttl: "5") { author { id } }',
    "validation-failed $.cached.args.ttl expected a 32-bit integer for type 'Int', but found a string",
  ],
  [
    'query @cached(refresh: 1) { author { id } }',
    "validation-failed $.cached.args.refresh expected a boolean for type 'Boolean', but found an integer",
  ],
  [
    'query ($t: String) @cached(ttl: $t) { author { id } }',
    "validation-failed $.cached.args.ttl variable 't' is declared as 'String', but used where 'Int!' is expected",
    { t: '5' },
  ],
  ['query ($t: Int) @cached(ttl: $t) { author { id } }', 'accepted', { t: 5 }],
  [
    '{ author { id @skip(if: true) @skip(if: false) } }',
    "validation-failed $.selectionSet.author.selectionSet the following directives are used more than once: ['skip']",
  ],
  [
    '{ author { id @include } }',
    "validation-failed $.selectionSet.author.selectionSet.include.args.if missing required field 'if'",
  ],
  [
    '{ author { id @include(unless: true) } }',
    "validation-failed $.selectionSet.author.selectionSet.include 'include' has no argument named 'unless'",
  ],
  ['{ author { ...f } }', 'validation-failed $.selectionSet.author.selectionSet reference to undefined fragment "f"'],
  [
    '{ author { ...f } } fragment f on author { id } fragment f on author { id }',
    'parse-failed $ multiple definitions for fragment "f"',
  ],
  [
    '{ author { ...a } } fragment a on author { articles { ...b } } fragment b on article { author { ...a } }',
    'validation-failed $.selectionSet.author.selectionSet.a.selectionSet.articles.selectionSet.b.selectionSet.author.selectionSet the fragment definition(s) a and b form a cycle',
  ],
  [
    '{ author { ...a } } fragment a on author { ...a }',
    'validation-failed $.selectionSet.author.selectionSet.a.selectionSet the fragment definition(s) a form a cycle',
  ],
]);

table('mutations', [
  [
    'mutation { update_article(where: {}) { affected_rows } }',
    'validation-failed $.selectionSet.update_article.args at least any one of _set, _inc is expected',
  ],
  ['mutation { update_article(where: {}, _set: {}) { affected_rows } }', 'accepted'],
  [
    'mutation { update_author(where: null, _set: {name: ""}) { affected_rows } }',
    "validation-failed $.selectionSet.update_author.args.where expected an object for type 'author_bool_exp', but found null",
  ],
  [
    'mutation { delete_author { affected_rows } }',
    "validation-failed $.selectionSet.delete_author.args.where missing required field 'where'",
  ],
  [
    'mutation { update_article(where: {}, _set: {likes: 1, id: 2}, _inc: {likes: 1, id: 1}) { affected_rows } }',
    "validation-failed $.selectionSet.update_article.args Column found in multiple operators: ['id', 'likes'].",
  ],
  [
    'mutation { update_article(where: {}, _set: {title: null}) { affected_rows } }',
    "validation-failed $.selectionSet.update_article.args._set.title unexpected null value for type 'String'",
  ],
  [
    'mutation { update_article_by_pk(pk_columns: {}, _set: {likes: 1}) { id } }',
    "validation-failed $.selectionSet.update_article_by_pk.args.pk_columns.id missing required field 'id'",
  ],
  [
    'mutation { update_article_many(updates: [{_set: {likes: 1}}]) { affected_rows } }',
    "validation-failed $.selectionSet.update_article_many.args.updates[0].where missing required field 'where'",
  ],
  [
    'mutation { insert_article(objects: [{score: 1}]) { affected_rows } }',
    "validation-failed $.selectionSet.insert_article.args.objects[0].score field 'score' not found in type: 'article_insert_input'",
  ],
  [
    'mutation { insert_article(objects: [{author_id: 1}]) { affected_rows } }',
    "validation-failed $.selectionSet.insert_article.args.objects[0].author_id field 'author_id' not found in type: 'article_insert_input'",
    undefined,
    'user',
  ],
  [
    'mutation { insert_article(objects: [{author_id: 1, author: {data: {name: "x"}}}]) { affected_rows } }',
    'validation-failed $.selectionSet.insert_article.args.objects[0].author cannot insert object relationship "author" as "author_id" column values are already determined',
  ],
  [
    'mutation { insert_author(objects: [{articles: {data: [{author_id: 1}]}}]) { affected_rows } }',
    'validation-failed $.selectionSet.insert_author.args.objects[0].articles.data[0] cannot insert "author_id" columns as their values are already being determined by parent insert',
  ],
  [
    'mutation { insert_author(objects: [{articles: {}}]) { affected_rows } }',
    "validation-failed $.selectionSet.insert_author.args.objects[0].articles.data missing required field 'data'",
  ],
  [
    'mutation { insert_author(objects: {}, on_conflict: {}) { affected_rows } }',
    "validation-failed $.selectionSet.insert_author.args.on_conflict.constraint missing required field 'constraint'",
  ],
  [
    'mutation { insert_author(objects: {}, on_conflict: {constraint: x}) { affected_rows } }',
    "validation-failed $.selectionSet.insert_author.args.on_conflict.constraint expected one of the values ['author_name_key', 'author_pkey'] for type 'author_constraint', but found 'x'",
  ],
  [
    'mutation { insert_author(objects: null) { affected_rows } }',
    'validation-failed $.selectionSet.insert_author.args.objects expected a list, but found null',
  ],
]);

table('subscriptions', [
  ['subscription { author { id } article { id } }', 'validation-failed $ subscriptions must select one top level field'],
  ['subscription @_multiple_top_level_fields { author { id } article { id } }', 'accepted'],
  [
    'subscription { author_stream(batch_size: 1, cursor: []) { id } }',
    'validation-failed $.selectionSet.author_stream.args one streaming column field is expected',
  ],
  [
    'subscription { author_stream(batch_size: 1, cursor: {initial_value: {id: 1, name: "x"}}) { id } }',
    'validation-failed $.selectionSet.author_stream.args multiple column cursors are not supported yet',
  ],
  [
    'subscription { author_stream(cursor: {initial_value: {id: 1}}) { id } }',
    "validation-failed $.selectionSet.author_stream.args.batch_size missing required field 'batch_size'",
  ],
]);

table('documents', [
  ['', 'validation-failed $.query not a valid graphql query'],
  ['{ author {', 'validation-failed $.query not a valid graphql query'],
  ['type Query { a: Int }', 'validation-failed $.query not a valid graphql query'],
  [
    'query a { author { id } } query b { author { id } }',
    'validation-failed $ exactly one operation has to be present in the document when operationName is not specified',
  ],
  [
    'fragment f on author { id }',
    'validation-failed $ exactly one operation has to be present in the document when operationName is not specified',
  ],
]);

it('an operation that is not there', () => {
  expect(refusal('query a { author { id } }', null, 'admin', 'b')).toBe(
    'validation-failed $ no such operation found in the document: "b"',
  );
});
