/** The database's transitions and deadlines are those of the pure machines. */
import { expect, test } from 'vitest';
import { alertMachine } from '../../domain/states/alert.ts';
import { buildMachine } from '../../domain/states/build.ts';
import { clusterMachine } from '../../domain/states/cluster.ts';
import { databaseMachine } from '../../domain/states/database.ts';
import { backupMachine } from '../../domain/states/database-backup.ts';
import { restoreMachine } from '../../domain/states/database-restore.ts';
import { deliveryMachine } from '../../domain/states/delivery.ts';
import { deploymentMachine } from '../../domain/states/deployment.ts';
import { jobRunMachine } from '../../domain/states/job-run.ts';
import { domainMachine } from '../../domain/states/service-domain.ts';
import { tenantClusterMachine } from '../../domain/states/tenant-cluster.ts';
import { migratedDatabase } from '../support/migrated.ts';

test('status_transitions holds exactly the transitions of the machines, and the statuses exactly their states', async () => {
  await using database = await migratedDatabase();
  const machines = [
    { table: 'alerts', statuses: 'alert_statuses', initial: ['pending'], machine: alertMachine },
    { table: 'notifications', statuses: 'delivery_statuses', initial: ['pending'], machine: deliveryMachine },
    { table: 'webhook_deliveries', statuses: 'delivery_statuses', initial: ['pending'], machine: deliveryMachine },
    { table: 'builds', statuses: 'build_statuses', initial: ['queued'], machine: buildMachine },
    {
      table: 'deployments',
      statuses: 'deployment_statuses',
      initial: ['pending_approval', 'queued'],
      machine: deploymentMachine,
    },
    { table: 'service_domains', statuses: 'domain_statuses', initial: ['pending_dns'], machine: domainMachine },
    { table: 'job_runs', statuses: 'job_run_statuses', initial: ['queued'], machine: jobRunMachine },
    { table: 'databases', statuses: 'database_statuses', initial: ['provisioning', 'restoring'], machine: databaseMachine },
    { table: 'database_backups', statuses: 'backup_statuses', initial: ['queued'], machine: backupMachine },
    { table: 'database_restores', statuses: 'restore_statuses', initial: ['queued'], machine: restoreMachine },
    { table: 'clusters', statuses: 'cluster_statuses', initial: ['provisioning'], machine: clusterMachine },
    { table: 'tenant_clusters', statuses: 'tenant_cluster_statuses', initial: ['provisioning'], machine: tenantClusterMachine },
  ];
  for (const { table, statuses, initial, machine } of machines) {
    const wanted = Object.entries(machine).flatMap(([from, events]) => Object.values(events).map((to) => `${from} > ${to}`));
    const rows = await database.sql('select from_status, to_status from status_transitions where machine = $1', [table]);
    const held = rows.map((r) => `${r.from_status} > ${r.to_status}`);
    expect(held.sort()).toEqual([...wanted, ...initial.map((s) => ` > ${s}`)].sort());
    const values = await database.sql(`select value from ${statuses}`);
    expect(values.map((r) => r.value).sort()).toEqual(Object.keys(machine).sort());
  }
});

test('the database refuses every other transition of builds, deployments and runs, whoever writes', async () => {
  await using database = await migratedDatabase();
  const { sql } = database;
  const one = async (statement: string, values: unknown[] = []) => String((await sql(statement, values))[0]?.id);
  const organization = await one("insert into organizations (slug, name) values ('acme', 'Acme') returning id");
  const project = await one("insert into projects (organization_id, slug, name) values ($1, 'shop', 'Shop') returning id", [
    organization,
  ]);
  const service = await one(
    `insert into services (project_id, slug, name, type, source_type, git_repository)
     values ($1, 'web', 'Web', 'web', 'git', 'file:///r') returning id`,
    [project],
  );
  // Everything that any state asks for is there, so that only the transition can be wrong.
  const ids = {
    builds: await one(
      `insert into builds (service_id, git_repository, git_reference, git_directory, deadline_at, failure_reason, git_commit,
         artifact_kind, artifact_reference, artifact_digest, artifact_framework, artifact_processes)
       values ($1, 'file:///r', 'main', '.', now(), 'x', repeat('a', 40), 'directory', '/a', 'd', 'node', '{}') returning id`,
      [service],
    ),
    deployments: await one(
      `insert into deployments (service_id, environment_id, deadline_at, failure_step, failure_reason)
       select $1, id, now(), 'queued', 'x' from environments returning id`,
      [service],
    ),
    job_runs: await one(
      `insert into job_runs (service_instance_id, trigger, deadline_at, failure_reason)
       select id, 'manual', now(), 'x' from service_instances returning id`,
    ),
  };
  const machines = { builds: buildMachine, deployments: deploymentMachine, job_runs: jobRunMachine };
  for (const [table, machine] of Object.entries(machines)) {
    const id = ids[table as keyof typeof ids];
    for (const [from, events] of Object.entries(machine)) {
      await sql(`alter table ${table} disable trigger user`);
      await sql(`update ${table} set status = $2 where id = $1`, [id, from]);
      await sql(`alter table ${table} enable trigger user`);
      const legal = Object.values(events);
      for (const to of Object.keys(machine).filter((state) => state !== from && !legal.includes(state)))
        await expect(sql(`update ${table} set status = $2 where id = $1`, [id, to]), `${table} ${from} > ${to}`).rejects.toThrow(
          `${table} cannot go from "${from}" to "${to}"`,
        );
    }
  }
});
