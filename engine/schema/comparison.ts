/** `<Scalar>_comparison_exp`: the operators of a type (dialect §2.6). */
import {
  type GraphQLEnumType,
  type GraphQLInputFieldConfig,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLScalarType,
} from 'graphql';
import type { CatalogType } from '../catalog/catalog.ts';
import type { Comparison } from '../model/condition.ts';
import type { Column } from '../model/model.ts';
import { sharedTypeName } from '../model/naming.ts';
import { scalarOf, TEXT } from '../model/scalar.ts';
import { columnElement } from './column.ts';
import type { InputFields, SchemaContext } from './context.ts';
import type { OperatorValue } from './meaning.ts';
import { scalar } from './scalars.ts';
import { isString } from './types.ts';

export function columnComparison(context: SchemaContext, column: Column): GraphQLInputObjectType {
  const element = columnElement(context, column);
  if (column.isArray) return arrayComparison(context, element);
  return column.enumTable === null
    ? scalarComparison(context, column.column.type, column.scalar)
    : comparison(context, element, () => equality(element));
}

/** For columns without an enum table, computed fields and casts. */
export function scalarComparison(context: SchemaContext, type: CatalogType, name = scalarOf(type)): GraphQLInputObjectType {
  const element = scalar(name);
  return comparison(context, element, () => ({
    ...(type.name === 'jsonb' ? { _cast: { type: castInput(context), extensions: { engine: { kind: 'cast' } } } } : {}),
    ...equality(element),
    ...ordering(element),
    ...(isString(type) ? patterns(element) : {}),
    ...(type.name === 'jsonb' ? jsonb(element) : {}),
    ...(type.name === 'ltree' ? ltree(element) : {}),
  }));
}

function comparison(context: SchemaContext, element: GraphQLScalarType | GraphQLEnumType, fields: () => InputFields) {
  const name = sharedTypeName(context.naming, `${element.name}_comparison_exp`);
  return context.input(name, description(element.name), () => context.named(fields()));
}

const description = (name: string) =>
  `Boolean expression to compare columns of type "${name}". All fields are combined with logical 'AND'.`;

function arrayComparison(context: SchemaContext, element: GraphQLScalarType | GraphQLEnumType): GraphQLInputObjectType {
  const name = sharedTypeName(context.naming, `${element.name}_array_comparison_exp`);
  return context.input(name, description(element.name), () => {
    const list = new GraphQLList(new GraphQLNonNull(element));
    return context.named({
      ...equality(list),
      ...ordering(list),
      _contains: operator('contains', 'same', list, 'does the array contain the given value'),
      _contained_in: operator('contained_in', 'same', list, 'is the array contained in the given array value'),
    });
  });
}

function operator(
  name: Comparison,
  value: OperatorValue,
  type: GraphQLInputType,
  about: string | null = null,
): GraphQLInputFieldConfig {
  return { type, description: about, extensions: { engine: { kind: 'operator', operator: name, value } } };
}

const listOf = (type: GraphQLInputType & (GraphQLScalarType | GraphQLEnumType | GraphQLList<GraphQLInputType>)) =>
  new GraphQLList(new GraphQLNonNull(type));

type Comparable = GraphQLScalarType | GraphQLEnumType | GraphQLList<GraphQLNonNull<GraphQLScalarType | GraphQLEnumType>>;

const equality = (type: Comparable): InputFields => ({
  _is_null: { type: scalar('Boolean'), extensions: { engine: { kind: 'is_null' } } },
  _eq: operator('eq', 'same', type),
  _neq: operator('neq', 'same', type),
  _in: operator('in', 'list', listOf(type)),
  _nin: operator('nin', 'list', listOf(type)),
});

const ordering = (type: Comparable): InputFields => ({
  _gt: operator('gt', 'same', type),
  _lt: operator('lt', 'same', type),
  _gte: operator('gte', 'same', type),
  _lte: operator('lte', 'same', type),
});

const patterns = (type: GraphQLScalarType): InputFields => ({
  _like: operator('like', 'same', type, 'does the column match the given pattern'),
  _nlike: operator('nlike', 'same', type, 'does the column NOT match the given pattern'),
  _ilike: operator('ilike', 'same', type, 'does the column match the given case-insensitive pattern'),
  _nilike: operator('nilike', 'same', type, 'does the column NOT match the given case-insensitive pattern'),
  _similar: operator('similar', 'same', type, 'does the column match the given SQL regular expression'),
  _nsimilar: operator('nsimilar', 'same', type, 'does the column NOT match the given SQL regular expression'),
  _regex: operator('regex', 'same', type, 'does the column match the given POSIX regular expression, case sensitive'),
  _nregex: operator('nregex', 'same', type, 'does the column NOT match the given POSIX regular expression, case sensitive'),
  _iregex: operator('iregex', 'same', type, 'does the column match the given POSIX regular expression, case insensitive'),
  _niregex: operator('niregex', 'same', type, 'does the column NOT match the given POSIX regular expression, case insensitive'),
});

function jsonb(type: GraphQLScalarType): InputFields {
  const text = scalar('String');
  return {
    _contains: operator('contains', 'same', type, 'does the column contain the given json value at the top level'),
    _contained_in: operator('contained_in', 'same', type, 'is the column contained in the given json value'),
    _has_key: operator('has_key', 'text', text, 'does the string exist as a top-level key in the column'),
    _has_keys_any: operator(
      'has_keys_any',
      'text_list',
      listOf(text),
      'do any of these strings exist as top-level keys in the column',
    ),
    _has_keys_all: operator(
      'has_keys_all',
      'text_list',
      listOf(text),
      'do all of these strings exist as top-level keys in the column',
    ),
    _jsonb_path_exists: operator('jsonb_path_exists', 'jsonpath', text, 'does the JSON path return any item for the column'),
    _jsonb_path_match: operator('jsonb_path_match', 'jsonpath', text, 'is the JSON path predicate true for the column'),
  };
}

function ltree(type: GraphQLScalarType): InputFields {
  return {
    _ancestor: operator('ancestor', 'same', type, 'is the left argument an ancestor of right (or equal)?'),
    _ancestor_any: operator('ancestor_any', 'list', listOf(type), 'does array contain an ancestor of `ltree`?'),
    _descendant: operator('descendant', 'same', type, 'is the left argument a descendant of right (or equal)?'),
    _descendant_any: operator('descendant_any', 'list', listOf(type), 'does array contain a descendant of `ltree`?'),
    _matches: operator('matches', 'lquery', scalar('lquery'), 'does `ltree` match `lquery`?'),
    _matches_any: operator('matches_any', 'lquery_list', listOf(scalar('lquery')), 'does `ltree` match any `lquery` in array?'),
    _matches_fulltext: operator('matches_fulltext', 'ltxtquery', scalar('ltxtquery'), 'does `ltree` match `ltxtquery`?'),
  };
}

/** `jsonb` compared as text. */
function castInput(context: SchemaContext): GraphQLInputObjectType {
  return context.input(sharedTypeName(context.naming, 'jsonb_cast_exp'), null, () => ({
    String: { type: scalarComparison(context, TEXT), extensions: { engine: { kind: 'cast_to', type: TEXT } } },
  }));
}
