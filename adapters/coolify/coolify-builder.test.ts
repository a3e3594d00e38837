/** What the Coolify builder promises beyond the port: Coolify's own surprises, restarts, and what is never left behind. */
import { expect, test } from 'vitest';
import { buildRequest, settled } from '../../test/contracts/source-builder.contract.ts';
import type { CoolifyOptions } from '../../test/emulators/coolify/emulator.ts';
import { type CoolifyFixture, coolifyFixture } from '../../test/support/coolify-adapter.ts';
import { eventually } from '../../test/support/eventually.ts';
import { testServer } from '../../test/support/http-server.ts';
import { createAddressPolicy } from '../http/address-policy.ts';

const url = 'https://git.example.com/acme/web.git';

async function fixture(
  options: CoolifyOptions = {},
  changes: Parameters<typeof coolifyFixture>[1] = {},
): Promise<CoolifyFixture> {
  const made = await coolifyFixture(options, changes);
  made.addRepository(url);
  return made;
}

test('every request is one that the vendor describes, in both versions', async () => {
  for (const version of ['4.3.10', '4.1.2'] as const) {
    await using it = await fixture({ version });
    const request = buildRequest(url, {
      directory: 'apps/site',
      buildCommand: 'npm run build',
      startCommand: 'node .',
      environment: { PLAIN: 'a', TOKEN: 'correct-horse', KEY: 'two\nlines' },
      secretNames: ['TOKEN', 'KEY'],
    });
    await it.builder.start(request);
    expect(await settled(it.builder, request.buildId)).toMatchObject({ state: 'succeeded' });
    await it.builder.cancel(request.buildId);
    await it.builder.remove(request.buildId);
    expect(it.coolify.violations).toEqual([]);
  }
});

test('the application builds the folder with the commands, pushes under a tag of its own, and opens nothing to visitors', async () => {
  await using it = await fixture();
  const request = buildRequest(url, { directory: 'apps/site', buildCommand: 'npm run build', startCommand: 'node .' });
  await it.builder.start(request);
  expect(it.coolify.applications[0]?.fields).toMatchObject({
    git_repository: url,
    git_branch: 'main',
    base_directory: '/apps/site',
    build_command: 'npm run build',
    start_command: 'node .',
    build_pack: 'nixpacks',
    docker_registry_image_name: `${it.registry.host}/builds/acme__shop__web`,
    docker_registry_image_tag: `build-${request.buildId}`,
    is_auto_deploy_enabled: false,
    autogenerate_domain: false,
    instant_deploy: false,
  });
  const seen = await settled(it.builder, request.buildId);
  const digest = it.registry.images.get('builds/acme__shop__web')?.get(`build-${request.buildId}`);
  expect(seen).toMatchObject({ artifact: { digest, reference: `${it.registry.host}/builds/acme__shop__web@${digest}` } });
});

test('variables have all their flags, and are for the build alone', async () => {
  await using it = await fixture();
  const request = buildRequest(url, { environment: { A: '1', KEY: 'two\nlines' }, secretNames: ['KEY'] });
  await it.builder.start(request);
  const own = it.coolify.applications[0]?.variables.filter((v) => !v.is_preview) ?? [];
  const flags = { is_literal: true, is_runtime: false, is_buildtime: true };
  expect(own).toMatchObject([
    { key: 'A', value: '1', is_multiline: false, is_shown_once: false, ...flags },
    { key: 'KEY', value: 'two\nlines', is_multiline: true, is_shown_once: true, ...flags },
  ]);
});

test('variables that were written in part are written again before anything is built', async () => {
  await using it = await fixture();
  it.coolify.breakBulkAfter = 1;
  const request = buildRequest(url, { environment: { A: '1', B: '2', C: '3' }, buildCommand: 'echo $A$B$C' });
  await expect(it.builder.start(request)).rejects.toMatchObject({ kind: 'retry' });
  expect(it.coolify.deployments).toEqual([]);
  expect(await it.builder.observe(request.buildId)).toEqual({ state: 'absent' });
  await it.builder.start(request);
  await settled(it.builder, request.buildId);
  expect(it.lines.map((l) => l.text)).toContain('123');
  expect([it.coolify.applications.length, it.coolify.deployments.length]).toEqual([1, 1]);
});

test('after a restart everything is learnt from Coolify: state, deadline, what is secret, and nothing is built again', async () => {
  await using it = await fixture();
  const request = buildRequest(url, {
    environment: { TOKEN: 'correct-horse-battery' },
    secretNames: ['TOKEN'],
    buildCommand: 'sleep 0.3; echo again $TOKEN',
  });
  await it.builder.start(request);
  await it.builder[Symbol.asyncDispose]();
  const second = await it.restart();
  expect(await second.list()).toEqual([request.buildId]);
  expect(await settled(second, request.buildId)).toMatchObject({ state: 'succeeded' });
  await second.start(request);
  expect(it.coolify.deployments).toHaveLength(1);
  expect(it.lines.map((l) => l.text)).toContain('again ***');
  expect(JSON.stringify(it.lines)).not.toContain('correct-horse');
});

