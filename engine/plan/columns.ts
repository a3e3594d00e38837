/** Columns named by an enum of columns (`distinct_on`, `count(columns:)`, `update_columns`). */
import type { GraphQLEnumType } from 'graphql';
import type { ColumnEnumMeaning } from '../schema/meaning.ts';
import type { Input } from './input.ts';
import type { Planning } from './planning.ts';

/** A list, or a single one. */
export function selectColumns(
  planning: Planning,
  input: Input,
  type: GraphQLEnumType,
  path: string,
): readonly ColumnEnumMeaning[] {
  return planning.reader.items(input, `${type.name}!`, path).flatMap(([item, at]) => {
    const meaning = type.getValue(planning.reader.enum(item, type, at))?.extensions.engine;
    return meaning ? [meaning] : [];
  });
}
