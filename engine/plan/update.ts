/** `update_T`, `update_T_by_pk` and `update_T_many` (dialect §2.12). */
import type { GraphQLField, GraphQLInputObjectType } from 'graphql';
import { allOf, type Condition, FALSE, type JsonTemplate } from '../model/condition.ts';
import type { Table } from '../model/model.ts';
import { TEXT } from '../model/scalar.ts';
import type { InputMeaning } from '../schema/meaning.ts';
import { argumentsObject, inputList } from './action-input.ts';
import { comparisonRule } from './comparison.ts';
import { type Input, inputObject } from './input.ts';
import { keyCondition } from './key.ts';
import { planResponse, planRowAnswer } from './mutation-answer.ts';
import type { Assignment, RootPlan, UpdatePlan } from './operation-plan.ts';
import { Arguments, type Planning } from './planning.ts';
import { invalid } from './scalar-input.ts';
import type { CollectedField } from './selection.ts';
import { readList, readValue } from './values.ts';
import { planWhere } from './where.ts';

export function planUpdate(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  table: Table,
  path: string,
): RootPlan {
  const args = new Arguments(planning, field, definition, path);
  const parts = args
    .parts()
    .map(({ name, input, definition: type, meaning, path: at }) => ({ name, input, type, meaning, path: at }));
  const update = planParts(planning, table, parts, operatorsOf(definition.args), args.path, () => [
    '[',
    ...argumentsObject(planning, args),
    ']',
  ]);
  const isOne = definition.extensions.engine?.kind === 'update_by_pk';
  const answer = isOne ? planRowAnswer(planning, field, definition, path) : planResponse(planning, field, definition, path);
  return { kind: 'update', update, answer };
}

export function planUpdateMany(
  planning: Planning,
  field: CollectedField,
  definition: GraphQLField<unknown, unknown>,
  table: Table,
  path: string,
): RootPlan {
  const args = new Arguments(planning, field, definition, path);
  const argument = args.definition('updates');
  if (!argument) throw new TypeError(`${path} has no updates`);
  const type = inputObject(argument);
  const known = type.getFields();
  const updates = planning.reader.items(args.require('updates'), `${type.name}!`, args.at('updates')).map(([item, at]) => {
    const parts = planning.reader.fields(item, type, at).flatMap(([name, input, partAt]) => {
      const of = known[name];
      return of ? [{ name, input, type: of, meaning: of.extensions.engine, path: partAt }] : [];
    });
    return planParts(planning, table, parts, operatorsOf(Object.values(known)), at, () =>
      inputList(planning, [[item, at]], type),
    );
  });
  return { kind: 'update_many', updates, answer: planResponse(planning, field, definition, path) };
}

interface Part {
  readonly name: string;
  readonly input: Input;
  readonly type: { readonly type: unknown; readonly name: string };
  readonly meaning: InputMeaning | undefined;
  readonly path: string;
}

/** The operators that the table has, as they are written. */
const operatorsOf = (inputs: readonly { readonly name: string; readonly extensions: { readonly engine?: InputMeaning } }[]) =>
  inputs.filter((i) => i.extensions.engine?.kind === 'update_operator').map((i) => i.name);

/** Operators, and the rows: by `where` or by `pk_columns`. An operator has to be given, be it with no columns. */
function planParts(
  planning: Planning,
  table: Table,
  parts: readonly Part[],
  operators: readonly string[],
  path: string,
  input: () => JsonTemplate,
): UpdatePlan {
  const permission = planning.context.access(table).update;
  let where: Condition = FALSE;
  const set: Assignment[] = [];
  for (const part of parts) {
    const type = inputObject(part.type);
    if (part.meaning?.kind === 'update_operator') set.push(...planOperator(planning, part, part.meaning.operator, type));
    else if (part.name === planning.context.name('pk_columns')) where = planKey(planning, part, type);
    else where = planWhere(planning, part.input, type, part.path);
  }
  const presets = [...(permission?.presets ?? [])].map(([column, value]): Assignment => ({ kind: 'set', column, value }));
  if (presets.length === 0 && !parts.some((p) => p.meaning?.kind === 'update_operator')) {
    throw invalid(`at least any one of ${operators.join(', ')} is expected`, path);
  }
  const all = [...presets, ...set];
  checkColumnsOnce(table, all, path);
  return {
    table: table.key,
    where: allOf(permission?.filter ?? FALSE, where),
    set: all,
    check: permission?.check ?? null,
    validateInput: permission?.validateInput ? { webhook: permission.validateInput, input: input() } : null,
    path,
  };
}

function planOperator(planning: Planning, part: Part, operator: Assignment['kind'], type: GraphQLInputObjectType): Assignment[] {
  const known = type.getFields();
  return planning.reader.fields(part.input, type, part.path).flatMap(([name, input, at]): Assignment[] => {
    const meaning = known[name]?.extensions.engine;
    if (meaning?.kind !== 'column_value') return [];
    const column = meaning.column.column.name;
    if (operator === 'delete_at_path') {
      const rule = comparisonRule(planning, TEXT, null);
      return [{ kind: operator, column, value: readList(planning.reader, input, rule, at) }];
    }
    const own = meaning.type === meaning.column.column.type ? meaning.column : null;
    const rule = { ...comparisonRule(planning, meaning.type, own), acceptsNull: meaning.acceptsNull };
    return [{ kind: operator, column, value: readValue(planning.reader, input, rule, at) }];
  });
}

function planKey(planning: Planning, part: Part, type: GraphQLInputObjectType): Condition {
  const known = type.getFields();
  return keyCondition(
    planning,
    planning.reader.fields(part.input, type, part.path).map(([name, input, path]) => ({
      input,
      path,
      meaning: known[name]?.extensions.engine,
    })),
  );
}

function checkColumnsOnce(table: Table, set: readonly Assignment[], path: string): void {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { column } of set) {
    if (seen.has(column)) twice.add(column);
    seen.add(column);
  }
  if (twice.size === 0) return;
  const names = table.columns.map((c) => c.column.name).filter((c) => twice.has(c));
  throw invalid(`Column found in multiple operators: [${names.map((n) => `'${n}'`).join(', ')}].`, path);
}
