/** An object of the wrong shape as an inconsistency, so that it is listed with those that do not fit the database. */
import type { Unreadable } from '../metadata/salvage.ts';
import type { Inconsistency } from '../model/model.ts';

export function describeUnreadable({ list, path, definition, reason }: Unreadable): Inconsistency {
  const type = list.replace(/_relationships$/, '_relation').replace(/s$/, '');
  const label = ['name', 'role', 'role_name', 'collection'].map((key) => property(definition, key)).find((v) => v !== null);
  return { type, name: `${type} ${label ?? path}`, definition, reason: `Inconsistent object: malformed at ${path}: ${reason}` };
}

function property(value: unknown, key: string): string | null {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof found === 'string' ? found : null;
}
