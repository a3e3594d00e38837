import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leanFetch } from './lean-fetch.ts';

const server = createServer((request, response) => {
  if (request.url === '/never') return;
  let text = '';
  request.on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', () => {
    const { method, headers } = request;
    response.writeHead(request.url === '/busy' ? 503 : 200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ method, secret: headers['x-secret'], type: headers['content-type'], text }));
  });
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a text goes there and an answer comes back, as by fetch', async () => {
  const init = { method: 'POST', headers: { 'x-secret': 's', 'content-type': 'application/json' }, body: '{"é":1}' };
  const [own, nodes] = await Promise.all([leanFetch(`${url}/`, init), fetch(`${url}/`, init)]);
  expect(await own.json()).toEqual(await nodes.json());
  expect([own.status, own.ok, own.headers.get('content-type')]).toEqual([
    nodes.status,
    nodes.ok,
    nodes.headers.get('content-type'),
  ]);
});

test('a refusal is an answer', async () => {
  const answer = await leanFetch(new URL(`${url}/busy`));
  expect([answer.status, answer.ok]).toEqual([503, false]);
});

test('who waits no longer is told why', async () => {
  const reason = new Error('enough');
  const controller = new AbortController();
  const asked = leanFetch(`${url}/never`, { signal: controller.signal });
  controller.abort(reason);
  await expect(asked).rejects.toBe(reason);
});

test('a server that is not there', async () => {
  await expect(leanFetch('http://127.0.0.1:1/')).rejects.toThrow(/ECONNREFUSED/);
});
