/**
 * Erases a person (GDPR, article 17): the caller, or, by a platform administrator, somebody else. Sign-in, sessions, keys, identities and
 * memberships go, name and address are overwritten. What they did stays in the audit log under an id that nobody can resolve any more.
 */
import { z } from 'zod';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { ErasePersonDocument, PersonForErasureDocument, PlatformAdminDocument } from '../sdk/generated.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { requestId } from './inputs.ts';
import { type Effect, once } from './once.ts';
import { requirePerson } from './session.ts';

const answer = z.object({ userId: z.guid() });

export const erasePersonalData = defineAction({
  name: 'erasePersonalData',
  input: z.object({ userId: z.guid().nullish(), requestId }),
  output: answer,
  handle: async (deps, { requestId, ...input }, session) => {
    const { graphql, tokens } = deps;
    const member = requirePerson(session);
    const userId = input.userId ?? member.userId;
    const plan = async (): Promise<Effect<z.output<typeof answer>>> => {
      if (userId !== member.userId) await requirePlatformAdmin(deps, member.userId);
      const found = await graphql.request(PersonForErasureDocument, { userId }, { idempotent: true });
      const user = found.users_by_pk;
      if (user === null)
        throw new Fault('gone', { code: 'account-not-found', message: 'There is no such account. Check the id.' });
      const alone = user.memberships.filter((m) => (m.organization.members_aggregate.aggregate?.count ?? 0) <= 1);
      if (alone.length > 0) throw lastOwner(alone.map((m) => m.organization.slug));
      if (user.is_platform_admin && (found.admins.aggregate?.count ?? 0) <= 1)
        throw new Fault('conflict', {
          code: 'last-platform-admin',
          message: 'This is the last platform administrator. Make somebody else one first.',
        });
      return {
        answer: { userId },
        run: async (row, options) => {
          const subject = `account:${tokens.keyedHash(`account ${user.email}`)}`;
          const erased = `erased-${userId}@erased.invalid`;
          try {
            await graphql.request(ErasePersonDocument, { ...row, userId, email: user.email, erased, subject }, options);
          } catch (error) {
            if (!(error instanceof GraphqlError && error.message.includes('last_owner'))) throw error;
            throw lastOwner([]);
          }
        },
      };
    };
    return await once(deps, { action: 'erasePersonalData', member, requestId, input: { userId }, plan }, (a) => answer.parse(a));
  },
});

async function requirePlatformAdmin({ graphql }: ActionDeps, userId: string): Promise<void> {
  const { users_by_pk: caller } = await graphql.request(PlatformAdminDocument, { userId }, { idempotent: true });
  if (!caller?.is_platform_admin || !caller.is_active)
    throw new Fault('auth', {
      code: 'platform-admin-required',
      message: 'You can erase yourself; only a platform administrator erases others.',
    });
}

const lastOwner = (organizations: readonly string[]): Fault =>
  new Fault('conflict', {
    code: 'last-owner',
    message: `This is the last owner of ${organizations.join(', ') || 'an organization'}. Make somebody else an owner, or delete it first.`,
  });
