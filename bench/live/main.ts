/**
 * `npm run bench:live`: many WebSocket clients, each watching one row, while rows are updated at a fixed rate; from the start of
 * an update to its arrival at the client. The engine beside a bare graphql-transport-ws server on NOTIFY, one after the other on
 * the same cluster, each in a process of its own, both with the protocol's ping at the same interval, measured when both are warm.
 * Then a crowd that is mostly idle, for the engine's memory alone.
 * Settings: BENCH_CLIENTS (5000), BENCH_RATE (500 a second), BENCH_SECONDS (10), BENCH_CROWD (20000), BENCH_KEEPALIVE (5 seconds).
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { freePort } from '../../test/support/ports.ts';
import { nowMs } from './clock.ts';
import type { Arrival, Order } from './messages.ts';
import { answerOf, cpuMs, openFiles, residentKibibytes, startProcess } from './processes.ts';

const CLIENTS = Number(process.env.BENCH_CLIENTS ?? 5000);
const RATE = Number(process.env.BENCH_RATE ?? 500);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);
/** As many as wanted, or as the system's limit of open files leaves to one process. */
const CROWD = Math.min(Number(process.env.BENCH_CROWD ?? 20_000), openFiles() - 200);
const WARMUP_SECONDS = 5;
/** Of one source address: it has no more ports than this. */
const MOST_OF_AN_ADDRESS = 10_000;

interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
  /** Of one core, while updates were made. */
  readonly cpuPercent: number;
  readonly kibibytesAClient: number;
  readonly residentMebibytes: number;
}

interface Load {
  readonly clients: number;
  readonly rate: number;
}

const directory = await mkdtemp(join(tmpdir(), 'bench-live-'));
const cluster = await startCluster({ directory: join(directory, 'data'), port: await freePort(), password: 'bench' });
const url = cluster.url('postgres');
const database = new pg.Pool({ connectionString: url, max: 8 });
database.on('error', () => {});
let value = 0;
try {
  await database.query('create table item (id int primary key, value int not null)');
  await database.query('insert into item select g, 0 from generate_series(1, $1::int) g', [Math.max(CLIENTS, CROWD)]);
  const busy = { clients: CLIENTS, rate: RATE };
  const bare = CLIENTS > 0 ? await measure('bare-server', busy) : null;
  await database.query('drop trigger if exists bare_tell on item');
  const engine = CLIENTS > 0 ? await measure('engine-server', busy) : null;
  const crowd = CROWD > 0 ? await measure('engine-server', { clients: CROWD, rate: 50 }) : null;
  console.table(Object.fromEntries(Object.entries({ bare, engine, crowd }).filter(([, figures]) => figures !== null)));
  if (bare && engine)
    console.log(
      `${CLIENTS} clients, ${RATE} updates a second for ${SECONDS} s: CPU ${(engine.cpuPercent / bare.cpuPercent).toFixed(2)} ×, ` +
        `memory ${(engine.kibibytesAClient / bare.kibibytesAClient).toFixed(2)} × those of the bare server`,
    );
  if (crowd)
    console.log(`${CROWD} clients, 50 updates a second: ${crowd.residentMebibytes} MiB resident in the engine's process`);
} finally {
  await database.end();
  await cluster.stop();
  await rm(directory, { recursive: true, force: true });
}

async function measure(name: string, load: Load): Promise<Figures> {
  const server = await startProcess(name, { BENCH_DATABASE_URL: url, BENCH_KEEPALIVE: process.env.BENCH_KEEPALIVE ?? '5' });
  const crowds: ChildProcess[] = [];
  try {
    const { port } = await answerOf<{ port: number }>(server);
    const empty = residentKibibytes(server);
    for (let from = 1; from <= load.clients; from += MOST_OF_AN_ADDRESS) {
      const crowd = await startProcess('client-process', {});
      crowds.push(crowd);
      const count = Math.min(MOST_OF_AN_ADDRESS, load.clients - from + 1);
      await ask(crowd, { kind: 'connect', port, from, count, address: `127.0.0.${crowds.length + 1}` });
    }
    const kibibytesAClient = (residentKibibytes(server) - empty) / load.clients;
    await update(load, WARMUP_SECONDS);
    await arrivalsOf(crowds);
    const cpuBefore = cpuMs(server);
    const startedAt = nowMs();
    const made = await update(load, SECONDS);
    const cpuPercent = (100 * (cpuMs(server) - cpuBefore)) / (nowMs() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const residentMebibytes = Math.round(residentKibibytes(server) / 1024);
    const delays: number[] = [];
    for (const [id, seen, atMs] of await arrivalsOf(crowds)) {
      const madeAt = made.get(`${id}:${seen}`);
      if (madeAt !== undefined) delays.push(atMs - madeAt);
      made.delete(`${id}:${seen}`);
    }
    delays.sort((a, b) => a - b);
    const at = (q: number) => Number((delays[Math.floor(delays.length * q)] ?? Number.NaN).toFixed(2));
    return {
      p50: at(0.5),
      p99: at(0.99),
      lost: made.size,
      cpuPercent: Number(cpuPercent.toFixed(1)),
      kibibytesAClient: Number(kibibytesAClient.toFixed(1)),
      residentMebibytes,
    };
  } finally {
    for (const child of [server, ...crowds]) child.kill('SIGKILL');
  }
}

async function arrivalsOf(crowds: readonly ChildProcess[]): Promise<readonly Arrival[]> {
  return (await Promise.all(crowds.map((crowd) => ask<readonly Arrival[]>(crowd, { kind: 'report' })))).flat();
}

function ask<T>(child: ChildProcess, order: Order): Promise<T> {
  const answer = answerOf<T>(child);
  child.send(order);
  return answer;
}

/** Row after row in a fixed rhythm; each value is new, so that nothing may be left out. When each was made, by `id:value`. */
async function update({ clients, rate }: Load, seconds: number): Promise<Map<string, number>> {
  const made = new Map<string, number>();
  const startedAt = nowMs();
  const underWay: Promise<unknown>[] = [];
  for (let n = 0; n < rate * seconds; n += 1) {
    const wait = startedAt + (n * 1000) / rate - nowMs();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const id = ((n * 7919) % clients) + 1;
    value += 1;
    made.set(`${id}:${value}`, nowMs());
    underWay.push(database.query({ name: 'update', text: 'update item set value = $2 where id = $1', values: [id, value] }));
  }
  await Promise.all(underWay);
  return made;
}
