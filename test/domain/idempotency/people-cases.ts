/** Commands of people: sessions, invitations, keys, erasure. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { hashToken } from '../../../actions/tokens.ts';
import { type Answer, type Caller, type ControlPlane, createTenant, PASSWORD } from '../../support/control-plane.ts';
import { type Case, effect } from './case.ts';

const SESSION = 'accessToken refreshToken organizationId';
const unique = () => randomUUID().slice(0, 8);
const send = async (plane: ControlPlane, query: string, variables: object): Promise<Answer['data']> => {
  const { data, errors } = await plane.send({}, query, { ...variables });
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
};
const session = async (plane: ControlPlane, email: string) =>
  (
    await send(plane, `mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { ${SESSION} } }`, {
      e: email,
      p: PASSWORD,
    })
  ).signIn;
const as = async (plane: ControlPlane, caller: Caller, query: string, variables: object = {}): Promise<Answer['data']> => {
  const { data, errors } = await plane.as(caller, query, { r: randomUUID(), ...variables });
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
};
const invitationOf = async (plane: ControlPlane, owner: Caller, email: string) =>
  (
    await as(
      plane,
      owner,
      'mutation($e: String!, $r: uuid!) { inviteMember(email: $e, role: "viewer", requestId: $r) { invitationId token } }',
      { e: email },
    )
  ).inviteMember;
const keyOf = async (plane: ControlPlane, owner: Caller): Promise<string> =>
  (await as(plane, owner, 'mutation($r: uuid!) { createApiKey(name: "k", scopes: ["read"], requestId: $r) { apiKeyId } }'))
    .createApiKey.apiKeyId;

/** A mail with a token, as an action writes it. */
const mailOf = async (plane: ControlPlane, kind: string, userId: string, email: string): Promise<string> => {
  const id = randomUUID();
  const token = plane.actionDeps.tokens.secretOf('mail', id);
  await plane.database.sql(
    "insert into account_mails (id, kind, email, user_id, token_hash, expires_at) values ($1, $2, $3, $4, $5, now() + interval '1 h')",
    [id, kind, email, userId, hashToken(token)],
  );
  return token;
};

