import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../test/support/engine-model.ts';
import { library } from '../../test/support/library.ts';
import { conditionText, fieldsText, nameOf, valueText } from '../../test/support/plan-text.ts';
import type { InsertPlan, RootPlan, UpdatePlan } from './operation-plan.ts';
import { createPlanner } from './planner.ts';

const planner = createPlanner();

function root(query: string, role = 'admin', variables: Record<string, unknown> | null = null): RootPlan {
  const field = planner.plan(library, { query, variables }, sessionOf(role)).plan.roots[0]?.field;
  if (!field) throw new Error('no root');
  return field;
}

function inserted(query: string, role?: string, variables?: Record<string, unknown>): InsertPlan {
  const field = root(query, role, variables);
  if (field.kind !== 'insert') throw new Error(field.kind);
  return field.insert;
}

const rowText = (row: InsertPlan['rows'][number]): string =>
  [...row.columns].map(([column, value]) => `${column} = ${valueText(value)}`).join(', ');

describe('insert', () => {
  it('keeps absent columns apart from null ones', () => {
    const { rows } = inserted('mutation { insert_author(objects: [{name: null}, {id: 1}]) { affected_rows } }');
    expect(rows.map(rowText)).toEqual(['name = null', "id = '1'"]);
  });

  it("puts the role's presets in, and its check on the new rows", () => {
    const plan = inserted('mutation { insert_article(objects: {title: "a"}) { affected_rows } }', 'user');
    expect(plan.rows.map(rowText)).toEqual(["title = 'a', author_id = :x-hasura-user-id"]);
    expect(conditionText(plan.check)).toBe('author_id eq :x-hasura-user-id');
    expect(plan.path).toBe('$.selectionSet.insert_article.args.objects');
  });

  it('inserts an object before the row and lists after it', () => {
    const query = `mutation { insert_author(objects: {name: "a", articles: {data: [{title: "b", author: null}, {title: "c"}]}}) { affected_rows } }`;
    const [row] = inserted(query).rows;
    expect(row?.before).toEqual([]);
    expect(row?.after.map((n) => [n.relationship, n.mapping, n.insert.rows.map(rowText), n.insert.path])).toEqual([
      [
        'articles',
        [{ local: 'id', remote: 'author_id' }],
        ["title = 'b'", "title = 'c'"],
        '$.selectionSet.insert_author.args.objects[0].articles.data',
      ],
    ]);
    const [article] = inserted('mutation { insert_article_one(object: {title: "t", author: {data: {name: "n"}}}) { id } }').rows;
    expect(article?.before.map((n) => [n.relationship, n.insert.rows.map(rowText)])).toEqual([['author', ["name = 'n'"]]]);
  });

  it('takes rows from a variable, each value by its path', () => {
    const query = 'mutation ($rows: [author_insert_input!]!) { insert_author(objects: $rows) { affected_rows } }';
    const { rows } = inserted(query, 'admin', { rows: [{ name: 'a' }, { name: 'b', info: { x: 1 } }] });
    expect(rows.map(rowText)).toEqual(['name = $rows.0.name', 'name = $rows.1.name, info = $rows.1.info']);
  });

  it('takes a single object for a list, and JSON with variables inside', () => {
    const query = 'mutation ($n: Int) { insert_author(objects: {info: {a: [$n, red, "x"]}}) { affected_rows } }';
    expect(inserted(query, 'admin', { n: 1 }).rows.map(rowText)).toEqual(['info = {"a":[$n,"red","x"]}']);
  });

  it("upserts within the role's right to update", () => {
    const query =
      'mutation { insert_author(objects: {name: "a"}, on_conflict: {constraint: author_name_key, update_columns: [info], where: {id: {_gt: 1}}}) { affected_rows } }';
    const conflict = inserted(query, 'user').onConflict;
    expect(conflict?.constraint).toBe('author_name_key');
    expect(conflict?.update).toEqual(['info']);
    expect(conflict && conditionText(conflict.where)).toBe("(id eq :x-hasura-user-id and id gt '1')");
    expect(conflict?.updateCheck).toBeNull();
  });

  it('a role that may not update can still ask to do nothing', () => {
    const planner = createPlanner();
    const query =
      'mutation { insert_article(objects: {title: "a"}, on_conflict: {constraint: article_pkey, update_columns: _PLACEHOLDER}) { affected_rows } }';
    const { plan } = planner.plan(library, { query }, sessionOf('clerk', {}, true));
    const [field] = plan.roots;
    expect(field?.field.kind === 'insert' && field.field.insert.onConflict?.update).toEqual([]);
  });
});

