import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { identifyProcess, processEnded } from '../../kit/process-identity.ts';
import { freePort } from '../../test/support/ports.ts';
import { type Edge, type EdgeObservation, openEdge } from './edge.ts';

let built = '';
let directory = '';
let app: Server;
let appPort = 0;

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'ns-edge-build-'));
  await build({
    entryPoints: ['server/edge/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(built, 'edge.mjs'),
  });
  app = createServer((_, response) => response.end('the app'));
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  appPort = (app.address() as AddressInfo).port;
});
afterAll(async () => {
  app.closeAllConnections();
  app.close();
  await rm(built, { recursive: true });
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ns-edge-'));
});
afterEach(() => rm(directory, { recursive: true }));

const open = async (port: number, observe?: (observation: EdgeObservation) => void): Promise<Edge> =>
  openEdge({
    hosts: ['127.0.0.1'],
    port,
    baseDomain: 'localhost',
    sockets: directory,
    routesFile: join(directory, 'routes.json'),
    logFile: join(directory, 'edge.log'),
    script: join(built, 'edge.mjs'),
    ...(observe ? { observe } : {}),
  });

const routes = () => [{ hostname: 'web.shop.localhost', targets: [{ host: '127.0.0.1', port: appPort }] }];

async function ask(port: number): Promise<string> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, headers: { host: 'web.shop.localhost' }, agent: false }, async (answer) => {
      let body = '';
      for await (const chunk of answer) body += chunk;
      resolve(body);
    })
      .on('error', reject)
      .end();
  });
}

test('a running edge is adopted with its routes, and counts requests meanwhile', async () => {
  const port = await freePort();
  const first = await open(port);
  await first.routes.set('i', routes());
  expect(await ask(port)).toBe('the app');
  first.leave();
  await using second = await open(port);
  expect(second).toMatchObject({ adopted: true, pid: first.pid });
  expect(await ask(port)).toBe('the app');
  expect((await second.routes.takeCounts()).get('i')).toMatchObject({ requests: 2, errors: 0 });
  await second.routes.remove('i');
  await second.routes.remove('i');
  expect(await ask(port)).toContain('no-such-service');
});

test('an edge that dies is started again with the routes it had', async () => {
  const port = await freePort();
  const seen: string[] = [];
  let restarted = () => {};
  const isRestarted = new Promise<void>((resolve) => {
    restarted = resolve;
  });
  await using edge = await open(port, ({ kind }) => {
    seen.push(kind);
    if (kind === 'edge-restarted') restarted();
  });
  await edge.routes.set('i', routes());
  const { pid } = edge;
  process.kill(pid, 'SIGKILL');
  await isRestarted;
  expect(seen).toEqual(['edge-lost', 'edge-restarted']);
  expect(edge.pid).not.toBe(pid);
  expect(await ask(port)).toBe('the app');
});

test('another port means another edge with the same routes; the old one ends', async () => {
  const [from, to] = [await freePort(), await freePort()];
  const first = await open(from);
  await first.routes.set('i', routes());
  const identity = identifyProcess(first.pid);
  first.leave();
  await using second = await open(to);
  expect(second.adopted).toBe(false);
  expect(identity && (await processEnded(identity, 1))).toBe(true);
  expect(await ask(to)).toBe('the app');
});

test('stopping ends the process and keeps the routes', async () => {
  const edge = await open(await freePort());
  await edge.routes.set('i', routes());
  const identity = identifyProcess(edge.pid);
  await edge.stop();
  await edge.stop();
  expect(identity && (await processEnded(identity, 1))).toBe(true);
  expect(JSON.parse(await readFile(join(directory, 'routes.json'), 'utf8'))).toEqual({ i: routes() });
});

test('a port that another program holds is a clear failure', async () => {
  await expect(open(appPort)).rejects.toMatchObject({ code: 'port-taken', message: expect.stringContaining('--port') });
});
