/** A text array in PostgreSQL's text form. */
export const textArray = (items: readonly (string | null)[]): string => `{${items.map(element).join(',')}}`;

const element = (item: string | null): string => {
  if (item === null) return 'NULL';
  return PLAIN.test(item) ? item : `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
};

/** These need no quotes; the word NULL would be read as one. */
const PLAIN = /^(?!null$)[-+.:_A-Za-z0-9]+$/i;
