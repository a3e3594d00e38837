/** Secrets through the engine over HTTP: written once, never read back, injected by precedence, remembered by deployments. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { splitAddresses } from '../../server/platform/split-addresses.ts';
import {
  type Answer,
  type Caller,
  type ControlPlane,
  createTenant,
  startControlPlane,
  type TestTenant,
} from '../support/control-plane.ts';
import { eventually } from '../support/eventually.ts';
import { referencesOf, sealEverything } from '../support/sealed-values.ts';

let plane: ControlPlane;
let t: TestTenant;
let developer: Caller;

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
const SET = `mutation($scope: String!, $targetId: uuid, $key: String!, $value: String!, $requestId: uuid!) {
  setSecret(scope: $scope, targetId: $targetId, key: $key, value: $value, requestId: $requestId) {
    secretId secret { key version scope } } }`;
const set = (caller: Caller, variables: Record<string, unknown>) =>
  plane.as(caller, SET, { scope: 'service', targetId: t.serviceId, key: 'TOKEN', requestId: randomUUID(), ...variables });
const remove = (caller: Caller, secretId: string) =>
  plane.as(caller, 'mutation($s: uuid!, $r: uuid!) { deleteSecret(secretId: $s, requestId: $r) { secretId } }', {
    s: secretId,
    r: randomUUID(),
  });

async function deploy(kind: 'deploy' | 'rollback' = 'deploy', deploymentId: string | null = null): Promise<string> {
  const { data, errors } = await plane.as(
    developer,
    kind === 'deploy'
      ? 'mutation($s: uuid!, $r: uuid!) { it: deployService(serviceId: $s, requestId: $r) { deploymentId } }'
      : 'mutation($s: uuid!, $d: uuid, $r: uuid!) { it: rollbackService(serviceId: $s, deploymentId: $d, requestId: $r) { deploymentId } }',
    { s: t.serviceId, r: randomUUID(), ...(kind === 'rollback' ? { d: deploymentId } : {}) },
  );
  expect(errors).toBeUndefined();
  return data.it.deploymentId;
}

const statusOf = async (id: string) => {
  const [row] = await plane.database.sql('select status, failure_reason from deployments where id = $1', [id]);
  return row;
};

/** Brings a deployment to its end and says what its instance was given. */
async function run(id: string): Promise<Readonly<Record<string, string>>> {
  await eventually(
    () => statusOf(id),
    (row) => row?.status === 'running',
  );
  return plane.runtime.desired.get(await instanceId())?.environment ?? {};
}

const instanceId = async () =>
  String((await plane.database.sql('select id from service_instances where service_id = $1', [t.serviceId]))[0]?.id);

