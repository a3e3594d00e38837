/** A notification of the change triggers, read. */
import { z } from 'zod';

export interface Change {
  /** `tableKey`. */
  readonly table: string;
  /** Values that the named columns of changed rows had before or after; null: any row may have changed. */
  readonly rows: readonly ReadonlyMap<string, string | null>[] | null;
}

const PAYLOAD = z.object({
  t: z.string(),
  c: z.array(z.string()).optional(),
  r: z.array(z.array(z.string().nullable())).optional(),
});

/** null when the payload is not ours. */
export function readChange(payload: string): Change | null {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return null;
  }
  const parsed = PAYLOAD.safeParse(json);
  if (!parsed.success) return null;
  const { t: table, c: columns, r: rows } = parsed.data;
  if (!columns || !rows) return { table, rows: null };
  return { table, rows: rows.map((values) => new Map(columns.map((column, i) => [column, values[i] ?? null]))) };
}
