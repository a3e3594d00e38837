/** Of a request that is about the platform itself: the role of platform administrators, which no session has by default. */
export const asAdministrator = { headers: { 'x-hasura-role': 'platform_admin' } } as const;
