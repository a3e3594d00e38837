/** A notification of the change triggers, read. By hand: it is done for every change. */

export interface Change {
  /** `tableKey`. */
  readonly table: string;
  readonly columns: readonly string[];
  /** Values that the columns of changed rows had before or after, as texts; null: any row may have changed. */
  readonly rows: readonly (readonly (string | null)[])[] | null;
}

/** null when the payload is not ours. */
export function readChange(payload: string): Change | null {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null || !('t' in json) || typeof json.t !== 'string') return null;
  const columns = 'c' in json ? json.c : undefined;
  const rows = 'r' in json ? json.r : undefined;
  if (columns === undefined && rows === undefined) return { table: json.t, columns: [], rows: null };
  if (!isListOf(columns, isText) || !isListOf(rows, isRow)) return null;
  return { table: json.t, columns, rows };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCell = (value: unknown): value is string | null => value === null || isText(value);
const isRow = (value: unknown): value is readonly (string | null)[] => isListOf(value, isCell);

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}
