/**
 * A mutation's root field as statements that run one after the other without anyone looking in between, so that they travel in
 * one round trip: rows that a later statement needs wait in transaction-local settings, and a refusal is an error of the
 * statement itself.
 */
import type { ErrorCode } from '../error.ts';
import { literal, type Sql, sql } from './sql.ts';

export interface MutationProgram {
  readonly steps: readonly Step[];
  /** The JSON text of the root field, in pieces. */
  readonly answer: readonly Piece[];
}

export interface Step {
  readonly sql: Sql;
  /** Where PostgreSQL's errors point. */
  readonly path: string;
  /** By the number that the raised text carries. */
  readonly refusals: readonly Refusal[];
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: string;
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** JSON text in a step's answer; `otherwise` stands for NULL. */
  | { readonly kind: 'cell'; readonly step: number; readonly column: number; readonly otherwise: string }
  /** The sum of the first columns of these steps. */
  | { readonly kind: 'sum'; readonly steps: readonly number[] }
  /** The lists in a column of these steps as one list. */
  | { readonly kind: 'lists'; readonly steps: readonly number[]; readonly column: number };

export const text = (json: string): Piece => ({ kind: 'text', text: json });

/**
 * An expression that fails when `condition` is not true. Its text reaches `refusalIn` by way of PostgreSQL's error; a function
 * that raises would have to be installed, and a cast of a constant would be evaluated while planning.
 */
export const refuseUnless = (condition: Sql, index: number): Sql =>
  sql`(case when ${condition} then 'true' else ${literal(`${MARK}${index}`)} end)::boolean`;

const MARK = 'refused by permission ';

/** Which refusal a PostgreSQL error stands for, null when it is an error of its own. */
export function refusalIn(
  error: { readonly code: string; readonly message: string },
  refusals: readonly Refusal[],
): Refusal | null {
  if (error.code !== '22P02') return null;
  const at = error.message.lastIndexOf(MARK);
  if (at < 0) return null;
  return refusals[Number.parseInt(error.message.slice(at + MARK.length), 10)] ?? null;
}

/** A setting that lives until the transaction ends: how one statement hands rows to the next. */
export const setLocal = (name: string, value: Sql): Sql => sql`set_config(${literal(`hasura.${name}`)}, ${value}, true)`;
export const localRows = (name: string, table: Sql): Sql => sql`current_setting(${literal(`hasura.${name}`)})::${table}[]`;
