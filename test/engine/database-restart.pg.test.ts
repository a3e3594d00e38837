/** The whole database goes away and comes back under a running engine: what clients wait for arrives, and nobody has to reconnect. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../../adapters/local/postgres/cluster.ts';
import { type Engine, type Observation, parseConfig, startEngine } from '../../engine/index.ts';
import { ParitySocket } from '../parity/socket.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/ports.ts';

const PATIENCE_MS = 120_000;
let directory: string;
let cluster: Cluster;
let engine: Engine;
const observations: Observation[] = [];

const start = async (port: number) => startCluster({ directory: join(directory, 'data'), port, password: 'test' });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'northstack-restart-'));
  cluster = await start(await freePort());
  await sql(`create table item (id int primary key, value int not null); insert into item values (1, 0);
             create table log (id int primary key);`);
  engine = await startEngine(
    parseConfig({
      HASURA_GRAPHQL_DATABASE_URL: cluster.url('postgres'),
      HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
      HASURA_GRAPHQL_SERVER_PORT: '0',
      HASURA_GRAPHQL_GRACEFUL_SHUTDOWN_TIMEOUT: '2',
    }),
    { observe: (o) => observations.push(o) },
  );
  const configuration = { connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } } };
  const tables = ['item', 'log'].map((name) => ({ table: { schema: 'public', name } }));
  const source = { name: 'default', kind: 'postgres', configuration, tables };
  const tracked = await post('/v1/metadata', { type: 'replace_metadata', args: { version: 3, sources: [source] } });
  expect(tracked.status).toBe(200);
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await cluster?.stop();
  await rm(directory, { recursive: true, force: true });
});

async function sql(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  await client.query(text);
  await client.end();
}

const post = async (path: string, body: unknown) => {
  const reply = await fetch(`http://127.0.0.1:${engine.port}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: reply.status, body: await reply.json() };
};

async function subscriber(query: string) {
  const socket = await ParitySocket.open(`ws://127.0.0.1:${engine.port}/v1/graphql`, 'graphql-transport-ws', {});
  socket.send({ id: '1', type: 'subscribe', payload: { query } });
  return socket;
}
const next = (data: unknown) => ({ id: '1', type: 'next', payload: { data } });

test.each(['stop', 'kill'] as const)('subscriptions go on after a %s and a start of the server', async (how) => {
  await sql('truncate log; update item set value = 0');
  using live = await subscriber('subscription { item { value } }');
  using stream = await subscriber('subscription { log_stream(cursor: {initial_value: {id: 0}}, batch_size: 10) { id } }');
  expect(await live.take(PATIENCE_MS)).toEqual(next({ item: [{ value: 0 }] }));
  expect(await stream.take(PATIENCE_MS)).toEqual(next({ log_stream: [] }));
  await sql('insert into log values (1)');
  expect(await stream.take(PATIENCE_MS)).toEqual(next({ log_stream: [{ id: 1 }] }));

  const { port } = cluster;
  if (how === 'stop') await cluster.stop();
  else cluster.kill();
  await eventually(() => observations.some((o) => o.kind === 'database-lost'), Boolean);
  await eventually(
    () => post('/v1/graphql', { query: '{ item { value } }' }),
    ({ body }) => JSON.stringify(body).startsWith('{"errors":'),
  );
  await cluster.exited();
  observations.length = 0;
  cluster = await start(port);

  await sql('update item set value = 1; insert into log values (2)');
  expect(await live.take(PATIENCE_MS)).toEqual(next({ item: [{ value: 1 }] }));
  expect(await stream.take(PATIENCE_MS)).toEqual(next({ log_stream: [{ id: 2 }] }));
  expect(await post('/v1/graphql', { query: '{ item { value } }' })).toEqual({
    status: 200,
    body: { data: { item: [{ value: 1 }] } },
  });
  // By notifications again, more than once.
  for (const value of [2, 3]) {
    await sql(`update item set value = ${value}`);
    expect(await live.take(PATIENCE_MS)).toEqual(next({ item: [{ value }] }));
  }
  expect([live.closed, stream.closed]).toEqual([null, null]);
});
