import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sessionOf } from '../../test/support/engine-model.ts';
import { library } from '../../test/support/library.ts';
import { EngineError } from '../error.ts';
import { createPlanner, type Planner } from './planner.ts';

const query = `query ($where: article_bool_exp, $order: [article_order_by!], $limit: Int, $with: Boolean! = true, $columns: [article_select_column!]) {
  article(where: $where, order_by: $order, limit: $limit, distinct_on: $columns) { id title @include(if: $with) }
}`;

const integer = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(2 ** 40), fc.constant(null), fc.constant('7'));
const comparison = fc.oneof(
  fc.record({ _eq: integer, _gt: integer }, { requiredKeys: [] }),
  fc.record({ _in: fc.oneof(fc.array(integer, { maxLength: 3 }), integer) }),
  fc.record({ _is_null: fc.oneof(fc.boolean(), fc.constant(null)) }),
);
const { where } = fc.letrec<{ where: unknown }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 3 },
    fc.record({ id: comparison, likes: comparison }, { requiredKeys: [] }),
    fc.record({ _and: fc.array(tie('where'), { maxLength: 2 }) }),
    fc.record({ _or: fc.oneof(fc.array(tie('where'), { maxLength: 2 }), tie('where')) }),
    fc.record({ _not: tie('where') }),
    fc.record({ author: fc.record({ id: comparison }), articles: fc.constant({}) }, { requiredKeys: ['author'] }),
  ),
}));
const direction = fc.constantFrom('asc', 'desc', 'up', null, 3);
const variables = fc.record(
  {
    where: fc.oneof(where, fc.constant(null)),
    order: fc.oneof(
      fc.array(fc.record({ id: direction, title: direction }, { requiredKeys: [] }), { maxLength: 2 }),
      fc.record({ id: direction }),
    ),
    limit: fc.constantFrom(1, 2, -1, null, 'x', 1.5),
    with: fc.constantFrom(true, false, null),
    columns: fc.oneof(fc.constantFrom('id', 'title', 'nope'), fc.array(fc.constantFrom('id', 'title'), { maxLength: 2 })),
  },
  { requiredKeys: [] },
);

function outcome(planner: Planner, values: Record<string, unknown>): unknown {
  try {
    return planner.plan(library, { query, variables: values }, sessionOf('admin')).plan;
  } catch (error) {
    if (error instanceof EngineError) return { code: error.code, path: error.path, message: error.message };
    throw error;
  }
}

it('a planner that knows other shapes answers as a new one does', () => {
  const warm = createPlanner();
  fc.assert(
    fc.property(variables, (values) => {
      expect(outcome(warm, values)).toEqual(outcome(createPlanner(), values));
    }),
    { numRuns: 1_000 },
  );
});
