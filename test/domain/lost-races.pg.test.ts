/**
 * On YugabyteDB any transaction may end in 40001 or 40P01. Here every thirtieth write of the database does, whoever makes it: commands, events and
 * reconcilers still bring everything to its end, once each.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ControlPlane, createTenant, startControlPlane, type TestTenant } from '../support/control-plane.ts';
import { deploy, reaches } from '../support/delivery.ts';
import { eventually } from '../support/eventually.ts';

let plane: ControlPlane;
let tenant: TestTenant;
beforeAll(async () => {
  plane = await startControlPlane();
  tenant = await createTenant(plane);
});
afterAll(async () => {
  await plane?.[Symbol.asyncDispose]();
});

/** A sequence counts what was tried: unlike a table it keeps its count when the transaction is taken back. */
const STORM = `
  create sequence public.storm;
  create function public.lose() returns trigger language plpgsql as $$
  declare n bigint := nextval('public.storm');
  begin
    if n % 60 = 0 then raise exception 'could not serialize access' using errcode = '40001'; end if;
    if n % 60 = 30 then raise exception 'deadlock detected' using errcode = '40P01'; end if;
    return null;
  end $$;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' loop
      execute format('create trigger zz_storm before insert or update or delete on public.%I for each statement execute function public.lose()', name);
    end loop;
  end $$;`;

test('with every thirtieth write taken back, everything that was asked for happens, once', async () => {
  const { sql } = plane.database;
  const developer = await tenant.member('developer');
  const owner = await tenant.member('org_owner');
  await sql(STORM);

  const first = await deploy(plane, developer, tenant.serviceId);
  await reaches(plane, first, 'running');
  const second = await deploy(plane, developer, tenant.serviceId, ', reference: "two"');
  await reaches(plane, second, 'running');
  const third = await plane.as(
    developer,
    `mutation { rollbackService(serviceId: "${tenant.serviceId}", requestId: "${randomUUID()}") { deploymentId } }`,
  );
  expect(third.errors).toBeUndefined();
  await reaches(plane, third.data.rollbackService.deploymentId, 'running');
  const database = await plane.as(
    owner,
    `mutation { provisionDatabase(projectId: "${tenant.projectId}", slug: "main", requestId: "${randomUUID()}") { databaseId } }`,
  );
  expect(database.errors).toBeUndefined();
  await eventually(
    () => sql('select status from databases where project_id = $1', [tenant.projectId]),
    ([row]) => row?.status === 'running',
  );

  expect(await sql('select status, count(*)::int as n from deployments group by 1 order by 1')).toEqual([
    { status: 'rolled_back', n: 1 },
    { status: 'running', n: 1 },
    { status: 'superseded', n: 1 },
  ]);
  expect(await sql('select count(*)::int as n from builds')).toEqual([{ n: 2 }]);
  expect(await sql('select count(*)::int as n from databases')).toEqual([{ n: 1 }]);
  const told = await sql(
    `select type, count(*)::int as n from domain_events where type in ('DeploymentRequested', 'ServiceDeployed', 'ServiceRolledBack', 'DatabaseCreated', 'BuildCompleted')
     group by 1 order by 1`,
  );
  expect(told).toEqual([
    { type: 'BuildCompleted', n: 2 },
    { type: 'DatabaseCreated', n: 1 },
    { type: 'DeploymentRequested', n: 3 },
    { type: 'ServiceDeployed', n: 2 },
    { type: 'ServiceRolledBack', n: 1 },
  ]);
  expect(plane.runtime.desired.size).toBe(1);
  // It did storm.
  const [storm] = await sql('select last_value::int as n from public.storm');
  expect(Number(storm?.n)).toBeGreaterThan(40);
});
