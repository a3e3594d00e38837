/** JSON objects whose keys are the answer's: in the order of the selection, however many and however long their names are. */
import { join, literal, type Sql, sql } from './sql.ts';

export interface Pair {
  readonly key: string;
  readonly value: Sql;
}

/** PostgreSQL's functions take at most 100 arguments. */
const MOST_PAIRS = 50;

/** An expression of type json. */
export function jsonObject(pairs: readonly Pair[]): Sql {
  if (pairs.length <= MOST_PAIRS) return sql`json_build_object(${join(pairs.flatMap((p) => [literal(p.key), p.value]))})`;
  return concatenated(pairs);
}

/** Glued together as text: the way without a limit of arguments that still keeps the order of keys. */
function concatenated(pairs: readonly Pair[]): Sql {
  const pieces = pairs.map(({ key, value }, i) => {
    const before = `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`;
    return sql`${literal(before)} || coalesce(to_json(${value})::text, 'null')`;
  });
  return sql`(${join(pieces, ' || ')} || '}')::json`;
}

/** PostgreSQL cuts longer identifiers off, so such a key cannot be a column's name. */
export const fitsIdentifier = (key: string): boolean => Buffer.byteLength(key) <= 63 && !key.includes('\0');
