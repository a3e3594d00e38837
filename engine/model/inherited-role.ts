/**
 * What an inherited role may do on a table, from what its members may (dialect §3.5). Reading adds up: rows any member sees, and
 * of each row the columns that a member who sees the row may read. Writing is inherited only where all members that have it agree.
 */
import { allOf, type Condition } from './condition.ts';
import type { SelectPermission, TablePermissions } from './model.ts';
import { any } from './permission-expression.ts';
import { sameValue } from './same-value.ts';

export type PermissionKind = 'insert' | 'update' | 'delete';

export interface Inherited {
  readonly permissions: TablePermissions;
  /** Kinds that the members define differently: not inherited, reported. */
  readonly conflicts: readonly PermissionKind[];
}

export function inherit(own: TablePermissions | undefined, members: readonly TablePermissions[]): Inherited {
  const conflicts: PermissionKind[] = [];
  const agreed = <T>(kind: PermissionKind, mine: T | null | undefined, theirs: readonly (T | null)[]): T | null => {
    if (mine) return mine;
    const [first, ...rest] = theirs.filter((p) => p !== null);
    if (first === undefined) return null;
    if (rest.every((p) => sameValue(p, first))) return first;
    conflicts.push(kind);
    return null;
  };
  const permissions: TablePermissions = {
    select: own?.select ?? combine(members.map((m) => m.select).filter((s) => s !== null)),
    insert: agreed(
      'insert',
      own?.insert,
      members.map((m) => m.insert),
    ),
    update: agreed(
      'update',
      own?.update,
      members.map((m) => m.update),
    ),
    delete: agreed(
      'delete',
      own?.delete,
      members.map((m) => m.delete),
    ),
  };
  return { permissions, conflicts };
}

function combine(members: readonly SelectPermission[]): SelectPermission | null {
  const [only, ...more] = members;
  if (!only) return null;
  if (more.length === 0) return only;
  const limits = members.map((m) => m.limit);
  return {
    columns: cells(members, (m) => m.columns),
    computedFields: cells(members, (m) => m.computedFields),
    filter: any(members.map((m) => m.filter)),
    limit: limits.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b))),
    allowAggregations: members.some((m) => m.allowAggregations),
    queryRootFields: union(members.map((m) => m.queryRootFields)),
    subscriptionRootFields: union(members.map((m) => m.subscriptionRootFields)),
  };
}

/** A cell is seen where a member who may read the column sees the row; everywhere when all members may read it unconditionally. */
function cells(
  members: readonly SelectPermission[],
  of: (member: SelectPermission) => ReadonlyMap<string, Condition | null>,
): ReadonlyMap<string, Condition | null> {
  const all = new Map<string, Condition | null>();
  for (const name of new Set(members.flatMap((m) => [...of(m).keys()]))) {
    const granting = members.filter((m) => of(m).has(name));
    const everywhere = granting.length === members.length && granting.every((m) => of(m).get(name) === null);
    all.set(name, everywhere ? null : any(granting.map((m) => allOf(m.filter, ...[of(m).get(name) ?? []].flat()))));
  }
  return all;
}

function union(sets: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null {
  const all = new Set<string>();
  for (const set of sets) {
    if (set === null) return null;
    for (const item of set) all.add(item);
  }
  return all;
}
