/** The client against the emulated API server, with everything that goes wrong on the way to a real one. */
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Kubernetes, startKubernetes } from '../../../test/emulators/kubernetes/emulator.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { defineKind, plainKind } from './kind.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from './open-client.ts';
import type { TransportOptions } from './transport.ts';
import type { WatchEvent } from './watch-kind.ts';

const configMaps = defineKind(
  { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
  { data: z.record(z.string(), z.string()).optional() },
);
const widgets = plainKind('example.org/v1', 'Widget', 'widgets', 'namespaced');
type ConfigMap = z.infer<typeof configMaps.schema>;

let cluster: Kubernetes;
let client: KubernetesClient;
let ending: AbortController;
const open = (options: TransportOptions = {}) => openKubernetesClient(readKubeconfig(cluster.kubeconfig()), options);
beforeEach(async () => {
  cluster = await startKubernetes();
  client = open();
  ending = new AbortController();
});
afterEach(async () => {
  ending.abort();
  await client[Symbol.asyncDispose]();
  await cluster[Symbol.asyncDispose]();
});
const map = (name: string, data: Record<string, string> = {}, namespace = 'default') => ({ metadata: { name, namespace }, data });
const key = (name: string) => ({ namespace: 'default', name });

test('applying creates, changes, takes away what is no longer named, and leaves what others wrote', async () => {
  expect(await client.apply(configMaps, map('a', { one: '1', two: '2' }))).toMatchObject({ data: { one: '1', two: '2' } });
  await client.apply(configMaps, map('a', { theirs: '3' }), { fieldManager: 'somebody' });
  const again = await client.apply(configMaps, map('a', { one: '1' }));
  expect(again.data).toEqual({ one: '1', theirs: '3' });
  expect((await client.apply(configMaps, map('a', { one: '1' }))).metadata.resourceVersion).toBe(again.metadata.resourceVersion);
  await expect(client.apply(configMaps, map('a', { theirs: '4' }), { force: false })).rejects.toMatchObject({ kind: 'conflict' });
  expect(cluster.requests.every((r) => r.method !== 'PATCH' || r.path.includes('fieldValidation=Strict'))).toBe(true);
});

test('what is not there is null to get, false to delete', async () => {
  expect(await client.get(configMaps, key('a'))).toBeNull();
  expect(await client.delete(configMaps, key('a'))).toBe(false);
  expect(await client.delete(widgets, key('a'))).toBe(false);
  await client.create(configMaps, map('a'));
  expect(await client.delete(configMaps, key('a'))).toBe(true);
  expect(await client.get(configMaps, key('a'))).toBeNull();
});

test('refusals are told by kind and code', async () => {
  await client.create(configMaps, map('a'));
  const refused = (call: Promise<unknown>) =>
    call.then(() => null).catch((e: { kind: string; code: string }) => [e.kind, e.code]);
  expect(await refused(client.create(configMaps, map('a')))).toEqual(['conflict', 'cluster-object-exists']);
  expect(await refused(client.create(configMaps, map('Not A Name')))).toEqual(['reject', 'cluster-rejects']);
  expect(await refused(client.list(widgets))).toEqual(['gone', 'cluster-lacks-kind']);
  expect(await refused(client.create(configMaps, map('a', {}, 'nowhere')))).toEqual(['retry', 'cluster-object-not-found']);
  expect(await refused(client.delete(configMaps, key('a'), { uid: 'another' }))).toEqual(['conflict', 'cluster-conflict']);
  await using stranger = openKubernetesClient({ ...readKubeconfig(cluster.kubeconfig('nobody')) });
  expect(await refused(stranger.version().then(() => stranger.get(configMaps, key('a'))))).toEqual(['auth', 'cluster-refuses']);
});

test('a 404 to what is made passes when its namespace is on its way or its kind is; a kind that nobody defined is refused', async () => {
  const refused = (call: Promise<unknown>) =>
    call.then(() => null).catch((e: { kind: string; code: string; message: string }) => [e.kind, e.code, e.message]);
  const widget = { metadata: key('a') };
  const lacking = ['reject', 'cluster-lacks-kind', expect.stringContaining('Widget (example.org/v1)')];
  expect(await refused(client.apply(widgets, widget))).toEqual(lacking);
  expect(await refused(client.create(widgets, widget))).toEqual(lacking);
  const nowhere = ['retry', 'cluster-object-not-found', expect.stringContaining('nowhere')];
  expect(await refused(client.apply(configMaps, map('a', {}, 'nowhere')))).toEqual(nowhere);
  // Served by now.
  cluster.faults.add({ method: 'PATCH', path: /configmaps/, times: 1, fault: { kind: 'answer', status: 404 } });
  expect(await refused(client.apply(configMaps, map('a')))).toEqual(['retry', 'cluster-kind-not-ready', expect.any(String)]);
  expect(await refused(client.apply(configMaps, map('a')))).toBeNull();
  // Defined, and served soon.
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.org' },
  };
  cluster.faults.add({
    path: /customresourcedefinitions\/widgets/,
    times: 1,
    fault: { kind: 'answer', status: 200, body: JSON.stringify(definition) },
  });
  expect(await refused(client.apply(widgets, widget))).toEqual(['retry', 'cluster-kind-not-ready', expect.any(String)]);
  // Whoever may not look at definitions goes by what is served.
  cluster.faults.add({ path: /customresourcedefinitions\/widgets/, times: 1, fault: { kind: 'answer', status: 403 } });
  expect(await refused(client.apply(widgets, widget))).toEqual(lacking);
});

