/**
 * `npm run bench:events`: deliveries a second with 100 concurrent webhooks, and how long after its commit a single event
 * arrives; the engine's event triggers beside a bare outbox, interleaved in one run on one cluster. The sink is a process of
 * its own. Prints a table; exits with 1 when a goal is missed and `--strict` is given.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { openDatabase } from '../../engine/database/pool.ts';
import { eventTriggerApplier } from '../../engine/triggers/apply-event-triggers.ts';
import { startEventDelivery } from '../../engine/triggers/event-delivery.ts';
import { openWebhookClient } from '../../engine/webhook/client.ts';
import { metadataWith, serveModel } from '../../test/support/engine-snapshot.ts';
import { freePort } from '../../test/support/ports.ts';
import { OUTBOX, startBareOutbox } from './bare-outbox.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 20_000);
const SINGLES = Number(process.env.BENCH_SINGLES ?? 400);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CONCURRENCY = 100;
const GOALS = { perSecond: 6000, p50: 3, p99: 10 };

interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const directory = await mkdtemp(join(tmpdir(), 'bench-events-'));
await chmod(directory, 0o755);
const cluster = await startCluster({ directory: join(directory, 'data'), port: await freePort(), password: 'bench' });
const sink = await startSink();
const pool = new pg.Pool({ connectionString: cluster.url('postgres'), max: 8 });
const database = openDatabase(cluster.url('postgres'), { maxConnections: 8 });
const webhooks = openWebhookClient({ connections: CONCURRENCY });

try {
  await pool.query(`${OUTBOX}; create table orders (id int primary key, key int, customer text, total numeric, note text)`);
  const hook = `http://127.0.0.1:${sink.port}/hook`;
  const served = await serveModel(
    database,
    metadataWith([
      {
        table: { schema: 'public', name: 'orders' },
        event_triggers: [{ name: 'ordered', definition: { insert: { columns: '*' } }, webhook: hook }],
      },
    ]),
    { appliers: [eventTriggerApplier({ stringifyNumericTypes: false })] },
  );
  const bare = {
    start: async () => startBareOutbox(pool, hook, CONCURRENCY),
    fill: (n: number) =>
      pool.query(
        `insert into outbox (payload) select jsonb_build_object('op', 'INSERT', 'data', jsonb_build_object('id', g, 'key', g,
           'customer', 'customer ' || g, 'total', g * 1.5, 'note', repeat('x', 100))) from generate_series(1, $1::int) g`,
        [n],
      ),
    one: (key: number) =>
      pool.query({
        name: 'one-bare',
        text: `with o as (insert into outbox (payload) values (jsonb_build_object('op', 'INSERT', 'data', jsonb_build_object('id', $1::int,
          'key', $1::int, 'customer', 'c', 'total', 1.5, 'note', repeat('x', 100)))) returning 1) select pg_notify('outbox', '') from o`,
        values: [key],
      }),
    clear: () => pool.query('truncate outbox'),
  };
  const engine = {
    start: async () => {
      const delivery = await startEventDelivery({
        database,
        webhooks,
        snapshot: served.snapshot,
        onChange: served.onChange,
        observe: () => {},
        version: 'v2.36.0',
        logHeadersFromEnv: false,
        instanceId: randomUUID(),
        concurrency: CONCURRENCY,
        batchSize: 100,
        pollMs: 1000,
        shutdownMs: 10_000,
        notify: true,
      });
      return { stop: async () => delivery[Symbol.asyncDispose]() };
    },
    fill: (n: number) =>
      pool.query(
        "insert into orders select g, g, 'customer ' || g, g * 1.5, repeat('x', 100) from generate_series(1, $1::int) g",
        [n],
      ),
    one: (key: number) =>
      pool.query({ name: 'one', text: "insert into orders values ($1, $1, 'c', 1.5, repeat('x', 100))", values: [key] }),
    clear: () => pool.query('truncate orders, hdb_catalog.event_log, hdb_catalog.event_invocation_logs'),
  };
  const results: { bare: Figures[]; engine: Figures[] } = { bare: [], engine: [] };
  for (let round = 0; round < ROUNDS; round++) {
    results.bare.push(await measure(bare));
    results.engine.push(await measure(engine));
  }
  report(results);
} finally {
  sink.process.kill();
  await webhooks[Symbol.asyncDispose]();
  await pool.end();
  await database[Symbol.asyncDispose]();
  await cluster.stop();
  await rm(directory, { recursive: true, force: true });
}

interface Subject {
  start(): Promise<{ stop(): Promise<void> }>;
  fill(count: number): Promise<unknown>;
  one(key: number): Promise<unknown>;
  clear(): Promise<unknown>;
}

async function measure(subject: Subject): Promise<Figures> {
  await subject.clear();
  await subject.fill(EVENTS);
  await pool.query('vacuum analyze');
  await sink.reset();
  const from = performance.now();
  const running = await subject.start();
  await sink.reached(EVENTS);
  const perSecond = EVENTS / ((performance.now() - from) / 1000);
  await running.stop();

  await subject.clear();
  await sink.reset();
  const again = await subject.start();
  const committed = new Map<string, number>();
  for (let key = 1; key <= SINGLES; key++) {
    await subject.one(key);
    committed.set(String(key), performance.timeOrigin + performance.now());
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 10));
  }
  const arrivals = await sink.reached(SINGLES);
  await again.stop();
  const waits = [...committed]
    .map(([key, at]) => Math.max(0, (arrivals.get(key) ?? Number.POSITIVE_INFINITY) - at))
    .sort((a, b) => a - b);
  const quantile = (q: number) => waits[Math.min(waits.length - 1, Math.floor(q * waits.length))] ?? Number.NaN;
  return { perSecond, p50: quantile(0.5), p99: quantile(0.99) };
}

function report(results: Record<'bare' | 'engine', Figures[]>): void {
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
  const of = (name: 'bare' | 'engine', key: keyof Figures) => median(results[name].map((f) => f[key]));
  const line = (name: 'bare' | 'engine') =>
    `${name.padEnd(12)} ${of(name, 'perSecond').toFixed(0).padStart(8)}/s   p50 ${of(name, 'p50').toFixed(2)} ms   p99 ${of(name, 'p99').toFixed(2)} ms`;
  console.log(`${EVENTS} events, ${CONCURRENCY} webhooks at once, ${SINGLES} single events, median of ${ROUNDS} rounds`);
  console.log(line('bare'));
  console.log(line('engine'));
  console.log(`engine / bare ${(of('engine', 'perSecond') / of('bare', 'perSecond')).toFixed(2)}`);
  const met =
    of('engine', 'perSecond') >= GOALS.perSecond && of('engine', 'p50') <= GOALS.p50 && of('engine', 'p99') <= GOALS.p99;
  console.log(`goals (${GOALS.perSecond}/s, ${GOALS.p50} ms, ${GOALS.p99} ms): ${met ? 'met' : 'missed'}`);
  if (!met && process.argv.includes('--strict')) process.exitCode = 1;
}

interface Sink {
  readonly port: number;
  readonly process: ChildProcess;
  reset(): Promise<void>;
  /** Resolves with when each key arrived. */
  reached(count: number): Promise<Map<string, number>>;
}

async function startSink(): Promise<Sink> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'bench/events/sink.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
  const ask = async (path: string) => {
    const seen: unknown = await (await fetch(`http://127.0.0.1:${port}${path}`)).json();
    return seen as { count: number; arrivals: [string, number][] };
  };
  return {
    port,
    process: child,
    reset: async () => void (await ask('/reset')),
    reached: async (count) => {
      for (;;) {
        if ((await ask('/count')).count >= count) return new Map((await ask('/')).arrivals);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