describe('setting', () => {
  test('makes versions; the listing shows everything but the value', async () => {
    const first = await set(developer, { value: 'one-value' });
    expect(first.errors).toBeUndefined();
    expect(first.data.setSecret.secret).toEqual({ key: 'TOKEN', version: 1, scope: 'service' });
    const second = await set(developer, { value: 'two-value' });
    expect(second.data.setSecret.secretId).toBe(first.data.setSecret.secretId);
    const { data } = await plane.as(
      developer,
      '{ secrets { key version updated_at updater { email } versions(order_by: { version: asc }) { version } } }',
    );
    expect(data.secrets).toMatchObject([
      { key: 'TOKEN', version: 2, updater: { email: expect.any(String) }, versions: [{ version: 1 }, { version: 2 }] },
    ]);
  });

  test('no role has a column with the value, and no row in the database holds it', async () => {
    await set(developer, { value: 'canary-value-1' });
    for (const role of ['viewer', 'developer', 'team_lead', 'devops', 'org_owner', 'platform_admin']) {
      const { data } = await plane.as(await t.member(role), '{ __type(name: "secret_versions") { fields { name } } }');
      const fields = (data.__type?.fields ?? []).map((f: { name: string }) => f.name);
      expect(fields).not.toContain('sealed');
      expect(fields).not.toContain('key_id');
    }
    for (const table of ['secrets', 'secret_versions', 'requests', 'audit_log', 'domain_events']) {
      const rows = await plane.database.sql(`select to_jsonb(t)::text as row from ${table} t`);
      for (const { row } of rows) expect(row, table).not.toContain('canary-value-1');
    }
  });

  test('tells what changed and who did it, without the value', async () => {
    const { data } = await set(developer, { value: 'one-value' });
    const { secretId } = data.setSecret;
    await remove(developer, secretId);
    const events = await plane.database.sql(
      "select actor_id, payload from domain_events where type = 'SecretChanged' and subject_id = $1 order by created_at",
      [secretId],
    );
    const common = { key: 'TOKEN', scope: 'service', targetId: t.serviceId, version: 1 };
    expect(events).toEqual([
      { actor_id: developer.userId, payload: { ...common, change: 'set' } },
      { actor_id: developer.userId, payload: { ...common, change: 'deleted' } },
    ]);
    const audit = await plane.database.sql(
      "select after from audit_log where table_name = 'secret_versions' and organization_id = $1",
      [t.organizationId],
    );
    expect(audit).toMatchObject([{ after: { sealed: '***' } }]);
  });

  test('50 parallel repeats are one version and 50 equal answers; the same id with another value is refused', async () => {
    const requestId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => set(developer, { value: 'same-value', requestId })));
    expect(answers.filter((a) => a.errors)).toEqual([]);
    expect(new Set(answers.map((a) => a.data.setSecret.secretId)).size).toBe(1);
    expect((await set(developer, { value: 'same-value', requestId })).data.setSecret.secret.version).toBe(1);
    expect(code(await set(developer, { value: 'other-value', requestId }))).toBe('request-id-reused');
  });

  test('20 parallel versions are numbered without a gap', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => set(developer, { value: `value-${i}` })));
    expect(answers.filter((a) => a.errors)).toEqual([]);
    const rows = await plane.database.sql('select version from secret_versions where organization_id = $1 order by version', [
      t.organizationId,
    ]);
    expect(rows.map((r) => r.version)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test('several at once, all or none', async () => {
    const many = (secrets: unknown) =>
      plane.as(
        developer,
        `mutation($t: uuid, $s: [SecretInput!]!, $r: uuid!) {
          setSecrets(scope: "project", targetId: $t, secrets: $s, requestId: $r) { secretIds } }`,
        { t: t.projectId, s: secrets, r: randomUUID() },
      );
    const { data } = await many([
      { key: 'A', value: 'a-value' },
      { key: 'B', value: 'b-value' },
    ]);
    expect(data.setSecrets.secretIds).toHaveLength(2);
    const refused = await many([
      { key: 'C', value: 'c-value' },
      { key: 'no name', value: 'd-value' },
    ]);
    expect(code(refused)).toBe('invalid-input');
    expect(JSON.stringify(refused)).not.toContain('d-value');
    expect((await plane.as(developer, '{ secrets(order_by: { key: asc }) { key } }')).data.secrets).toEqual([
      { key: 'A' },
      { key: 'B' },
    ]);
  });
});

describe('who may', () => {
  test('a viewer sees and sets none', async () => {
    const viewer = await t.member('viewer');
    expect((await set(viewer, { value: 'x-value' })).errors).toBeDefined();
    expect((await plane.as(viewer, '{ secrets { key } }')).errors).toBeDefined();
  });

  test('secrets of the organization are for devops and owners', async () => {
    const organization = { scope: 'organization', targetId: null, value: 'x-value' };
    expect(code(await set(developer, organization))).toBe('role-too-weak');
    expect((await set(await t.member('devops'), organization)).errors).toBeUndefined();
    // A role that is no longer theirs opens nothing.
    expect(code(await set({ ...developer, role: 'devops' }, organization))).toBe('organization-not-found');
  });

  test('secrets of a protected environment are for team leads and above', async () => {
    await plane.database.sql('update environments set is_protected = true where id = $1', [t.productionId]);
    const production = { scope: 'environment', targetId: t.productionId, value: 'x-value' };
    expect(code(await set(developer, production))).toBe('environment-protected');
    expect((await set(await t.member('team_lead'), production)).errors).toBeUndefined();
  });

  test('another organization is not there', async () => {
    const other = await createTenant(plane);
    const stranger = await other.member('org_owner');
    const mine = (await set(developer, { value: 'x-value' })).data.setSecret.secretId;
    expect(code(await set(stranger, { value: 'x-value' }))).toBe('service-not-found');
    expect(code(await set(stranger, { scope: 'organization', targetId: t.organizationId, value: 'x' }))).toBe(
      'organization-not-found',
    );
    expect(code(await remove(stranger, mine))).toBe('secret-not-found');
    expect((await plane.as(stranger, '{ secrets { key } }')).data).toEqual({ secrets: [] });
  });
});

