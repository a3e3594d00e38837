/** The command line's verbs for people and for who is told: as a program of its own against a control plane. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildCli, type CliProgram } from '../support/cli-program.ts';
import { type ControlPlane, createTenant, PASSWORD, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { testServer } from '../support/http-server.ts';

// Each verb is a process that loads everything anew.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let plane: ControlPlane;
let t: TestTenant;
let program: CliProgram;
let owner: string;
let ownerHome: string;

beforeAll(async () => {
  plane = await startControlPlane({ endsAccess: true });
  t = await createTenant(plane, 'shop');
  program = await buildCli(plane.url);
  owner = (await t.member('org_owner')).email;
  ownerHome = await machine(owner);
});
afterAll(async () => {
  await program?.[Symbol.asyncDispose]();
  await plane?.[Symbol.asyncDispose]();
});

/** A machine where somebody has signed in. */
async function machine(email: string, password = PASSWORD): Promise<string> {
  const home = await program.newHome();
  const ran = await program.run(['login', '--email', email, '--password-stdin'], { home, input: `${password}\n` });
  expect(ran, ran.stderr).toMatchObject({ code: 0 });
  return home;
}
const told = async (home: string, args: readonly string[], input?: string) => {
  const ran = await program.run([...args, '--json'], { home, ...(input === undefined ? {} : { input }) });
  return { code: ran.code, said: ran.stdout.trim() === '' ? null : JSON.parse(ran.stdout), stderr: ran.stderr };
};
const done = async (home: string, args: readonly string[], input?: string) => {
  const { code, said, stderr } = await told(home, args, input);
  expect(code, `${JSON.stringify(said)} ${stderr}`).toBe(0);
  return said;
};

test('sessions are listed, and one that is ended elsewhere is refused with its next request', async () => {
  const { email } = await t.member('developer');
  const [here, there] = [await machine(email), await machine(email)];
  const sessions: { id: string; isThisOne: boolean }[] = await done(here, ['sessions']);
  expect(sessions.map((s) => s.isThisOne).sort()).toEqual([false, true]);
  const other = sessions.find((s) => !s.isThisOne)?.id ?? '';
  await done(here, ['sessions', 'end', other.slice(0, 13)]);
  const refused = await eventually(
    () => told(there, ['projects']),
    ({ code }) => code === 1,
  );
  expect(refused.said).toMatchObject({
    event: 'error',
    code: 'session-ended',
    hint: expect.stringContaining('northstack login'),
  });
  expect(await done(here, ['sessions'])).toMatchObject([{ isThisOne: true }]);
  expect(await told(here, ['sessions', 'end'])).toMatchObject({ code: 1, said: { code: 'session-not-found' } });
  await done(here, ['sessions', 'end', '--all']);
  expect(await told(here, ['projects'])).toMatchObject({ code: 1, said: { code: 'not-signed-in' } });
});

test('a password is changed: other machines are signed out, this one goes on with the new one', async () => {
  const { email } = await t.member('team_lead');
  const [here, there] = [await machine(email), await machine(email)];
  const wrong = await told(here, ['password', '--stdin'], `not it\nsomething long enough\n`);
  expect(wrong).toMatchObject({ code: 1, said: { code: 'wrong-password' } });
  const changed = await done(here, ['password', '--stdin'], `${PASSWORD}\nsomething long enough\n`);
  expect(changed).toEqual({ changed: true, signedInAgain: true });
  await done(here, ['projects']);
  await eventually(
    () => told(there, ['projects']),
    ({ said }) => said?.code === 'session-ended',
  );
  await machine(email, 'something long enough');
});

test('invitations are listed, and taken back by their address', async () => {
  await done(ownerHome, ['members', 'invite', 'ada@example.com', '--role', 'viewer']);
  expect(await done(ownerHome, ['members', 'invitations'])).toMatchObject([
    { email: 'ada@example.com', role: 'viewer', state: 'open', inviter: { email: owner } },
  ]);
  await done(ownerHome, ['members', 'invitations', '--revoke', 'Ada@example.com']);
  expect(await done(ownerHome, ['members', 'invitations'])).toMatchObject([{ state: 'revoked' }]);
  const again = await told(ownerHome, ['members', 'invitations', '--revoke', 'ada@example.com']);
  expect(again).toMatchObject({ code: 1, said: { code: 'invitation-not-found' } });
});

