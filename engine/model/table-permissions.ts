/**
 * Permissions of all tables of a source by role, inherited roles included. A table whose metadata, fields and every table its
 * expressions reach are those of last time is not resolved again: it is the same object.
 */
import { display } from '../metadata/qualified-name.ts';
import type { TableMetadata } from '../metadata/table-metadata.ts';
import type { Environment } from './environment.ts';
import { inherit } from './inherited-role.ts';
import type {
  DeletePermission,
  Inconsistency,
  InsertPermission,
  SelectPermission,
  Table,
  TablePermissions,
  UpdatePermission,
} from './model.ts';
import { resolveDelete, resolveInsert, resolveSelect, resolveUpdate } from './permission.ts';
import type { Scope } from './permission-expression.ts';
import { sameValue } from './same-value.ts';
import { describe, type Shell, type TableFields } from './table-fields.ts';
import { Inconsistencies } from './unresolvable.ts';

/** What a table was resolved from and to: enough to tell whether it would come out the same. */
export interface TableMemory {
  readonly metadata: TableMetadata;
  readonly source: string;
  readonly env: Environment;
  readonly inheritedRoles: ReadonlyMap<string, readonly string[]>;
  readonly fields: TableFields;
  /** Tables that expressions looked up. */
  readonly reads: ReadonlyMap<string, TableFields | undefined>;
  readonly table: Table;
  readonly problems: readonly Inconsistency[];
}

export interface PermissionsInput {
  readonly env: Environment;
  readonly inheritedRoles: ReadonlyMap<string, readonly string[]>;
  readonly memories: ReadonlyMap<string, TableMemory>;
}

/** By table key. Fields are the memory's where they say the same. */
export function resolvePermissions(
  shells: ReadonlyMap<string, Shell>,
  resolved: ReadonlyMap<string, TableFields>,
  input: PermissionsInput,
): ReadonlyMap<string, TableMemory> {
  const fields = new Map(
    [...resolved].map(([key, next]) => {
      const before = input.memories.get(key)?.fields;
      return [key, before && sameValue(before, next) ? before : next];
    }),
  );
  const tables = new Map<string, TableMemory>();
  for (const shell of shells.values()) {
    const root = fields.get(shell.key);
    if (!root) continue;
    const before = input.memories.get(shell.key);
    const stillTrue = before && isCurrent(before, shell, root, fields, input);
    tables.set(shell.key, stillTrue ? before : resolveTable(shell, root, fields, input));
  }
  return tables;
}

const isCurrent = (
  before: TableMemory,
  shell: Shell,
  root: TableFields,
  fields: ReadonlyMap<string, TableFields>,
  { env, inheritedRoles }: PermissionsInput,
): boolean =>
  before.metadata === shell.metadata &&
  before.source === shell.source &&
  before.env === env &&
  before.fields === root &&
  sameValue(before.inheritedRoles, inheritedRoles) &&
  [...before.reads].every(([key, table]) => fields.get(key) === table);

function resolveTable(
  shell: Shell,
  root: TableFields,
  fields: ReadonlyMap<string, TableFields>,
  { env, inheritedRoles }: PermissionsInput,
): TableMemory {
  const problems = new Inconsistencies();
  const reads = new Map<string, TableFields | undefined>();
  const look = (key: string) => {
    reads.set(key, fields.get(key));
    return fields.get(key);
  };
  const own = ownPermissions(shell, { root, table: look }, env, problems);
  const permissions = withInherited(shell, own, inheritedRoles, problems);
  return {
    metadata: shell.metadata,
    source: shell.source,
    env,
    inheritedRoles,
    fields: root,
    reads,
    table: { ...root, permissions },
    problems: problems.list,
  };
}

interface Entry {
  readonly role: string;
}

function ownPermissions(shell: Shell, scope: Scope, env: Environment, problems: Inconsistencies): Map<string, TablePermissions> {
  const all = new Map<string, TablePermissions>();
  const each = <E extends Entry, P>(
    kind: string,
    entries: readonly E[] | null | undefined,
    resolve: (entry: E) => P,
    put: (permission: P) => Partial<TablePermissions>,
  ) => {
    for (const entry of entries ?? []) {
      const what = describe(shell, `${kind}_permission`, entry.role, entry);
      const context = `in table "${display(shell.name)}": in permission for role "${entry.role}": `;
      const permission = problems.attempt(what, context, () => resolve(entry));
      if (permission) all.set(entry.role, { ...(all.get(entry.role) ?? NOTHING), ...put(permission) });
    }
  };
  const { metadata } = shell;
  each(
    'select',
    metadata.select_permissions,
    (e) => resolveSelect(e, scope),
    (select: SelectPermission) => ({ select }),
  );
  each(
    'insert',
    metadata.insert_permissions,
    (e) => resolveInsert(e, scope, env),
    (insert: InsertPermission) => ({ insert }),
  );
  each(
    'update',
    metadata.update_permissions,
    (e) => resolveUpdate(e, scope, env),
    (update: UpdatePermission) => ({ update }),
  );
  each(
    'delete',
    metadata.delete_permissions,
    (e) => resolveDelete(e, scope, env),
    (p: DeletePermission) => ({ delete: p }),
  );
  return all;
}

const NOTHING: TablePermissions = { select: null, insert: null, update: null, delete: null };

/** Members come before the roles made of them, so one pass is enough. */
function withInherited(
  shell: Shell,
  own: Map<string, TablePermissions>,
  inheritedRoles: ReadonlyMap<string, readonly string[]>,
  problems: Inconsistencies,
): ReadonlyMap<string, TablePermissions> {
  for (const [role, members] of inheritedRoles) {
    const theirs = members.map((m) => own.get(m)).filter((p) => p !== undefined);
    if (theirs.length === 0) continue;
    const { permissions, conflicts } = inherit(own.get(role), theirs);
    own.set(role, permissions);
    for (const kind of conflicts) {
      const entity = `${kind} permission, table: ${display(shell.name)}, source: '${shell.source}'`;
      problems.push({
        type: 'inherited role permission inconsistency',
        name: role,
        definition: undefined,
        reason: `Could not inherit permission for the role '${role}' for the entity: '${entity}'`,
      });
    }
  }
  return own;
}
