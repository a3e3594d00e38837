/**
 * `npm run bench:engine`: the engine, hand-written SQL behind bare `node:http` + `pg` (the limit) and PostGraphile 5, each in one
 * process with 10 connections, asked by 32 clients in turns on the same data; their answers must be equal. Prints requests a
 * second and the medians of the ratios; exits with 1 when a goal is missed and `--strict` is given.
 */
import { createHmac } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { freePort } from '../../test/support/ports.ts';
import { DATASET, METADATA } from './dataset.ts';
import { geometricMean, median, ratios } from './figures.ts';
import { askOnce, measure, post, type Target } from './load.ts';
import { comparable, OPERATIONS, type Operation } from './operations.ts';
import { startServer } from './server-process.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const TURN_MS = Number(process.env.BENCH_TURN_MS ?? 1000);
const ONLY = process.env.BENCH_ONLY ?? '';
const GOALS = { mean: 0.95, least: 0.8, postgraphile: 4 };
const JWT_KEY = 'a key of thirty-two characters or more';
const SERVERS = ['limit', 'engine', 'postgraphile'] as const;
type Server = (typeof SERVERS)[number];

const directory = await mkdtemp(join(tmpdir(), 'bench-engine-'));
await chmod(directory, 0o755);
const cluster = await startCluster({ directory: join(directory, 'data'), port: await freePort(), password: 'bench' });
const stack: AsyncDisposable[] = [];
let requests = 1_000_000;

try {
  const url = cluster.url('postgres');
  await prepare(url);
  const env = { DATABASE_URL: url, JWT_KEY };
  const ports: Partial<Record<Server, number>> = {};
  for (const server of SERVERS) {
    if (process.env.BENCH_WITHOUT?.split(',').includes(server)) continue;
    const running = await startServer(server, env);
    stack.push(running);
    ports[server] = running.port;
  }
  const engine = ports.engine;
  if (engine) await putMetadata(engine);
  const present = SERVERS.filter((server) => ports[server] !== undefined);
  const operations = OPERATIONS.filter((operation) => operation.name.includes(ONLY));
  for (const operation of operations) await checkEqual(operation, present, ports);
  report(await measureAll(operations, present, ports), present);
} finally {
  for (const item of stack.reverse()) await item[Symbol.asyncDispose]();
  await cluster.stop();
  await rm(directory, { recursive: true, force: true });
}

async function prepare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of DATASET.split(/;\n/)) if (statement.trim() !== '') await client.query(statement);
  await client.end();
}

async function putMetadata(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/metadata`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': 'bench' },
    body: JSON.stringify({ type: 'replace_metadata', args: METADATA }),
  });
  if (!response.ok) throw new Error(await response.text());
}

function targetOf(server: Server, operation: Operation, port: number): Target {
  const secret: Record<string, string> = server === 'engine' ? { 'x-hasura-admin-secret': 'bench' } : {};
  const headers = operation.as === 'member' ? { authorization: `Bearer ${token()}` } : secret;
  if (server === 'limit') {
    return { port, request: (n) => post(operation.path, headers, JSON.stringify(operation.variables(n))) };
  }
  const query = server === 'engine' ? operation.engine : operation.postgraphile;
  const path = server === 'engine' ? '/v1/graphql' : '/graphql';
  const before = `{"query":${JSON.stringify(query)},"variables":`;
  return { port, request: (n) => post(path, headers, `${before}${JSON.stringify(operation.variables(n))}}`) };
}

function token(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { 'x-hasura-allowed-roles': ['member'], 'x-hasura-default-role': 'member', 'x-hasura-user-id': '42' };
  const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ exp: 4_000_000_000, 'https://hasura.io/jwt/claims': claims })}`;
  return `${head}.${createHmac('sha256', JWT_KEY).update(head).digest('base64url')}`;
}

async function checkEqual(
  operation: Operation,
  present: readonly Server[],
  ports: Partial<Record<Server, number>>,
): Promise<void> {
  for (let i = 0; i < 20; i++) {
    const n = requests++;
    const answers: string[] = [];
    for (const server of present) answers.push(comparable(await askOnce(targetOf(server, operation, ports[server] ?? 0), n)));
    if (new Set(answers).size > 1) throw new Error(`${operation.name}: answers differ\n${answers.join('\n')}`);
    if (answers[0] === '[]' || answers[0] === 'null') continue;
  }
}

type Figures = Readonly<Record<Server, readonly number[]>>;

/** In turns, so that whatever else the machine does meets all of them alike; the order changes from round to round. */
async function measureAll(operations: readonly Operation[], present: readonly Server[], ports: Partial<Record<Server, number>>) {
  const figures = new Map<Operation, Record<Server, number[]>>();
  for (const operation of operations) {
    const own: Record<Server, number[]> = { limit: [], engine: [], postgraphile: [] };
    figures.set(operation, own);
    for (const server of present) await measure(targetOf(server, operation, ports[server] ?? 0), TURN_MS / 2, () => requests++);
    for (let round = 0; round < ROUNDS; round++) {
      const order = round % 2 === 0 ? present : [...present].reverse();
      for (const server of order) {
        own[server].push(await measure(targetOf(server, operation, ports[server] ?? 0), TURN_MS, () => requests++));
      }
    }
  }
  return figures;
}

function report(figures: ReadonlyMap<Operation, Figures>, present: readonly Server[]): void {
  const lines: string[] = [];
  const toLimit: number[] = [];
  const toPostgraphile: number[] = [];
  for (const [operation, own] of figures) {
    const ofLimit = median(ratios(own.engine, own.limit));
    const ofPostgraphile = median(ratios(own.engine, own.postgraphile));
    toLimit.push(ofLimit);
    toPostgraphile.push(ofPostgraphile);
    const rates = present.map((server) => median(own[server]).toFixed(0).padStart(9)).join('');
    lines.push(`${operation.name.padEnd(24)}${rates}${ofLimit.toFixed(2).padStart(10)}${ofPostgraphile.toFixed(1).padStart(14)}`);
  }
  const mean = geometricMean(toLimit);
  const meanPostgraphile = geometricMean(toPostgraphile);
  const head = `${'requests a second'.padEnd(24)}${present.map((s) => s.slice(0, 8).padStart(9)).join('')}${'of limit'.padStart(10)}${'× PostGraphile'.padStart(14)}`;
  const foot = `${'geometric mean'.padEnd(24 + 9 * present.length)}${mean.toFixed(2).padStart(10)}${meanPostgraphile.toFixed(1).padStart(14)}`;
  process.stdout.write(`${[head, ...lines, foot].join('\n')}\n`);
  const missed = [
    ...(mean < GOALS.mean ? [`mean ${mean.toFixed(2)} of the limit, ${GOALS.mean} wanted`] : []),
    ...(Math.min(...toLimit) < GOALS.least ? [`least ${Math.min(...toLimit).toFixed(2)}, ${GOALS.least} wanted`] : []),
    ...(meanPostgraphile < GOALS.postgraphile
      ? [`${meanPostgraphile.toFixed(1)} × PostGraphile, ${GOALS.postgraphile} wanted`]
      : []),
  ];
  for (const line of missed) process.stdout.write(`missed: ${line}\n`);
  if (missed.length > 0 && process.argv.includes('--strict')) process.exitCode = 1;
}