test('a patch whose test fails changes nothing', async () => {
  await client.create(configMaps, map('a', { count: '1' }));
  const patch = (from: string) => ({
    type: 'json' as const,
    operations: [
      { op: 'test' as const, path: '/data/count', value: from },
      { op: 'replace' as const, path: '/data/count', value: '2' },
    ],
  });
  expect((await client.patch(configMaps, key('a'), patch('1'))).data).toEqual({ count: '2' });
  await expect(client.patch(configMaps, key('a'), patch('1'))).rejects.toMatchObject({ kind: 'reject' });
  const merged = await client.patch(configMaps, key('a'), { type: 'merge', body: { data: { count: null, more: 'x' } } });
  expect(merged.data).toEqual({ more: 'x' });
});

test('lists come whole, in pages, and begin again when the server forgot the moment of the first page', async () => {
  for (let i = 0; i < 7; i += 1) await client.create(configMaps, map(`m${i}`));
  expect((await client.list(configMaps, { namespace: 'default', pageSize: 3 })).items).toHaveLength(7);
  expect(cluster.requests.filter((r) => r.path.includes('limit=3'))).toHaveLength(3);
  const expired = JSON.stringify({ kind: 'Status', code: 410, reason: 'Expired', message: 'too old' });
  cluster.faults.add({ path: /continue=/, fault: { kind: 'answer', status: 410, body: expired } });
  expect((await client.list(configMaps, { namespace: 'default', pageSize: 3 })).items).toHaveLength(7);
});

test.each([
  [
    { kind: 'answer' as const, status: 429, headers: { 'retry-after': '7' } },
    { code: 'cluster-busy', retryAfterMs: 7000 },
  ],
  [{ kind: 'answer' as const, status: 503 }, { code: 'cluster-busy' }],
  [{ kind: 'hang' as const }, { code: 'cluster-unreachable' }],
])('%o is for later', async (fault, expected) => {
  await using hasty = open({ timeoutMs: fault.kind === 'hang' ? 500 : 60_000 });
  cluster.faults.add({ path: /configmaps/, fault });
  await expect(hasty.get(configMaps, key('a'))).rejects.toMatchObject({ kind: 'retry', ...expected });
});

test.each(['reset', 'half-answer', 'lost-answer', 'twice'] as const)('an apply that meets %s is done, once', async (kind) => {
  cluster.faults.add({ method: 'PATCH', fault: { kind } });
  expect((await client.apply(configMaps, map('a', { one: '1' }))).data).toEqual({ one: '1' });
  expect(cluster.objects('configmaps.')).toHaveLength(1);
});

test('a create that meets a broken connection is not tried again by itself', async () => {
  cluster.faults.add({ method: 'POST', fault: { kind: 'lost-answer' } });
  await expect(client.create(configMaps, map('a'))).rejects.toMatchObject({ kind: 'retry', code: 'cluster-unreachable' });
  expect(cluster.requests.filter((r) => r.method === 'POST')).toHaveLength(1);
});

test('an answer without end is cut off', async () => {
  await client.create(configMaps, map('a', { long: 'x'.repeat(200_000) }));
  await using narrow = open({ maximumBytes: 100_000 });
  await expect(narrow.get(configMaps, key('a'))).rejects.toMatchObject({ kind: 'reject', code: 'cluster-answer-too-long' });
});

