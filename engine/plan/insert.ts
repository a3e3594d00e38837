/** `insert_T` and `insert_T_one`, nested rows included (dialect §2.12). */
import { type GraphQLField, type GraphQLInputObjectType, isEnumType } from 'graphql';
import { EngineError } from '../error.ts';
import { allOf, type Condition, FALSE, TRUE, type Value } from '../model/condition.ts';
import type { Presets, Relationship, Table } from '../model/model.ts';
import { inputList } from './action-input.ts';
import { selectColumns } from './columns.ts';
import { comparisonRule } from './comparison.ts';
import { type Input, inputObject } from './input.ts';
import { planResponse, planRowAnswer } from './mutation-answer.ts';
import type { InsertPlan, InsertRow, NestedInsert, OnConflict, RootPlan } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import { invalid } from './scalar-input.ts';
import type { CollectedField } from './selection.ts';
import { readValue } from './values.ts';
import { planWhere } from './where.ts';

export function planInsert(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  table: Table,
  path: string,
): RootPlan {
  const args = new Arguments(planning, field, definition, path);
  const isOne = definition.extensions.engine?.kind === 'insert_one';
  const name = isOne ? 'object' : 'objects';
  const argument = args.definition(name);
  const conflictArgument = args.definition('on_conflict');
  const type = argument && inputObject(argument);
  if (!type) throw new TypeError(`${path} has no rows`);
  const conflict = conflictArgument && args.getUnlessNull(planning.reader, 'on_conflict');
  const insert = planRows(planning, table, {
    rows: rowInputs(planning, args.require(name), type, args.at(name), isOne),
    type,
    conflict: conflict ? { input: conflict, type: inputObject(conflictArgument), path: args.at('on_conflict') } : null,
    path: args.at(name),
    isIndexed: true,
    parent: [],
  });
  const answer = isOne ? planRowAnswer(planning, field, definition, path) : planResponse(planning, field, definition, path);
  return { kind: 'insert', insert, answer };
}

interface Rows {
  readonly rows: readonly (readonly [value: Input, path: string])[];
  readonly type: GraphQLInputObjectType;
  readonly conflict: { readonly input: Input; readonly type: GraphQLInputObjectType; readonly path: string } | null;
  /** Where errors of the insert itself are; those of reading the request are where it has the value. */
  readonly path: string;
  /** A row's own errors are at its index, even that of an only row (`object[0]`); not so for objects inserted before another. */
  readonly isIndexed: boolean;
  /** Columns whose values come from the parent row. */
  readonly parent: readonly string[];
}

function rowInputs(planning: Planning, input: Input, type: GraphQLInputObjectType, path: string, isOne: boolean): Rows['rows'] {
  return isOne ? [[input, path]] : planning.reader.items(input, `${type.name}!`, path);
}

function planRows(planning: Planning, table: Table, { rows, type, conflict, path, isIndexed, parent }: Rows): InsertPlan {
  const permission = planning.context.access(table).insert;
  return {
    table: table.key,
    rows: rows.map(([input, at], i) =>
      planRow(planning, input, type, permission?.presets ?? new Map(), parent, at, isIndexed ? `${path}[${i}]` : path),
    ),
    check: permission?.check ?? FALSE,
    onConflict: conflict ? planConflict(planning, table, conflict.input, conflict.type, conflict.path) : null,
    validateInput: permission?.validateInput
      ? { webhook: permission.validateInput, input: inputList(planning, rows, type) }
      : null,
    path,
  };
}

