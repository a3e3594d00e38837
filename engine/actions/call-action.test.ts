import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http-server.ts';
import { EngineError, toGraphqlError } from '../error.ts';
import { writeJson } from '../json.ts';
import type { Action, CustomTypes } from '../model/actions.ts';
import { openWebhookClient, type WebhookClient } from '../webhook/client.ts';
import { callAction } from './call-action.ts';
import { selectOutput } from './select-output.ts';

const types: CustomTypes = {
  enums: new Map([['color', { name: 'color', description: null, values: [] }]]),
  inputObjects: new Map(),
  scalars: new Map(),
  objects: new Map([
    [
      'Out',
      {
        name: 'Out',
        description: null,
        fields: [
          { name: 'id', type: 'ID!', description: null },
          { name: 'name', type: 'String', description: null },
        ],
        relationships: [],
      },
    ],
  ]),
};

let server: TestServer;
let webhooks: WebhookClient;
/** What the handler answers next. */
let answer: { status?: number; body?: string; headers?: Record<string, string | string[]>; delayMs?: number } = {};

beforeAll(async () => {
  server = await testServer(() => answer);
  webhooks = openWebhookClient();
});
afterAll(async () => {
  await webhooks[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const action = (over: Partial<Action> = {}): Action => ({
  name: 'do_it',
  type: 'mutation',
  kind: 'synchronous',
  handler: `${server.url}/handler`,
  arguments: [],
  outputType: 'Out',
  forwardClientHeaders: false,
  headers: [],
  timeoutSeconds: 10,
  requestTransform: null,
  responseTransform: null,
  roles: new Set(),
  comment: null,
  ...over,
});

const call = (
  over: Partial<Action>,
  reply: typeof answer,
  more: { headers?: Record<string, string>; precedence?: boolean } = {},
) => {
  answer = reply;
  server.received.length = 0;
  return callAction(
    { webhooks, observe: () => {}, version: 'v2.36.0', configuredHeaderPrecedence: more.precedence ?? false },
    {
      action: action(over),
      types,
      input: '{"arg":{"id":"1","name":"n"}}',
      session: {
        role: 'user',
        variables: { 'x-hasura-role': 'user', 'x-hasura-user-id': '7' },
        backendOnly: false,
        expiresAt: null,
      },
      headers: more.headers ?? {},
      requestQuery: 'mutation { do_it }',
    },
  );
};

const failure = async (over: Partial<Action>, reply: typeof answer) => {
  const error = await call(over, reply).then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof EngineError)) throw new Error(`expected an EngineError, got ${error}`);
  return error;
};

describe('the request', () => {
  test('carries name, input, session and query', async () => {
    await call({}, { body: '{"id":1}' });
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      action: { name: 'do_it' },
      input: { arg: { id: '1', name: 'n' } },
      session_variables: { 'x-hasura-role': 'user', 'x-hasura-user-id': '7' },
      request_query: 'mutation { do_it }',
    });
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path: '/handler',
      headers: { 'content-type': 'application/json', 'user-agent': 'hasura-graphql-engine/v2.36.0' },
    });
  });

  test('client headers are forwarded only when asked, never session variables or the connection’s own', async () => {
    const headers = {
      host: 'api',
      'user-agent': 'curl',
      'x-hasura-user-id': '7',
      'x-mine': 'a',
      accept: '*/*',
      'content-length': '3',
    };
    await call({}, { body: 'null' }, { headers });
    expect(server.received[0]?.headers['x-mine']).toBeUndefined();
    await call({ forwardClientHeaders: true }, { body: 'null' }, { headers });
    expect(server.received[0]?.headers).toMatchObject({
      'x-mine': 'a',
      'x-forwarded-host': 'api',
      'x-forwarded-user-agent': 'curl',
    });
    expect(server.received[0]?.headers['x-hasura-user-id']).toBeUndefined();
    expect(server.received[0]?.headers.accept).toBeUndefined();
  });

  test.each([
    [false, 'client'],
    [true, 'configured'],
  ])('with configured precedence %s the %s header wins', async (precedence, winner) => {
    const headers = [{ name: 'X-Who', value: 'configured', fromEnv: null }];
    await call({ forwardClientHeaders: true, headers }, { body: 'null' }, { headers: { 'x-who': 'client' }, precedence });
    expect(server.received[0]?.headers['x-who']).toBe(winner);
  });

  test('transforms rewrite body, address, method and headers', async () => {
    await call(
      {
        requestTransform: {
          version: 2,
          method: 'PUT',
          url: "{{$base_url}}/{{$session_variables['x-hasura-user-id']}}",
          query_params: { q: '{{$body.input.arg.name}}', gone: '{{$body.input.arg?.missing}}' },
          request_headers: { add_headers: { 'x-new': 'n-{{$body.input.arg.id}}' }, remove_headers: ['user-agent'] },
          body: {
            action: 'transform',
            template: '{"swapped": {{ $body.input.arg.name }}, "is": {{ $body.input.arg.id == "1" }} }',
          },
        },
      },
      { body: 'null' },
    );
    expect(server.received[0]).toMatchObject({ method: 'PUT', path: '/handler/7?q=n', body: '{"swapped":"n","is":true}' });
    expect(server.received[0]?.headers['x-new']).toBe('n-1');
    expect(server.received[0]?.headers['user-agent']).toBeUndefined();
  });
});