test('a webhook is made, tells, shows what it told, and tells it again', async () => {
  const statuses = [410, 204];
  await using sink = await testServer(() => ({ status: statuses.shift() ?? 204 }));
  const made = await done(ownerHome, ['webhooks', 'create', 'ci', `${sink.url}/hook`, '--events', 'ProjectCreated']);
  expect(made).toMatchObject({ secret: expect.stringMatching(/^whsec_/) });
  await done(ownerHome, ['projects', 'create', 'one']);
  // 410 says: never again. So it is off, and the delivery was given up.
  const off = await eventually(
    () => done(ownerHome, ['webhooks']),
    ([webhook]) => !webhook.is_enabled,
  );
  expect(off).toMatchObject([{ name: 'ci', disabled_reason: expect.any(String) }]);
  const failed = await done(ownerHome, ['webhooks', 'deliveries', 'ci', '--failed']);
  expect(failed).toMatchObject([{ event_type: 'ProjectCreated', response_status: 410 }]);
  await done(ownerHome, ['webhooks', 'enable', 'ci']);
  expect(await done(ownerHome, ['webhooks', 'redeliver', failed[0].id])).toMatchObject({
    status: 'succeeded',
    response_status: 204,
  });
  const [first, second] = sink.received.map((request) => [request.headers['webhook-id'], request.body]);
  expect(second).toEqual(first);
  expect(await done(ownerHome, ['webhooks', 'rotate-secret', 'ci'])).toMatchObject({ secret: expect.stringMatching(/^whsec_/) });
  await done(ownerHome, ['webhooks', 'rm', 'ci']);
  expect(await told(ownerHome, ['webhooks', 'rm', 'ci'])).toMatchObject({ code: 1, said: { code: 'webhook-not-found' } });
});

test('a channel is made, tried, and says when it cannot be reached', async () => {
  const statuses = [204, 404];
  await using sink = await testServer(() => ({ status: statuses.shift() ?? 204 }));
  const made = await done(ownerHome, ['channels', 'create', 'ops', 'webhook', '--target', sink.url, '--severity', 'error']);
  expect(made).toMatchObject({ channelId: expect.any(String) });
  expect(await done(ownerHome, ['channels', 'test', 'ops'])).toMatchObject({ status: 'succeeded' });
  const failed = await told(ownerHome, ['channels', 'test', 'ops']);
  expect(failed).toMatchObject({ code: 1, said: { failure_reason: expect.any(String) } });
  expect(await done(ownerHome, ['channels'])).toMatchObject([{ name: 'ops', type: 'webhook', minimum_severity: 'error' }]);
  await done(ownerHome, ['channels', 'disable', 'ops']);
  expect(await done(ownerHome, ['channels'])).toMatchObject([{ is_enabled: false }]);
  await done(ownerHome, ['channels', 'rm', 'ops']);
  const refused = await told(ownerHome, ['channels', 'create', 'ops', 'pigeon', '--target', sink.url]);
  expect(refused).toMatchObject({ code: 1, said: { event: 'error', code: 'invalid-input' } });
});

test('the audit log says who did what, to whom may see it', async () => {
  await done(ownerHome, ['projects', 'create', 'two']);
  const entries = await done(ownerHome, ['audit', '--table', 'projects', '--actor', owner, '-n', '1']);
  expect(entries).toMatchObject([
    { operation: 'INSERT', table_name: 'projects', actor: { email: owner }, actor_role: 'org_owner', after: { slug: 'two' } },
  ]);
  const table = await program.run(['audit', '--row', entries[0].row_id], { home: ownerHome });
  expect(table.stdout).toContain('insert projects');
  const home = await machine((await t.member('viewer')).email);
  expect(await told(home, ['audit'])).toMatchObject({ code: 1, said: { code: 'access-denied' } });
  expect(await told(ownerHome, ['audit', '--since', 'yesterday'])).toMatchObject({ code: 1, said: { code: 'invalid-time' } });
});

test('each of them has help with examples', async () => {
  for (const args of [
    ['sessions', 'end'],
    ['webhooks', 'redeliver'],
  ]) {
    const { code, stdout } = await program.run([...args, '--help']);
    expect([code, stdout.includes('Examples:')]).toEqual([0, true]);
  }
});