describe('a deployment', () => {
  test('reads the narrowest secret of each key, before plain variables', async () => {
    const scopes = [
      ['organization', t.organizationId, await t.member('org_owner')],
      ['project', t.projectId, developer],
      ['environment', t.productionId, developer],
      ['service', t.serviceId, developer],
    ] as const;
    for (const [depth, key] of ['A', 'B', 'C', 'D'].entries())
      for (const [scope, targetId, caller] of scopes.slice(0, depth + 1))
        expect((await set(caller, { scope, targetId, key, value: `${key} of ${scope}` })).errors).toBeUndefined();
    await plane.database.sql(`insert into service_configs (service_id, variables) values ($1, '{"A":"plain","E":"plain"}')`, [
      t.serviceId,
    ]);
    expect(await run(await deploy())).toEqual({
      A: 'A of organization',
      B: 'B of project',
      C: 'C of environment',
      D: 'D of service',
      E: 'plain',
    });
    expect(plane.runtime.desired.get(await instanceId())?.secretNames).toEqual(expect.arrayContaining(['A', 'B', 'C', 'D']));
    const [build] = await plane.database.sql('select id from builds where service_id = $1', [t.serviceId]);
    expect(plane.builder.started.find((b) => b.buildId === build?.id)?.environment).toMatchObject({ D: 'D of service' });
  });

  test('keeps the versions it was asked for with, and a rollback brings them back', async () => {
    await set(developer, { value: 'version one' });
    const first = await deploy();
    expect(await run(first)).toEqual({ TOKEN: 'version one' });
    await set(developer, { value: 'version two' });
    expect(plane.runtime.desired.get(await instanceId())?.environment).toEqual({ TOKEN: 'version one' });
    expect(await run(await deploy())).toEqual({ TOKEN: 'version two' });
    expect(await run(await deploy('rollback', first))).toEqual({ TOKEN: 'version one' });
  });

  test('after a secret was deleted: what runs keeps it, the next does without', async () => {
    const { secretId } = (await set(developer, { value: 'soon gone' })).data.setSecret;
    await run(await deploy());
    expect((await remove(developer, secretId)).errors).toBeUndefined();
    expect((await plane.as(developer, '{ secrets { key } }')).data.secrets).toEqual([]);
    expect(plane.runtime.desired.get(await instanceId())?.environment).toEqual({ TOKEN: 'soon gone' });
    expect(await run(await deploy())).toEqual({});
  });
});

