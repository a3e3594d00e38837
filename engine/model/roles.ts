/** Inherited roles in an order in which members come before the roles made of them; cycles are reported and left out. */
import type { Metadata } from '../metadata/metadata.ts';
import type { Inconsistencies } from './unresolvable.ts';

/** Inherited role → its direct members, members first. */
export function orderRoles(metadata: Metadata, problems: Inconsistencies): ReadonlyMap<string, readonly string[]> {
  const given = new Map((metadata.inherited_roles ?? []).map((r) => [r.role_name, r.role_set]));
  const done = new Map<string, readonly string[]>();
  const open: string[] = [];
  const visit = (role: string): boolean => {
    const members = given.get(role);
    if (!members || done.has(role)) return true;
    if (open.includes(role)) return false;
    open.push(role);
    const acyclic = members.map(visit).every(Boolean);
    open.pop();
    if (acyclic) done.set(role, members);
    return acyclic;
  };
  for (const [role, members] of given) {
    if (visit(role)) continue;
    problems.add(
      { type: 'inherited_role', name: `inherited role ${role}`, definition: { role_name: role, role_set: members } },
      `found cycle(s) in roles: ["${role}"]`,
    );
  }
  return done;
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
