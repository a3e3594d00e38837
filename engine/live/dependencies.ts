/**
 * Which rows an answer can depend on: the tables a plan reads and, where its conditions say so, the column values that rows
 * must have to matter. A change of other rows cannot change the answer. Pure.
 */
import type { ColumnPair, Condition, Operand, Value } from '../model/condition.ts';
import type { AggregateValue, Field, OperationPlan, OrderTarget, Root, SelectPlan, StreamPlan } from '../plan/operation-plan.ts';

/** Rows of `table` whose columns equal these values (all of them) matter; an empty map: every row. */
export interface Read {
  /** `tableKey`. */
  readonly table: string;
  readonly equals: Equalities;
}

export interface Dependencies {
  readonly reads: readonly Read[];
  /** False when the plan calls functions, which may read anything. */
  readonly isComplete: boolean;
}

export type Equalities = ReadonlyMap<string, Value>;
const NONE: Equalities = new Map();

export function dependenciesOf(plan: OperationPlan): Dependencies {
  const found = new Collector();
  found.roots(plan.roots);
  return { reads: found.reads, isComplete: found.isComplete };
}

class Collector {
  readonly reads: Read[] = [];
  isComplete = true;

  roots(roots: readonly Root[]): void {
    for (const { field } of roots) {
      if (field.kind === 'select') this.select(field.select, NONE);
      else if (field.kind === 'stream') this.stream(field.stream);
      else if (field.kind === 'namespace') this.roots(field.roots);
      else if (field.kind !== 'text') this.isComplete = false;
    }
  }

  /** `known`: what a join already says about the rows' columns. */
  select(select: SelectPlan, known: Equalities): void {
    if (select.from.kind === 'function') this.isComplete = false;
    const equals = this.rows(select.from.table, select.where, known);
    for (const { by } of select.orderBy) this.order(by, equals);
    this.fields(select.fields, equals);
    for (const field of select.aggregate) {
      if (field.kind === 'nodes') this.fields(field.fields, equals);
      else if (field.kind === 'aggregate') for (const value of field.fields) this.aggregateValue(value, equals);
    }
  }

  stream(stream: StreamPlan): void {
    this.fields(stream.fields, this.rows(stream.table, stream.where, NONE));
  }

  private rows(table: string, where: Condition, known: Equalities): Equalities {
    const equals = new Map(known);
    for (const [column, value] of equalitiesIn(where)) equals.set(column, value);
    this.reads.push({ table, equals });
    this.condition(where, equals);
    return equals;
  }

  private fields(fields: readonly Field[], equals: Equalities): void {
    for (const field of fields) {
      if (field.kind === 'typename') continue;
      if (field.kind === 'value') this.operand(field.operand, equals);
      else this.select(field.select, joined(field.join, equals));
      if (field.mask) this.condition(field.mask, equals);
    }
  }

  private aggregateValue(value: AggregateValue, equals: Equalities): void {
    if (value.kind === 'count') for (const operand of value.columns) this.operand(operand, equals);
    if (value.kind !== 'function') return;
    for (const field of value.fields) {
      if (field.kind === 'typename') continue;
      this.operand(field.operand, equals);
      if (field.mask) this.condition(field.mask, equals);
    }
  }

  private order(target: OrderTarget, equals: Equalities): void {
    if (target.kind === 'value') {
      this.operand(target.operand, equals);
      if (target.mask) this.condition(target.mask, equals);
    } else if (target.kind === 'related') {
      this.order(target.by, this.rows(target.table, target.where, joined(target.mapping, equals)));
    } else {
      if (target.from.kind === 'function') this.isComplete = false;
      const inner = this.rows(target.from.table, target.where, joined(target.mapping, equals));
      if (target.operand) this.operand(target.operand, inner);
    }
  }

  private condition(condition: Condition, equals: Equalities): void {
    switch (condition.kind) {
      case 'constant':
        break;
      case 'and':
      case 'or':
        for (const part of condition.of) this.condition(part, equals);
        break;
      case 'not':
      case 'rooted':
        this.condition(condition.of, equals);
        break;
      case 'compare':
        this.operand(condition.subject, equals);
        if (isOperand(condition.value)) this.operand(condition.value, equals);
        break;
      case 'is_null':
        this.operand(condition.subject, equals);
        break;
      case 'related':
        this.rows(condition.table, condition.where, joined(condition.mapping, equals));
        break;
      case 'related_function':
        this.isComplete = false;
        this.rows(condition.table, condition.where, NONE);
        break;
      case 'exists':
        this.rows(condition.table, condition.where, NONE);
        break;
      case 'aggregate': {
        const inner = this.rows(condition.table, condition.filter, joined(condition.mapping, equals));
        for (const column of condition.columns) this.operand(column, inner);
        break;
      }
    }
  }

  private operand(operand: Operand, equals: Equalities): void {
    if (operand.kind === 'function') this.isComplete = false;
    else if (operand.kind === 'cast') this.operand(operand.operand, equals);
    else if (operand.kind === 'masked') {
      this.operand(operand.operand, equals);
      this.condition(operand.when, equals);
    }
  }
}

/** What the outer row's known columns say about the columns they are joined with. */
function joined(mapping: readonly ColumnPair[], outer: Equalities): Equalities {
  const known = new Map<string, Value>();
  for (const { local, remote } of mapping) {
    const value = outer.get(local);
    if (value) known.set(remote, value);
  }
  return known;
}

/** `column = value` wherever every row must satisfy it. */
function* equalitiesIn(where: Condition): Generator<readonly [string, Value]> {
  if (where.kind === 'and') for (const part of where.of) yield* equalitiesIn(part);
  if (where.kind !== 'compare' || where.operator !== 'eq' || isOperand(where.value)) return;
  const { subject } = where;
  if (subject.kind === 'column' && subject.of === 'current') yield [subject.column, where.value];
}

const isOperand = (value: Value | Operand): value is Operand =>
  value.kind === 'column' || value.kind === 'function' || value.kind === 'cast' || value.kind === 'masked';
