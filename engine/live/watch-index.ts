/**
 * Who must be woken by a change. A watcher names the rows it can see as tables with column values; a change is looked up by
 * the values it carries, so that a thousand watchers of a thousand rows cost one look-up and not a thousand comparisons.
 */
import type { Change } from './change.ts';

/** Rows of a table by the texts of some columns; no columns: every row. */
export interface Watch {
  readonly table: string;
  readonly columns: readonly string[];
  readonly values: readonly string[];
}

interface Shape<W> {
  readonly columns: readonly string[];
  readonly byValues: Map<string, Set<W>>;
}

export class WatchIndex<W> {
  /** By table, then by the watched columns. */
  private readonly tables = new Map<string, Map<string, Shape<W>>>();

  add(watcher: W, watches: readonly Watch[]): void {
    for (const watch of watches) {
      const shapes = getOrMake(this.tables, watch.table, () => new Map<string, Shape<W>>());
      const shape = getOrMake(shapes, keyOf(watch.columns), () => ({
        columns: watch.columns,
        byValues: new Map<string, Set<W>>(),
      }));
      getOrMake(shape.byValues, keyOf(watch.values), () => new Set<W>()).add(watcher);
    }
  }

  remove(watcher: W, watches: readonly Watch[]): void {
    for (const watch of watches) {
      const shapes = this.tables.get(watch.table);
      const shape = shapes?.get(keyOf(watch.columns));
      const watchers = shape?.byValues.get(keyOf(watch.values));
      if (!shapes || !shape || !watchers) continue;
      watchers.delete(watcher);
      if (watchers.size === 0) shape.byValues.delete(keyOf(watch.values));
      if (shape.byValues.size === 0) shapes.delete(keyOf(watch.columns));
      if (shapes.size === 0) this.tables.delete(watch.table);
    }
  }

  /** Everybody a change may concern. A change without values, or without a watched column's value, concerns all of that shape. */
  *affectedBy({ table, columns, rows }: Change): Generator<W> {
    for (const shape of this.tables.get(table)?.values() ?? []) {
      const at = shape.columns.map((column) => columns.indexOf(column));
      if (rows === null || at.includes(-1)) {
        for (const watchers of shape.byValues.values()) yield* watchers;
        continue;
      }
      for (const row of rows) yield* shape.byValues.get(keyOf(at.map((position) => row[position] ?? null))) ?? [];
    }
  }

  get watchedTables(): Iterable<string> {
    return this.tables.keys();
  }
}

const keyOf = (parts: readonly (string | null)[]): string =>
  parts.length === 1 && parts[0] !== null ? `=${parts[0]}` : JSON.stringify(parts);

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
