/** What the schema itself promises, whoever writes: idempotent migrations, tenancy, state machines, ledger, audit, queue limit. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migratedDatabase, migrationSql, migrations } from '../support/migrated.ts';
import { type ScratchDatabase, scratchDatabase } from '../support/postgres.ts';

let database: ScratchDatabase;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** Runs as a member would through the engine: `hasura.user` is set for the transaction. */
async function as(session: Record<string, string>, sql: string): Promise<Record<string, unknown>[]> {
  const user = JSON.stringify(session).replaceAll("'", "''");
  return await database.sql(`select set_config('hasura.user', '${user}', true); ${sql}`);
}

async function one(sql: string, values: unknown[] = []): Promise<Record<string, unknown>> {
  const [row] = await database.sql(sql, values);
  if (!row) throw new Error(`no row: ${sql}`);
  return row;
}

interface Tenant {
  readonly organization: string;
  readonly user: string;
  readonly project: string;
  readonly production: string;
  readonly service: string;
}

async function tenant(projectSlug = 'shop'): Promise<Tenant> {
  const organization = randomUUID();
  const user = randomUUID();
  const project = randomUUID();
  const service = randomUUID();
  await database.sql('insert into organizations (id, slug, name) values ($1, $2, $2)', [
    organization,
    `o${organization.slice(0, 8)}`,
  ]);
  await database.sql("insert into users (id, email, name) values ($1, $2, 'A')", [user, `${user}@example.com`]);
  await database.sql("insert into organization_members (organization_id, user_id, role) values ($1, $2, 'developer')", [
    organization,
    user,
  ]);
  await database.sql('insert into projects (id, organization_id, slug, name) values ($1, $2, $3, $3)', [
    project,
    organization,
    projectSlug,
  ]);
  await database.sql(
    `insert into services (id, project_id, slug, name, type, source_type, git_repository)
     values ($1, $2, 'web', 'Web', 'web', 'git', 'file:///srv/repo')`,
    [service, project],
  );
  const production = String(
    (await one("select id from environments where project_id = $1 and slug = 'production'", [project])).id,
  );
  return { organization, user, project, production, service };
}

async function deploy(t: Tenant): Promise<string> {
  const row = await one(
    `insert into deployments (service_id, environment_id, deadline_at) values ($1, $2, now() + interval '1 hour') returning id`,
    [t.service, t.production],
  );
  return String(row.id);
}

const move = (table: string, id: string, status: string) =>
  database.sql(`update ${table} set status = $2, failure_step = case when $2 = 'failed' then failure_step end where id = $1`, [
    id,
    status,
  ]);

