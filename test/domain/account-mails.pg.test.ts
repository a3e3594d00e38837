/** Mails about accounts by a real SMTP server: addresses are proven, forgotten passwords replaced, and nobody learns who has an account. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMailer } from '../../adapters/smtp/open-mailer.ts';
import { createAccountPages } from '../../server/account/account-pages.ts';
import {
  type Caller,
  type ControlPlane,
  createTenant,
  PASSWORD,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';
import { codeOf } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';
import { SMTP_PASSWORD, SMTP_USER, type TestSmtpServer, testSmtpServer } from '../support/smtp-server.ts';

let smtp: TestSmtpServer;
let mailer: ReturnType<typeof openMailer>;
let plane: ControlPlane;
let pages: Server;
let t: TestTenant;

beforeAll(async () => {
  smtp = await testSmtpServer();
  const account = `${encodeURIComponent(SMTP_USER)}:${encodeURIComponent(SMTP_PASSWORD)}`;
  mailer = openMailer({ url: `smtp://${account}@127.0.0.1:${smtp.port}`, from: 'NorthStack <n@north.example>', ca: smtp.ca });
  plane = await startControlPlane({ mailer });
  const page = createAccountPages(plane.actionDeps);
  pages = await new Promise<Server>((resolve) => {
    const server = createServer((request, response) => void page(request, response)).listen(0, '127.0.0.1', () =>
      resolve(server),
    );
  });
});
afterAll(async () => {
  pages?.close();
  await plane?.[Symbol.asyncDispose]();
  await mailer?.[Symbol.asyncDispose]();
  await smtp?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  smtp.refuse = null;
  t = await createTenant(plane);
  await plane.database.sql('delete from sign_in_limits');
});

const NEW_PASSWORD = 'a completely new password';
const fresh = () => `ada-${randomUUID().slice(0, 8)}@example.com`;
const anonymous = (query: string, variables: Readonly<Record<string, unknown>>) =>
  plane.send({}, query, query.includes('$r:') ? { r: randomUUID(), ...variables } : variables);
const signUp = (email: string) =>
  anonymous(
    'mutation($email: String!, $p: String!, $r: uuid!) { signUp(email: $email, name: "Ada", password: $p, requestId: $r) { email } }',
    {
      email,
      p: PASSWORD,
    },
  );
const signIn = (email: string, password = PASSWORD) =>
  anonymous('mutation($email: String!, $p: String!) { signIn(email: $email, password: $p) { userId refreshToken } }', {
    email,
    p: password,
  });
const verify = (token: string) =>
  anonymous('mutation($token: String!, $r: uuid!) { verifyEmail(token: $token, requestId: $r) { email } }', { token });
const forgot = (email: string) =>
  anonymous('mutation($email: String!, $r: uuid!) { requestPasswordReset(email: $email, requestId: $r) { email } }', { email });
const reset = (token: string, password = NEW_PASSWORD) =>
  anonymous(
    'mutation($token: String!, $p: String!, $r: uuid!) { resetPassword(token: $token, password: $p, requestId: $r) { email } }',
    {
      token,
      p: password,
    },
  );

/** Quoted-printable, as mails are written. */
const plain = (text: string): string =>
  text.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
const mailsTo = (email: string, words: string) =>
  smtp.received
    .filter((m) => m.to.includes(email))
    .map((m) => plain(m.text))
    .filter((text) => text.includes(words));
const tokenIn = (text: string): string => decodeURIComponent(/[?&]token=([\w%-]+)/.exec(text)?.[1] ?? '');
const mailed = async (email: string, words: string, n = 1): Promise<string> => {
  const texts = await eventually(
    () => mailsTo(email, words),
    (found) => found.length >= n,
  );
  return tokenIn(texts.at(-1) ?? '');
};

