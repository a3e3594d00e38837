/** Rows of tables joined to the objects that an action's handler answered: one statement a relationship field. */
import type { JoinRows, RowsField } from '../actions/select-output.ts';
import type { CatalogType } from '../catalog/catalog.ts';
import { toEngineError } from '../database/postgres-error.ts';
import { EngineError } from '../error.ts';
import { DigitsNumber, type Json, type JsonObject, property, writeJson } from '../json.ts';
import type { Value } from '../model/condition.ts';
import { compileJoin } from '../sql/compile-join.ts';
import { renderPositional } from '../sql/render.ts';
import { bindStatement } from './bind.ts';
import type { Run } from './execute.ts';

export function joinRows(run: Run): JoinRows {
  return async (field, objects) => {
    const { deps, context, planned } = run;
    const rendered = renderPositional(compileJoin(field.select, columnsOf(run, field, objects), deps.compile));
    const statement = bindStatement(rendered, context.session, planned.variables);
    try {
      const [rows = []] = await deps.database.batch([statement], { signal: context.signal });
      return rows.map((row) => row.text(0) ?? 'null');
    } catch (error) {
      throw toEngineError(error, { statement });
    }
  };
}

/** The objects' values for each joined column, as one array in the column's own type. */
function columnsOf(run: Run, { relationship }: RowsField, objects: readonly JsonObject[]) {
  const table = run.snapshot.model.tables.get(relationship.target);
  return relationship.mapping.map(({ local, remote }) => {
    const type = table?.catalog.columns.find((c) => c.name === remote)?.type;
    if (!type) throw new EngineError('unexpected', `column "${remote}" of an action's relationship does not exist`);
    const items = objects.map((object): Value => ({ kind: 'literal', text: textOf(property(object, local) ?? null), type }));
    const values: Value = { kind: 'list', of: items, type: arrayOf(type) };
    return { remote, values };
  });
}

const arrayOf = (element: CatalogType): CatalogType => ({
  name: `_${element.name}`,
  sql: `${element.sql}[]`,
  kind: 'array',
  element,
});

/** PostgreSQL reads a JSON scalar's text as the column's type. */
function textOf(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  return value instanceof DigitsNumber ? value.text : writeJson(value);
}