function planRow(
  planning: Planning,
  input: Input,
  type: GraphQLInputObjectType,
  presets: Presets,
  parent: readonly string[],
  readPath: string,
  path: string,
): InsertRow {
  const known = type.getFields();
  const columns = new Map<string, Value>();
  const before: NestedInsert[] = [];
  const after: NestedInsert[] = [];
  const nested: { readonly relationship: Relationship; readonly path: string }[] = [];
  for (const [name, value, at] of planning.reader.fields(input, type, readPath)) {
    const field = known[name];
    const meaning = field?.extensions.engine;
    if (meaning?.kind === 'column_value') {
      const rule = { ...comparisonRule(planning, meaning.type, meaning.column), acceptsNull: meaning.acceptsNull };
      columns.set(meaning.column.column.name, readValue(planning.reader, value, rule, at));
    } else if (field && (meaning?.kind === 'insert_object' || meaning?.kind === 'insert_array')) {
      if (planning.reader.isNull(value)) continue;
      const { relationship } = meaning;
      const isBefore = relationship.kind === 'object' && relationship.insertionOrder === 'before_parent';
      if (isBefore) nested.push({ relationship, path: `${path}.${name}` });
      (isBefore ? before : after).push(
        planNested(planning, value, inputObject(field), relationship, meaning.table, isBefore, at, `${path}.${name}`),
      );
    }
  }
  checkDetermined(columns, nested, parent, path);
  for (const [column, value] of presets) columns.set(column, value);
  return { columns, before, after, path };
}

/** A column has one source: the row, its parent, or an object inserted before it. */
function checkDetermined(
  columns: ReadonlyMap<string, Value>,
  before: readonly { readonly relationship: Relationship; readonly path: string }[],
  parent: readonly string[],
  path: string,
): void {
  const quoted = (names: readonly string[]) => names.map((n) => `"${n}"`).join(', ');
  const twice = parent.filter((c) => columns.has(c));
  if (twice.length > 0) {
    const message = `cannot insert ${quoted(twice)} columns as their values are already being determined by parent insert`;
    throw new EngineError('validation-failed', message, { path });
  }
  for (const { relationship, path: at } of before) {
    const given = relationship.mapping.map((m) => m.local).filter((c) => columns.has(c) || parent.includes(c));
    if (given.length === 0) continue;
    throw invalid(
      `cannot insert object relationship "${relationship.name}" as ${quoted(given)} column values are already determined`,
      at,
    );
  }
}

function planNested(
  planning: Planning,
  input: Input,
  type: GraphQLInputObjectType,
  relationship: Relationship,
  table: Table,
  isBefore: boolean,
  readPath: string,
  path: string,
): NestedInsert {
  const known = type.getFields();
  const isOne = relationship.kind === 'object';
  let insert: Omit<Rows, 'conflict'> | null = null;
  let conflict: Rows['conflict'] = null;
  for (const [name, value, at] of planning.reader.fields(input, type, readPath)) {
    const field = known[name];
    if (!field) continue;
    if (name === 'data') {
      const rowType = inputObject(field);
      const parent = isBefore ? [] : relationship.mapping.map((m) => m.remote);
      const rows = rowInputs(planning, value, rowType, at, isOne);
      insert = { rows, type: rowType, path: `${path}.data`, isIndexed: !isBefore, parent };
    } else if (!planning.reader.isNull(value)) conflict = { input: value, type: inputObject(field), path: at };
  }
  if (!insert) throw invalid("missing required field 'data'", `${readPath}.data`);
  return {
    relationship: relationship.name,
    kind: relationship.kind,
    mapping: relationship.mapping,
    insert: planRows(planning, table, { ...insert, conflict }),
  };
}

function planConflict(planning: Planning, table: Table, input: Input, type: GraphQLInputObjectType, path: string): OnConflict {
  const known = type.getFields();
  const permission = planning.context.access(table).update;
  let constraint = '';
  let update: readonly string[] = [];
  let where: Condition = TRUE;
  for (const [name, value, at] of planning.reader.fields(input, type, path)) {
    const field = known[name];
    if (!field) continue;
    const named = enumOf(field.type);
    if (name === 'constraint' && named) constraint = planning.reader.enum(value, named, at);
    else if (name === planning.context.name('update_columns') && named)
      update = [...new Set(selectColumns(planning, value, named, at).map((c) => c.column.column.name))];
    else if (!planning.reader.isNull(value)) where = planWhere(planning, value, inputObject(field), at);
  }
  return {
    constraint,
    update,
    presets: permission?.presets ?? new Map(),
    where: allOf(permission?.filter ?? TRUE, where),
    updateCheck: permission?.check ?? null,
  };
}

function enumOf(given: unknown) {
  let type = given;
  while (typeof type === 'object' && type !== null && 'ofType' in type) type = type.ofType;
  return isEnumType(type) ? type : null;
}
