/** `order_by` as targets with a direction (dialect §2.8). */
import type { GraphQLInputObjectType } from 'graphql';
import type { Operand } from '../model/condition.ts';
import { computedFieldCall } from '../schema/computed-field.ts';
import { orderDirection } from '../schema/order-by.ts';
import { type Input, inputObject } from './input.ts';
import { unmasked } from './operands.ts';
import type { OrderBy, OrderTarget } from './operation-plan.ts';
import type { Planning } from './planning.ts';
import { rowFilter } from './where.ts';

/** A list of objects; several keys of one order in the order they were written. */
export function planOrderBy(planning: Planning, input: Input, type: GraphQLInputObjectType, path: string): OrderBy[] {
  return planning.reader.items(input, `${type.name}!`, path).flatMap(([item, at]) => planObject(planning, item, type, at));
}

function planObject(planning: Planning, input: Input, type: GraphQLInputObjectType, path: string): OrderBy[] {
  const known = type.getFields();
  return planning.reader.fields(input, type, path).flatMap(([name, value, at]): OrderBy[] => {
    planning.spend();
    const field = known[name];
    const meaning = field?.extensions.engine;
    if (!field || !meaning || planning.reader.isNull(value)) return [];
    switch (meaning.kind) {
      case 'order_value':
        return [{ by: { kind: 'value', ...unmasked(meaning.operand) }, ...direction(planning, value, at) }];
      case 'order_related': {
        const { table, relationship } = meaning;
        const where = rowFilter(planning, table);
        return planObject(planning, value, inputObject(field), at).map((order) => ({
          ...order,
          by: { kind: 'related', table: table.key, mapping: relationship.mapping, where, by: order.by },
        }));
      }
      case 'order_aggregate': {
        const from = { kind: 'table' as const, table: meaning.table.key };
        const over = { from, mapping: meaning.relationship.mapping, where: rowFilter(planning, meaning.table) };
        return planAggregate(
          planning,
          value,
          inputObject(field),
          (fn, operand) => ({ kind: 'aggregate', ...over, function: fn, operand }),
          at,
        );
      }
      case 'order_function_aggregate': {
        const call = computedFieldCall(meaning.field, () => null);
        const from = { kind: 'function' as const, call, table: meaning.table.key };
        const over = { from, mapping: [], where: rowFilter(planning, meaning.table) };
        return planAggregate(
          planning,
          value,
          inputObject(field),
          (fn, operand) => ({ kind: 'aggregate', ...over, function: fn, operand }),
          at,
        );
      }
      default:
        return [];
    }
  });
}

function planAggregate(
  planning: Planning,
  input: Input,
  type: GraphQLInputObjectType,
  target: (fn: string, operand: Operand | null) => OrderTarget,
  path: string,
): OrderBy[] {
  const known = type.getFields();
  return planning.reader.fields(input, type, path).flatMap(([name, value, at]): OrderBy[] => {
    const field = known[name];
    const meaning = field?.extensions.engine;
    if (!field || planning.reader.isNull(value)) return [];
    if (meaning?.kind === 'order_count') return [{ by: target('count', null), ...direction(planning, value, at) }];
    if (meaning?.kind !== 'order_function') return [];
    const columns = inputObject(field).getFields();
    return planning.reader.fields(value, inputObject(field), at).flatMap(([column, order, columnAt]): OrderBy[] => {
      const of = columns[column]?.extensions.engine;
      if (of?.kind !== 'order_value' || planning.reader.isNull(order)) return [];
      return [{ by: target(meaning.function, of.operand), ...direction(planning, order, columnAt) }];
    });
  });
}

/** `asc` puts nulls last, `desc` first, unless it says otherwise. */
function direction(planning: Planning, input: Input, path: string): Pick<OrderBy, 'direction' | 'nulls'> {
  const name = planning.reader.enum(input, orderDirection(planning.context), path).toLowerCase();
  const descends = name.startsWith('desc');
  const nulls = name.endsWith('_nulls_first') ? 'first' : name.endsWith('_nulls_last') ? 'last' : descends ? 'first' : 'last';
  return { direction: descends ? 'desc' : 'asc', nulls };
}
