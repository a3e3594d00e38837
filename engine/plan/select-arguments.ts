/** The arguments of everything that selects rows (dialect §2.4). */
import { type GraphQLArgument, isEnumType, isListType, isNonNullType, Kind } from 'graphql';
import type { EngineError } from '../error.ts';
import { DigitsNumber } from '../json.ts';
import { type Condition, type Operand, TRUE, type Value } from '../model/condition.ts';
import { INTEGER } from '../model/scalar.ts';
import { INT8 } from '../schema/types.ts';
import { selectColumns } from './columns.ts';
import { type Input, type InputReader, inputObject } from './input.ts';
import { columnOf } from './operands.ts';
import type { OrderBy } from './operation-plan.ts';
import { planOrderBy } from './order-by.ts';
import type { Arguments, Planning } from './planning.ts';
import { describeJson, describeNode, inspectInteger, invalid, typeMismatch } from './scalar-input.ts';
import { kindOf } from './shape.ts';
import { planWhere } from './where.ts';

export interface SelectArguments {
  readonly where: Condition;
  readonly orderBy: readonly OrderBy[];
  readonly distinctOn: readonly Operand[];
  readonly limit: Value | null;
  readonly offset: Value | null;
}

export function planSelectArguments(planning: Planning, args: Arguments): SelectArguments {
  const { reader } = planning;
  const given = (name: string): { readonly input: Input; readonly definition: GraphQLArgument; readonly path: string } | null => {
    const argument = args.definition(name);
    const input = argument && args.getUnlessNull(reader, name);
    return input ? { input, definition: argument, path: args.at(name) } : null;
  };
  const where = given('where');
  const orderBy = given('order_by');
  const limit = given('limit');
  const offset = given('offset');
  const distinctOn = given('distinct_on');
  const out: SelectArguments = {
    where: where ? planWhere(planning, where.input, inputObject(where.definition), where.path) : TRUE,
    orderBy: orderBy ? planOrderBy(planning, orderBy.input, inputObject(orderBy.definition), orderBy.path) : [],
    limit: limit ? readLimit(reader, limit.input, limit.path) : null,
    offset: offset ? readOffset(reader, offset.input, offset.path) : null,
    distinctOn: distinctOn ? planDistinctOn(planning, distinctOn.input, distinctOn.definition, distinctOn.path) : [],
  };
  checkDistinctOn(out, args.path);
  return out;
}

function planDistinctOn(planning: Planning, input: Input, definition: GraphQLArgument, path: string): readonly Operand[] {
  let type: unknown = definition.type;
  while (isNonNullType(type) || isListType(type)) type = type.ofType;
  return isEnumType(type) ? selectColumns(planning, input, type, path).map((c) => c.operand) : [];
}

function checkDistinctOn({ distinctOn, orderBy }: SelectArguments, path: string): void {
  if (distinctOn.length === 0 || orderBy.length === 0) return;
  const first = orderBy.slice(0, distinctOn.length).map(({ by }) => (by.kind === 'value' ? columnOf(by.operand) : null));
  if (first.length === distinctOn.length && distinctOn.every((o) => first.includes(columnOf(o)))) return;
  throw invalid('"distinct_on" columns must match initial "order_by" columns', path);
}

/** A number of rows: a non-negative 32-bit integer. */
export function readLimit(reader: InputReader, input: Input, path: string): Value {
  const expected = (found: string) => typeMismatch('Int', 'a non-negative 32-bit integer', found, path);
  if (input.kind === 'variable') {
    reader.leaf(input.path, (value) => (isCount(value) ? inspectInteger(INTEGER, value, path) : expected(describeJson(value))));
    return { kind: 'variable', path: input.path, type: INTEGER };
  }
  const { node } = input;
  if (node.kind !== Kind.INT || node.value.startsWith('-')) throw expected(describeNode(node));
  const error = inspectInteger(INTEGER, node.value, path);
  if (error) throw error;
  return { kind: 'literal', text: node.value, type: INTEGER };
}

const isCount = (value: unknown): boolean =>
  typeof value === 'number' ? value >= 0 : value instanceof DigitsNumber && !value.text.startsWith('-');

/** A stream's number of rows, which is part of the plan. */
export function readBatchSize(reader: InputReader, input: Input, path: string): number {
  readLimit(reader, input, path);
  return reader.number(input);
}

/** How many rows to skip: a 64-bit integer, also as a string of digits. */
function readOffset(reader: InputReader, input: Input, path: string): Value {
  const inspect = (value: unknown, found: string): EngineError | null => {
    if (kindOf(value) === 'number') return inspectInteger(INT8, value, path);
    if (typeof value === 'string' && DIGITS.test(value)) return inspectInteger(INT8, value, path);
    return typeMismatch('Int', 'a 32-bit integer, or a 64-bit integer represented as a string', found, path);
  };
  if (input.kind === 'variable') {
    reader.leaf(input.path, (value) => inspect(value, describeJson(value)));
    return { kind: 'variable', path: input.path, type: INT8 };
  }
  const { node } = input;
  if (node.kind === Kind.INT || node.kind === Kind.STRING) {
    const error = node.kind === Kind.INT ? inspectInteger(INT8, node.value, path) : inspect(node.value, describeNode(node));
    if (error) throw error;
    return { kind: 'literal', text: node.value, type: INT8 };
  }
  throw inspect(null, describeNode(node)) ?? invalid('expected an integer', path);
}

const DIGITS = /^[0-9]+$/;