describe('open sign-up', () => {
  test('an address has to be proven before its account signs in', async () => {
    const email = fresh();
    expect(await signUp(email)).toEqual({ data: { signUp: { email } } });
    const token = await mailed(email, '/auth/account/verify');
    expect(codeOf(await signIn(email, 'wrong'))).toBe('wrong-credentials');
    expect(codeOf(await signIn(email))).toBe('email-not-verified');
    expect((await verify(token)).data).toEqual({ verifyEmail: { email } });
    expect((await signIn(email)).errors).toBeUndefined();
    expect(codeOf(await verify(token))).toBe('link-invalid');
  });

  test('a known address is answered alike; its owner is told by mail and can choose a new password', async () => {
    const { email } = await t.member('developer');
    const [known, unknown] = [await signUp(email), await signUp(fresh())];
    expect({ ...known.data?.signUp, email: '' }).toEqual({ ...unknown.data?.signUp, email: '' });
    expect(known.errors).toBeUndefined();
    const token = await mailed(email, 'You have an account already');
    expect((await signIn(email)).errors).toBeUndefined();
    expect((await reset(token)).errors).toBeUndefined();
    expect((await signIn(email, NEW_PASSWORD)).errors).toBeUndefined();
  });

  test('what is kept of a known and of an unknown address tells nobody which is which', async () => {
    const { email } = await t.member('developer');
    for (const address of [email, fresh()]) await signUp(address);
    const rows = await plane.database.sql("select answer from anonymous_requests where action = 'signUp'");
    expect(new Set(rows.map((r) => JSON.stringify(r.answer)))).toEqual(new Set(['{}']));
  });
});

describe('forgotten passwords', () => {
  test('the link replaces the password once and ends every session', async () => {
    const { email, userId } = await t.member('developer');
    const { data } = await signIn(email);
    expect((await forgot(email)).data).toEqual({ requestPasswordReset: { email } });
    await forgot(email);
    const second = await mailed(email, 'Choose a new password', 2);
    const [first = ''] = mailsTo(email, 'Choose a new password')
      .map(tokenIn)
      .filter((token) => token !== second);
    const answers = await Promise.all([reset(second), reset(second, 'somebody else was faster')]);
    expect(answers.map(codeOf).sort()).toEqual(['link-invalid', undefined].sort());
    // The other one ends with it.
    expect(codeOf(await reset(first))).toBe('link-invalid');
    expect(codeOf(await signIn(email))).toBe('wrong-credentials');
    const refreshed = await anonymous('mutation($t: String!) { refreshSession(refreshToken: $t) { userId } }', {
      t: data.signIn.refreshToken,
    });
    expect(refreshed.errors).toBeDefined();
    await mailed(email, 'Your password was changed');
    const [row] = await plane.database.sql(
      'select count(*)::int as n from refresh_tokens where user_id = $1 and revoked_at is null',
      [userId],
    );
    expect(row?.n).toBe(0);
  });

  test('an address without an account is answered alike and gets nothing', async () => {
    const email = fresh();
    expect(await forgot(email)).toEqual({ data: { requestPasswordReset: { email } } });
    const { email: known } = await t.member('viewer');
    await forgot(known);
    await mailed(known, 'Choose a new password');
    expect(mailsTo(email, '')).toEqual([]);
  });

  test('a token is good for its purpose and its time alone', async () => {
    const email = fresh();
    await signUp(email);
    const token = await mailed(email, '/auth/account/verify');
    expect(codeOf(await reset(token))).toBe('link-invalid');
    await plane.database.sql("update account_mails set expires_at = now() - interval '1 s' where email = $1", [email]);
    for (const guess of [token, 'x', `${token}x`]) expect(codeOf(await verify(guess))).toBe('link-invalid');
  });

  test('nobody fills a mailbox', async () => {
    const { email } = await t.member('viewer');
    // As after that many mails within the hour.
    await plane.database.sql('insert into sign_in_limits (subject, failures) values ($1, 30)', [
      `account:${plane.actionDeps.tokens.keyedHash(`account mail ${email}`)}`,
    ]);
    expect([codeOf(await forgot(email)), codeOf(await forgot(email))]).toEqual([undefined, 'too-many-attempts']);
  });

  test('a mail that no server takes is sent later, and tokens are in no row', async () => {
    const { email, userId } = await t.member('viewer');
    smtp.refuse = 451;
    await forgot(email);
    const row = async () => (await plane.database.sql('select * from account_mails where user_id = $1', [userId]))[0] ?? {};
    const failed = await eventually(row, (r) => r.attempts === 1 && r.claimed_until === null);
    expect(failed).toMatchObject({ sent_at: null, failure_reason: expect.stringContaining('451') });
    smtp.refuse = null;
    await plane.database.sql('update account_mails set next_attempt_at = now() where user_id = $1', [userId]);
    await plane.restart();
    await plane.reconciler().resync();
    const token = await mailed(email, 'Choose a new password');
    const text = JSON.stringify([
      await row(),
      await plane.database.sql('select * from audit_log'),
      await plane.database.sql('select * from hdb_catalog.event_log'),
    ]);
    expect(text).not.toContain(token);
  });
});

