/** The emulated Coolify has Coolify's habits: what an adapter may meet, asked by plain HTTP. */
import { createServer } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { testServer } from '../../support/http-server.ts';
import { storedOpenApi } from '../openapi.ts';
import { type CoolifyEmulator, type CoolifyOptions, openCoolifyEmulator } from './emulator.ts';

const opened: AsyncDisposable[] = [];
afterAll(async () => {
  for (const each of opened) await each[Symbol.asyncDispose]();
});

async function coolify(options: CoolifyOptions = {}) {
  const emulator = await openCoolifyEmulator({ stepMs: 5, deleteMs: 20, ...options });
  opened.push(emulator);
  const ask = async (method: string, path: string, body?: unknown, token = emulator.token) => {
    const answer = await fetch(`${emulator.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) };
  };
  return { emulator, ask };
}

// biome-ignore lint/suspicious/noExplicitAny: replies of any form are looked into
function jsonOf(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function application({ emulator, ask }: { emulator: CoolifyEmulator; ask: Awaited<ReturnType<typeof coolify>>['ask'] }) {
  const project = (await ask('POST', '/projects', { name: 'p' })).json.uuid;
  const made = await ask('POST', '/applications/public', {
    project_uuid: project,
    server_uuid: emulator.serverUuid,
    environment_name: 'production',
    git_repository: 'https://git.example.com/a/b.git',
    git_branch: 'main',
    build_pack: 'nixpacks',
    ports_exposes: '3000',
    name: 'a',
  });
  expect(made.status).toBe(201);
  return { project, uuid: made.json.uuid };
}

describe.each(['4.3.10', '4.1.2'] as const)('Coolify %s', (version) => {
  const [right, wrong] = version === '4.3.10' ? ['POST', 'GET'] : ['GET', 'POST'];

  test('what changes something is answered for one verb only, and the other is told which', async () => {
    const it = await coolify({ version });
    const { uuid } = await application(it);
    const refused = await it.ask(wrong, `/deploy?uuid=${uuid}`);
    expect([refused.status, refused.headers.get('allow')?.includes(right)]).toEqual([405, true]);
    expect((await it.ask(right, `/deploy?uuid=${uuid}`)).status).toBe(200);
    expect((await it.ask('GET', '/version')).text).toBe(version);
  });

  test('a deployment asked for twice has a second id that never comes to be', async () => {
    const it = await coolify({ version });
    const { uuid } = await application(it);
    // The first is not over before the second is asked for.
    it.emulator.worker = false;
    const [first, second] = [await it.ask(right, `/deploy?uuid=${uuid}`), await it.ask(right, `/deploy?uuid=${uuid}`)];
    const ids = [first, second].map((a) => a.json.deployments[0].deployment_uuid);
    expect(second.json.deployments[0].message).toContain('already queued');
    const found = await Promise.all(ids.map(async (id) => (await it.ask('GET', `/deployments/${id}`)).status));
    expect(found).toEqual([200, 404]);
    const history = (await it.ask('GET', `/deployments/applications/${uuid}?skip=0&take=5`)).json;
    expect([history.count, history.deployments.length]).toEqual([1, 1]);
  });
});

test('both kinds of 429 ask to wait; only the one of the rate limit says that nothing is left', async () => {
  const full = await coolify({ queueLimit: 0 });
  const { uuid } = await application(full);
  const queue = await full.ask('POST', `/deploy?uuid=${uuid}`);
  expect([queue.status, queue.headers.get('retry-after'), queue.headers.get('x-ratelimit-remaining')]).toEqual([
    429,
    '60',
    expect.not.stringMatching(/^0$/),
  ]);
  const limited = await coolify({ rateLimit: 1 });
  await limited.ask('GET', '/projects');
  const over = await limited.ask('GET', '/projects');
  expect([over.status, over.headers.get('x-ratelimit-remaining')]).toEqual([429, '0']);
});

test('tokens: none, of another team, without an ability, and the administrator’s switch with success: true', async () => {
  const it = await coolify();
  const { uuid } = await application(it);
  expect((await it.ask('GET', '/projects', undefined, '1|x')).json).toEqual({ message: 'Unauthenticated.' });
  const other = it.emulator.newToken(['root'], 2);
  expect((await it.ask('GET', `/applications/${uuid}`, undefined, other)).status).toBe(404);
  const reader = it.emulator.newToken(['read']);
  expect((await it.ask('POST', `/deploy?uuid=${uuid}`, undefined, reader)).json.message).toBe(
    'Missing required permissions: deploy',
  );
  it.emulator.apiEnabled = false;
  expect((await it.ask('GET', '/projects')).json).toEqual({ success: true, message: 'API is disabled.' });
});

test('a field that is not known is refused; so is an empty body, and a place without an environment', async () => {
  const it = await coolify();
  const { project } = await application(it);
  const fields = { project_uuid: project, server_uuid: it.emulator.serverUuid, surprise: 1 };
  const refused = await it.ask('POST', '/applications/public', fields);
  expect([refused.status, refused.json.errors.surprise]).toEqual([422, ['This field is not allowed.']]);
  expect(typeof refused.json.errors.git_branch).toBe('string');
  expect((await it.ask('POST', '/projects', {})).status).toBe(400);
});

test('a variable has a twin for previews, and flags that are not sent are reset', async () => {
  const it = await coolify();
  const { uuid } = await application(it);
  const write = (more: object) =>
    it.ask('PATCH', `/applications/${uuid}/envs/bulk`, { data: [{ key: 'A', value: 'x', is_preview: false, ...more }] });
  await write({ is_literal: true, is_multiline: true, is_shown_once: true });
  const own = async () => (await it.ask('GET', `/applications/${uuid}/envs`)).json;
  expect((await own()).map((v: { is_preview: boolean }) => v.is_preview)).toEqual([false, true]);
  await write({});
  expect((await own())[0]).toMatchObject({ is_literal: false, is_multiline: null, is_shown_once: null });
  const blind = it.emulator.newToken(['read']);
  expect((await it.ask('GET', `/applications/${uuid}/envs`, undefined, blind)).json[0]).not.toHaveProperty('value');
});

test('a log is a string of JSON with hidden entries, and is not there without read:sensitive', async () => {
  const it = await coolify();
  const { uuid } = await application(it);
  const id = (await it.ask('POST', `/deploy?uuid=${uuid}`)).json.deployments[0].deployment_uuid;
  const done = await eventually(
    async () => (await it.ask('GET', `/deployments/${id}`)).json,
    (d) => d.status === 'finished',
  );
  const entries = JSON.parse(done.logs);
  expect(entries.some((e: { hidden: boolean }) => e.hidden)).toBe(true);
  expect(entries.map((e: { order: number }) => e.order)).toEqual(entries.map((_: unknown, i: number) => i + 1));
  const blind = it.emulator.newToken(['read']);
  expect((await it.ask('GET', `/deployments/${id}`, undefined, blind)).json).not.toHaveProperty('logs');
});

test('deleting is accepted first and done later, and takes volumes along unless it is told not to', async () => {
  const it = await coolify();
  const [{ uuid: first }, { uuid: second }] = [await application(it), await application(it)];
  expect((await it.ask('DELETE', `/applications/${first}`)).status).toBe(200);
  expect((await it.ask('DELETE', `/applications/${second}?delete_volumes=false`)).status).toBe(200);
  for (const uuid of [first, second])
    await eventually(
      async () => (await it.ask('GET', `/applications/${uuid}`)).status,
      (status) => status === 404,
    );
  expect(it.emulator.volumesDeleted).toEqual([first]);
});

test('its webhook has no signature, says nothing of what was cancelled, and is not sent again after a 5xx', async () => {
  await using receiver = await testServer(() => ({ status: 503 }));
  const it = await coolify();
  await it.ask('PATCH', '/notifications/webhook', { webhook_enabled: true, webhook_url: `${receiver.url}/hook` });
  const { uuid } = await application(it);
  await it.ask('POST', `/deploy?uuid=${uuid}`);
  await receiver.arrived(1);
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ event: 'deployment_success', application_uuid: uuid });
  it.emulator.worker = false;
  const id = (await it.ask('POST', `/deploy?uuid=${uuid}`)).json.deployments[0].deployment_uuid;
  expect((await it.ask('POST', `/deployments/${id}/cancel`)).json.status).toBe('cancelled-by-user');
  expect((await it.ask('POST', `/deployments/${id}/cancel`)).status).toBe(400);
  await eventually(
    () => it.emulator.webhook.answers,
    (answers) => answers.length === 1,
  );
  expect([receiver.received.length, it.emulator.webhook.answers]).toEqual([1, [503]]);
});

test('a webhook that finds nobody is tried again until somebody is there', async () => {
  const it = await coolify();
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(request.url ?? '');
    // The first connections are cut before an answer.
    if (received.length < 3) request.socket.destroy();
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
  it.emulator.webhook.configure({ webhook_enabled: true, webhook_url: url });
  const { uuid } = await application(it);
  await it.ask('POST', `/deploy?uuid=${uuid}`);
  await eventually(
    () => it.emulator.webhook.answers,
    (answers) => answers.at(-1) === 200,
  );
  expect(it.emulator.webhook.answers).toEqual([null, null, 200]);
  server.close();
});

const contract = storedOpenApi('coolify/openapi.json');
test.skipIf(contract === null)('requests are judged by the stored contract', async () => {
  const it = await coolify();
  const { uuid } = await application(it);
  expect(it.emulator.violations).toEqual([]);
  await it.ask('GET', `/applications/${uuid}?verbose=1`);
  await it.ask('GET', '/nowhere');
  await it.ask('POST', '/projects', { name: 7 });
  expect(it.emulator.violations.map((v) => v.split(' ').slice(0, 3).join(' '))).toEqual([
    'GET /applications/{uuid} has',
    'GET /nowhere is',
    expect.stringMatching(/^POST \/projects\/name/),
  ]);
});
