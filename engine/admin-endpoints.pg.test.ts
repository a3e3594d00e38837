/** What admins see of a running engine: metrics, the description of REST endpoints, the console; and who else does not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metadataWith } from '../test/support/engine-snapshot.ts';
import { type ScratchDatabase, scratchDatabase } from '../test/support/postgres.ts';
import { type Engine, parseConfig, startEngine } from './index.ts';

let scratch: ScratchDatabase;
let engine: Engine;

beforeAll(async () => {
  scratch = await scratchDatabase({
    sql: "create table author (id int primary key, name text); insert into author values (1, 'Ann')",
  });
  engine = await startEngine(
    parseConfig({
      HASURA_GRAPHQL_DATABASE_URL: scratch.url,
      HASURA_GRAPHQL_ADMIN_SECRET: 'admin',
      HASURA_GRAPHQL_METRICS_SECRET: 'scrape',
      HASURA_GRAPHQL_ENABLE_CONSOLE: 'true',
      HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
      HASURA_GRAPHQL_SERVER_PORT: '0',
    }),
  );
  const metadata = metadataWith([{ table: { schema: 'public', name: 'author' } }], {
    query_collections: [
      { name: 'all', definition: { queries: [{ name: 'one', query: 'query ($id: Int!) { author_by_pk(id: $id) { name } }' }] } },
    ],
    rest_endpoints: [
      { name: 'one', url: 'author/:id', methods: ['GET'], definition: { query: { collection_name: 'all', query_name: 'one' } } },
    ],
  });
  await get('/v1/metadata', { 'x-hasura-admin-secret': 'admin' }, { type: 'replace_metadata', args: metadata });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const get = (path: string, headers: Record<string, string> = {}, body?: unknown) =>
  fetch(`http://127.0.0.1:${engine.port}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const admin = { 'x-hasura-admin-secret': 'admin' };

describe('/v1/metrics', () => {
  test.each([[admin], [{ authorization: 'Bearer scrape' }]])('is shown to %j', async (headers) => {
    await get('/api/rest/author/1', admin);
    const response = await get('/v1/metrics', headers);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toMatch(/hasura_http_requests_total\{method="GET",route="\/api\/rest",status="200"\} \d+/);
    expect(text).toMatch(/hasura_postgres_connections [1-9]/);
    expect(text).toContain('process_cpu_seconds_total');
  });

  test.each([
    [{}],
    [{ authorization: 'Bearer wrong' }],
    [{ 'x-hasura-admin-secret': 'wrong' }],
    [{ ...admin, 'x-hasura-role': 'user' }],
  ])('is not shown to %j', async (headers) => {
    const response = await get('/v1/metrics', headers);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.json()).toMatchObject({ code: 'access-denied' });
  });
});

test('/api/swagger/json describes what /api/rest answers, to admins', async () => {
  expect(await (await get('/api/rest/author/1', admin)).json()).toEqual({ author_by_pk: { name: 'Ann' } });
  expect(await (await get('/api/swagger/json', admin)).json()).toMatchObject({
    openapi: '3.0.0',
    paths: {
      '/api/rest/author/{id}': {
        get: {
          parameters: [
            { name: 'x-hasura-admin-secret' },
            { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
          ],
          responses: {
            '200': {
              content: {
                'application/json': { schema: { properties: { author_by_pk: { properties: { name: { type: 'string' } } } } } },
              },
            },
          },
        },
      },
    },
  });
  expect((await get('/api/swagger/json')).status).toBe(401);
});

test('/ leads to the console, which asks for the secret itself', async () => {
  const root = await get('/');
  expect([root.status, root.headers.get('location')]).toEqual([302, '/console']);
  const page = await get('/console');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('console/main.js');
});
