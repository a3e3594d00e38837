/** Compares an answer with what a case expects. */

const WORDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  '<any>': (value) => value !== undefined,
  '<text>': (value) => typeof value === 'string',
  '<uuid>': (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  '<time>': (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)?$/.test(value),
};

/** The first difference as text, null when there is none. */
export function difference(actual: unknown, expected: unknown, inOrder = false, path = '$'): string | null {
  if (typeof expected === 'string' && WORDS[expected])
    return WORDS[expected](actual) ? null : `${path}: expected ${expected}, got ${brief(actual)}`;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${path}: expected a list, got ${brief(actual)}`;
    if (actual.length !== expected.length) return `${path}: expected ${expected.length} items, got ${brief(actual)}`;
    return first(expected.map((item, i) => () => difference(actual[i], item, inOrder, `${path}[${i}]`)));
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return `${path}: expected ${brief(expected)}, got ${brief(actual)}`;
    const keys = Object.keys(expected).filter((key) => key !== '...');
    const extra = Object.keys(actual).filter((key) => !Object.hasOwn(expected, key));
    if (extra.length > 0 && !('...' in expected)) return `${path}: unexpected ${extra.join(', ')} in ${brief(actual)}`;
    if (inOrder && Object.keys(actual).join() !== keys.join()) return `${path}: keys in the order ${Object.keys(actual).join()}`;
    return first(
      keys.map(
        (key) => () =>
          Object.hasOwn(actual, key)
            ? difference(actual[key], expected[key], inOrder, `${path}.${key}`)
            : `${path}: missing ${key} in ${brief(actual)}`,
      ),
    );
  }
  return Object.is(actual, expected) ? null : `${path}: expected ${brief(expected)}, got ${brief(actual)}`;
}

function first(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const found = check();
    if (found !== null) return found;
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