describe('changing one’s password', () => {
  const change = (caller: Caller, currentPassword: string) =>
    plane.as(
      caller,
      'mutation($c: String!, $n: String!, $r: uuid!) { changePassword(currentPassword: $c, newPassword: $n, requestId: $r) { endedTokens } }',
      { c: currentPassword, n: NEW_PASSWORD, r: randomUUID() },
    );

  test('needs the present one, ends every session and is told', async () => {
    const member = await t.member('developer');
    await signIn(member.email);
    expect(codeOf(await change(member, 'wrong'))).toBe('wrong-password');
    expect((await change(member, PASSWORD)).data).toEqual({ changePassword: { endedTokens: 1 } });
    expect((await signIn(member.email, NEW_PASSWORD)).errors).toBeUndefined();
    await mailed(member.email, 'Your password was changed');
  });
});

test('an invitation is mailed, and its link makes a member', async () => {
  const email = fresh();
  const { data, errors } = await plane.as(
    await t.member('org_owner'),
    `mutation($email: String!, $r: uuid!) { inviteMember(email: $email, role: "developer", requestId: $r) { token isMailed } }`,
    { email, r: randomUUID() },
  );
  expect(errors).toBeUndefined();
  expect(data.inviteMember.isMailed).toBe(true);
  const token = await mailed(email, '/auth/account/join');
  expect(token).toBe(data.inviteMember.token);
  const joined = await submit('join', token, { name: 'Ada', password: NEW_PASSWORD });
  expect(joined.text).toContain('You are a member now');
  expect((await signIn(email, NEW_PASSWORD)).errors).toBeUndefined();
});

const at = (page: string) => {
  const address = pages.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/auth/account/${page}`;
};
async function submit(page: string, token: string, fields: Readonly<Record<string, string>>) {
  const form = await (await fetch(`${at(page)}?token=${encodeURIComponent(token)}`)).text();
  const requestId = /name="requestId" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const response = await fetch(at(page), { method: 'POST', body: new URLSearchParams({ token, requestId, ...fields }) });
  return { status: response.status, text: await response.text() };
}

describe('the pages that mails lead to', () => {
  test('looking at a link uses nothing up; the form does, once', async () => {
    const email = fresh();
    await signUp(email);
    const token = await mailed(email, '/auth/account/verify');
    for (let i = 0; i < 3; i++) expect((await fetch(`${at('verify')}?token=${token}`)).status).toBe(200);
    expect(codeOf(await signIn(email))).toBe('email-not-verified');
    expect((await submit('verify', token, {})).text).toContain('Your address is confirmed');
    expect((await submit('verify', token, {})).text).toContain('not valid');
  });

  test('what is wrong is said in the form, and what was typed is text', async () => {
    const { email } = await t.member('viewer');
    await forgot(email);
    const token = await mailed(email, 'Choose a new password');
    expect((await submit('reset', token, { password: 'short' })).text).toContain('12 characters');
    const evil = '"><script>alert(1)</script>';
    const asked = await submit('forgot', evil, { email: evil });
    expect(asked.status).toBe(400);
    expect(asked.text).not.toContain('<script>');
    expect(await (await fetch(`${at('reset')}?token=${encodeURIComponent(evil)}`)).text()).not.toContain('<script>');
    expect((await fetch(at('constructor'))).status).toBe(404);
    expect((await fetch(at('forgot'), { method: 'POST', body: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
