/** `NORTHSTACK_OIDC`: the identity providers people may sign in with, a JSON list. */
import { z } from 'zod';
import type { MembershipRule } from '../../domain/plan/identity-membership.ts';
import { slug } from '../../domain/values/slug.ts';

const place = {
  organization: slug,
  role: z.enum(['viewer', 'developer', 'team_lead', 'devops', 'org_owner']),
};
const rule = z
  .union([
    z.strictObject({ domain: z.string().regex(/^[a-z0-9.-]+$/i), ...place }),
    z.strictObject({ claim: z.string().min(1), value: z.string(), ...place }),
  ])
  .transform(({ organization, role, ...when }): MembershipRule => ({ when, organization, role }));

const provider = z.strictObject({
  /** In addresses, and in the table of identities: keep it. */
  id: slug,
  name: z.string().min(1).max(100),
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).nullable().default(null),
  scopes: z.array(z.string()).default(['openid', 'email', 'profile']),
  /** Where people without an account belong; the first that fits. */
  rules: z.array(rule).default([]),
});

export type OidcProviderConfig = z.output<typeof provider>;

/** Of the environment: absent, or the list. */
export const oidcProviders = z
  .string()
  .default('[]')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(provider, 'must be a list of providers'));
