import { describe, expect, test } from 'vitest';
import type { Core, GraphqlRequest } from '../engine.ts';
import { EngineError } from '../error.ts';
import { EMPTY_METADATA } from '../metadata/metadata.ts';
import type { RestEndpoint } from '../model/model.ts';
import { resolveModel } from '../model/resolve.ts';
import { ADMIN } from '../session.ts';
import { answerRest } from './answer-rest.ts';

const QUERY = 'query ($id: Int!, $flag: Boolean, $name: String, $key: uuid, $at: timestamptz, $big: bigint, $ids: [Int!]) { x }';
const endpoint = (url: string, methods: string[] = ['GET'], query = QUERY): RestEndpoint => ({
  name: url,
  url,
  methods,
  query,
  comment: null,
});

/** A core that answers with what it was asked. */
function coreWith(
  restEndpoints: RestEndpoint[],
  answer: (request: GraphqlRequest) => { body: string; status: number },
): Pick<Core, 'snapshot' | 'execute'> {
  const catalog = { tables: new Map(), functions: new Map(), serverVersion: 150000, isYugabyte: false };
  const model = { ...resolveModel(EMPTY_METADATA, catalog, {}), restEndpoints };
  return {
    snapshot: () => ({ catalog, model, resourceVersion: 1, generation: 1 }),
    execute: async (request) => ({ ...answer(request), cookies: ['c=1'] }),
  };
}

const echo = (request: GraphqlRequest) => ({ status: 200, body: `{"data":${JSON.stringify(request.variables)}}` });
const ask = (endpoints: RestEndpoint[], method: string, url: string, body: unknown = null, answer = echo) => {
  const at = url.indexOf('?');
  const request = {
    method,
    path: at < 0 ? url : url.slice(0, at),
    query: new URLSearchParams(at < 0 ? '' : url.slice(at)),
    body,
  };
  return answerRest(coreWith(endpoints, answer), request, { session: ADMIN, headers: {}, requestId: 'r' });
};
const refusal = async (...args: Parameters<typeof ask>) => {
  const error = await ask(...args).catch((e: unknown) => e);
  if (!(error instanceof EngineError)) throw new Error(`expected a refusal, got ${JSON.stringify(error)}`);
  return { code: error.code, message: error.message, status: error.status };
};

describe('matching', () => {
  const users = [endpoint('users/:id', ['GET']), endpoint('users/:id', ['DELETE', 'POST']), endpoint('users')];

  test('takes parameters from the path, decoded', async () => {
    expect(await ask([endpoint('a/:name/b')], 'GET', 'a/x%20%2Fy/b')).toMatchObject({
      body: '{"name":"x /y"}',
      status: 200,
      cookies: ['c=1'],
    });
  });

  test.each(['', 'user/1', 'users/1/2', 'users/', 'users/%zz'])('"%s" is nobody’s path', async (path) => {
    expect(await refusal(users, 'GET', path)).toEqual({ code: 'not-found', message: 'Endpoint not found', status: 404 });
  });

  test('of a path with another method tells the methods', async () => {
    expect(await refusal(users, 'PUT', 'users/1')).toEqual({
      code: 'method-not-allowed',
      message: 'Allowed methods: GET, POST, DELETE',
      status: 405,
    });
  });

  test('of two endpoints is a failure', async () => {
    expect(await refusal([endpoint(':a/b'), endpoint('a/:b')], 'GET', 'a/b')).toMatchObject({
      message: 'Multiple endpoints match request',
      status: 500,
    });
  });
});

describe('parameters', () => {
  const one = [endpoint('x/:id', ['GET', 'POST'])];
  const variables = async (url: string, body: unknown = null) =>
    JSON.parse((await ask(one, body === null ? 'GET' : 'POST', url, body)).body);

  test.each([
    ['x/1', { id: 1 }],
    ['x/1?flag', { id: 1, flag: true }],
    ['x/1?flag=false', { id: 1, flag: false }],
    ['x/1?name=5', { id: 1, name: '5' }],
    ['x/1?key=1e3', { id: 1, key: '1e3' }],
    ['x/1?at=2024-01-02T03:04:05Z', { id: 1, at: '2024-01-02T03:04:05Z' }],
    ['x/1?big=12', { id: 1, big: 12 }],
    ['x/1?big=12345678901234567890', { id: 1, big: '12345678901234567890' }],
    ['x/1?flag=null', { id: 1 }],
  ])('%s gives %j', async (url, expected) => {
    expect(await variables(url)).toEqual(expected);
  });

  test('of the body are JSON; path and query string win over it', async () => {
    expect(await variables('x/1?name=q', { id: 9, name: 'b', ids: [1], flag: null })).toEqual({
      id: 1,
      name: 'q',
      ids: [1],
      flag: null,
    });
  });

  test.each([
    ['x/abc', 'Type of URL parameter for variable id not supported - Consider putting it in the request body: "abc"'],
    ['x/true', 'Expected Int for variable id got Bool'],
    ['x/null', 'Null or missing value for non-nullable variable: id'],
    ['x/1?flag=1', 'Expected Boolean for variable flag got Number'],
    ['x/1?nope=1', 'Unexpected variable nope'],
    ['x/1?ids=1', 'The variable type for the expected variable ids, with value "1" is not supported.'],
  ])('%s is refused: %s', async (url, message) => {
    expect(await refusal(one, 'GET', url)).toEqual({ code: 'bad-request', message, status: 400 });
  });
});

test('a GraphQL error becomes an API error with its status', async () => {
  const body = '{"errors":[{"message":"m","extensions":{"path":"$.a","code":"validation-failed"}}]}';
  expect(await ask([endpoint('x')], 'GET', 'x', null, () => ({ body, status: 400 }))).toEqual({
    status: 400,
    body: '{"path":"$.a","error":"m","code":"validation-failed"}',
    cookies: ['c=1'],
  });
});