test('each line is passed on once, however often the whole log comes', async () => {
  await using it = await fixture();
  const request = buildRequest(url, { buildCommand: 'echo one; sleep 0.1; echo two; sleep 0.1; echo three' });
  await it.builder.start(request);
  await settled(it.builder, request.buildId);
  const printed = it.lines.map((l) => l.text).filter((text) => /^(one|two|three)$/.test(text));
  expect(printed).toEqual(['one', 'two', 'three']);
});

test('debug output is passed on only when it is asked for, and commands never are', async () => {
  await using it = await fixture();
  const request = buildRequest(url, { environment: { PLAIN: 'visible-value' } });
  await it.builder.start(request);
  await settled(it.builder, request.buildId);
  const debug = await it.restart({ debugLines: true });
  const before = it.lines.length;
  await debug.observe(request.buildId);
  const [usual, all] = [it.lines.slice(0, before), it.lines.slice(before)].map((lines) => lines.map((l) => l.text).join('\n'));
  expect([usual?.includes('Cloning into'), all?.includes('Cloning into')]).toEqual([false, true]);
  expect(`${usual}${all}`).not.toContain('docker run');
});

test('a queue that is full is waited for, and so is the rate limit', async () => {
  await using it = await fixture({ queueLimit: 1, concurrentBuilds: 1 });
  const [first, second] = [buildRequest(url, { buildCommand: 'sleep 600' }), buildRequest(url)];
  await it.builder.start(first);
  await expect(it.builder.start(second)).rejects.toMatchObject({ kind: 'retry', code: 'build-queue-full', retryAfterMs: 60_000 });
  expect(await it.builder.observe(second.buildId)).toEqual({ state: 'absent' });
  await it.builder.cancel(first.buildId);
  await it.builder.start(second);
  expect(await settled(it.builder, second.buildId)).toMatchObject({ state: 'succeeded' });
  expect(it.coolify.applications).toHaveLength(2);
});

test('over the rate limit nothing more is sent until Coolify takes requests again', async () => {
  await using it = await fixture({ rateLimit: 3 });
  const request = buildRequest(url);
  await expect(it.builder.start(request)).rejects.toMatchObject({ kind: 'retry', code: 'coolify-rate-limited' });
  const sent = it.coolify.requests.length;
  await expect(it.builder.start(request)).rejects.toMatchObject({
    code: 'coolify-rate-limited',
    retryAfterMs: expect.any(Number),
  });
  expect(it.coolify.requests).toHaveLength(sent);
});

test('a version that lies about its verbs is believed by its 405', async () => {
  await using it = await fixture();
  it.coolify.faults.add({ path: /\/version$/, fault: { kind: 'answer', status: 200, body: '4.1.0' } });
  const request = buildRequest(url);
  await it.builder.start(request);
  expect(await settled(it.builder, request.buildId)).toMatchObject({ state: 'succeeded' });
  expect(it.observations).toContainEqual({ type: 'verb-changed', verb: 'POST' });
});

test.each([
  [['write', 'deploy'], 'read'],
  [['read', 'deploy'], 'write'],
] as const)('a token with %s is refused with what it lacks', async (abilities, missing) => {
  await using it = await fixture();
  const builder = await it.restart({ token: it.coolify.newToken(abilities) });
  await expect(builder.start(buildRequest(url))).rejects.toMatchObject({
    kind: 'auth',
    code: 'coolify-refused',
    message: expect.stringContaining(`Missing required permissions: ${missing}`),
  });
});

test('a token that is none or of no team, an address that is not allowed, an API that is switched off (both with success: true), each with what to do', async () => {
  await using it = await fixture();
  const stranger = await it.restart({ token: '9|nobody-knows-me' });
  await expect(stranger.start(buildRequest(url))).rejects.toMatchObject({
    kind: 'auth',
    message: expect.stringContaining('NORTHSTACK_COOLIFY_TOKEN'),
  });
  const homeless = await it.restart({ token: it.coolify.newToken(['root'], null) });
  await expect(homeless.start(buildRequest(url))).rejects.toMatchObject({
    kind: 'auth',
    message: expect.stringContaining('Invalid token'),
  });
  it.coolify.addressAllowed = false;
  await expect(it.builder.start(buildRequest(url))).rejects.toMatchObject({
    kind: 'auth',
    message: expect.stringContaining('allowed addresses'),
  });
  it.coolify.apiEnabled = false;
  await expect(it.builder.start(buildRequest(url))).rejects.toMatchObject({
    kind: 'auth',
    message: expect.stringContaining('switched off'),
  });
});