describe('a good answer', () => {
  test('is checked, reduced to the selection, and keeps the digits of large numbers', async () => {
    const { value } = await call({}, { body: '{"id":12345678901234567890,"name":"n","more":[1.50]}' });
    const selection = [
      { kind: 'typename', alias: '__typename', name: 'Out' },
      { kind: 'value', alias: 'key', field: 'id', selection: [] },
      { kind: 'value', alias: 'absent', field: 'name2', selection: [] },
    ] as const;
    expect(await selectOutput(value, selection, async () => [])).toBe(
      '{"__typename":"Out","key":12345678901234567890,"absent":null}',
    );
  });

  test('passes cookies on', async () => {
    const { cookies } = await call({}, { body: 'null', headers: { 'set-cookie': ['a=1', 'b=2'] } });
    expect(cookies).toEqual(['a=1', 'b=2']);
  });

  test('is rewritten by a response transform, which may count and choose', async () => {
    const { value } = await call(
      {
        outputType: '[Out!]!',
        responseTransform: {
          version: 2,
          body: {
            action: 'transform',
            template:
              '{{ range i, x := $body.list }} {{ if i > 0 }} {"id": {{ x }}, "name": "no {{i}} {{$response.status}}"} {{ else }} {"id": 0} {{ end }} {{ end }}',
          },
        },
      },
      { body: '{"list":["a","b"]}' },
    );
    expect(writeJson(value)).toBe('[{"id":0},{"id":"b","name":"no 1 200"}]');
  });
});

describe('an answer that breaks the contract', () => {
  test.each([
    ['Out!', 'null', 'got null for the action webhook response'],
    ['[Out]', '{"id":1}', 'expecting array for the action webhook response'],
    ['Out', '[{"id":1}]', 'got array for the action webhook response, expecting Out'],
    ['Out', '{"name":"n"}', 'field "id" expected in webhook response, but not found'],
    ['Out', '{"id":null}', 'expecting not null value for field "id"'],
    ['[Out!]', '[{"id":1},null]', 'got null for the action webhook response'],
    ['String!', '5', 'got scalar Number for the action webhook response, expecting String'],
    ['Int', '"5"', 'got scalar String for the action webhook response, expecting Int'],
    ['String', '{"a":1}', 'got object for the action webhook response, expecting String'],
    ['[[json!]]!', '[{"a":1}]', 'expecting array for the action webhook response'],
  ])('%s answered with %s: %s', async (outputType, body, message) => {
    const error = await failure({ outputType }, { body });
    expect(error).toMatchObject({ message, code: 'unexpected', path: '$', status: 400 });
    expect(error.internal).toMatchObject({ error: 'unexpected response', response: { status: 200 } });
  });

  test.each(['json', 'uuid!', 'color'])('a custom scalar or enum (%s) takes anything', async (outputType) => {
    await expect(call({ outputType }, { body: '{"a":1}' })).resolves.toMatchObject({ value: { a: 1 } });
  });

  test('what is not JSON is told without the body', async () => {
    const error = await failure({}, { body: 'oops' });
    expect(error).toMatchObject({ message: 'not a valid json response from webhook', code: 'unexpected', status: 500 });
  });

  test('a 5xx hides its body', async () => {
    const error = await failure({}, { status: 500, body: '{"message":"secret"}' });
    expect(error).toMatchObject({ message: 'internal error', code: 'unexpected' });
    expect(toGraphqlError(error, false)).toEqual({ message: 'internal error', extensions: { path: '$', code: 'unexpected' } });
  });
});

describe('a refusal (4xx)', () => {
  test.each([
    [{ message: 'm' }, { path: '$', code: 'unexpected' }],
    [
      { message: 'm', code: 'mine' },
      { path: '$', code: 'mine' },
    ],
    [
      { message: 'm', code: 'mine', extensions: { foo: 1, code: 'theirs' } },
      { foo: 1, code: 'theirs' },
    ],
    [{ message: 'm', extensions: { foo: 1 } }, { foo: 1 }],
  ])('%j is shown as extensions %j', async (body, extensions) => {
    const error = await failure({}, { status: 400, body: JSON.stringify(body) });
    expect(toGraphqlError(error, true)).toEqual({ message: 'm', extensions });
  });

  test('without a message is the handler’s mistake', async () => {
    expect(await failure({}, { status: 400, body: '{}' })).toMatchObject({ code: 'parse-failed' });
  });
});

describe('no answer', () => {
  test('nobody listens', async () => {
    const error = await failure({ handler: 'http://127.0.0.1:1/x' }, {});
    expect(error).toMatchObject({ message: 'http exception when calling webhook', code: 'unexpected', status: 500 });
    expect(error.internal).toMatchObject({ error: { type: 'http_exception' }, response: null });
  });

  test('it comes too late', async () => {
    const slow = await testServer(() => new Promise(() => {}));
    try {
      const error = await failure({ handler: slow.url, timeoutSeconds: 0.05 }, {});
      expect(error).toMatchObject({
        message: 'http exception when calling webhook',
        internal: { error: { message: 'Response timeout' } },
      });
    } finally {
      await slow[Symbol.asyncDispose]();
    }
  });

  test('a template that does not fit is the engine’s failure', async () => {
    const requestTransform = { version: 2, body: { action: 'transform', template: '{{ $body.nope }}' } };
    expect(await failure({ requestTransform }, {})).toMatchObject({ message: 'Request Transformation Failed', status: 500 });
  });
});
