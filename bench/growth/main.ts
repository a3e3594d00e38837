/**
 * How the engine grows: 300 tables × 8 roles from start to ready, resident memory, a role's first query, 100,000 distinct query
 * texts, and the processor time of an idle engine. Prints one line a figure; goals stand beside them, nothing is asserted.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCluster } from '../../adapters/local/postgres/cluster.ts';
import { freePort } from '../../test/support/ports.ts';

const TABLES = 300;
const ROLES = 8;
const DISTINCT_QUERIES = 100_000;
const IDLE_MS = 20_000;
const ADMIN_SECRET = 'bench';

const directory = await mkdtemp(join(tmpdir(), 'northstack-growth-'));
await chmod(directory, 0o755);
const cluster = await startCluster({ directory: join(directory, 'pg'), port: await freePort(), password: 'bench' });
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
let engine: ChildProcess | null = null;
try {
  engine = await startEngine();
  await post('/v2/query', { type: 'run_sql', args: { source: 'default', sql: schemaSql() } });
  await post('/v1/metadata', { type: 'replace_metadata', args: { allow_inconsistent_metadata: false, metadata: metadata() } });
  await stopEngine(engine);

  const startedAt = performance.now();
  engine = await startEngine();
  report('start to ready', performance.now() - startedAt, 'ms', 2_000);
  report('resident memory, started', await residentMb(engine), 'MB', 200);

  const first: number[] = [];
  for (let role = 0; role < ROLES; role++) first.push(await timed(() => graphql(`{ t${role} { id name } }`, `role${role}`)));
  report('first query of a new role, slowest', Math.max(...first), 'ms', 100);
  report('resident memory, all roles used', await residentMb(engine), 'MB', 200);

  const before = await residentMb(engine);
  await distinctQueries(DISTINCT_QUERIES / 2);
  const half = await residentMb(engine);
  await distinctQueries(DISTINCT_QUERIES / 2, DISTINCT_QUERIES / 2);
  const after = await residentMb(engine);
  report(`memory for the first ${DISTINCT_QUERIES / 2} query texts`, half - before, 'MB', null);
  report(`memory for ${DISTINCT_QUERIES / 2} more`, after - half, 'MB', null);

  const cpuBefore = await cpuSeconds(engine);
  await delay(IDLE_MS);
  report('idle processor time', (((await cpuSeconds(engine)) - cpuBefore) / (IDLE_MS / 1000)) * 100, '% of a core', 0.5);
} finally {
  if (engine) await stopEngine(engine);
  await cluster.stop();
  await rm(directory, { recursive: true, force: true });
}

function report(what: string, figure: number, unit: string, goal: number | null): void {
  console.log(`${what.padEnd(46)} ${figure.toFixed(1).padStart(9)} ${unit}${goal === null ? '' : `   (goal ≤ ${goal})`}`);
}

function schemaSql(): string {
  const tables = Array.from(
    { length: TABLES },
    (_, i) =>
      `create table t${i} (id uuid primary key default gen_random_uuid(), owner_id uuid not null, name text not null, amount numeric, data jsonb, parent_id uuid${i > 0 ? ` references t${i - 1} (id)` : ''}, created_at timestamptz not null default now());`,
  );
  return tables.join('\n');
}

function metadata(): unknown {
  const source = {
    name: 'default',
    kind: 'postgres',
    configuration: { connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } } },
    tables: Array.from({ length: TABLES }, (_, i) => ({
      table: { schema: 'public', name: `t${i}` },
      object_relationships: i > 0 ? [{ name: 'parent', using: { foreign_key_constraint_on: 'parent_id' } }] : [],
      array_relationships:
        i < TABLES - 1
          ? [
              {
                name: 'children',
                using: { foreign_key_constraint_on: { column: 'parent_id', table: { schema: 'public', name: `t${i + 1}` } } },
              },
            ]
          : [],
      select_permissions: roles((role) => ({
        role,
        permission: { columns: '*', filter: { owner_id: { _eq: 'X-Hasura-User-Id' } }, allow_aggregations: true },
      })),
      insert_permissions: roles((role) => ({
        role,
        permission: { columns: ['name', 'amount', 'data'], check: {}, set: { owner_id: 'x-hasura-User-Id' } },
      })),
      update_permissions: roles((role) => ({
        role,
        permission: { columns: ['name', 'data'], filter: { owner_id: { _eq: 'X-Hasura-User-Id' } }, check: null },
      })),
    })),
  };
  return { version: 3, sources: [source] };
}

function roles<T>(make: (role: string) => T): T[] {
  return Array.from({ length: ROLES }, (_, i) => make(`role${i}`));
}

async function startEngine(): Promise<ChildProcess> {
  const child = spawn(resolve('northstack'), ['engine'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      HASURA_GRAPHQL_DATABASE_URL: cluster.url('postgres'),
      HASURA_GRAPHQL_ADMIN_SECRET: ADMIN_SECRET,
      HASURA_GRAPHQL_SERVER_PORT: String(port),
      HASURA_GRAPHQL_ENABLED_LOG_TYPES: 'startup',
    },
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the engine ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return child;
    await delay(10);
  }
}

async function stopEngine(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': ADMIN_SECRET, ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok || text.startsWith('{"errors"')) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
  return text;
}

function graphql(query: string, role: string): Promise<string> {
  return post('/v1/graphql', { query }, { 'x-hasura-role': role, 'x-hasura-user-id': '00000000-0000-0000-0000-000000000001' });
}

async function distinctQueries(count: number, from = 0): Promise<void> {
  let next = from;
  const client = async () => {
    for (let i = next++; i < from + count; i = next++)
      await graphql(`{ a${i}: t${i % TABLES}(limit: 1) { id } }`, `role${i % ROLES}`);
  };
  await Promise.all(Array.from({ length: 16 }, client));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function residentMb(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** User and system time of the process, in seconds (proc(5), clock ticks of 10 ms). */
async function cpuSeconds(child: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