test('a token that may not read what is sensitive builds without a log, and says so once', async () => {
  await using it = await fixture();
  const builder = await it.restart({ token: it.coolify.newToken(['read', 'write', 'deploy']) });
  const request = buildRequest(url, { environment: { A: '1' } });
  await builder.start(request);
  expect(await settled(builder, request.buildId)).toMatchObject({ state: 'succeeded' });
  expect([it.lines, it.observations.filter((o) => o.type === 'logs-hidden').length]).toEqual([[], 1]);
});

test('another team’s application of the same name is nobody’s business', async () => {
  await using it = await fixture();
  const request = buildRequest(url);
  await it.builder.start(request);
  const other = await it.restart({ token: it.coolify.newToken(['root'], 2) });
  expect([await other.observe(request.buildId), await other.list()]).toEqual([{ state: 'absent' }, []]);
});

test('what stays in the queue past its time is cancelled there and fails', async () => {
  await using it = await fixture();
  it.coolify.worker = false;
  const request = buildRequest(url, { timeoutMs: 300 });
  await it.builder.start(request);
  expect(await settled(it.builder, request.buildId)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('queue may be stuck'),
  });
  expect(it.coolify.deployments.map((d) => d.status)).toEqual(['cancelled-by-user']);
});

test('a state that nobody has heard of is told once and ends at the deadline', async () => {
  await using it = await fixture();
  it.coolify.worker = false;
  const request = buildRequest(url, { timeoutMs: 1_000 });
  await it.builder.start(request);
  for (const deployment of it.coolify.deployments) deployment.status = 'levitating';
  expect(await settled(it.builder, request.buildId)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('levitating'),
  });
  expect(it.observations.filter((o) => o.type === 'unknown-state')).toEqual([{ type: 'unknown-state', state: 'levitating' }]);
});

