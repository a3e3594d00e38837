import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sessionOf, snapshotOf } from '../../test/support/engine-model.ts';
import { library } from '../../test/support/library.ts';
import { createPlanner } from './planner.ts';

const planner = createPlanner();

function answer(query: string, role = 'admin', variables: Record<string, unknown> | null = null): unknown {
  const roots = planner.plan(library, { query, variables }, sessionOf(role)).plan.roots;
  return Object.fromEntries(
    roots.map(({ alias, field }) => [alias, field.kind === 'text' ? JSON.parse(field.json) : field.kind]),
  );
}

describe('introspection', () => {
  it("shows the role's schema", () => {
    const query = '{ __type(name: "author") { name kind fields { name } } }';
    const fields = (role: string) => answer(query, role);
    expect(fields('editor')).toEqual({
      __type: {
        name: 'author',
        kind: 'OBJECT',
        fields: [
          { name: 'articles' },
          { name: 'articles_aggregate' },
          { name: 'articles_like' },
          { name: 'id' },
          { name: 'name' },
        ],
      },
    });
    expect(fields('guest')).toEqual({ __type: null });
  });

  it('answers beside other fields, with aliases, fragments, variables and directives', () => {
    const query = `query ($name: String!, $deep: Boolean!) {
      t: __type(name: $name) { __typename ...on __Type { n: name } fields @include(if: $deep) { name } }
      author { id }
      __typename
    }`;
    expect(answer(query, 'user', { name: 'Int', deep: false })).toEqual({
      t: { __typename: '__Type', n: 'Int' },
      author: 'select',
      __typename: 'query_root',
    });
  });

  it('answers what clients ask at their start', () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, directiveIsRepeatable: true, specifiedByUrl: true });
    const { __schema } = answer(query) as {
      __schema: { queryType: unknown; types: { name: string }[]; directives: { name: string }[] };
    };
    expect(__schema.queryType).toEqual({ name: 'query_root', kind: 'OBJECT' });
    expect(__schema.types.map((t) => t.name)).toContain('article_bool_exp');
    expect(__schema.directives.map((d) => d.name)).toEqual(['include', 'skip', 'cached']);
  });

  it('has no mutation and no subscription for a role that may do neither', () => {
    expect(
      answer('{ __schema { mutationType { name } subscriptionType { name } queryType { fields { name } } } }', 'guest'),
    ).toEqual({
      __schema: { mutationType: null, subscriptionType: null, queryType: { fields: [{ name: 'no_queries_available' }] } },
    });
  });

  it('refuses unknown fields as everywhere else', () => {
    expect(() => answer('{ __schema { nope } }')).toThrow(
      expect.objectContaining({
        path: '$.selectionSet.__schema.selectionSet.nope',
        message: "field 'nope' not found in type: '__Schema'",
      }),
    );
    expect(() => answer('{ __schema }')).toThrow("missing selection set for '__Schema'");
    expect(() => answer('{ __type { name } }')).toThrow("missing required field 'name'");
  });

  it('can be taken from a role', () => {
    const closed = snapshotOf({ tables: [], roles: ['user'], introspectionDisabledFor: ['user'] });
    expect(() => planner.plan(closed, { query: '{ __schema { queryType { name } } }' }, sessionOf('user'))).toThrow(
      expect.objectContaining({ code: 'validation-failed', path: '$.selectionSet.__schema' }),
    );
    expect(planner.plan(closed, { query: '{ __typename }' }, sessionOf('user')).plan.roots).toHaveLength(1);
  });
});