export const peopleCases: readonly Case[] = [
  {
    action: 'signUp',
    types: { email: 'String!', name: 'String!', password: 'String!' },
    answer: 'email',
    prepare: async () => {
      const email = `${unique()}@example.com`;
      const input = { email, name: 'Ada', password: PASSWORD };
      return { caller: null, input, other: { name: 'Eve' }, effect: effect('from users where email = $1', [email]) };
    },
  },
  {
    action: 'verifyEmail',
    types: { token: 'String!' },
    answer: 'email',
    prepare: async (t, plane) => {
      const { userId, email } = await t.member('viewer');
      await plane.database.sql('update users set email_verified_at = null where id = $1', [userId]);
      const token = await mailOf(plane, 'verify_address', userId, email);
      const from = 'from users where id = $1 and email_verified_at is not null';
      return { caller: null, input: { token }, other: { token: 'another' }, effect: effect(from, [userId]) };
    },
  },
  {
    action: 'requestPasswordReset',
    types: { email: 'String!' },
    answer: 'email',
    prepare: async (t) => {
      const { userId, email } = await t.member('viewer');
      const from = 'from account_mails where user_id = $1';
      return { caller: null, input: { email }, other: { email: 'b@example.com' }, effect: effect(from, [userId]) };
    },
  },
  {
    action: 'resetPassword',
    types: { token: 'String!', password: 'String!' },
    answer: 'email',
    prepare: async (t, plane) => {
      const { userId, email } = await t.member('viewer');
      const input = { token: await mailOf(plane, 'reset_password', userId, email), password: 'a new long password' };
      const from = "from account_mails where user_id = $1 and kind = 'password_changed'";
      return { caller: null, input, other: { password: 'another long password' }, effect: effect(from, [userId]) };
    },
  },
  {
    action: 'changePassword',
    types: { currentPassword: 'String!', newPassword: 'String!' },
    answer: 'endedTokens',
    prepare: async (t) => {
      const caller = await t.member('viewer');
      return {
        caller,
        input: { currentPassword: PASSWORD, newPassword: 'a new long password' },
        other: { newPassword: 'another long password' },
        effect: effect("from account_mails where user_id = $1 and kind = 'password_changed'", [caller.userId]),
      };
    },
  },
  {
    action: 'signIn',
    types: { email: 'String!', password: 'String!' },
    answer: SESSION,
    prepare: async (t, plane) => {
      const { email, userId } = await t.member('developer');
      const from = effect('from refresh_tokens where user_id = $1', [userId]);
      return { caller: null, input: { email, password: PASSWORD }, other: { password: 'another' }, effect: from };
    },
  },
  {
    action: 'refreshSession',
    types: { refreshToken: 'String!' },
    answer: SESSION,
    prepare: async (t, plane) => {
      const { email, userId } = await t.member('developer');
      const { refreshToken } = await session(plane, email);
      const other = { refreshToken: (await session(plane, email)).refreshToken };
      return {
        caller: null,
        input: { refreshToken },
        other,
        effect: effect('from refresh_tokens where user_id = $1 and revoked_at is null', [userId]),
      };
    },
  },
  {
    action: 'switchOrganization',
    types: { refreshToken: 'String!', organization: 'String!' },
    answer: SESSION,
    prepare: async (t, plane) => {
      const [member, away] = [await t.member('developer'), await createTenant(plane)];
      await plane.database.sql("insert into organization_members (organization_id, user_id, role) values ($1, $2, 'viewer')", [
        away.organizationId,
        member.userId,
      ]);
      const { refreshToken } = await session(plane, member.email);
      return {
        caller: null,
        input: { refreshToken, organization: away.slug },
        other: { organization: t.slug },
        effect: effect('from refresh_tokens where organization_id = $1 and revoked_at is null', [away.organizationId]),
      };
    },
  },
  {
    action: 'signOut',
    types: { refreshToken: 'String!' },
    answer: 'endedTokens',
    prepare: async (t, plane) => {
      const { email, userId } = await t.member('developer');
      const { refreshToken } = await session(plane, email);
      const from = 'from refresh_tokens where user_id = $1 and revoked_at is not null';
      return { caller: null, input: { refreshToken }, other: { refreshToken: 'another' }, effect: effect(from, [userId]) };
    },
  },
  {
    action: 'exchangeSignInCode',
    types: { code: 'String!', verifier: 'String!' },
    answer: SESSION,
    prepare: async (t, plane) => {
      const { userId } = await t.member('developer');
      const [code, verifier] = [randomUUID(), randomBytes(32).toString('base64url')];
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      await plane.database.sql(
        `insert into sign_in_codes (code_hash, challenge, user_id, organization_id, expires_at)
         values ($1, $2, $3, $4, now() + interval '1 hour')`,
        [hashToken(code), challenge, userId, t.organizationId],
      );
      const from = effect('from refresh_tokens where user_id = $1 and revoked_at is null', [userId]);
      return { caller: null, input: { code, verifier }, other: { code: 'another' }, effect: from };
    },
  },
  {
    action: 'signOutEverywhere',
    types: {},
    answer: 'endedTokens',
    prepare: async (t, plane) => {
      const caller = await t.member('developer');
      for (let i = 0; i < 2; i++) await session(plane, caller.email);
      const from = 'from refresh_tokens where user_id = $1 and revoked_at is not null';
      return { caller, input: {}, other: {}, effect: effect(from, [caller.userId], 2) };
    },
  },
  {
    action: 'endSession',
    types: { sessionId: 'uuid!' },
    answer: 'sessionId',
    prepare: async (t, plane) => {
      const caller = await t.member('developer');
      const begin = async () => {
        await session(plane, caller.email);
        const [row] = await plane.database.sql(
          'select id from sessions where user_id = $1 order by created_at desc, id limit 1',
          [caller.userId],
        );
        return row?.id;
      };
      const [other, one] = [await begin(), await begin()];
      const from = 'from sessions where id = $1 and ended_at is not null';
      return { caller, input: { sessionId: one }, other: { sessionId: other }, effect: effect(from, [one]) };
    },
  },
  {
    action: 'inviteMember',
    types: { email: 'String!', role: 'String!' },
    answer: 'invitationId token expiresAt',
    prepare: async (t, plane) => ({
      caller: await t.member('org_owner'),
      input: { email: `${unique()}@example.com`, role: 'viewer' },
      other: { role: 'developer' },
      effect: effect('from invitations where organization_id = $1', [t.organizationId]),
    }),
  },
  {
    action: 'acceptInvitation',
    types: { token: 'String!', name: 'String', password: 'String' },
    answer: 'organizationId userId role',
    prepare: async (t, plane) => {
      const { token } = await invitationOf(plane, await t.member('org_owner'), `${unique()}@example.com`);
      return {
        caller: null,
        input: { token, name: 'New', password: PASSWORD },
        other: { name: 'Other' },
        effect: effect('from organization_members where organization_id = $1', [t.organizationId]),
      };
    },
  },
  {
    action: 'revokeInvitation',
    types: { invitationId: 'uuid!' },
    answer: 'invitationId',
    prepare: async (t, plane) => {
      const caller = await t.member('org_owner');
      const { invitationId } = await invitationOf(plane, caller, `${unique()}@example.com`);
      const other = { invitationId: (await invitationOf(plane, caller, `${unique()}@example.com`)).invitationId };
      const from = 'from invitations where organization_id = $1 and revoked_at is not null';
      return { caller, input: { invitationId }, other, effect: effect(from, [t.organizationId]) };
    },
  },
  {
    action: 'createApiKey',
    types: { name: 'String!', scopes: '[String!]!' },
    answer: 'apiKeyId key expiresAt',
    prepare: async (t, plane) => ({
      caller: await t.member('developer'),
      input: { name: 'ci', scopes: ['deploy'] },
      other: { scopes: ['read'] },
      effect: effect('from api_keys where organization_id = $1', [t.organizationId]),
    }),
  },
  {
    action: 'revokeApiKey',
    types: { apiKeyId: 'uuid!' },
    answer: 'apiKeyId',
    prepare: async (t, plane) => {
      const caller = await t.member('org_owner');
      const [apiKeyId, other] = [await keyOf(plane, caller), { apiKeyId: await keyOf(plane, caller) }];
      const from = 'from api_keys where organization_id = $1 and revoked_at is not null';
      return { caller, input: { apiKeyId }, other, effect: effect(from, [t.organizationId]) };
    },
  },
  {
    action: 'rotateSigningKeys',
    types: { revokeOld: 'Boolean' },
    answer: 'keyId activeAt',
    prepare: async (t, plane) => ({
      caller: await t.member('platform_admin'),
      input: { revokeOld: false },
      other: { revokeOld: true },
      effect: effect('from signing_keys', []),
    }),
  },
  {
    action: 'redeliverDeadLetter',
    types: { deadLetterId: 'String!' },
    answer: 'deadLetterId eventId',
    prepare: async (t, plane) => {
      const [deadLetterId, another] = [randomUUID(), randomUUID()];
      for (const id of [deadLetterId, another])
        await plane.database.sql(
          `insert into event_dead_letters (id, consumer, deliveries, event_id, organization_id) values ($1, 'billing', 3, gen_random_uuid(), $2)`,
          [id, t.organizationId],
        );
      const from = "from audit_log where row_id = $1 and 'redelivery_wanted_at' = any (changed_columns)";
      return {
        caller: await t.member('platform_admin'),
        input: { deadLetterId },
        other: { deadLetterId: another },
        effect: effect(from, [deadLetterId]),
      };
    },
  },
  {
    action: 'erasePersonalData',
    types: { userId: 'uuid' },
    answer: 'userId',
    prepare: async (t, plane) => {
      const [caller, other] = [await t.member('developer'), await t.member('viewer')];
      const from = "from users where id = $1 and email like 'erased-%'";
      return { caller, input: { userId: caller.userId }, other: { userId: other.userId }, effect: effect(from, [caller.userId]) };
    },
  },
];
