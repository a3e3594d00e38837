import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coolifyReceiver, createInbox, MAX_MESSAGE_BYTES } from '../../webhooks/index.ts';
import { createWebhookPage } from './webhook-page.ts';

const SECRET = 'a-secret-between-the-two-of-us';
const woken: string[] = [];
const inbox = createInbox({
  receivers: [coolifyReceiver({ secret: SECRET, buildOf: async (application) => application })],
  wake: ({ id }) => woken.push(id),
  observe: () => {},
});
const page = createWebhookPage(inbox);
const server = createServer((request, response) => void page(request, response));
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/webhooks`;
});
afterAll(async () => {
  await inbox[Symbol.asyncDispose]();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const message = JSON.stringify({ event: 'deployment_failed', application_uuid: 'a-1', deployment_uuid: 'd-1' });

test('a message is taken with an empty 202', async () => {
  const answer = await fetch(`${url}/coolify/${SECRET}`, { method: 'POST', body: message });
  expect([answer.status, await answer.text()]).toEqual([202, '']);
  await inbox.settled();
  expect(woken).toEqual(['a-1']);
});

test('what is too long, no POST or from a stranger is refused, and no answer repeats the path', async () => {
  const answers = [
    await fetch(`${url}/coolify/${SECRET}`),
    await fetch(`${url}/coolify/${SECRET}`, { method: 'POST', body: '{' }),
    await fetch(`${url}/coolify/${SECRET}x`, { method: 'POST', body: message }),
  ];
  expect(answers.map((a) => a.status)).toEqual([405, 400, 404]);
  for (const answer of answers) expect(await answer.text()).not.toContain(SECRET);
  // The connection may be closed before all of it was sent.
  const long = await fetch(`${url}/coolify/${SECRET}`, { method: 'POST', body: 'x'.repeat(MAX_MESSAGE_BYTES + 1) }).then(
    ({ status }) => status,
    () => 'closed',
  );
  expect([413, 'closed']).toContain(long);
});
