/** The actions through the engine over HTTP: sign-in, idempotency, other organizations' ids, limits. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  type Caller,
  type ControlPlane,
  createTenant,
  PASSWORD,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller & { readonly email: string };

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  t = await createTenant(plane);
  developer = await t.member('developer');
});

const code = (answer: Answer) => answer.errors?.[0]?.extensions.code;
const count = async (sql: string, values: unknown[]) =>
  Number((await plane.database.sql(`select count(*) as n ${sql}`, values))[0]?.n);

describe('signing in', () => {
  const SESSION = 'accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt userId organizationId role roles';
  const signIn = (variables: Record<string, unknown>) =>
    plane.send(
      {},
      `mutation($email: String!, $password: String!, $organization: String, $requestId: uuid) {
         signIn(email: $email, password: $password, organization: $organization, requestId: $requestId) { ${SESSION} } }`,
      variables,
    );
  const refresh = (refreshToken: string, requestId?: string) =>
    plane.send({}, `mutation($t: String!, $r: uuid) { refreshSession(refreshToken: $t, requestId: $r) { ${SESSION} } }`, {
      t: refreshToken,
      ...(requestId === undefined ? {} : { r: requestId }),
    });
  const withToken = (token: string, headers = {}) =>
    plane.send({ authorization: `Bearer ${token}`, ...headers }, '{ projects { id } }');

  test('gives a session that the engine accepts, confined to the organization', async () => {
    const { data } = await signIn({ email: developer.email.toUpperCase(), password: PASSWORD });
    expect(data.signIn).toMatchObject({
      userId: developer.userId,
      organizationId: t.organizationId,
      role: 'developer',
      roles: ['viewer', 'developer'],
    });
    expect((await withToken(data.signIn.accessToken)).data).toEqual({ projects: [{ id: t.projectId }] });
    expect((await withToken(data.signIn.accessToken, { 'x-hasura-role': 'viewer' })).data).toEqual({
      projects: [{ id: t.projectId }],
    });
    expect(code(await withToken(data.signIn.accessToken, { 'x-hasura-role': 'org_owner' }))).toBe('access-denied');
  });

  test('an unknown address and a wrong password are answered alike', async () => {
    const wrong = await signIn({ email: developer.email, password: 'wrong' });
    const unknown = await signIn({ email: 'nobody@example.com', password: 'wrong' });
    expect(code(wrong)).toBe('wrong-credentials');
    expect(unknown).toEqual(wrong);
  });

  test('an ended account, a person without organization and a foreign organization are refused', async () => {
    const other = await createTenant(plane);
    expect(code(await signIn({ email: developer.email, password: PASSWORD, organization: other.slug }))).toBe('not-a-member');
    await plane.database.sql('update users set is_active = false where id = $1', [developer.userId]);
    expect(code(await signIn({ email: developer.email, password: PASSWORD }))).toBe('wrong-credentials');
    const viewer = await t.member('viewer');
    await plane.database.sql('delete from organization_members where user_id = $1', [viewer.userId]);
    expect(code(await signIn({ email: viewer.email, password: PASSWORD }))).toBe('not-a-member');
  });

  test('20 parallel repeats of one request are one session', async () => {
    const requestId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => signIn({ email: developer.email, password: PASSWORD, requestId })),
    );
    expect(new Set(answers.map((a) => JSON.stringify(a.data?.signIn))).size).toBe(1);
    expect(await count('from refresh_tokens where user_id = $1', [developer.userId])).toBe(1);
  });

  test('a refresh token works once; a repeat of the same request gets the same session; a second use ends them all', async () => {
    const first = (await signIn({ email: developer.email, password: PASSWORD })).data.signIn;
    const requestId = randomUUID();
    const [second, repeat] = await Promise.all([refresh(first.refreshToken, requestId), refresh(first.refreshToken, requestId)]);
    expect(second.errors).toBeUndefined();
    expect(repeat).toEqual(second);
    const { refreshToken } = second.data.refreshSession;
    expect(refreshToken).not.toBe(first.refreshToken);
    expect((await refresh(refreshToken)).errors).toBeUndefined();
    expect(code(await refresh(first.refreshToken))).toBe('refresh-token-reused');
    expect(code(await refresh(refreshToken))).toBe('session-ended');
    expect(await count('from refresh_tokens where user_id = $1 and revoked_at is null', [developer.userId])).toBe(0);
  });

  test('of parallel uses at most one gets a session, and then none is left', async () => {
    const first = (await signIn({ email: developer.email, password: PASSWORD })).data.signIn;
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(first.refreshToken)));
    expect(answers.filter((a) => a.data).length).toBeLessThanOrEqual(1);
    expect(await count('from refresh_tokens where user_id = $1 and revoked_at is null', [developer.userId])).toBe(0);
  });

  test('signing out ends the session, also twice; a token nobody made ends nothing', async () => {
    const { refreshToken } = (await signIn({ email: developer.email, password: PASSWORD })).data.signIn;
    const signOut = (token: string) =>
      plane.send({}, 'mutation($t: String!) { signOut(refreshToken: $t) { endedTokens } }', { t: token });
    expect((await signOut(refreshToken)).data.signOut.endedTokens).toBe(1);
    expect((await signOut(refreshToken)).data.signOut.endedTokens).toBe(0);
    expect((await signOut('nonsense')).data.signOut.endedTokens).toBe(0);
    expect(code(await refresh(refreshToken))).toBe('session-ended');
  });

  test('no secret of a session is in the database or in an answer to anybody else', async () => {
    const { refreshToken, accessToken } = (await signIn({ email: developer.email, password: PASSWORD })).data.signIn;
    for (const table of ['refresh_tokens', 'audit_log', 'domain_events', 'requests']) {
      const rows = JSON.stringify(await plane.database.sql(`select * from ${table}`));
      for (const secret of [refreshToken, accessToken, PASSWORD]) expect(rows.includes(secret), table).toBe(false);
      if (table === 'audit_log') expect(rows).not.toContain('argon2id');
    }
  });
});

const deploy = (caller: Caller, variables: Record<string, unknown>) =>
  plane.as(
    caller,
    `mutation($s: uuid!, $e: String, $ref: String, $r: uuid!) {
       deployService(serviceId: $s, environment: $e, reference: $ref, requestId: $r) {
         deploymentId deployment { status revision git_reference created_by instance { desired_state subdomain } } } }`,
    { s: t.serviceId, r: randomUUID(), ...variables },
  );

describe('commands', () => {
  test('50 parallel repeats are one deployment and 50 equal answers', async () => {
    const r = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => deploy(developer, { r })));
    const ids = new Set(answers.map((a) => a.data?.deployService.deploymentId ?? JSON.stringify(a)));
    expect([...ids]).toHaveLength(1);
    expect(await count('from deployments where service_id = $1', [t.serviceId])).toBe(1);
  });

  test('the same request id with another input is refused', async () => {
    const r = randomUUID();
    await deploy(developer, { r });
    expect(code(await deploy(developer, { r, ref: 'v2' }))).toBe('request-id-reused');
  });

  test('a request id of one person means nothing for another', async () => {
    const r = randomUUID();
    const mine = await deploy(developer, { r });
    const theirs = await deploy(await t.member('devops'), { r });
    expect(theirs.data.deployService.deploymentId).not.toBe(mine.data.deployService.deploymentId);
  });

  test('the deployment knows who asked for it, and the audit log by which request', async () => {
    const r = randomUUID();
    const { data } = await deploy(developer, { r, ref: 'v1.2' });
    expect(data.deployService.deployment).toMatchObject({ git_reference: 'v1.2', revision: 1, created_by: developer.userId });
    const [row] = await plane.database.sql(
      "select actor_id, actor_role, request_id from audit_log where table_name = 'deployments' and row_id = $1 and operation = 'INSERT'",
      [data.deployService.deploymentId],
    );
    expect(row).toEqual({ actor_id: developer.userId, actor_role: 'developer', request_id: r });
  });

  test('another organization’s service, deployment and a random id are not found, in the same words', async () => {
    const other = await createTenant(plane);
    const stranger = await other.member('org_owner');
    const { data } = await deploy(developer, {});
    const [foreign, absent] = [await deploy(stranger, {}), await deploy(stranger, { s: randomUUID() })];
    expect(code(foreign)).toBe('service-not-found');
    expect(absent).toEqual(foreign);
    const cancel = await plane.as(
      stranger,
      'mutation($d: uuid!, $r: uuid!) { cancelDeployment(deploymentId: $d, requestId: $r) { deploymentId } }',
      {
        d: data.deployService.deploymentId,
        r: randomUUID(),
      },
    );
    expect(code(cancel)).toBe('deployment-not-found');
    for (const command of ['startService', 'stopService', 'restartService', 'rollbackService'])
      expect(code(await run(stranger, command))).toBe('service-not-found');
    expect(code(await plane.as(stranger, `{ whyNotReady(serviceId: "${t.serviceId}") { ready } }`))).toBe('service-not-found');
  });

  test('a removed member commands nothing, whatever their token says', async () => {
    await plane.database.sql('delete from organization_members where user_id = $1', [developer.userId]);
    expect(code(await deploy(developer, {}))).toBe('service-not-found');
  });

  test('bad input is refused in words that help', async () => {
    expect((await deploy(developer, { ref: '--upload-pack=x' })).errors?.[0]?.message).toContain('branch or tag');
    expect(code(await deploy(developer, { e: 'nowhere' }))).toBe('environment-not-found');
    expect((await scale(developer, 0)).errors?.[0]?.message).toContain('stopService');
    expect(code(await run(developer, 'startService'))).toBe('never-deployed');
    expect(code(await run(developer, 'rollbackService'))).toBe('never-deployed');
    expect(
      code(
        await plane.as(
          await t.member('viewer'),
          `mutation { stopService(serviceId: "${t.serviceId}", requestId: "${randomUUID()}") { instanceId } }`,
        ),
      ),
    ).toBe('validation-failed');
  });

  test('a developer does not deploy to a protected environment that asks for no approvals, a team lead does', async () => {
    await plane.database.sql('update environments set is_protected = true, required_approvals = 0 where id = $1', [
      t.productionId,
    ]);
    expect(code(await deploy(developer, {}))).toBe('environment-protected');
    expect((await deploy(await t.member('team_lead'), {})).errors).toBeUndefined();
  });

  test('a full queue says so, and refuses exactly what is too much', async () => {
    plane.builder.mode = 'when-told';
    await plane.database.sql('update organizations set deployment_queue_limit = 3 where id = $1', [t.organizationId]);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => deploy(developer, { ref: `full-${i}` })));
    const refused = answers.filter((a) => a.errors);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    for (const answer of refused) expect(code(answer)).toBe('queue-full');
    expect(refused[0]?.errors?.[0]?.message).toContain('Wait for some to finish or cancel one');
    plane.builder.mode = 'at-once';
  });

  const run = (caller: Caller, command: string) => {
    const answer = command === 'rollbackService' ? 'deploymentId' : 'instanceId';
    return plane.as(caller, `mutation($s: uuid!, $r: uuid!) { ${command}(serviceId: $s, requestId: $r) { ${answer} } }`, {
      s: t.serviceId,
      r: randomUUID(),
    });
  };
  const scale = (caller: Caller, replicas: number) =>
    plane.as(
      caller,
      'mutation($s: uuid!, $n: Int!, $r: uuid!) { scaleService(serviceId: $s, replicas: $n, requestId: $r) { instanceId } }',
      {
        s: t.serviceId,
        n: replicas,
        r: randomUUID(),
      },
    );
});
