import { expect, test } from 'vitest';
import { testServer } from '../../test/support/http-server.ts';
import { openWebhookClient } from '../webhook/client.ts';
import { validateInput } from './validate-input.ts';

const validation = async (answer: { status: number; body?: string }) => {
  await using server = await testServer(() => answer);
  await using webhooks = openWebhookClient();
  const outcome = await validateInput(
    { webhooks, observe: () => {}, version: 'v2.36.0', configuredHeaderPrecedence: false },
    {
      validate: {
        url: `${server.url}/check`,
        headers: [{ name: 'x-key', value: 'k' }],
        forwardClientHeaders: true,
        timeoutSeconds: 5,
      },
      input: '[{"name":"n"}]',
      session: { role: 'user', variables: { 'x-hasura-role': 'user' }, backendOnly: false, expiresAt: null },
      headers: { 'x-client': 'c' },
      path: '$.selectionSet.insert_t.args.objects',
    },
  ).then(
    () => null,
    (error: unknown) => error,
  );
  return { outcome, request: server.received[0] };
};

test('200 lets the mutation pass; the webhook sees who writes what', async () => {
  const { outcome, request } = await validation({ status: 200 });
  expect(outcome).toBeNull();
  expect(JSON.parse(request?.body ?? '')).toEqual({
    version: 1,
    role: 'user',
    session_variables: { 'x-hasura-role': 'user' },
    data: { input: [{ name: 'n' }] },
  });
  expect(request?.headers).toMatchObject({ 'x-key': 'k', 'x-client': 'c', 'content-type': 'application/json' });
});

test('400 refuses it with the webhook’s message', async () => {
  const { outcome } = await validation({ status: 400, body: '{"message":"name is taken"}' });
  expect(outcome).toMatchObject({
    code: 'validation-failed',
    message: 'name is taken',
    path: '$.selectionSet.insert_t.args.objects',
  });
});

test.each([
  [{ status: 500, body: '{"message":"secret"}' }],
  [{ status: 201 }],
  [{ status: 400, body: 'not json' }],
  [{ status: 400, body: '{}' }],
])('%j is an internal error', async (answer) => {
  expect((await validation(answer)).outcome).toMatchObject({ code: 'unexpected', message: 'internal error', status: 500 });
});
