/**
 * How fast developers are answered on a large installation: 50 organizations, 1,000 projects, 5,000 services, 50,000 deployments, a million
 * log lines; 20 developers of 20 organizations at once through the engine over HTTP with a JWT. First with a tenth of a second between an
 * answer and the next request, which is still much faster than people are: percentiles of the ten commonest operations beside their goal. Then
 * without a pause: how much the machine can take. At last what each operation costs, alone. Nothing is asserted.
 *
 *   npm run bench:domain            BENCH_SECONDS=20  BENCH_ONLY='log lines'
 */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { createClient as createWsClient } from 'graphql-ws';
import { SignJWT } from 'jose';
import pg from 'pg';
import { Agent, request } from 'undici';
import { WebSocket } from 'ws';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { type DomainSize, datasetSql } from '../../test/support/domain-dataset.ts';
import { type DomainOperation, developerOf, domainOperations } from '../../test/support/domain-operations.ts';
import { freePort } from '../../test/support/ports.ts';
import { percentile } from '../spine/figures.ts';

const SIZE: DomainSize = {
  organizations: 50,
  projects: 1_000,
  services: 5_000,
  deployments: 50_000,
  logLines: 1_000_000,
  measuredServices: 500,
};
const CLIENTS = 20;
const GOAL_MS = 25;
const PAUSE_MS = 100;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);

/** A database that an earlier run has filled (`BENCH_KEEP=1` prints its address and leaves it): then only the questions are asked. */
const filled = process.env.BENCH_DATABASE_URL;
const directory = await mkdtemp(join(tmpdir(), 'northstack-domain-'));
await chmod(directory, 0o755);
const cluster = filled
  ? null
  : await startCluster({ directory: join(directory, 'pg'), port: await freePort(), password: 'bench' });
