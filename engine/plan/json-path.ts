/** The `path` argument of json columns: `$.a.b[0]`, `a.b[0]`, `["k e y"]` (dialect §2.10). */

/** Keys and indices as text; null when the path is malformed. */
export function parseJsonPath(text: string): readonly string[] | null {
  const keys: string[] = [];
  let rest = text.startsWith('$') ? text.slice(1) : text;
  let first = true;
  while (rest !== '') {
    const step = STEP.exec(rest);
    if (!step) return null;
    const [whole, dot, name, index, quoted] = step;
    if (name !== undefined && dot === '' && !(first && rest === text)) return null;
    const key = name ?? index ?? (quoted === undefined ? undefined : unquote(quoted));
    if (key === undefined) return null;
    keys.push(key);
    rest = rest.slice(whole.length);
    first = false;
  }
  return keys;
}

/** `.name`, `name`, `[0]`, `["any text"]` or `['any text']`. */
const STEP = /^(?:(\.?)([^.[\]"'\s]+)|\.?\[(\d+)\]|\.?\[("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\])/;

function unquote(text: string): string | undefined {
  const body = text.startsWith("'") ? `"${text.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"')}"` : text;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
