/** How Hasura says that a JSON value is of the wrong kind: `parsing Text failed, expected String, but encountered Number`. */
export const unfit = (what: string, expected: string, value: unknown): string =>
  `parsing ${what} failed, expected ${expected}, but encountered ${kindOf(value)}`;

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'Null';
  if (Array.isArray(value)) return 'Array';
  const kind = typeof value;
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}
