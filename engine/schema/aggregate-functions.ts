/** Which aggregates exist over which columns and scalar computed fields (dialect §2.9). */
import type { CatalogType } from '../catalog/catalog.ts';
import type { Operand } from '../model/condition.ts';
import type { SelectAccess } from './access.ts';
import { computedScalarOperand, hasUserArguments } from './computed-field.ts';
import { isComparable, isNumber } from './types.ts';

/** Over numbers, answering a float. (`sum` answers the column's own type.) */
export const FLOAT_FUNCTIONS = ['avg', 'stddev', 'stddev_pop', 'stddev_samp', 'var_pop', 'var_samp', 'variance'] as const;

/** A value of each row that can be aggregated. */
export interface Aggregated {
  readonly name: string;
  readonly description: string | null;
  readonly operand: Operand;
  readonly type: CatalogType;
  /** Its GraphQL scalar, or that of its elements. */
  readonly scalar: string;
  readonly isArray: boolean;
}

export const numericColumns = (select: SelectAccess | null) => columns(select).filter(({ type }) => isNumber(type));
export const comparableColumns = (select: SelectAccess | null) => columns(select).filter(({ type }) => isComparable(type));
export const numericFields = (select: SelectAccess | null) => fields(select).filter(({ type }) => isNumber(type));
export const comparableFields = (select: SelectAccess | null) => fields(select).filter(({ type }) => isComparable(type));

const columns = (select: SelectAccess | null): Aggregated[] =>
  (select?.visible ?? [])
    .filter(({ column }) => column.enumTable === null)
    .map(({ column: { name, description, scalar, isArray, column }, operand }) => ({
      name,
      description,
      scalar,
      isArray,
      operand,
      type: column.type,
    }));

/** Columns, and computed fields that need nothing from the caller. */
const fields = (select: SelectAccess | null): Aggregated[] => [
  ...columns(select),
  ...(select?.visibleScalars ?? [])
    .filter((f) => !hasUserArguments(f))
    .map((f) => ({
      name: f.name,
      description: f.comment,
      scalar: f.returns.scalar,
      isArray: f.returns.type.element !== null,
      operand: computedScalarOperand(f, select?.computedFields.get(f.name) ?? null),
      type: f.returns.type,
    })),
];
