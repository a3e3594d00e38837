import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScratchDatabase, scratchDatabase } from '../test/support/postgres.ts';
import { type Engine, parseConfig, startEngine } from './index.ts';

let scratch: ScratchDatabase;
let engine: Engine;

beforeAll(async () => {
  scratch = await scratchDatabase({
    sql: `create table author (id int primary key, name text, info jsonb, boss int references author);
          insert into author values (1, 'Ann', '{}', null);`,
  });
  engine = await startEngine(
    parseConfig({
      HASURA_GRAPHQL_DATABASE_URL: scratch.url,
      HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
      HASURA_GRAPHQL_SERVER_PORT: '0',
      HASURA_GRAPHQL_PG_CONNECTIONS: '4',
      HASURA_GRAPHQL_GRACEFUL_SHUTDOWN_TIMEOUT: '2',
    }),
  );
  const connection = { connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } } };
  const table = {
    table: { schema: 'public', name: 'author' },
    object_relationships: [{ name: 'chief', using: { foreign_key_constraint_on: 'boss' } }],
  };
  const source = { name: 'default', kind: 'postgres', configuration: connection, tables: [table] };
  const answer = await post('/v1/metadata', { type: 'replace_metadata', args: { version: 3, sources: [source] } });
  expect(answer.status).toBe(200);
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await scratch?.[Symbol.asyncDispose]();
});

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function post(path: string, body: unknown) {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const reply = await fetch(`http://127.0.0.1:${engine.port}${path}`, { method: 'POST', body: Buffer.from(text) });
  return { status: reply.status, body: (await reply.json()) as Answer | Answer[] };
}

const ask = async (query: string): Promise<Answer> => {
  const { body } = await post('/v1/graphql', { query });
  return Array.isArray(body) ? {} : body;
};
const isHealthy = async () => expect(await ask('{ author { id name } }')).toEqual({ data: { author: [{ id: 1, name: 'Ann' }] } });

const deep = (n: number, open: string, middle: string, close: string) => `${open.repeat(n)}${middle}${close.repeat(n)}`;

test.each<[string, () => string]>([
  ['a selection nested ten thousand times', () => `{ author { ${deep(10_000, 'chief { ', 'id', ' }')} } }`],
  ['a condition nested ten thousand times', () => `{ author(where: ${deep(10_000, '{_not: ', '{}', '}')}) { id } }`],
  ['a list nested ten thousand times', () => `{ author(where: {info: {_eq: ${deep(10_000, '[', '', ']')}}}) { id } }`],
  ['ten megabytes of a query', () => `{ author { ${'id '.repeat(3_500_000)} } }`],
  ['ten megabytes of nothing', () => `{ author { id } } # ${'x'.repeat(10_000_000)}`],
  ['a hundred thousand aliases', () => `{ ${Array.from({ length: 100_001 }, (_, i) => `a${i}: author { id }`).join(' ')} }`],
  [
    'fragments that double sixty times',
    () =>
      `{ author { ...f0 } } ${Array.from({ length: 60 }, (_, i) => `fragment f${i} on author { chief { ...f${i + 1} } x${i}: chief { ...f${i + 1} } }`).join(' ')} fragment f60 on author { id }`,
  ],
  ['fragments in a circle', () => '{ author { ...a } } fragment a on author { ...b } fragment b on author { ...a }'],
  ['a number with a million digits', () => `{ author(where: {id: {_eq: ${'9'.repeat(1_000_000)}}}) { id } }`],
  ['a name from the prototype', () => '{ __proto__ { id } constructor { id } }'],
  ['half a string', () => '{ author(where: {name: {_eq: "'],
])('%s is answered, and nothing is worse afterwards', async (_, query) => {
  const answer = await ask(query());
  expect(Object.keys(answer).join()).toMatch(/^(data|errors)$/);
  const codes = answer.errors?.map((e) => e.extensions.code) ?? [];
  expect(codes).not.toContain('unexpected');
  await isHealthy();
});

test.each<[string, string | Buffer]>([
  [
    'variables nested twenty thousand times',
    `{"query":"query ($w: author_bool_exp) { author(where: $w) { id } }","variables":{"w":${deep(20_000, '{"_not":', '{}', '}')}}}`,
  ],
  [
    'variables with prototype keys',
    '{"query":"query ($w: author_bool_exp) { author(where: $w) { id } }","variables":{"w":{"__proto__":{"id":{"_eq":1}}},"__proto__":{"a":1}}}',
  ],
  [
    'a NUL in a value',
    '{"query":"query ($n: String!) { author(where: {name: {_eq: $n}}) { id } }","variables":{"n":"a\\u0000"}}',
  ],
  [
    'half a surrogate pair',
    '{"query":"query ($n: String!) { author(where: {name: {_eq: $n}}) { id } }","variables":{"n":"\\ud800"}}',
  ],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['a batch of things that are no requests', '[null, 1, "x", [], {}]'],
])('a body with %s is refused in words', async (_, body) => {
  const { status, body: answer } = await post('/v1/graphql', body);
  expect(status).toBe(200);
  const errors = [answer].flat().flatMap((a) => a.errors ?? []);
  expect(errors.length).toBeGreaterThan(0);
  for (const error of errors) expect(error.extensions.code).not.toBe('unexpected');
  await isHealthy();
});

test('thousands of different texts do not grow memory without bound', async () => {
  const texts = async (from: number) => {
    for (let i = from; i < from + 3_000; i += 100)
      await post(
        '/v1/graphql',
        Array.from({ length: 100 }, (_, n) => ({ query: `{ a${i + n}: author(limit: 0) { id } }` })),
      );
  };
  await texts(0);
  const before = process.memoryUsage.rss();
  await texts(3_000);
  await texts(6_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 << 20);
  await isHealthy();
});

test('connections that are killed are replaced', async () => {
  await scratch
    .sql('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
    .catch(() => {});
  const isBack = () => ask('{ author { name } }').then(({ data }) => data);
  await expect.poll(isBack, { timeout: 120_000 }).toEqual({ author: [{ name: 'Ann' }] });
});
