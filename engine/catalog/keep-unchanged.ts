/** The next catalog with the previous one's objects wherever a table or function did not change, so that identity means equality. */
import { sameJson } from '../../kit/same-json.ts';
import type { Catalog } from './catalog.ts';

export function keepUnchanged(previous: Catalog | null, next: Catalog): Catalog {
  if (!previous) return next;
  const tables = new Map(
    [...next.tables].map(([key, table]) => {
      const before = previous.tables.get(key);
      return [key, before?.fingerprint === table.fingerprint ? before : table];
    }),
  );
  const functions = new Map(
    [...next.functions].map(([key, overloads]) => {
      const before = previous.functions.get(key);
      return [key, before && sameJson(before, overloads) ? before : overloads];
    }),
  );
  const same =
    tables.size === previous.tables.size &&
    functions.size === previous.functions.size &&
    next.baseTypes?.size === previous.baseTypes?.size &&
    [...tables].every(([key, table]) => previous.tables.get(key) === table) &&
    [...functions].every(([key, overloads]) => previous.functions.get(key) === overloads);
  return same ? previous : { ...next, tables, functions };
}