describe('migrations', () => {
  test('applying all of them again changes nothing and succeeds', async () => {
    for (const name of await migrations()) await database.sql(await migrationSql(name, 'up'));
  });

  test('undoing all of them leaves nothing behind', async () => {
    await using scratch = await migratedDatabase();
    for (const name of [...(await migrations())].reverse()) await scratch.sql(await migrationSql(name, 'down'));
    const left = await scratch.sql("select relname from pg_class where relnamespace = 'public'::regnamespace");
    const functions = await scratch.sql("select proname from pg_proc where pronamespace = 'public'::regnamespace");
    expect([...left, ...functions]).toEqual([]);
  });

  test('they apply to a database that has been in use since its first version, and keep what is in it', async () => {
    await using used = await scratchDatabase();
    const all = await migrations();
    const first = all.findIndex((name) => name > '1790000100000');
    for (const name of all.slice(0, first)) await used.sql(await migrationSql(name, 'up'));
    await used.sql(`
      insert into organizations (slug, name) values ('acme', 'Acme');
      insert into users (email, name) values ('ada@example.com', 'Ada');
      insert into organization_members (organization_id, user_id, role)
        select organizations.id, users.id, 'org_owner' from organizations, users;
      insert into projects (organization_id, slug, name) select id, 'shop', 'Shop' from organizations;
      insert into services (project_id, slug, name, type, source_type, git_repository)
        select projects.id, type, type, type, 'git', 'file:///srv/repo' from projects, unnest(array['web', 'worker']) type;
      insert into service_configs (service_id, variables) select id, '{"A": "b"}' from services;
      insert into deployments (service_id, environment_id, deadline_at)
        select services.id, environments.id, now() + interval '1 hour' from services, environments;
    `);
    const counts = async () => {
      const tables = await used.sql(
        "select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1",
      );
      const found = new Map<string, number>();
      for (const { name } of tables) {
        const [row] = await used.sql(`select count(*)::int as n from public."${name}"`);
        found.set(String(name), Number(row?.n));
      }
      return found;
    };
    const before = await counts();
    for (const table of ['services', 'service_configs', 'service_instances', 'deployments']) expect(before.get(table)).toBe(2);
    for (const name of all.slice(first)) await used.sql(await migrationSql(name, 'up'));
    const after = await counts();
    expect([...before].filter(([table, n]) => (after.get(table) ?? 0) < n)).toEqual([]);
  });

  test('every column of a table has a comment, and every table of the business is audited', async () => {
    const enumTable = `exists (select 1 from pg_attribute v where v.attrelid = c.oid and v.attnum = 1 and v.attname = 'value')`;
    const bare = await database.sql(
      `select c.relname || '.' || a.attname as "column" from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
         and col_description(c.oid, a.attnum) is null and not ${enumTable}`,
    );
    expect(bare).toEqual([]);
    const unaudited = await database.sql(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not ${enumTable}
         and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'public.audit_change'::regproc) order by 1`,
    );
    // Ledgers that are never changed, what the platform observes, and what only sign-in and delivery keep for themselves.
    expect(unaudited.map(({ name }) => name)).toEqual([
      'access_ends',
      'alerts',
      'anonymous_requests',
      'audit_log',
      'commit_statuses',
      'config_applications',
      'deployment_secrets',
      'deployment_steps',
      'discarded_secrets',
      'domain_events',
      'event_outbox',
      'event_publishing',
      'log_lines',
      'notifications',
      'quota_locks',
      'requests',
      'service_leases',
      'service_metrics',
      'sessions',
      'sign_in_attempts',
      'sign_in_codes',
      'sign_in_limits',
      'status_transitions',
      'strays',
      'webhook_attempts',
      'webhook_deliveries',
    ]);
  });

  test('every table and every foreign key of it has a comment and an index', async () => {
    const bare = await database.sql(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and obj_description(oid) is null`,
    );
    expect(bare).toEqual([]);
    // An index serves a foreign key when the key's columns are the index's first ones. Enum tables and creators of append-only rows need none.
    const unindexed = await database.sql(
      `select c.conrelid::regclass::text as "table", c.conname from pg_constraint c
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace
         and not exists (select 1 from pg_attribute a where a.attrelid = c.confrelid and a.attnum = 1 and a.attname = 'value')
         and not exists (
           select 1 from pg_index i where i.indrelid = c.conrelid
             and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
         )`,
    );
    expect(unindexed).toEqual([]);
  });
});

describe('tenancy', () => {
  test('organization and project of a row come from its parent, whatever the client says', async () => {
    const [a, b] = [await tenant(), await tenant()];
    const row = await one(
      `insert into services (organization_id, project_id, slug, name, type, source_type, image)
       values ($1, $2, 'api', 'Api', 'web', 'image', 'nginx:1') returning organization_id`,
      [b.organization, a.project],
    );
    expect(row.organization_id).toBe(a.organization);
    await expect(
      database.sql('update services set organization_id = $1 where id = $2', [b.organization, a.service]),
    ).rejects.toThrow('cannot change');
  });

  test("another organization's parent is answered like one that does not exist", async () => {
    const [a, b] = [await tenant(), await tenant()];
    const session = { 'x-hasura-role': 'developer', 'x-hasura-user-id': a.user, 'x-hasura-org-id': a.organization };
    const missing = randomUUID();
    const insert = (project: string) =>
      as(
        session,
        `insert into services (project_id, slug, name, type, source_type, image) values ('${project}', 'x', 'X', 'web', 'image', 'nginx')`,
      );
    await expect(insert(b.project)).rejects.toThrow(`project "${b.project}" does not exist`);
    await expect(insert(missing)).rejects.toThrow(`project "${missing}" does not exist`);
  });

  test('the same names in two organizations get two addresses', async () => {
    const [a, b] = [await tenant('same'), await tenant('same')];
    await deploy(a);
    await deploy(b);
    const rows = await database.sql('select subdomain from service_instances where service_id in ($1, $2)', [
      a.service,
      b.service,
    ]);
    const names = rows.map((r) => String(r.subdomain)).sort();
    expect(names).toHaveLength(2);
    expect(names).toContain('web.same');
    expect(new Set(names).size).toBe(2);
  });
});

describe('state machines', () => {
  test('an illegal transition is refused', async () => {
    const id = await deploy(await tenant());
    await expect(move('deployments', id, 'running')).rejects.toThrow('cannot go from "queued" to "running"');
    await move('deployments', id, 'scanning');
    await expect(move('deployments', id, 'queued')).rejects.toThrow('cannot go');
  });

  test('at most one deployment of an instance is on its way', async () => {
    const t = await tenant();
    const [first, second] = [await deploy(t), await deploy(t)];
    await move('deployments', first, 'scanning');
    await expect(move('deployments', second, 'scanning')).rejects.toThrow('deployments_one_active_idx');
  });

  test('the ledger has each state with its begin and end', async () => {
    const id = await deploy(await tenant());
    for (const status of ['scanning', 'deploying', 'verifying', 'running']) await move('deployments', id, status);
    const steps = await database.sql(
      'select phase, outcome, finished_at >= started_at as ordered from deployment_steps where deployment_id = $1 order by started_at',
      [id],
    );
    expect(steps).toEqual(
      ['queued', 'scanning', 'deploying', 'verifying'].map((phase) => ({ phase, outcome: 'succeeded', ordered: true })),
    );
  });
});

