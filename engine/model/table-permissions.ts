/** Permissions of all tables of a source by role, inherited roles included. */
import { display } from '../metadata/qualified-name.ts';
import { inherit } from './inherited-role.ts';
import type { DeletePermission, InsertPermission, SelectPermission, Table, TablePermissions, UpdatePermission } from './model.ts';
import { resolveDelete, resolveInsert, resolveSelect, resolveUpdate } from './permission.ts';
import type { Scope } from './permission-expression.ts';
import type { SourceInput } from './resolve-source.ts';
import { describe, type Shell, type TableFields } from './table-fields.ts';

export function resolvePermissions(
  shells: ReadonlyMap<string, Shell>,
  fields: ReadonlyMap<string, TableFields>,
  input: SourceInput,
): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  for (const shell of shells.values()) {
    const root = fields.get(shell.key);
    if (!root) continue;
    const own = ownPermissions(shell, { root, table: (key) => fields.get(key) }, input);
    tables.set(shell.key, { ...root, permissions: withInherited(shell, own, input) });
  }
  return tables;
}

interface Entry {
  readonly role: string;
}

function ownPermissions(shell: Shell, scope: Scope, { problems, env }: SourceInput): Map<string, TablePermissions> {
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
  { inheritedRoles, problems }: SourceInput,
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