describe('update', () => {
  const updated = (query: string, role?: string): UpdatePlan => {
    const field = root(query, role);
    if (field.kind !== 'update') throw new Error(field.kind);
    return field.update;
  };

  it('joins the filter, and checks the rows afterwards', () => {
    const plan = updated(
      'mutation { update_article(where: {id: {_eq: 1}}, _set: {title: "x"}, _inc: {likes: 2}) { affected_rows } }',
      'user',
    );
    expect(conditionText(plan.where)).toBe("(author_id eq :x-hasura-user-id and id eq '1')");
    expect(plan.set.map((s) => `${s.kind} ${s.column} ${valueText(s.value)}`)).toEqual(["set title 'x'", "inc likes '2'"]);
    expect(plan.check && conditionText(plan.check)).toBe("is_published eq 'true'");
  });

  it('by key names one row', () => {
    const field = root(
      'mutation { update_author_by_pk(pk_columns: {id: 3}, _append: {info: {a: 1}}, _set: {name: null}) { id } }',
    );
    expect(field.kind === 'update' && conditionText(field.update.where)).toBe("id eq '3'");
    expect(field.kind === 'update' && field.answer.kind).toBe('row');
    expect(field.kind === 'update' && field.update.set.map((s) => `${s.kind} ${s.column} ${valueText(s.value)}`)).toEqual([
      'append info \'{"a":1}\'',
      'set name null',
    ]);
  });

  it('has the operators of jsonb', () => {
    const set = (operator: string) =>
      updated(`mutation { update_author(where: {}, ${operator}) { affected_rows } }`).set.map((s) => valueText(s.value));
    expect(set('_delete_key: {info: "a"}')).toEqual(["'a'"]);
    expect(set('_delete_elem: {info: -1}')).toEqual(["'-1'"]);
    expect(set('_delete_at_path: {info: ["a", "0"]}')).toEqual(["['a', '0']"]);
    expect(set('_delete_at_path: {info: "a"}')).toEqual(["['a']"]);
  });

  it('many: one after the other', () => {
    const field = root(
      'mutation { update_author_many(updates: [{where: {id: {_eq: 1}}, _set: {name: "a"}}, {where: {}, _set: {name: "b"}}]) { affected_rows } }',
    );
    expect(field.kind === 'update_many' && field.updates.map((u) => [conditionText(u.where), u.path])).toEqual([
      ["id eq '1'", '$.selectionSet.update_author_many.args.updates[0]'],
      ['true', '$.selectionSet.update_author_many.args.updates[1]'],
    ]);
  });
});

describe('delete', () => {
  it('joins the filter', () => {
    const field = root(
      'mutation { delete_article(where: {likes: {_lt: 3}}) { affected_rows returning { id author { name } } } }',
      'user',
    );
    if (field.kind !== 'delete' || field.answer.kind !== 'response') throw new Error(field.kind);
    expect(nameOf(field.delete.table)).toBe('article');
    expect(conditionText(field.delete.where)).toBe("(author_id eq :x-hasura-user-id and likes lt '3')");
    const returning = field.answer.fields.find((f) => f.kind === 'returning');
    expect(returning && fieldsText(returning.fields)).toBe('{ id author on author_id = id: row author where true { name } }');
  });
});

describe('backend_only', () => {
  const query = 'mutation { insert_article(objects: {title: "a"}) { affected_rows } }';
  it('is there for a request that may use it, and nowhere else', () => {
    const plan = (backend: boolean) => planner.plan(library, { query }, sessionOf('clerk', {}, backend));
    expect(plan(true).plan.roots).toHaveLength(1);
    expect(() => plan(false)).toThrow('no mutations exist');
  });
});
