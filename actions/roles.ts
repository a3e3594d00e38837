/** The roles that a member may act as: their own and every weaker one. */

export const MEMBER_ROLES = ['viewer', 'developer', 'team_lead', 'devops', 'org_owner'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const rolesOf = (role: MemberRole, isPlatformAdmin: boolean): readonly string[] => [
  ...MEMBER_ROLES.slice(0, MEMBER_ROLES.indexOf(role) + 1),
  ...(isPlatformAdmin ? ['platform_admin'] : []),
];
