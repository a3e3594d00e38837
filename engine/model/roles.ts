/** Inherited roles in an order in which members come before the roles made of them; cycles are reported and left out. */
import type { Metadata } from '../metadata/metadata.ts';
import type { Inconsistencies } from './unresolvable.ts';

/** Inherited role → its direct members, members first. Those with a member that nothing else names are left out, too. */
export function orderRoles(metadata: Metadata, problems: Inconsistencies): ReadonlyMap<string, readonly string[]> {
  const given = new Map((metadata.inherited_roles ?? []).map((r) => [r.role_name, r.role_set]));
  const named = namedRoles(metadata);
  const done = new Map<string, readonly string[]>();
  const open: string[] = [];
  const refuse = (role: string, reason: string) => {
    const definition = { role_name: role, role_set: given.get(role) };
    problems.add({ type: 'inherited_role', name: `inherited_role ${role}`, definition }, reason);
  };
  /** The cycle, or null; done roles and plain ones have none. */
  const cycleFrom = (role: string): readonly string[] | null => {
    if (open.includes(role)) return [...open.slice(open.indexOf(role)), role];
    open.push(role);
    const cycle = (given.get(role) ?? []).map(cycleFrom).find((c) => c !== null) ?? null;
    open.pop();
    return cycle;
  };
  const visit = (role: string): void => {
    const members = given.get(role);
    if (!members || done.has(role)) return;
    for (const member of members) visit(member);
    const missing = members.find((m) => !named.has(m) && !done.has(m));
    if (missing === undefined) done.set(role, members);
    else refuse(role, `parent role "${missing}" does not exist`);
  };
  const cyclic = new Set([...given.keys()].filter((role) => cycleFrom(role) !== null));
  for (const role of given.keys()) {
    if (cyclic.has(role)) refuse(role, `found cycle(s) in roles: ["${[...(cycleFrom(role) ?? [])].join('","')}"]`);
  }
  for (const role of cyclic) given.delete(role);
  for (const role of given.keys()) visit(role);
  return done;
}

/** Every role that something other than an inherited role's definition names. */
function namedRoles(metadata: Metadata): ReadonlySet<string> {
  const roles = new Set<string>();
  const add = (list: readonly { readonly role: string }[] | null | undefined) => {
    for (const { role } of list ?? []) roles.add(role);
  };
  for (const { tables, functions } of metadata.sources ?? []) {
    for (const table of tables ?? []) {
      for (const list of [table.select_permissions, table.insert_permissions, table.update_permissions, table.delete_permissions])
        add(list);
    }
    for (const fn of functions ?? []) add(fn.permissions);
  }
  for (const action of metadata.actions ?? []) add(action.permissions);
  return roles;
}

/** Adds every inherited role one of whose members, however deep, is in the set (functions and actions: any member grants). */
export function withInheriting(
  roles: ReadonlySet<string>,
  inherited: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const all = new Set(roles);
  for (const [role, members] of inherited) if (members.some((m) => all.has(m))) all.add(role);
  return all;
}