describe('deployments', () => {
  test('revisions of an instance count up without gaps under concurrency', async () => {
    const t = await tenant();
    await Promise.all(Array.from({ length: 8 }, () => deploy(t)));
    const rows = await database.sql('select revision from deployments where service_id = $1 order by revision', [t.service]);
    expect(rows.map((r) => r.revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('a full queue refuses exactly what is above its limit, also under concurrency', async () => {
    const t = await tenant();
    await database.sql('update organizations set deployment_queue_limit = 5 where id = $1', [t.organization]);
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => deploy(t)));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(5);
    for (const r of results) if (r.status === 'rejected') expect(String(r.reason)).toContain('deployments_queue_limit');
  });
});

describe('service settings', () => {
  test('each insert is the next version, and a version never changes', async () => {
    const t = await tenant();
    await Promise.all(
      Array.from({ length: 5 }, () =>
        database.sql(`insert into service_configs (service_id, variables) values ($1, '{"A":"1"}')`, [t.service]),
      ),
    );
    const rows = await database.sql('select version from service_configs where service_id = $1 order by version', [t.service]);
    expect(rows.map((r) => r.version)).toEqual([1, 2, 3, 4, 5]);
    await expect(database.sql("update service_configs set variables = '{}' where service_id = $1", [t.service])).rejects.toThrow(
      'cannot change',
    );
  });

  test('variables that are not texts are refused', async () => {
    const t = await tenant();
    for (const variables of ['{"A":1}', '{"a b":"x"}', '[]'])
      await expect(
        database.sql('insert into service_configs (service_id, variables) values ($1, $2)', [t.service, variables]),
      ).rejects.toThrow();
  });
});

describe('audit and events', () => {
  test('a change names its actor and masks secrets', async () => {
    const t = await tenant();
    const session = {
      'x-hasura-role': 'developer',
      'x-hasura-user-id': t.user,
      'x-hasura-org-id': t.organization,
      'x-hasura-request-id': 'r-1',
    };
    await as(session, `insert into service_configs (service_id, variables) values ('${t.service}', '{"TOKEN":"hunter2"}')`);
    const row = await one("select * from audit_log where organization_id = $1 and table_name = 'service_configs'", [
      t.organization,
    ]);
    expect(row).toMatchObject({ actor_id: t.user, actor_role: 'developer', request_id: 'r-1', operation: 'INSERT' });
    expect(row.changed_columns).toContain('variables');
    expect(JSON.stringify(row)).not.toContain('hunter2');
  });

  test('audit log and domain events refuse update, delete and truncate even for their owner', async () => {
    await tenant();
    for (const table of ['audit_log', 'domain_events'])
      for (const sql of [`delete from ${table}`, `update ${table} set organization_id = gen_random_uuid()`, `truncate ${table}`])
        await expect(database.sql(sql)).rejects.toThrow('append-only');
  });

  test('what was seen of an instance is no audited change, what is wanted is', async () => {
    const t = await tenant();
    await deploy(t);
    await database.sql("update service_instances set status = 'running', observed_at = now() where service_id = $1", [t.service]);
    await database.sql('update service_instances set desired_replicas = 3 where service_id = $1', [t.service]);
    const rows = await database.sql(
      "select operation, changed_columns from audit_log where table_name = 'service_instances' and organization_id = $1 order by created_at",
      [t.organization],
    );
    expect(rows).toMatchObject([{ operation: 'INSERT' }, { operation: 'UPDATE', changed_columns: ['desired_replicas'] }]);
  });

  test('an event is written with its change, and outlives its subject', async () => {
    const t = await tenant();
    const id = await deploy(t);
    await database.sql('delete from organizations where id = $1', [t.organization]);
    const rows = await database.sql('select type from domain_events where organization_id = $1 order by created_at', [
      t.organization,
    ]);
    const types = rows.map((r) => r.type);
    expect(types).toEqual(
      expect.arrayContaining([
        'MemberAdded',
        'ProjectCreated',
        'ServiceCreated',
        'DeploymentRequested',
        'ServiceDeleted',
        'ProjectDeleted',
      ]),
    );
    expect(await database.sql('select 1 from deployments where id = $1', [id])).toEqual([]);
  });
});