test('a caller who gives up is told at once, with his own reason', async () => {
  cluster.faults.add({ path: /configmaps/, fault: { kind: 'hang' } });
  const controller = new AbortController();
  const call = client.get(configMaps, key('a'), { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
});

test('a cluster that does not answer fails at once after some calls, others meanwhile answer, and it is found again when it is back', async () => {
  let silent = true;
  const sockets = new Set<{ destroy(): void }>();
  const proxy = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', () => {
      if (silent) return;
      const body = '{"gitVersion":"v1.35.0"}';
      socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  const server = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  await using dead = openKubernetesClient({ ...readKubeconfig(cluster.kubeconfig()), server }, { timeoutMs: 300 });
  const failures = [];
  for (let i = 0; i < 8; i += 1) failures.push(await dead.version().catch((e: Error) => e.message));
  expect(failures[0]).toContain('no answer within');
  expect(failures.some((f) => f.includes('did not answer the last calls'))).toBe(true);
  expect(await client.version()).toMatch(/^v1/);
  silent = false;
  for (const socket of sockets) socket.destroy();
  expect(
    await eventually(
      () => dead.version().catch(() => null),
      (v) => v !== null,
    ),
  ).toBe('v1.35.0');
  proxy.close();
});

/** Keeps what a watch says, as its users do. */
function follow(options: { idleMs?: number; relistMs?: number } = {}) {
  const known = new Map<string, ConfigMap>();
  const problems: unknown[] = [];
  let lists = 0;
  const take = (event: WatchEvent<ConfigMap>) => {
    if (event.type === 'listed') {
      lists += 1;
      known.clear();
      for (const object of event.objects) known.set(object.metadata.name, object);
    } else if (event.type === 'changed') known.set(event.object.metadata.name, event.object);
    else known.delete(event.object.metadata.name);
  };
  const done = (async () => {
    const events = client.watch(configMaps, {
      namespace: 'default',
      signal: ending.signal,
      maximumPauseMs: 50,
      onProblem: (p) => problems.push(p),
      ...options,
    });
    for await (const event of events) take(event);
  })();
  const names = () => [...known.keys()].sort();
  return { names, problems, done, lists: () => lists };
}
const watches = () => cluster.requests.filter((r) => r.path.includes('watch=1'));

test('a watch says what is there, then what changes, and ends with its signal', async () => {
  await client.create(configMaps, map('a'));
  const seen = follow();
  await eventually(seen.names, (n) => n.join() === 'a');
  await client.create(configMaps, map('b'));
  await client.delete(configMaps, key('a'));
  await eventually(seen.names, (n) => n.join() === 'b');
  ending.abort();
  await seen.done;
  expect(seen.lists()).toBe(1);
});

test('a watch that is cut goes on where it was, without a list and without missing anything', async () => {
  const seen = follow();
  await client.create(configMaps, map('a'));
  await eventually(seen.names, (n) => n.join() === 'a');
  await eventually(watches, (w) => w.length === 1);
  cluster.cutWatches();
  await client.create(configMaps, map('b'));
  await eventually(seen.names, (n) => n.join() === 'a,b');
  expect(seen.lists()).toBe(1);
  expect(watches().length).toBeGreaterThan(1);
});

test('a watch whose place is forgotten begins anew: told in the stream, or by the status', async () => {
  const seen = follow();
  await client.create(configMaps, map('a'));
  await eventually(seen.names, (n) => n.join() === 'a');
  // By an event.
  cluster.faults.add({ path: /watch=1/, times: 2, fault: { kind: 'answer', status: 503 } });
  cluster.cutWatches();
  await eventually(
    () => cluster.faults.met,
    (met) => met >= 1,
  );
  await client.create(configMaps, map('b'));
  await client.delete(configMaps, key('a'));
  cluster.store.compact();
  await eventually(seen.names, (n) => n.join() === 'b');
  // By the status.
  const lists = seen.lists();
  const expired = JSON.stringify({ kind: 'Status', code: 410, reason: 'Expired' });
  cluster.faults.add({ path: /watch=1/, fault: { kind: 'answer', status: 410, body: expired } });
  cluster.cutWatches();
  await eventually(seen.lists, (n) => n > lists);
  await client.create(configMaps, map('c'));
  await eventually(seen.names, (n) => n.join() === 'b,c');
});

test('a watch that says nothing for too long is opened anew', async () => {
  // Bookmarks come every second; a shorter patience sees none.
  const seen = follow({ idleMs: 200 });
  await eventually(watches, (w) => w.length >= 3);
  expect(seen.lists()).toBe(1);
  await client.create(configMaps, map('a'));
  await eventually(seen.names, (n) => n.join() === 'a');
});

test('everything is listed anew from time to time', async () => {
  const seen = follow({ relistMs: 300 });
  await eventually(seen.lists, (n) => n >= 3);
  expect(seen.problems).toEqual([]);
});

test('a watch waits for a server that hangs, refuses and comes back', async () => {
  client = open({ timeoutMs: 300 });
  cluster.faults.add({ fault: { kind: 'hang' } });
  cluster.faults.add({ fault: { kind: 'answer', status: 500 } });
  cluster.faults.add({ fault: { kind: 'reset' } });
  const seen = follow();
  await cluster.api.create(cluster.kind('configmaps.'), 'default', { metadata: { name: 'a' } });
  await eventually(seen.names, (n) => n.join() === 'a');
  expect(seen.problems.length).toBeGreaterThan(0);
});

test('logs come line by line', async () => {
  cluster.api.create(cluster.kind('pods.'), 'default', { metadata: { name: 'p' }, spec: { containers: [] } });
  cluster.logs.set('default/p', ['one', 'two ü']);
  const lines: string[] = [];
  for await (const line of client.logs(key('p'), {})) lines.push(line);
  expect(lines).toEqual(['one', 'two ü']);
});
