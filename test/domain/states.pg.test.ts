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
