import { describe, expect, it } from 'vitest';
import { sessionOf, snapshotOf } from '../../test/support/engine-model.ts';
import { createPlanner } from './planner.ts';

const snapshot = snapshotOf({
  tables: [
    {
      name: 'author',
      columns: { id: 'int4', name: 'text null' },
      key: ['id'],
      roles: { user: { select: { columns: ['id'] } } },
    },
  ],
});
const admin = sessionOf('admin');

describe('plans are kept', () => {
  it('for equal text, role and shape of variables, whatever the values', () => {
    const planner = createPlanner();
    const query = 'query ($id: Int!) { author_by_pk(id: $id) { id } }';
    const first = planner.plan(snapshot, { query, variables: { id: 1 } }, admin);
    const second = planner.plan(snapshot, { query, variables: { id: 2 } }, admin);
    expect(second.plan).toBe(first.plan);
    expect(second.variables).toEqual({ id: 2 });
  });

  it('apart for roles', () => {
    const planner = createPlanner();
    const query = '{ author { id } }';
    const all = planner.plan(snapshot, { query }, admin);
    const some = planner.plan(snapshot, { query }, sessionOf('user'));
    expect(some.plan).not.toBe(all.plan);
  });

  it('apart for conditions of different structure', () => {
    const planner = createPlanner();
    const query = 'query ($where: author_bool_exp) { author(where: $where) { id } }';
    const plan = (where: unknown) => planner.plan(snapshot, { query, variables: { where } }, admin).plan;
    expect(plan({ id: { _eq: 1 } })).toBe(plan({ id: { _eq: 2 } }));
    expect(plan({ id: { _eq: 1 } })).not.toBe(plan({ id: { _gt: 1 } }));
    expect(plan({ id: { _is_null: true } })).not.toBe(plan({ id: { _is_null: false } }));
    expect(plan({ id: { _in: [1] } })).toBe(plan({ id: { _in: [1, 2, 3] } }));
  });

  it('until the schema changes', () => {
    const planner = createPlanner();
    const query = '{ author { id } }';
    const before = planner.plan(snapshot, { query }, admin);
    const after = planner.plan({ ...snapshot, generation: 2 }, { query }, admin);
    expect(after.plan).not.toBe(before.plan);
  });
});

describe('a value that does not fit is refused for a known request as for a new one', () => {
  const query = 'query ($id: Int!) { author_by_pk(id: $id) { id } }';
  for (const known of [false, true]) {
    it(known ? 'known' : 'new', () => {
      const planner = createPlanner();
      if (known) planner.plan(snapshot, { query, variables: { id: 1 } }, admin);
      expect(() => planner.plan(snapshot, { query, variables: { id: 2 ** 31 } }, admin)).toThrow(
        expect.objectContaining({ code: 'parse-failed', path: '$.selectionSet.author_by_pk.args.id' }),
      );
    });
  }
});
