/** PostgreSQL's text form of a one-dimensional array. */
export function arrayLiteral(items: readonly (string | null)[]): string {
  return `{${items.map((item) => (item === null ? 'NULL' : quoted(item))).join(',')}}`;
}

/** These need no quotes; the word NULL would be read as one. */
const PLAIN = /^(?!null$)[-+.:_A-Za-z0-9]+$/i;

const quoted = (item: string): string => (PLAIN.test(item) ? item : `"${item.replace(/["\\]/g, '\\$&')}"`);
