/** The emulated Argo CD has Argo CD's habits: what an adapter may meet, asked by plain HTTP. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { type ArgocdEmulator, openArgocdEmulator } from './emulator.ts';

const folder = resolve(import.meta.dirname, '../../../../shared/specs');
let argocd: ArgocdEmulator;
beforeAll(async () => {
  argocd = await openArgocdEmulator(existsSync(folder) ? { specs: folder } : {});
  await ask('POST', '/projects', { project: { metadata: { name: 'shop' }, spec: projectSpec } });
});
afterAll(() => argocd?.[Symbol.asyncDispose]());

const projectSpec = {
  sourceRepos: ['registry.example.org/charts'],
  destinations: [{ server: 'https://kubernetes.default.svc', namespace: '*' }],
};
const application = (name: string, value: string, more: object = {}) => ({
  metadata: { name, finalizers: ['resources-finalizer.argocd.argoproj.io'] },
  spec: {
    project: 'shop',
    source: {
      repoURL: 'registry.example.org/charts',
      chart: 'northstack-workload',
      targetRevision: '1.0.0',
      helm: { valuesObject: { manifests: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { value } }] } },
    },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
    ...more,
  },
});

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${argocd.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${argocd.token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: replies of any form are looked into
  const json: any = text.startsWith('{') ? JSON.parse(text) : undefined;
  return { status: answer.status, code: json?.code, message: json?.message, text, json };
}
const named = (name: string) => `/applications/${name}?project=shop`;
const make = (name: string, value: string, more?: object) =>
  ask('POST', '/applications?upsert=true', application(name, value, more));
const sync = (name: string) => ask('POST', `/applications/${name}/sync`, { name, project: 'shop' });
const settled = (name: string) =>
  eventually(
    () => ask('GET', named(name)),
    ({ json }) => json.operation === undefined && json.status?.operationState?.phase === 'Succeeded',
  );

test('whatever changes something is JSON to the letter, deletions too', async () => {
  for (const method of ['POST', 'DELETE']) {
    const refused = await ask(method, named('nobody'), undefined, { 'content-type': 'application/json; charset=utf-8' });
    expect([refused.status, refused.text.trim()]).toEqual([415, 'Invalid content type']);
  }
});

test('what is missing is told only to those who say where it should be', async () => {
  expect(await ask('GET', '/applications/nobody')).toMatchObject({ status: 403, code: 7 });
  expect(await ask('GET', named('nobody'))).toMatchObject({ status: 404, code: 5 });
});

test('the same twice is one; another spec needs to be asked for; a project that is not there is an invalid argument', async () => {
  expect((await ask('POST', '/applications', application('twice', 'a'))).status).toBe(200);
  expect((await ask('POST', '/applications', application('twice', 'a'))).status).toBe(200);
  expect(await ask('POST', '/applications', application('twice', 'b'))).toMatchObject({
    status: 400,
    code: 3,
    message: 'existing application spec is different, use upsert flag to force update',
  });
  expect((await make('twice', 'b')).status).toBe(200);
  expect(await make('nowhere', 'a', { project: 'none' })).toMatchObject({ status: 400, code: 3 });
});

test('an operation stands in the way of the next', async () => {
  await make('crowded', 'a');
  // Where they come one by one, each may be done before the next.
  const all = () => Promise.all([sync('crowded'), sync('crowded'), sync('crowded')]);
  const answers = await eventually(all, (found) => found.some(({ status }) => status !== 200));
  expect(answers.find(({ status }) => status !== 200)).toMatchObject({
    status: 400,
    code: 9,
    message: 'another operation is already in progress',
  });
});

test('an operation forgets the one before; ten of them are remembered', async () => {
  for (let n = 0; n < 12; n += 1) {
    await make('busy', String(n));
    const begun = await sync('busy');
    expect(begun.json.status?.operationState).toBeUndefined();
    await settled('busy');
  }
  const { history } = (await ask('GET', named('busy'))).json.status;
  expect(history.map(({ id }: { id: number }) => id)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(await ask('POST', '/applications/busy/rollback', { name: 'busy', project: 'shop', id: 1 })).toMatchObject({
    status: 400,
    code: 3,
  });
  expect(await ask('DELETE', '/applications/busy/operation?project=shop')).toMatchObject({
    status: 400,
    code: 3,
    message: 'Unable to terminate operation. No operation is in progress',
  });
});

test('with automatic syncing nothing is rolled back; without it, what was before is there again', async () => {
  const value = () => argocd.kubernetes.objects('configmaps.').find((m) => m.metadata.name === 'back')?.data;
  for (const text of ['old', 'new']) {
    await make('back', text);
    await sync('back');
    await settled('back');
  }
  const rollback = () => ask('POST', '/applications/back/rollback', { name: 'back', project: 'shop', id: 0 });
  const automated = (policy: object | null) =>
    ask('PATCH', '/applications/back', {
      name: 'back',
      project: 'shop',
      patchType: 'merge',
      patch: JSON.stringify({ spec: { syncPolicy: { automated: policy } } }),
    });
  expect((await automated({ prune: true })).status).toBe(200);
  expect(await rollback()).toMatchObject({ status: 400, message: 'rollback cannot be initiated when auto-sync is enabled' });
  expect((await automated(null)).status).toBe(200);
  expect((await rollback()).status).toBe(200);
  await settled('back');
  expect(value()).toEqual({ value: 'old' });
});

test('deleting is accepted first and done later, with what was deployed; alone it is done at once, and that stays', async () => {
  for (const name of ['whole', 'alone']) {
    await make(name, 'a');
    await sync(name);
    await settled(name);
  }
  expect((await ask('DELETE', `${named('whole')}&cascade=true`)).text).toBe('{}');
  expect((await ask('DELETE', `${named('alone')}&cascade=false`)).text).toBe('{}');
  await eventually(
    async () => (await ask('GET', named('whole'))).status,
    (status) => status === 404,
  );
  expect((await ask('GET', named('alone'))).status).toBe(404);
  const left = argocd.kubernetes.objects('configmaps.').map((m) => m.metadata.name);
  expect([left.includes('whole'), left.includes('alone')]).toEqual([false, true]);
});

test.each([
  ['text/event-stream', /^data: (\{"result":\{"type":"ADDED".*\})\n\n/],
  ['application/json', /^(\{"result":\{"type":"ADDED".*\})\n/],
])('a stream of %s begins with what is there, and may end with an error in it', async (accept, first) => {
  await make('seen', 'a');
  const headers = { authorization: `Bearer ${argocd.token}`, accept };
  const answer = await fetch(`${argocd.url}/api/v1/stream/applications?name=seen`, { headers });
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (first.test(text) && !text.includes('grpc_code')) argocd.failStreams('it broke');
  }
  expect(JSON.parse(first.exec(text)?.[1]?.split('\n')[0] ?? '')).toMatchObject({
    result: { application: { metadata: { name: 'seen' } } },
  });
  expect(text).toContain('"grpc_code":14');
});

test('who signs in has a token until it is over', async () => {
  await make('seen', 'a');
  const { token } = (await ask('POST', '/session', { username: 'admin', password: 'password' })).json;
  const asked = () => ask('GET', named('seen'), undefined, { authorization: `Bearer ${token}` });
  expect((await asked()).status).toBe(200);
  expect(argocd.violations).toEqual([]);
  expect(argocd.problems).toEqual([]);
  argocd.expire();
  expect(await asked()).toMatchObject({ status: 401, code: 16 });
});
