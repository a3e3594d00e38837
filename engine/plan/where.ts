/** `where` of a table as a condition: a related table's own row filter for the role is part of it (dialect §2.5–2.7). */
import type { GraphQLInputField, GraphQLInputObjectType } from 'graphql';
import { allOf, type Condition, conjunction, disjunction, FALSE, rooted, TRUE } from '../model/condition.ts';
import type { Table } from '../model/model.ts';
import { computedFieldCall } from '../schema/computed-field.ts';
import { planAggregatePredicate } from './aggregate-predicate.ts';
import { planComparison } from './comparison.ts';
import { type Input, inputObject } from './input.ts';
import type { Planning } from './planning.ts';
import { invalid } from './scalar-input.ts';

export function planWhere(planning: Planning, input: Input, type: GraphQLInputObjectType, path: string): Condition {
  const known = type.getFields();
  return conjunction(
    planning.reader.fields(input, type, path).map(([name, value, at]) => {
      planning.spend();
      const field = known[name];
      return field ? planPredicate(planning, field, value, type, at) : TRUE;
    }),
  );
}

function planPredicate(
  planning: Planning,
  field: GraphQLInputField,
  input: Input,
  self: GraphQLInputObjectType,
  path: string,
): Condition {
  const meaning = field.extensions.engine;
  switch (meaning?.kind) {
    case 'and':
    case 'or': {
      const of = planning.reader.items(input, `${self.name}!`, path).map(([item, at]) => planWhere(planning, item, self, at));
      return meaning.kind === 'and' ? conjunction(of) : disjunction(of);
    }
    case 'not':
      return not(planWhere(planning, input, self, path));
    case 'compare':
      return planComparison(planning, input, inputObject(field), meaning.operand, meaning.column, path);
    case 'related': {
      const where = allOf(rowFilter(planning, meaning.table), planWhere(planning, input, inputObject(field), path));
      return { kind: 'related', table: meaning.table.key, mapping: meaning.relationship.mapping, where };
    }
    case 'related_function': {
      const where = allOf(rowFilter(planning, meaning.table), planWhere(planning, input, inputObject(field), path));
      const call = computedFieldCall(meaning.field, () => null);
      return { kind: 'related_function', call, table: meaning.table.key, where };
    }
    case 'related_aggregate': {
      const of = planning.reader.fields(input, inputObject(field), path);
      const [only] = of;
      if (of.length !== 1 || !only) throw invalid('exactly one predicate should be specified', path);
      const fn = inputObject(field).getFields()[only[0]];
      return fn
        ? planAggregatePredicate(planning, only[1], fn, meaning, rowFilter(planning, meaning.table), planWhere, only[2])
        : TRUE;
    }
    default:
      return TRUE;
  }
}

/** The role's filter on the rows of a table. */
export const rowFilter = (planning: Planning, table: Table): Condition =>
  rooted(planning.context.access(table).select?.filter ?? FALSE);

const not = (of: Condition): Condition => (of.kind === 'constant' ? (of.value ? FALSE : TRUE) : { kind: 'not', of });