const databaseUrl = filled ?? cluster?.url('postgres') ?? '';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const port = await freePort();
const agent = new Agent({ connections: CLIENTS * 2, pipelining: 1 });
let server: Awaited<ReturnType<typeof startServer>> | null = null;
try {
  if (!filled) {
    const startedAt = performance.now();
    await fill();
    console.log(`dataset made in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  server = await startServer();
  const operations = domainOperations(SIZE).filter((o) => o.name.includes(process.env.BENCH_ONLY ?? ''));
  const clients = await Promise.all(Array.from({ length: CLIENTS }, (_, i) => openClient(i)));
  // Everything once by everybody: plans are made, connections open.
  await Promise.all(clients.map(async (client) => void (await runAll(client, operations, new Map(), 2, 0))));
  console.log(`\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}; ${CLIENTS} clients`);
  for (const pauseMs of [PAUSE_MS, 0]) {
    const times = new Map<string, number[]>();
    const until = performance.now() + SECONDS * 1000;
    const from = performance.now();
    await Promise.all(clients.map((client) => runUntil(client, operations, times, { until, pauseMs })));
    const seconds = (performance.now() - from) / 1000;
    const all = [...times.values()].flat();
    console.log(
      `\n${pauseMs === 0 ? 'without a pause' : `${pauseMs} ms between two requests`}: ${Math.round(all.length / seconds)} requests a second`,
    );
    for (const { name, kind } of operations) report(`${kind} ${name}`, times.get(name) ?? [], pauseMs > 0);
  }
  const [first] = clients;
  if (first) {
    console.log('\nprocessor time of one request, one at a time: engine and actions + PostgreSQL');
    for (const operation of operations) {
      const { serverMs, databaseMs } = await cost(server.pid, () => repeat(first, operation, 100), 100);
      console.log(`${operation.name.padEnd(62)} ${serverMs.toFixed(2).padStart(6)} + ${databaseMs.toFixed(2)} ms`);
    }
  }
  for (const client of clients) client.close();
} finally {
  await agent.destroy();
  await server?.stop();
  if (process.env.BENCH_KEEP) console.log(`BENCH_DATABASE_URL=${databaseUrl}   # its server goes on, in ${directory}`);
  else {
    await cluster?.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function report(what: string, values: readonly number[], hasGoal: boolean): void {
  const figure = (percent: number) => `p${percent} ${percentile(values, percent).toFixed(1).padStart(6)} ms`;
  console.log(`${what.padEnd(62)} ${figure(50)}  ${figure(95)}  ${figure(99)}${hasGoal ? `   (goal p95 ≤ ${GOAL_MS})` : ''}`);
}

async function fill(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const migrations = (await readdir(resolve('migrations/default'))).sort();
  for (const name of migrations) await client.query(await readFile(resolve('migrations/default', name, 'up.sql'), 'utf8'));
  await client.query(datasetSql(SIZE));
  // What `northstack up` says when it starts without an event bus.
  await client.query('insert into event_publishing (is_on) values (false)');
  // As it is where rows came over months: statistics are there, and nothing is vacuumed meanwhile.
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  await client.end();
}

async function repeat(client: Client, operation: DomainOperation, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await client.run(operation, n);
}

/** What the server's process and all of PostgreSQL's took, divided by the number of requests. Other programs on the machine do not count. */
async function cost(pid: number, work: () => Promise<void>, requests: number) {
  const before = [await processorMs(pid), await databaseProcessorMs()] as const;
  await work();
  const after = [await processorMs(pid), await databaseProcessorMs()] as const;
  return { serverMs: (after[0] - before[0]) / requests, databaseMs: (after[1] - before[1]) / requests };
}

async function databaseProcessorMs(): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity where pid <> pg_backend_pid()');
  await client.end();
  const times = await Promise.all(rows.map(({ pid }) => processorMs(pid)));
  return times.reduce((sum, ms) => sum + ms, 0);
}

/** utime and stime of /proc/<pid>/stat, in ticks of 10 ms; a process that has ended took none. */
async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

async function startServer() {
  const bundle = resolve('.cache/bench', `domain-${process.pid}.mjs`);
  await build({
    entryPoints: [resolve('bench/domain/control-plane-server.ts')],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  });
  const profile = process.env.BENCH_PROFILE_DIR ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE_DIR}`] : [];
  const child = spawn(process.execPath, [...profile, bundle], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      TOKEN_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      ...(process.env.CONNECTIONS ? { CONNECTIONS: process.env.CONNECTIONS } : {}),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await new Promise<void>((ready, fail) => {
    child.stdout.on('data', (chunk) => (String(chunk).includes('listening') ? ready() : process.stderr.write(chunk)));
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
  });
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
      await rm(bundle, { force: true });
    },
  };
}

interface Client {
  readonly organization: number;
  run(operation: DomainOperation, n: number): Promise<void>;
  close(): void;
}

async function openClient(organization: number): Promise<Client> {
  const { userId, organizationId } = developerOf(organization, organization);
  const token = await new SignJWT({
    'https://hasura.io/jwt/claims': {
      'x-hasura-allowed-roles': ['developer'],
      'x-hasura-default-role': 'developer',
      'x-hasura-user-id': userId,
      'x-hasura-org-id': organizationId,
    },
  })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setExpirationTime('1h')
    .sign(privateKey);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const socket = createWsClient({
    url: `ws://127.0.0.1:${port}/v1/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { headers: { authorization: `Bearer ${token}` } },
    lazy: false,
  });
  const ask = async ({ name, query }: DomainOperation, variables: Readonly<Record<string, unknown>>): Promise<void> => {
    const { body } = await request(`http://127.0.0.1:${port}/v1/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
      dispatcher: agent,
    });
    const text = await body.text();
    if (!text.startsWith('{"data"')) throw new Error(`${name}: ${text.slice(0, 500)}`);
  };
  const subscribe = async ({ query }: DomainOperation, variables: Record<string, unknown>): Promise<void> => {
    const answers = socket.iterate({ query, variables });
    const first = await answers.next();
    if (first.done || first.value.errors) throw new Error(`subscription: ${JSON.stringify(first.value)}`);
    await answers.return?.();
  };
  return {
    organization,
    run: (operation, n) => {
      const variables = operation.variables(organization, n);
      return operation.kind === 'subscription' ? subscribe(operation, { ...variables }) : ask(operation, variables);
    },
    close: () => void socket.dispose(),
  };
}

async function runAll(
  client: Client,
  operations: readonly DomainOperation[],
  times: Map<string, number[]>,
  n: number,
  pauseMs: number,
): Promise<void> {
  // Each client begins elsewhere, so that not all ask for the same at once.
  for (let i = 0; i < operations.length; i++) {
    const operation = operations[(i + client.organization) % operations.length];
    if (!operation) continue;
    // Half to one and a half of it: clients do not march in step.
    if (pauseMs > 0) await sleep(pauseMs * (0.5 + Math.random()));
    const from = performance.now();
    await client.run(operation, n * 7 + i);
    const list = times.get(operation.name) ?? [];
    list.push(performance.now() - from);
    times.set(operation.name, list);
  }
}

async function runUntil(
  client: Client,
  operations: readonly DomainOperation[],
  times: Map<string, number[]>,
  { until, pauseMs }: { readonly until: number; readonly pauseMs: number },
): Promise<void> {
  for (let n = 0; performance.now() < until; n++) await runAll(client, operations, times, n, pauseMs);
}
