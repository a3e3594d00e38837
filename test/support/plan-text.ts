/** Conditions and plans as short text, so that tests can be read. */
import type { Condition, Operand, Value } from '../../engine/model/condition.ts';
import type { Field, OrderTarget, RootPlan, SelectPlan } from '../../engine/plan/operation-plan.ts';

export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'constant':
      return String(condition.value);
    case 'and':
    case 'or':
      return `(${condition.of.map(conditionText).join(` ${condition.kind} `)})`;
    case 'not':
      return `not ${conditionText(condition.of)}`;
    case 'rooted':
      return `rooted ${conditionText(condition.of)}`;
    case 'compare':
      return `${operandText(condition.subject)} ${condition.operator} ${sideText(condition.value)}`;
    case 'is_null':
      return `${operandText(condition.subject)} is ${condition.isNull ? '' : 'not '}null`;
    case 'related':
      return `some ${nameOf(condition.table)} on ${pairsText(condition.mapping)} where ${conditionText(condition.where)}`;
    case 'related_function':
      return `some row of ${condition.call.name}() where ${conditionText(condition.where)}`;
    case 'exists':
      return `any ${nameOf(condition.table)} where ${conditionText(condition.where)}`;
    case 'aggregate': {
      const of = `${condition.distinct ? 'distinct ' : ''}${condition.columns.map(operandText).join(', ')}`;
      const predicate = condition.predicate.map((p) => `${p.operator} ${valueText(p.value)}`).join(' and ');
      return `${condition.function}(${of}) of ${nameOf(condition.table)} where ${conditionText(condition.filter)} ${predicate}`;
    }
  }
}

export function operandText(operand: Operand): string {
  switch (operand.kind) {
    case 'column':
      return operand.of === 'root' ? `$.${operand.column}` : operand.column;
    case 'function':
      return `${operand.call.name}(${operand.call.arguments.map((a) => (a.kind === 'row' ? 'row' : valueText(a.value))).join(', ')})`;
    case 'cast':
      return `${operandText(operand.operand)}::${operand.type.sql}`;
    case 'masked':
      return `[${operandText(operand.operand)} if ${conditionText(operand.when)}]`;
  }
}

export function valueText(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return value.text === null ? 'null' : `'${value.text}'`;
    case 'session':
      return `:${value.name}`;
    case 'session_object':
      return ':session';
    case 'variable':
      return `$${value.path.join('.')}`;
    case 'list':
      return `[${value.of.map(valueText).join(', ')}]`;
    case 'json':
      return value.of.map((p) => (typeof p === 'string' ? p : `$${p.path.join('.')}`)).join('');
  }
}

const sideText = (side: Value | Operand): string =>
  side.kind === 'column' || side.kind === 'function' || side.kind === 'cast' || side.kind === 'masked'
    ? operandText(side)
    : valueText(side);

/** `"public"."author"` as `author`. */
export const nameOf = (key: string): string => key.replaceAll('"', '').replace(/^public\./, '');

const pairsText = (pairs: readonly { readonly local: string; readonly remote: string }[]) =>
  pairs.map((p) => `${p.local} = ${p.remote}`).join(', ');

/** `list author where … { id articles: list article … }`. */
export function selectText(select: SelectPlan): string {
  const from = select.from.kind === 'table' ? nameOf(select.from.table) : `${select.from.call.name}()`;
  const parts = [
    select.shape,
    from,
    `where ${conditionText(select.where)}`,
    ...(select.distinctOn.length > 0 ? [`distinct on ${select.distinctOn.map(operandText).join(', ')}`] : []),
    ...(select.orderBy.length > 0
      ? [`order by ${select.orderBy.map((o) => `${targetText(o.by)} ${o.direction} nulls ${o.nulls}`).join(', ')}`]
      : []),
    ...(select.limit ? [`limit ${valueText(select.limit)}`] : []),
    ...(select.offset ? [`offset ${valueText(select.offset)}`] : []),
    ...(select.permissionLimit === null ? [] : [`at most ${select.permissionLimit}`]),
    ...(select.shape === 'aggregate' ? [] : [fieldsText(select.fields)]),
  ];
  return parts.join(' ');
}

export const fieldsText = (fields: readonly Field[]): string => `{ ${fields.map(fieldText).join(' ')} }`;

function fieldText(field: Field): string {
  switch (field.kind) {
    case 'typename':
      return `${field.alias}: '${field.name}'`;
    case 'value': {
      const of = operandText(field.operand) + (field.jsonPath ? ` at ${valueText(field.jsonPath)}` : '');
      const masked = field.mask ? `[${of} if ${conditionText(field.mask)}]` : of;
      return masked === field.alias ? masked : `${field.alias}: ${masked}`;
    }
    case 'rows':
      return `${field.alias} on ${pairsText(field.join)}: ${selectText(field.select)}`;
  }
}

function targetText(target: OrderTarget): string {
  switch (target.kind) {
    case 'value':
      return target.mask ? `[${operandText(target.operand)} if ${conditionText(target.mask)}]` : operandText(target.operand);
    case 'related':
      return `${nameOf(target.table)}(${conditionText(target.where)}).${targetText(target.by)}`;
    case 'aggregate':
      return `${target.function}(${target.operand ? operandText(target.operand) : '*'}) of ${nameOf(target.from.table)}(${conditionText(target.where)})`;
  }
}

/** The select of a root field. */
export function selectOf(root: RootPlan | undefined): SelectPlan {
  if (root?.kind === 'select' || root?.kind === 'function_mutation') return root.select;
  throw new Error(`${root?.kind} is no select`);
}
