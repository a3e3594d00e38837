/** Which organization somebody from an identity provider belongs to, and as what: the first rule that fits. */
import type { Identity } from '../ports/identity-provider.ts';

export interface MembershipRule {
  /** What has to be the case: a verified address of this domain, or a claim with this value (or with it in its list). */
  readonly when: { readonly domain: string } | { readonly claim: string; readonly value: string };
  /** Slug. */
  readonly organization: string;
  readonly role: 'viewer' | 'developer' | 'team_lead' | 'devops' | 'org_owner';
}

export function planIdentityMembership(rules: readonly MembershipRule[], identity: Identity): MembershipRule | null {
  return rules.find(({ when }) => ('domain' in when ? isOfDomain(identity, when.domain) : hasClaim(identity, when))) ?? null;
}

const isOfDomain = ({ email, emailVerified }: Identity, domain: string): boolean =>
  emailVerified && email !== null && email.toLowerCase().endsWith(`@${domain.toLowerCase()}`);

const hasClaim = ({ claims }: Identity, { claim, value }: { readonly claim: string; readonly value: string }): boolean => {
  const said = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  return Array.isArray(said) ? said.includes(value) : said === value;
};