describe('keeping order', () => {
  const versions = () =>
    plane.database.sql(
      'select id, key_id, sealed, destroyed_at from secret_versions where organization_id = $1 order by version',
      [t.organizationId],
    );

  test('the value of a deleted secret is destroyed once nothing runs with it; a rollback to it says so', async () => {
    const { secretId } = (await set(developer, { value: 'soon gone' })).data.setSecret;
    const first = await deploy();
    await run(first);
    await remove(developer, secretId);
    await plane.reconciler().reap();
    expect(await versions()).toMatchObject([{ destroyed_at: null }]);
    await run(await deploy());
    await plane.reconciler().reap();
    expect(await versions()).toMatchObject([{ destroyed_at: expect.anything(), sealed: null, key_id: null }]);
    const back = await deploy('rollback', first);
    const failed = await eventually(
      () => statusOf(back),
      (row) => row?.status === 'failed',
    );
    expect(failed?.failure_reason).toContain('The secret TOKEN that this version was released with was deleted');
  });

  test('a new key-encryption key wraps everything anew, and everything opens as before', async () => {
    await set(developer, { value: 'kept value' });
    await sealEverything(plane, t);
    const before = await referencesOf(plane, t);
    plane.rotateSecretKey();
    await plane.reconciler().reap();
    const after = await referencesOf(plane, t);
    expect(after.map((r) => r.place)).toEqual(before.map((r) => r.place));
    const prefix = await plane.actionDeps.secrets.currentPrefix();
    for (const { sealed } of before) expect(sealed.startsWith(prefix)).toBe(false);
    for (const { sealed } of after) expect(sealed.startsWith(prefix)).toBe(true);
    const keys = await plane.database.sql(
      'select key_id from git_connections union select key_id from registry_credentials union select key_id from secret_versions where key_id is not null',
    );
    expect(keys).toEqual([{ key_id: prefix.split('.')[1] }]);
    expect(await run(await deploy())).toEqual({ TOKEN: 'kept value' });
  });
});

test('the blast radius: who reads it, since when, and what hides it', async () => {
  const ask = async (secretId: string) =>
    (
      await plane.as(
        developer,
        `query($s: uuid!) { secretBlastRadius(secretId: $s) { key version lastRotatedBy lastUsedDeploymentId
          readers { service environment versionInUse deploymentId readsNext } } }`,
        { s: secretId },
      )
    ).data.secretBlastRadius;
  const wide = (await set(developer, { scope: 'project', targetId: t.projectId, value: 'wide-value' })).data.setSecret.secretId;
  expect(await ask(wide)).toMatchObject({ version: 1, lastUsedDeploymentId: null, readers: [] });
  const deploymentId = await deploy();
  await run(deploymentId);
  const reader = { environment: 'production', service: expect.stringMatching(/\/web$/), versionInUse: 1, deploymentId };
  expect(await ask(wide)).toMatchObject({ lastUsedDeploymentId: deploymentId, readers: [{ ...reader, readsNext: true }] });
  const narrow = (await set(developer, { value: 'narrow-value' })).data.setSecret.secretId;
  expect(await ask(wide)).toMatchObject({ readers: [{ ...reader, readsNext: false }] });
  expect(await ask(narrow)).toMatchObject({ readers: [{ versionInUse: null, deploymentId: null, readsNext: true }] });
});

