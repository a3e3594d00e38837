import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHandler } from '../http/handler.ts';
import { ADMIN } from '../session.ts';
import { consoleEndpoint } from './console-endpoint.ts';

let directory: string;
let url: string;
let close: () => Promise<unknown>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-'));
  execFileSync(process.execPath, ['scripts/build-console.mjs', directory]);
  const endpoint = consoleEndpoint(directory);
  const server = createServer(
    createHandler({
      authenticator: { authenticate: () => ({ session: ADMIN, cookies: [] }), [Symbol.asyncDispose]: async () => {} },
      endpoints: new Map([['/console', endpoint]]),
      prefixes: [{ prefix: '/console/', endpoint }],
      corsDomains: null,
      maxRequestBytes: 1000,
      showsInternal: () => false,
      observe: () => {},
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
});
afterAll(async () => {
  await close();
  await rm(directory, { recursive: true, force: true });
});

test.each(['/console', '/console/', '/console/api/api-explorer'])(
  '%s is the page, and its files are found from there',
  async (path) => {
    const response = await fetch(url + path);
    const html = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const base = new URL(/<base href="([^"]+)"/.exec(html)?.[1] ?? '', url + path);
    for (const [, name] of html.matchAll(/(?:src|href)="(console\/[^"]+)"/g)) {
      const file = await fetch(new URL(name ?? '', base));
      expect(file.status).toBe(200);
      expect(file.headers.get('content-type')).toMatch(/^text\/(javascript|css)/);
    }
    expect([...html.matchAll(/(?:src|href)="console\//g)]).toHaveLength(2);
  },
);

test('nothing is loaded from elsewhere', async () => {
  const response = await fetch(`${url}/console`);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(await response.text()).not.toMatch(/https?:/);
  expect(await (await fetch(`${url}/console/main.css`)).text()).not.toMatch(/url\(["']?https?:|@import/);
});

test('no other file of the folder is served', async () => {
  for (const path of ['/console/.version', '/console/../package.json', '/console/%2e%2e/package.json', '/console/x.js']) {
    const response = await fetch(url + path);
    expect(response.headers.get('content-type')).not.toMatch(/javascript/);
    expect(await response.text()).not.toContain('"dependencies"');
  }
});
