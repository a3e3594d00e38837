import { printType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { library } from '../../test/support/library.ts';
import { DEFAULT_SCHEMA_OPTIONS } from './context.ts';
import { RoleSchema } from './role-schema.ts';

const schemaOf = (role: string, backendOnly = false) => new RoleSchema(library.model, { role, backendOnly });

/** A type as SDL without descriptions. */
function sdl(role: string, type: string, backendOnly = false): string {
  const found = schemaOf(role, backendOnly).complete.getType(type);
  if (!found) return 'absent';
  return printType(found)
    .replace(/"""[\s\S]*?"""\n?/g, '')
    .replace(/^\s*\n/gm, '')
    .replace(/\n +/g, '\n  ');
}

const rootsOf = (role: string, kind: 'query' | 'mutation' | 'subscription', backendOnly = false) =>
  Object.keys(schemaOf(role, backendOnly)[kind]?.getFields() ?? {});

describe('root fields', () => {
  it('of admin: everything, by name', () => {
    expect(rootsOf('admin', 'query')).toEqual([
      'article',
      'article_aggregate',
      'article_by_pk',
      'author',
      'author_aggregate',
      'author_by_pk',
      'colors',
      'colors_aggregate',
      'colors_by_pk',
      'search_articles',
      'search_articles_aggregate',
    ]);
    expect(rootsOf('admin', 'mutation').filter((f) => f.includes('article'))).toEqual([
      'delete_article',
      'delete_article_by_pk',
      'insert_article',
      'insert_article_one',
      'update_article',
      'update_article_by_pk',
      'update_article_many',
    ]);
    expect(rootsOf('admin', 'subscription')).toContain('article_stream');
  });

  it('of a role: what its permissions give', () => {
    expect(rootsOf('user', 'query')).toEqual(['article', 'article_by_pk', 'author', 'author_by_pk', 'search_articles']);
    expect(rootsOf('user', 'mutation')).toEqual([
      'delete_article',
      'delete_article_by_pk',
      'insert_article',
      'insert_article_one',
      'insert_author',
      'insert_author_one',
      'update_article',
      'update_article_by_pk',
      'update_article_many',
      'update_author',
      'update_author_by_pk',
      'update_author_many',
    ]);
    expect(rootsOf('editor', 'mutation')).toEqual([]);
  });

  it('of a role without any: a placeholder, and no other root', () => {
    const schema = schemaOf('guest');
    expect(Object.keys(schema.query.getFields())).toEqual(['no_queries_available']);
    expect(schema.mutation).toBeNull();
    expect(schema.subscription).toBeNull();
  });

  it('of backend_only permissions: only where the request may use them', () => {
    expect(rootsOf('clerk', 'mutation', false)).toEqual([]);
    expect(rootsOf('clerk', 'mutation', true)).toEqual(['insert_article']);
  });

  it('that experimental features hide', () => {
    const options = { ...DEFAULT_SCHEMA_OPTIONS, hideUpdateMany: true, hideStreams: true, hideAggregationPredicates: true };
    const schema = new RoleSchema(library.model, { role: 'admin', backendOnly: false }, options);
    expect(Object.keys(schema.mutation?.getFields() ?? {})).not.toContain('update_article_many');
    expect(Object.keys(schema.subscription?.getFields() ?? {})).not.toContain('article_stream');
    expect(schema.complete.getType('article_aggregate_bool_exp')).toBeUndefined();
  });

  it('functions need a permission when permissions are not inferred', () => {
    const options = { ...DEFAULT_SCHEMA_OPTIONS, inferFunctionPermissions: false };
    const schema = new RoleSchema(library.model, { role: 'user', backendOnly: false }, options);
    expect(Object.keys(schema.query.getFields())).not.toContain('search_articles');
  });
});

describe('types', () => {
  it('a row of a role has its columns and what they lead to', () => {
    expect(sdl('user', 'author')).toMatchInlineSnapshot(`
      "type author {
        articles(
        distinct_on: [article_select_column!]
        limit: Int
        offset: Int
        order_by: [article_order_by!]
        where: article_bool_exp
        ): [article!]!
        articles_like(
        args: articles_like_author_args!
        distinct_on: [article_select_column!]
        limit: Int
        offset: Int
        order_by: [article_order_by!]
        where: article_bool_exp
        ): [article!]
        id: Int!
        name: String
        tags: [String!]
      }"
    `);
  });

  it('a masked column is nullable', () => {
    expect(sdl('both', 'author')).toMatchInlineSnapshot(`
      "type author {
        id: Int!
        name: String
      }"
    `);
  });

  it('a boolean expression', () => {
    expect(sdl('editor', 'author_bool_exp')).toMatchInlineSnapshot(`
      "input author_bool_exp {
        _and: [author_bool_exp!]
        _not: author_bool_exp
        _or: [author_bool_exp!]
        articles: article_bool_exp
        articles_aggregate: article_aggregate_bool_exp
        id: Int_comparison_exp
        name: String_comparison_exp
      }"
    `);
    expect(sdl('user', 'author_bool_exp')).not.toContain('_aggregate');
  });

  it('an order', () => {
    expect(sdl('editor', 'author_order_by')).toMatchInlineSnapshot(`
      "input author_order_by {
        articles_aggregate: article_aggregate_order_by
        id: order_by
        name: order_by
      }"
    `);
    expect(sdl('editor', 'article_aggregate_order_by')).toMatchInlineSnapshot(`
      "input article_aggregate_order_by {
        avg: article_avg_order_by
        count: order_by
        max: article_max_order_by
        min: article_min_order_by
        stddev: article_stddev_order_by
        stddev_pop: article_stddev_pop_order_by
        stddev_samp: article_stddev_samp_order_by
        sum: article_sum_order_by
        var_pop: article_var_pop_order_by
        var_samp: article_var_samp_order_by
        variance: article_variance_order_by
      }"
    `);
  });

  it('aggregates', () => {
    expect(sdl('editor', 'article_aggregate_fields')).toMatchInlineSnapshot(`
      "type article_aggregate_fields {
        avg: article_avg_fields
        count(columns: [article_select_column!], distinct: Boolean): Int!
        max: article_max_fields
        min: article_min_fields
        stddev: article_stddev_fields
        stddev_pop: article_stddev_pop_fields
        stddev_samp: article_stddev_samp_fields
        sum: article_sum_fields
        var_pop: article_var_pop_fields
        var_samp: article_var_samp_fields
        variance: article_variance_fields
      }"
    `);
    expect(sdl('editor', 'article_sum_fields')).toMatchInlineSnapshot(`
      "type article_sum_fields {
        author_id: Int
        id: Int
        likes: bigint
      }"
    `);
    expect(sdl('editor', 'article_aggregate_bool_exp')).toMatchInlineSnapshot(`
      "input article_aggregate_bool_exp {
        bool_and: article_aggregate_bool_exp_bool_and
        bool_or: article_aggregate_bool_exp_bool_or
        count: article_aggregate_bool_exp_count
      }"
    `);
    expect(sdl('editor', 'article_aggregate_bool_exp_bool_and')).toMatchInlineSnapshot(`
      "input article_aggregate_bool_exp_bool_and {
        arguments: article_select_column_article_aggregate_bool_exp_bool_and_arguments_columns!
        distinct: Boolean
        filter: article_bool_exp
        predicate: Boolean_comparison_exp!
      }"
    `);
    expect(sdl('editor', 'article_select_column_article_aggregate_bool_exp_bool_and_arguments_columns')).toMatchInlineSnapshot(`
      "enum article_select_column_article_aggregate_bool_exp_bool_and_arguments_columns {
        is_published
      }"
    `);
  });

  it('operators by type', () => {
    const operators = (type: string) =>
      sdl('admin', type)
        .match(/_\w+(?=:)/g)
        ?.sort()
        .join(' ');
    expect(operators('Int_comparison_exp')).toBe('_eq _gt _gte _in _is_null _lt _lte _neq _nin');
    expect(operators('String_comparison_exp')).toBe(
      '_eq _gt _gte _ilike _in _iregex _is_null _like _lt _lte _neq _nilike _nin _niregex _nlike _nregex _nsimilar _regex _similar',
    );
    expect(operators('jsonb_comparison_exp')).toBe(
      '_cast _contained_in _contains _eq _gt _gte _has_key _has_keys_all _has_keys_any _in _is_null _jsonb_path_exists _jsonb_path_match _lt _lte _neq _nin',
    );
    expect(operators('String_array_comparison_exp')).toBe('_contained_in _contains _eq _gt _gte _in _is_null _lt _lte _neq _nin');
    expect(operators('colors_enum_comparison_exp')).toBe('_eq _in _is_null _neq _nin');
  });

  it('inputs leave out presets, generated columns and what the role may not set', () => {
    expect(sdl('user', 'article_insert_input')).toMatchInlineSnapshot(`
      "input article_insert_input {
        author: author_obj_rel_insert_input
        is_published: Boolean
        title: String
      }"
    `);
    expect(sdl('admin', 'article_insert_input')).toMatchInlineSnapshot(`
      "input article_insert_input {
        author: author_obj_rel_insert_input
        author_id: Int
        id: Int
        is_published: Boolean
        likes: bigint
        title: String
      }"
    `);
    expect(sdl('user', 'article_inc_input')).toMatchInlineSnapshot(`
      "input article_inc_input {
        likes: bigint
      }"
    `);
    expect(sdl('user', 'article_updates')).toMatchInlineSnapshot(`
      "input article_updates {
        _inc: article_inc_input
        _set: article_set_input
        where: article_bool_exp!
      }"
    `);
  });

  it('upserts', () => {
    expect(sdl('user', 'author_on_conflict')).toMatchInlineSnapshot(`
      "input author_on_conflict {
        constraint: author_constraint!
        update_columns: [author_update_column!]! = []
        where: author_bool_exp
      }"
    `);
    expect(sdl('user', 'author_update_column')).toMatchInlineSnapshot(`
      "enum author_update_column {
        name
        info
      }"
    `);
    expect(sdl('clerk', 'article_update_column', true)).toMatchInlineSnapshot(`
      "enum article_update_column {
        _PLACEHOLDER
      }"
    `);
  });

  it('streams', () => {
    expect(sdl('user', 'author_stream_cursor_input')).toMatchInlineSnapshot(`
      "input author_stream_cursor_input {
        initial_value: author_stream_cursor_value_input!
        ordering: cursor_ordering
      }"
    `);
    expect(sdl('user', 'author_stream_cursor_value_input')).toMatchInlineSnapshot(`
      "input author_stream_cursor_value_input {
        id: Int
        name: String
        tags: [String!]
      }"
    `);
  });

  it('responses have rows only for who may read them', () => {
    expect(sdl('user', 'article_mutation_response')).toMatchInlineSnapshot(`
      "type article_mutation_response {
        affected_rows: Int!
        returning: [article!]!
      }"
    `);
    expect(sdl('clerk', 'article_mutation_response', true)).toMatchInlineSnapshot(`
      "type article_mutation_response {
        affected_rows: Int!
      }"
    `);
  });
});