describe('credentials of git hosts and registries', () => {
  const connect = (caller: Caller, variables: Record<string, unknown>) =>
    plane.as(
      caller,
      `mutation($p: uuid, $h: String!, $path: String, $t: String!, $u: String, $c: String!, $r: uuid!) {
        setGitConnection(projectId: $p, host: $h, path: $path, type: $t, username: $u, credential: $c, requestId: $r) {
          gitConnectionId gitConnection { host path type username } } }`,
      { p: t.projectId, h: 'git.example.com', t: 'token', c: 'canary-git-token', r: randomUUID(), ...variables },
    );

  test('a build is given the one that fits its repository best, and a deleted one no more', async () => {
    await plane.database.sql("update services set git_repository = 'https://git.example.com/acme/shop.git' where id = $1", [
      t.serviceId,
    ]);
    const wide = await connect(await t.member('org_owner'), { p: null, c: 'wide-git-token' });
    expect(wide.errors).toBeUndefined();
    const near = await connect(developer, { path: 'acme' });
    expect(near.data.setGitConnection.gitConnection).toEqual({
      host: 'git.example.com',
      path: 'acme',
      type: 'token',
      username: null,
    });
    const credentialOf = async () => {
      const id = await deploy();
      await run(id);
      const [row] = await plane.database.sql('select build_id from deployments where id = $1', [id]);
      return plane.builder.started.find((b) => b.buildId === row?.build_id)?.credential;
    };
    expect(await credentialOf()).toEqual({ kind: 'password', username: 'oauth2', password: 'canary-git-token' });
    await connect(developer, { path: 'acme', c: 'canary-git-token-2' });
    expect(await credentialOf()).toMatchObject({ password: 'canary-git-token-2' });
    const removed = await plane.as(
      developer,
      'mutation($i: uuid!, $r: uuid!) { deleteGitConnection(gitConnectionId: $i, requestId: $r) { gitConnectionId } }',
      { i: near.data.setGitConnection.gitConnectionId, r: randomUUID() },
    );
    expect(removed.errors).toBeUndefined();
    expect(await credentialOf()).toMatchObject({ password: 'wide-git-token' });
  });

  test('those of the organization are for devops and owners; a wrong one is refused without repeating it', async () => {
    expect(code(await connect(developer, { p: null }))).toBe('role-too-weak');
    const wrong = await connect(developer, { t: 'ssh_key', c: 'canary-no-key' });
    expect(code(wrong)).toBe('invalid-input');
    expect(JSON.stringify(wrong)).not.toContain('canary-no-key');
    expect(code(await connect(developer, { h: 'https://git.example.com' }))).toBe('invalid-input');
  });

  test('a registry has one too, and it can be replaced and deleted', async () => {
    const set = (password: string) =>
      plane.as(
        developer,
        `mutation($p: uuid, $w: String!, $r: uuid!) {
          setRegistryCredential(projectId: $p, registry: "ghcr.io", username: "bot", password: $w, requestId: $r) { registryCredentialId } }`,
        { p: t.projectId, w: password, r: randomUUID() },
      );
    const first = (await set('canary-registry')).data.setRegistryCredential.registryCredentialId;
    expect((await set('canary-registry-2')).data.setRegistryCredential.registryCredentialId).toBe(first);
    const listed = '{ registry_credentials { id registry username } }';
    expect((await plane.as(developer, listed)).data.registry_credentials).toEqual([
      { id: first, registry: 'ghcr.io', username: 'bot' },
    ]);
    await plane.as(
      developer,
      'mutation($i: uuid!, $r: uuid!) { deleteRegistryCredential(registryCredentialId: $i, requestId: $r) { registryCredentialId } }',
      { i: first, r: randomUUID() },
    );
    expect((await plane.as(developer, listed)).data.registry_credentials).toEqual([]);
  });

  test('addresses from before are split at the next start, and the audit log does not show them', async () => {
    const address = 'https://me:canary-in-old-address@git.example.com/acme/shop.git';
    await plane.database.sql('alter table services disable trigger services_address');
    await plane.database.sql('alter table services drop constraint services_git_repository_check');
    await plane.database.sql('update services set git_repository = $2 where id = $1', [t.serviceId, address]);
    await plane.database.sql('alter table services enable trigger services_address');
    expect(await splitAddresses(plane.admin, plane.actionDeps.secrets)).toBe(1);
    expect(await splitAddresses(plane.admin, plane.actionDeps.secrets)).toBe(0);
    const id = await deploy();
    await run(id);
    const [row] = await plane.database.sql('select build_id from deployments where id = $1', [id]);
    expect(plane.builder.started.find((b) => b.buildId === row?.build_id)).toMatchObject({
      repository: 'https://git.example.com/acme/shop.git',
      credential: { kind: 'password', username: 'me', password: 'canary-in-old-address' },
    });
    for (const table of ['services', 'builds', 'audit_log', 'git_connections'])
      for (const { text } of await plane.database.sql(`select to_jsonb(t)::text as text from ${table} t`))
        expect(text, table).not.toContain('canary-in-old-address');
  });

  test('an address with a credential is refused at every door, without repeating it', async () => {
    const address = 'https://me:canary-in-address@git.example.com/a.git';
    const update = await plane.as(
      developer,
      'mutation($i: uuid!, $a: String!) { update_services_by_pk(pk_columns: { id: $i }, _set: { git_repository: $a }) { id } }',
      { i: t.serviceId, a: address },
    );
    expect(update.errors?.[0]?.message).toContain('setGitConnection');
    expect(JSON.stringify(update)).not.toContain('canary-in-address');
  });
});
