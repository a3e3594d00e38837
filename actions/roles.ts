/** The roles that a member may act as: their own and every weaker one. */
import { z } from 'zod';

export const MEMBER_ROLES = ['viewer', 'developer', 'team_lead', 'devops', 'org_owner'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const memberRole = z.enum(MEMBER_ROLES);

export const rolesOf = (role: MemberRole, isPlatformAdmin: boolean): readonly string[] => [
  ...MEMBER_ROLES.slice(0, MEMBER_ROLES.indexOf(role) + 1),
  ...(isPlatformAdmin ? ['platform_admin'] : []),
];

/** Whether a role may give another one: its own and every weaker one. */
export const mayGive = (giver: MemberRole, role: MemberRole): boolean =>
  MEMBER_ROLES.indexOf(role) <= MEMBER_ROLES.indexOf(giver);

/** What the session of an API key may act as. */
export const API_SCOPES = {
  read: 'viewer',
  deploy: 'developer',
  approve: 'team_lead',
  operate: 'devops',
  admin: 'org_owner',
} as const;
export type ApiScope = keyof typeof API_SCOPES;

/** The roles that scopes open, weakest first, none of them above the owner's own. A key is no platform administrator. */
export function rolesOfScopes(scopes: readonly string[], own: MemberRole): readonly MemberRole[] {
  const strongest = Math.max(
    -1,
    ...Object.entries(API_SCOPES).map(([scope, role]) => (scopes.includes(scope) ? MEMBER_ROLES.indexOf(role) : -1)),
  );
  return MEMBER_ROLES.slice(0, Math.min(strongest, MEMBER_ROLES.indexOf(own)) + 1);
}
