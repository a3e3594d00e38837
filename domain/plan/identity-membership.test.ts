import { expect, test } from 'vitest';
import type { Identity } from '../ports/identity-provider.ts';
import { type MembershipRule, planIdentityMembership } from './identity-membership.ts';

const rules: readonly MembershipRule[] = [
  { when: { claim: 'groups', value: 'platform' }, organization: 'main', role: 'devops' },
  { when: { domain: 'example.com' }, organization: 'main', role: 'developer' },
];
const somebody = (changes: Partial<Identity>): Identity => ({
  subject: 's',
  email: 'a@example.com',
  emailVerified: true,
  name: null,
  claims: {},
  ...changes,
});

test.each<[string, Partial<Identity>, string | null]>([
  ['a claim that holds the value', { claims: { groups: 'platform' } }, 'devops'],
  ['a list of the claim that holds it', { claims: { groups: ['x', 'platform'] } }, 'devops'],
  ['the domain of the verified address', { email: 'A@EXAMPLE.COM' }, 'developer'],
  ['an address that nobody vouches for', { emailVerified: false }, null],
  ['a longer domain', { email: 'a@notexample.com' }, null],
  ['a domain below', { email: 'a@evil.example.com.attacker.org' }, null],
  ['no address', { email: null }, null],
  ['a claim of another value', { email: null, claims: { groups: ['platforms'] } }, null],
  ['a claim that only objects have', { email: null, claims: {} }, null],
])('%s', (_, changes, role) => {
  expect(planIdentityMembership(rules, somebody(changes))?.role ?? null).toBe(role);
});
