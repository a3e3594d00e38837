/**
 * The caller's part of a handler's answer as JSON text: selected fields under their aliases, in the order of the request, with
 * rows of tables joined in. All rows of one relationship field are asked for at once, however many objects they belong to.
 */

import { isObject, type Json, type JsonObject, property, writeJson } from '../json.ts';
import type { ActionField } from '../plan/operation-plan.ts';

export type RowsField = ActionField & { readonly kind: 'rows' };

/**
 * Given the objects that a handler answered, the JSON text of their related rows, one for each object in the same order:
 * `null` or an object for an object relationship, an array (or an aggregate's object) for an array relationship.
 * The column values are those of `field.relationship.mapping` (`local` is the object's field).
 */
export type JoinRows = (field: RowsField, objects: readonly JsonObject[]) => Promise<readonly string[]>;

export async function selectOutput(value: Json, selection: readonly ActionField[], joinRows: JoinRows): Promise<string> {
  if (selection.length === 0) return writeJson(value);
  const wanted = new Map<RowsField, JsonObject[]>();
  collect(value, selection, wanted);
  const joined = new Map<RowsField, Map<JsonObject, string>>();
  await Promise.all(
    [...wanted].map(async ([field, objects]) => {
      const rows = await joinRows(field, objects);
      joined.set(field, new Map(objects.map((object, i) => [object, rows[i] ?? 'null'])));
    }),
  );
  return write(value, selection, joined);
}

function collect(value: Json, selection: readonly ActionField[], wanted: Map<RowsField, JsonObject[]>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, selection, wanted);
  } else if (isObject(value)) {
    for (const field of selection) {
      if (field.kind === 'rows') {
        const objects = wanted.get(field);
        if (objects) objects.push(value);
        else wanted.set(field, [value]);
      } else if (field.kind === 'value' && field.selection.length > 0) {
        collect(property(value, field.field) ?? null, field.selection, wanted);
      }
    }
  }
}

function write(value: Json, selection: readonly ActionField[], joined: Map<RowsField, Map<JsonObject, string>>): string {
  if (Array.isArray(value)) return `[${value.map((item) => write(item, selection, joined)).join(',')}]`;
  if (!isObject(value)) return writeJson(value);
  const parts = selection.map((field) => `${JSON.stringify(field.alias)}:${fieldText(value, field, joined)}`);
  return `{${parts.join(',')}}`;
}

function fieldText(object: JsonObject, field: ActionField, joined: Map<RowsField, Map<JsonObject, string>>): string {
  switch (field.kind) {
    case 'typename':
      return JSON.stringify(field.name);
    case 'rows':
      return joined.get(field)?.get(object) ?? 'null';
    case 'value': {
      const found = property(object, field.field) ?? null;
      return field.selection.length === 0 ? writeJson(found) : write(found, field.selection, joined);
    }
  }
}
