/**
 * Signs in whoever an identity provider vouches for, and gives a code that whoever began exchanges for a session. An identity belongs to
 * the account it was linked to; an unknown one is linked to an account by its verified address only; an account that does not exist is
 * made where a rule says to which organization its person belongs.
 */
import { randomUUID } from 'node:crypto';
import { type MembershipRule, planIdentityMembership } from '../domain/plan/identity-membership.ts';
import type { Identity } from '../domain/ports/identity-provider.ts';
import { email } from '../domain/values/email.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import {
  AddSignInCodeDocument,
  CreateUserOfIdentityDocument,
  IdentityForSignInDocument,
  LinkIdentityDocument,
  OrganizationBySlugDocument,
  type SessionUserFragment,
} from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { hashToken } from './tokens.ts';

export interface IdentitySignIn {
  readonly provider: string;
  readonly rules: readonly MembershipRule[];
  readonly identity: Identity;
  /** Of a secret that only whoever began knows (RFC 7636 S256). */
  readonly challenge: string;
}

const CODE_MS = 60_000;

/** Answers a code that is good once, for a minute. @throws Fault auth */
export async function signInWithIdentity(deps: ActionDeps, given: IdentitySignIn): Promise<string> {
  const { graphql, tokens, now } = deps;
  const user = await accountOf(deps, given);
  if (!user.is_active) throw noAccount();
  const rule = planIdentityMembership(given.rules, given.identity);
  const membership = user.memberships.find((m) => m.organization.slug === rule?.organization) ?? user.memberships[0];
  if (membership === undefined) throw noAccount();
  const id = randomUUID();
  const code = tokens.secretOf('sign-in-code', id);
  await graphql.request(
    AddSignInCodeDocument,
    {
      id,
      hash: hashToken(code),
      challenge: given.challenge,
      userId: user.id,
      organizationId: membership.organization_id,
      expiresAt: new Date(now() + CODE_MS).toISOString(),
    },
    { idempotent: true },
  );
  return code;
}

async function accountOf(deps: ActionDeps, given: IdentitySignIn): Promise<SessionUserFragment> {
  for (let tries = 1; ; tries++) {
    const found = await findAccount(deps, given);
    if (found !== null) return found;
    try {
      await createAccount(deps, given);
    } catch (error) {
      // Two windows at once: the other one made the account.
      const isTaken = error instanceof GraphqlError && /users_email_key|identities_subject_key/.test(error.message);
      if (!isTaken || tries > 1) throw error;
    }
  }
}

/** By the identity, or by its verified address: then it is linked, and a rule makes a member of whoever is none yet. */
async function findAccount(
  { graphql, now }: ActionDeps,
  { provider, rules, identity }: IdentitySignIn,
): Promise<SessionUserFragment | null> {
  const address = addressOf(identity);
  const find = () =>
    graphql.request(
      IdentityForSignInDocument,
      { provider, subject: identity.subject, email: address ?? '' },
      { idempotent: true },
    );
  const { identities, users } = await find();
  const known = identities[0]?.user;
  const user = known ?? (address === null ? undefined : users[0]);
  if (user === undefined) return null;
  const rule = planIdentityMembership(rules, identity);
  const isMember = rule === null || user.memberships.some((m) => m.organization.slug === rule.organization);
  const organization = isMember ? null : await organizationOf(graphql, rule.organization);
  await graphql.request(
    LinkIdentityDocument,
    {
      identity: {
        user_id: user.id,
        provider,
        subject: identity.subject,
        email: address ?? user.email,
        last_used_at: new Date(now()).toISOString(),
      },
      proven: address === user.email ? [user.id] : [],
      now: new Date(now()).toISOString(),
      members: rule && organization ? [{ organization_id: organization, user_id: user.id, role: rule.role }] : [],
    },
    { idempotent: true, headers: { 'x-hasura-user-id': user.id } },
  );
  const again = await find();
  return again.identities[0]?.user ?? null;
}

/** @throws Fault auth when nothing says where the person belongs. */
async function createAccount({ graphql }: ActionDeps, { provider, rules, identity }: IdentitySignIn): Promise<void> {
  const address = addressOf(identity);
  if (address === null)
    throw new Fault('auth', {
      code: 'email-not-verified',
      message: 'The provider does not vouch for your e-mail address. Verify it there and begin again.',
    });
  const rule = planIdentityMembership(rules, identity);
  const organizationId = rule && (await organizationOf(graphql, rule.organization));
  if (rule === null || organizationId === null) throw noAccount();
  const id = randomUUID();
  const name = (identity.name ?? '').trim().slice(0, 100) || address;
  await graphql.request(
    CreateUserOfIdentityDocument,
    { id, email: address, name: name.slice(0, 100), provider, subject: identity.subject, organizationId, role: rule.role },
    { headers: { 'x-hasura-user-id': id } },
  );
}

async function organizationOf(graphql: ActionDeps['graphql'], slug: string): Promise<string | null> {
  const { organizations } = await graphql.request(OrganizationBySlugDocument, { slug }, { idempotent: true });
  return organizations[0]?.id ?? null;
}

/** An address that nobody vouches for says nothing about who it is. */
function addressOf(identity: Identity): string | null {
  if (!identity.emailVerified) return null;
  const parsed = email.safeParse(identity.email);
  return parsed.success ? parsed.data : null;
}

const noAccount = (): Fault =>
  new Fault('auth', { code: 'no-account', message: 'There is no account for you here. Ask an owner to invite you.' });
