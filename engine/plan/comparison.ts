/** Comparisons of an operand: the fields of a `<Scalar>_comparison_exp` (dialect §2.6). */
import type { GraphQLInputObjectType } from 'graphql';
import type { CatalogType } from '../catalog/catalog.ts';
import { type Comparison, type Condition, conjunction, disjunction, type Operand, TRUE, type Value } from '../model/condition.ts';
import type { Column } from '../model/model.ts';
import { JSONPATH, LQUERY, LTXTQUERY, scalarOf, TEXT } from '../model/scalar.ts';
import type { OperatorValue } from '../schema/meaning.ts';
import { type Input, inputObject } from './input.ts';
import type { Planning } from './planning.ts';
import type { ScalarRule } from './scalar-input.ts';
import { readList, readValue } from './values.ts';

export function planComparison(
  planning: Planning,
  input: Input,
  type: GraphQLInputObjectType,
  subject: Operand,
  column: Column | null,
  path: string,
): Condition {
  const known = type.getFields();
  const rule = comparisonRule(planning, subject.type, column);
  return conjunction(
    planning.reader.fields(input, type, path).map(([name, value, at]): Condition => {
      const field = known[name];
      const meaning = field?.extensions.engine;
      if (planning.nullCollapse && planning.reader.isNull(value)) return TRUE;
      switch (meaning?.kind) {
        case 'is_null':
          return { kind: 'is_null', subject, isNull: planning.reader.boolean(value, at) };
        case 'operator': {
          if (meaning.value === 'list' && subject.type.element)
            return planOneOf(planning, value, rule, subject, meaning.operator, at);
          const compared = readCompared(planning, value, rule, meaning.value, at);
          return { kind: 'compare', subject, operator: meaning.operator, value: compared, nullSafe: false };
        }
        case 'cast':
          return field ? planCasts(planning, value, inputObject(field), subject, at) : TRUE;
        default:
          return TRUE;
      }
    }),
  );
}

/** An array is one of a list: no array of arrays says that in PostgreSQL, so each is compared. */
function planOneOf(
  planning: Planning,
  input: Input,
  rule: ScalarRule,
  subject: Operand,
  operator: Comparison,
  path: string,
): Condition {
  const isIn = operator === 'in';
  const of = planning.reader.items(input, `[${rule.name}!]!`, path).map(([item, at]): Condition => {
    planning.spend();
    const value = readValue(planning.reader, item, rule, at);
    return { kind: 'compare', subject, operator: isIn ? 'eq' : 'neq', value, nullSafe: false };
  });
  return isIn ? disjunction(of) : conjunction(of);
}

function planCasts(planning: Planning, input: Input, type: GraphQLInputObjectType, subject: Operand, path: string): Condition {
  const known = type.getFields();
  return conjunction(
    planning.reader.fields(input, type, path).map(([name, value, at]) => {
      const field = known[name];
      const meaning = field?.extensions.engine;
      if (!field || meaning?.kind !== 'cast_to') return TRUE;
      const operand: Operand = { kind: 'cast', operand: subject, type: meaning.type };
      return planComparison(planning, value, inputObject(field), operand, null, at);
    }),
  );
}

/** How values compared with an operand are checked. They are never null: `_is_null` asks for that. */
export function comparisonRule(planning: Planning, type: CatalogType, column: Column | null): ScalarRule {
  const target = column?.enumTable ? planning.context.model.tables.get(column.enumTable) : undefined;
  if (target?.enumValues) {
    const { context } = planning;
    const spelled = new Map(target.enumValues.map(({ value }) => [context.enumValue(value), value]));
    return { type, name: context.typeName(target, 'enum'), enumValues: spelled, acceptsNull: false };
  }
  return { type, name: column?.scalar ?? scalarOf(type), enumValues: null, acceptsNull: false };
}

export function readCompared(planning: Planning, input: Input, rule: ScalarRule, value: OperatorValue, path: string): Value {
  const other = (type: CatalogType): ScalarRule => ({ type, name: scalarOf(type), enumValues: null, acceptsNull: false });
  switch (value) {
    case 'same':
      return readValue(planning.reader, input, rule, path);
    case 'list':
      return readList(planning.reader, input, rule, path);
    case 'text':
      return readValue(planning.reader, input, other(TEXT), path);
    case 'text_list':
      return readList(planning.reader, input, other(TEXT), path);
    case 'lquery':
      return readValue(planning.reader, input, other(LQUERY), path);
    case 'lquery_list':
      return readList(planning.reader, input, other(LQUERY), path);
    case 'jsonpath':
      return readValue(planning.reader, input, { ...other(JSONPATH), name: 'String' }, path);
    case 'ltxtquery':
      return readValue(planning.reader, input, other(LTXTQUERY), path);
  }
}
