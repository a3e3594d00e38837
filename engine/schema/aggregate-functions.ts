/** Which aggregates exist over which columns (dialect §2.9). */
import type { SelectAccess } from './access.ts';
import { isComparable, isNumber } from './types.ts';

/** Over numbers, answering a float. (`sum` answers the column's own type.) */
export const FLOAT_FUNCTIONS = ['avg', 'stddev', 'stddev_pop', 'stddev_samp', 'var_pop', 'var_samp', 'variance'] as const;

const plain = (select: SelectAccess | null) =>
  (select?.visible ?? []).filter(({ column }) => column.enumTable === null && !column.isArray);

export const numericColumns = (select: SelectAccess | null) => plain(select).filter(({ column }) => isNumber(column.column.type));

export const comparableColumns = (select: SelectAccess | null) =>
  plain(select).filter(({ column }) => isComparable(column.column.type));
