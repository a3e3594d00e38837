/**
 * `npm run bench:live`: many WebSocket clients, each watching one row, while rows are updated at a fixed rate; from the commit
 * of an update to its arrival at the client. The engine beside a bare graphql-transport-ws server on NOTIFY, one after the other
 * on the same cluster, each in a process of its own. Settings: BENCH_CLIENTS (5000), BENCH_RATE (500 a second), BENCH_SECONDS (10).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import pg from 'pg';
import { WebSocket } from 'ws';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { freePort } from '../../test/support/ports.ts';

const CLIENTS = Number(process.env.BENCH_CLIENTS ?? 5000);
const RATE = Number(process.env.BENCH_RATE ?? 500);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);

interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
  /** Of one core, while updates were made. */
  readonly cpuPercent: number;
  readonly kibibytesAClient: number;
}

const directory = await mkdtemp(join(tmpdir(), 'bench-live-'));
const cluster = await startCluster({ directory: join(directory, 'data'), port: await freePort(), password: 'bench' });
const url = cluster.url('postgres');
const database = new pg.Pool({ connectionString: url, max: 8 });
database.on('error', () => {});
try {
  await database.query('create table item (id int primary key, value int not null)');
  await database.query('insert into item select g, 0 from generate_series(1, $1::int) g', [CLIENTS]);
  const bare = await measure('bare-server');
  await database.query('drop trigger bare_tell on item');
  await database.query('update item set value = 0');
  const engine = await measure('engine-server');
  console.table({ bare, engine });
  console.log(
    `${CLIENTS} clients, ${RATE} updates a second for ${SECONDS} s: CPU ${(engine.cpuPercent / bare.cpuPercent).toFixed(2)} ×, ` +
      `memory ${(engine.kibibytesAClient / bare.kibibytesAClient).toFixed(2)} × those of the bare server`,
  );
} finally {
  await database.end();
  await cluster.stop();
  await rm(directory, { recursive: true, force: true });
}

async function measure(name: string): Promise<Figures> {
  const { child, port } = await start(name);
  try {
    const empty = residentKibibytes(child);
    const committed = new Map<string, number>();
    const delays: number[] = [];
    const sockets = await connect(port, (id, value) => {
      const at = committed.get(`${id}:${value}`);
      if (at === undefined) return;
      committed.delete(`${id}:${value}`);
      delays.push(performance.now() - at);
    });
    const kibibytesAClient = (residentKibibytes(child) - empty) / CLIENTS;
    const cpuBefore = cpuMs(child);
    const startedAt = performance.now();
    await update(committed);
    const cpuPercent = (100 * (cpuMs(child) - cpuBefore)) / (performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    for (const socket of sockets) socket.terminate();
    delays.sort((a, b) => a - b);
    const at = (q: number) => Number((delays[Math.floor(delays.length * q)] ?? Number.NaN).toFixed(2));
    return {
      p50: at(0.5),
      p99: at(0.99),
      lost: committed.size,
      cpuPercent: Number(cpuPercent.toFixed(1)),
      kibibytesAClient: Number(kibibytesAClient.toFixed(1)),
    };
  } finally {
    child.kill('SIGKILL');
  }
}

async function start(name: string): Promise<{ child: ChildProcess; port: number }> {
  const outfile = join('.cache', 'run', `bench-live-${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [`bench/live/${name}.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  const child = spawn(process.execPath, [outfile], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, BENCH_DATABASE_URL: url },
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
    child.once('exit', () => reject(new Error(`${name} ended`)));
  });
  await rm(outfile);
  return { child, port };
}

/** Resolves when every client has its first answer. */
async function connect(port: number, onValue: (id: number, value: number) => void): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  const one = (id: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/graphql`, 'graphql-transport-ws');
      sockets.push(socket);
      const payload = { query: 'subscription ($id: Int!) { item_by_pk(id: $id) { id value } }', variables: { id } };
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('error', reject);
      socket.on('message', (data) => {
        const message = JSON.parse(String(data));
        if (message.type === 'connection_ack') socket.send(JSON.stringify({ id: 's', type: 'subscribe', payload }));
        if (message.type === 'ping') socket.send('{"type":"pong"}');
        if (message.type === 'error') reject(new Error(JSON.stringify(message.payload)));
        if (message.type !== 'next') return;
        onValue(id, message.payload.data.item_by_pk.value);
        resolve();
      });
    });
  for (let from = 1; from <= CLIENTS; from += 100)
    await Promise.all(Array.from({ length: Math.min(100, CLIENTS - from + 1) }, (_, i) => one(from + i)));
  return sockets;
}

/** Row after row in a fixed rhythm; each value is new, so that nothing may be left out. */
async function update(committed: Map<string, number>): Promise<void> {
  const total = RATE * SECONDS;
  const startedAt = performance.now();
  const underWay: Promise<unknown>[] = [];
  for (let n = 0; n < total; n += 1) {
    const due = startedAt + (n * 1000) / RATE;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const id = ((n * 7919) % CLIENTS) + 1;
    const value = n + 1;
    const key = `${id}:${value}`;
    committed.set(key, performance.now());
    underWay.push(database.query({ name: 'update', text: 'update item set value = $2 where id = $1', values: [id, value] }));
  }
  await Promise.all(underWay);
}

function residentKibibytes({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

/** User and system time. Ticks are hundredths of a second. */
function cpuMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
