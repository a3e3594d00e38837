/**
 * Types whose equal values have one text form, so that texts may be compared instead of values, and that form computed
 * without the database.
 */

/** `pg_type.typname`s; a `date` or a `numeric` has several texts for one value and is not among them. */
export const PLAIN_TYPES: ReadonlySet<string> = new Set(['int2', 'int4', 'int8', 'uuid', 'text', 'varchar', 'bool']);

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int2: [-(2n ** 15n), 2n ** 15n - 1n],
  int4: [-(2n ** 31n), 2n ** 31n - 1n],
  int8: [-(2n ** 63n), 2n ** 63n - 1n],
};
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The text PostgreSQL would print, null when only PostgreSQL can tell (or would refuse the value). */
export function plainText(typeName: string, text: string): string | null {
  const range = RANGES[typeName];
  if (range) {
    if (!/^[+-]?\d{1,19}$/.test(text)) return null;
    const number = BigInt(text.replace('+', ''));
    return number >= range[0] && number <= range[1] ? String(number) : null;
  }
  if (typeName === 'uuid') return UUID.test(text) ? text.toLowerCase() : null;
  if (typeName === 'bool') return text === 'true' || text === 'false' ? text : null;
  if (typeName === 'text' || typeName === 'varchar') return text.includes('\0') ? null : text;
  return null;
}