test('a build that is finished without an image in the registry has failed in step publish', async () => {
  await using it = await fixture();
  it.registry.faults.add({ path: /\/manifests\//, times: 10_000, fault: { kind: 'answer', status: 404 } });
  let skewMs = 0;
  const builder = await it.restart({ now: () => Date.now() + skewMs });
  const request = buildRequest(url);
  await builder.start(request);
  await eventually(
    () => it.coolify.deployments[0]?.status,
    (status) => status === 'finished',
  );
  // It may be on its way.
  expect((await builder.observe(request.buildId)).state).toBe('building');
  skewMs = 120_000;
  expect(await settled(builder, request.buildId)).toMatchObject({ state: 'failed', step: 'publish' });
});

test('removing keeps volumes, waits until Coolify says that it is gone, and takes the key along', async () => {
  await using it = await fixture({ deleteMs: 200 });
  it.addRepository('git@git.example.com:acme/web.git');
  const request = buildRequest('git@git.example.com:acme/web.git', {
    credential: { kind: 'ssh-key', privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----\nsecret\n' },
  });
  await it.builder.start(request);
  expect(it.coolify.keys).toHaveLength(1);
  expect(await settled(it.builder, request.buildId)).toMatchObject({ state: 'succeeded' });
  await it.builder.remove(request.buildId);
  expect([it.coolify.applications, it.coolify.keys, it.coolify.volumesDeleted, await it.builder.list()]).toEqual([
    [],
    [],
    [],
    [],
  ]);
});

test('a deletion that Coolify does not get done is to be tried again', async () => {
  await using it = await fixture({ deleteMs: 600_000 }, { removeWaitMs: 100 });
  const request = buildRequest(url);
  await it.builder.start(request);
  await expect(it.builder.remove(request.buildId)).rejects.toMatchObject({ kind: 'retry', code: 'coolify-deleting' });
});

test('a key that a late request has put to use is to be tried again, not given up', async () => {
  await using it = await fixture();
  const request = buildRequest('git@git.example.com:acme/web.git', {
    credential: { kind: 'ssh-key', privateKey: 'a private key' },
  });
  it.addRepository('git@git.example.com:acme/web.git');
  await it.builder.start(request);
  const inUse = JSON.stringify({ message: 'Private Key is in use and cannot be deleted.' });
  it.coolify.faults.add({
    method: 'DELETE',
    path: /\/security\/keys\//,
    fault: { kind: 'answer', status: 422, headers: { 'content-type': 'application/json' }, body: inUse },
  });
  await expect(it.builder.remove(request.buildId)).rejects.toMatchObject({ kind: 'retry', code: 'coolify-in-use' });
  await it.builder.remove(request.buildId);
  expect([it.coolify.applications, it.coolify.keys]).toEqual([[], []]);
});

test('a name and a password go into the address and into nothing else', async () => {
  await using it = await fixture();
  it.addRepository('https://bot:ghp_abcdef123456@git.example.com/acme/web.git');
  const request = buildRequest(url, { credential: { kind: 'password', username: 'bot', password: 'ghp_abcdef123456' } });
  await it.builder.start(request);
  expect(await settled(it.builder, request.buildId)).toMatchObject({ state: 'succeeded' });
  const debug = await it.restart({ debugLines: true });
  await debug.observe(request.buildId);
  expect(JSON.stringify([it.lines, it.observations])).not.toContain('ghp_abcdef');
});

test('repositories at GitHub are built with the installation’s GitHub App where they have no credential of their own', async () => {
  await using it = await fixture();
  const hub = 'https://github.com/acme/web.git';
  it.addRepository(hub);
  const place = { server: it.coolify.serverUuid, destination: null, useBuildServer: true, buildPack: 'nixpacks' } as const;
  const githubApp = it.coolify.newGithubApp();
  const builder = await it.restart({ place: { ...place, imagePrefix: `${it.registry.host}/builds`, githubApp } });
  for (const repository of [hub, url]) {
    const request = buildRequest(repository);
    await builder.start(request);
    expect(await settled(builder, request.buildId)).toMatchObject({ state: 'succeeded' });
  }
  expect(it.coolify.applications.map(({ fields }) => fields.github_app_uuid)).toEqual([githubApp, undefined]);
  expect(it.coolify.violations).toEqual([]);
});

test.each([
  ['a folder of this machine', { repository: 'file:///srv/repository' }],
  ['ssh on another port', { repository: 'ssh://git@git.example.com:2222/acme/web.git' }],
  ['a credential that Coolify takes for a command', { credential: { kind: 'password', username: 'a', password: 'b$(c)' } }],
  ['a release command', { releaseCommand: 'npm run migrate' }],
  ['a build pack that there is not', { environment: { NORTHSTACK_BUILD_PACK: 'magic' } }],
] as const)('%s is refused, and nothing is made', async (_, changes) => {
  await using it = await fixture();
  await expect(it.builder.start(buildRequest(url, changes))).rejects.toMatchObject({ kind: 'reject' });
  expect(it.coolify.applications).toEqual([]);
});

test('builds of several services at once have their own variables and their own images', async () => {
  await using it = await fixture({ concurrentBuilds: 8 });
  const requests = Array.from({ length: 8 }, (_, i) =>
    buildRequest(url, { service: `acme/shop/s${i}`, environment: { WHO: `s${i}` }, buildCommand: 'echo i am $WHO' }),
  );
  await Promise.all(requests.map((request) => it.builder.start(request)));
  const seen = await Promise.all(requests.map((request) => settled(it.builder, request.buildId)));
  expect(new Set(seen.map((s) => (s.state === 'succeeded' ? s.artifact.reference : s.state))).size).toBe(8);
  for (const [i, request] of requests.entries()) {
    const own = it.lines.filter((l) => l.source.kind === 'build' && l.source.buildId === request.buildId).map((l) => l.text);
    expect(own).toContain(`i am s${i}`);
  }
});

test('HEAD is the branch that the repository says, a commit is built on that branch, and without an answer it is main', async () => {
  const refs = (branch: string) =>
    `001e# service=git-upload-pack\n0000010a${'a'.repeat(40)} HEAD\0multi_ack symref=HEAD:refs/heads/${branch} agent=git/2\n0000`;
  await using host = await testServer(({ path, headers }) =>
    path === '/acme/web.git/info/refs?service=git-upload-pack' && headers.authorization !== undefined
      ? { body: refs('trunk') }
      : { status: 401 },
  );
  const address = `${host.url}/acme/web.git`;
  await using it = await fixture({}, { allowed: createAddressPolicy(['127.0.0.1']) });
  const credential = { kind: 'password', username: 'bot', password: 'abcdef' } as const;
  const commit = 'c'.repeat(40);
  for (const [reference, given] of [
    ['HEAD', credential],
    [commit, credential],
    ['HEAD', null],
    ['v1.2', credential],
  ] as const)
    await it.builder.start(buildRequest(address, { reference, credential: given }));
  expect(it.coolify.applications.map(({ fields }) => [fields.git_branch, fields.git_commit_sha])).toEqual([
    ['trunk', undefined],
    ['trunk', commit],
    ['main', undefined],
    ['v1.2', undefined],
  ]);
});

test('a message of Coolify is about a build when Coolify says so', async () => {
  await using it = await fixture();
  const request = buildRequest(url);
  await it.builder.start(request);
  const [application, deployment] = [it.coolify.applications[0]?.uuid ?? '', it.coolify.deployments[0]?.uuid ?? ''];
  expect(await it.builder.buildOf(application, deployment)).toBe(request.buildId);
  expect(await it.builder.buildOf(application, 'made-up')).toBeNull();
  expect(await it.builder.buildOf('made-up', deployment)).toBeNull();
});
