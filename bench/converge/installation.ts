/**
 * The same on a whole installation: `./northstack up --emulate` with 1,000 services as rows, so that the database, the engine, event triggers, actions,
 * reconcilers and adapters take part, and PostgreSQL and the emulated platforms share the two cores with them. Four figures: every service deployed
 * at once until all run; the installation killed and started again, its emulated world empty, until all run in it again; a new version of each; and
 * five minutes of rest, which have one periodic look at everything among them. Processor time of each part stands beside. Nothing is asserted.
 *
 *   npm run bench:installation      BENCH_SERVICES=1000  BENCH_REST_SECONDS=300
 */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { site } from '../../test/e2e/support/northstack.ts';
import { processesOf } from '../../test/e2e/support/processes.ts';
import { databaseUrl } from '../spine/commit-to-subscriber.ts';

const SERVICES = Number(process.env.BENCH_SERVICES ?? 1_000);
const REST_SECONDS = Number(process.env.BENCH_REST_SECONDS ?? 300);
const [ORGANIZATIONS, PER_PROJECT] = [50, 10];
const PROJECTS = Math.ceil(SERVICES / PER_PROJECT);
const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Ids follow from numbers. */
const id = (kind: string, n: string) =>
  `overlay(overlay(md5('${kind}-' || (${n})) placing '4' from 13) placing '8' from 17)::uuid`;
const place = `${id('organization', `n / ${PER_PROJECT} % ${ORGANIZATIONS}`)}, ${id('project', `n / ${PER_PROJECT}`)}`;
const rowsSql = `
insert into organizations (id, slug, name, deployment_queue_limit)
  select ${id('organization', 'n')}, 'org-' || n, 'Organization ' || n, 1000 from generate_series(0, ${ORGANIZATIONS - 1}) n;
insert into projects (id, organization_id, slug, name)
  select ${id('project', 'n')}, ${id('organization', `n % ${ORGANIZATIONS}`)}, 'project-' || n, 'Project ' || n from generate_series(0, ${PROJECTS - 1}) n;
insert into services (id, organization_id, project_id, slug, name, type, source_type, image)
  select ${id('service', 'n')}, ${place}, 's' || n, 'Service ' || n, 'web', 'image', 'registry.example.org/shop/s' || n
  from generate_series(0, ${SERVICES - 1}) n;`;
const deploySql = `
insert into deployments (service_id, environment_id, kind, image, image_digest, config_id, reason, deadline_at)
  select s.id, e.id, 'deploy', s.image, '${DIGEST}', (select c.id from service_configs c where c.service_id = s.id order by c.version desc limit 1),
    'bench', now() + interval '1 hour'
  from services s join environments e on e.project_id = s.project_id and e.slug = 'production'`;

await using at = await site();
let northstack = await at.up({ flags: ['--emulate'] });
await withDatabase((client) => client.query(rowsSql));
await converge('every service deployed at once', () => withDatabase((client) => client.query(deploySql)));
await northstack.end('SIGKILL');
await converge('killed and started again, in an empty world', async () => {
  northstack = await at.up({ flags: ['--emulate'] });
});
await converge('a new version of every service', () => withDatabase((client) => client.query(deploySql)));
await rest();
await northstack.end('SIGINT');

/** From the beginning of `begin` until every service runs its newest deployment and was seen to since. */
async function converge(title: string, begin: () => Promise<unknown>): Promise<void> {
  const before = processorSeconds();
  const startedAt = performance.now();
  const from = new Date();
  await begin();
  await withDatabase(async (client) => {
    for (;;) {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int from service_instances i where i.status = 'running' and i.observed_at >= $1
          and not exists (select from deployments d where d.service_instance_id = i.id and d.status not in ('running', 'superseded'))`,
        [from],
      );
      if (rows[0]?.count === SERVICES) return;
      await sleep(500);
    }
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${title}: ${SERVICES} services run after ${seconds} s (goal 60 s); processor time ${used(before)}`);
}

async function rest(): Promise<void> {
  await sleep(15_000);
  const before = processorSeconds();
  await sleep(REST_SECONDS * 1000);
  const shares = since(before).map(([part, seconds]) => `${part} ${((seconds / REST_SECONDS) * 100).toFixed(2)} %`);
  console.log(`at rest for ${REST_SECONDS} s, of one core: ${shares.join(', ')} (goal 5 %)`);
}

async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl(at.data) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

interface Used {
  readonly part: string;
  readonly seconds: number;
}

function used(before: ReadonlyMap<number, Used>): string {
  return since(before)
    .map(([part, seconds]) => `${part} ${seconds.toFixed(1)} s`)
    .join(', ');
}

/** What each part took since: of a process that began meanwhile everything, of one that has ended nothing. */
function since(before: ReadonlyMap<number, Used>): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const [pid, { part, seconds }] of processorSeconds())
    sums.set(part, (sums.get(part) ?? 0) + seconds - (before.get(pid)?.seconds ?? 0));
  return [...sums];
}

/** By process: utime and stime of /proc/<pid>/stat, in ticks of 10 ms, with those of children that have ended. */
function processorSeconds(): ReadonlyMap<number, Used> {
  const found = new Map<number, Used>();
  for (const { pid, command } of processesOf(at.data)) {
    // A process may have ended meanwhile.
    const stat = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const part = partOf(command);
    const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0);
    if (part !== null) found.set(pid, { part, seconds: ticks / 100 });
  }
  return found;
}

function partOf(command: string): string | null {
  if (command.includes('local/emulated')) return 'emulated platforms';
  if (command.includes('cli.js')) return 'NorthStack';
  if (command.includes('edge.js')) return 'edge';
  return command.startsWith('postgres') || command.includes('bin/postgres') ? 'PostgreSQL' : null;
}
