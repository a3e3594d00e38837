/** Every state × event of the machines. A dot: the event means nothing in that state. */
import { expect, test } from 'vitest';
import { alertMachine } from './alert.ts';
import { buildMachine } from './build.ts';
import { clusterMachine } from './cluster.ts';
import { databaseMachine } from './database.ts';
import { backupMachine } from './database-backup.ts';
import { restoreMachine } from './database-restore.ts';
import { deliveryMachine } from './delivery.ts';
import { ACTIVE, deploymentMachine } from './deployment.ts';
import { jobRunMachine } from './job-run.ts';
import { isFinal, type Machine, next } from './machine.ts';
import { domainMachine } from './service-domain.ts';
import { tenantClusterMachine } from './tenant-cluster.ts';

const row = (cells: string): string[] => cells.trim().split(/\s+/);

function check<S extends string, E extends string>(machine: Machine<S, E>, events: readonly E[], table: Record<S, string>): void {
  const states = Object.keys(machine);
  expect(Object.keys(table).sort()).toEqual([...states].sort());
  for (const [state, cells] of Object.entries<string>(table))
    expect([state, ...events.map((event) => next(machine, state as S, event) ?? '.')]).toEqual([state, ...row(cells)]);
}

test('build', () => {
  check(buildMachine, ['start', 'succeed', 'fail', 'cancel', 'confirm-cancel'], {
    queued: '    building  .          failed  cancelling  .         ',
    building: '  .         succeeded  failed  cancelling  .         ',
    cancelling: '.         .          failed  .           cancelled ',
    succeeded: ' .         .          .       .           .         ',
    failed: '    .         .          .       .           .         ',
    cancelled: ' .         .          .       .           .         ',
  });
});

test('run of a job', () => {
  check(jobRunMachine, ['start', 'succeed', 'fail', 'skip', 'cancel', 'confirm-cancel'], {
    queued: '    running  .          failed  skipped  cancelled   .         ',
    running: '   .        succeeded  failed  .        cancelling  .         ',
    cancelling: '.        .          failed  .        .           cancelled ',
    succeeded: ' .        .          .       .        .           .         ',
    failed: '    .        .          .       .        .           .         ',
    cancelled: ' .        .          .       .        .           .         ',
    skipped: '   .        .          .       .        .           .         ',
  });
});

test('domain', () => {
  check(domainMachine, ['prove', 'refuse', 'certify', 'fail', 'retry', 'lose'], {
    pending_dns: 'issuing  failed  .       .       .        .          ',
    issuing: '    .        .       active  failed  .        pending_dns',
    active: '     .        .       .       failed  .        pending_dns',
    failed: '     .        .       active  .       issuing  pending_dns',
  });
});

test('alert', () => {
  check(alertMachine, ['fire', 'resolve'], {
    pending: ' firing  .       ',
    firing: '  .       resolved',
    resolved: '.       .       ',
  });
});

test('delivery', () => {
  check(deliveryMachine, ['succeed', 'fail'], {
    pending: '  succeeded  failed',
    succeeded: '.          .     ',
    failed: '   .          .     ',
  });
});

test('deployment', () => {
  check(
    deploymentMachine,
    [
      'approve',
      'reject',
      'build',
      'scan',
      'deploy',
      'verify',
      'run',
      'fail',
      'cancel',
      'confirm-cancel',
      'supersede',
      'roll-back',
    ],
    {
      pending_approval: 'queued rejected .        .        .         .         .       failed cancelled  .         .          .',
      queued: '          .      .        building scanning .         .         .       failed cancelled  .         .          .',
      building: '        .      .        .        scanning .         .         .       failed cancelling .         .          .',
      scanning: '        .      .        .        .        deploying .         .       failed cancelling .         .          .',
      deploying: '       .      .        .        .        .         verifying .       failed cancelling .         .          .',
      verifying: '       .      .        .        .        .         .         running failed cancelling .         .          .',
      cancelling: '      .      .        .        .        .         .         .       failed .          cancelled .          .',
      running:
        '         .      .        .        .        .         .         .       .      .          .         superseded rolled_back',
      superseded: '      .      .        .        .        .         .         .       .      .          .         .          .',
      rolled_back: '     .      .        .        .        .         .         .       .      .          .         .          .',
      failed: '          .      .        .        .        .         .         .       .      .          .         .          .',
      cancelled: '       .      .        .        .        .         .         .       .      .          .         .          .',
      rejected: '        .      .        .        .        .         .         .       .      .          .         .          .',
    },
  );
});

test('every state of a deployment that is under way can fail, so a deadline can always end it', () => {
  for (const state of ACTIVE) expect(next(deploymentMachine, state, 'fail')).toBe('failed');
  expect(isFinal(deploymentMachine, 'failed')).toBe(true);
  expect(isFinal(deploymentMachine, 'running')).toBe(false);
});

test('database', () => {
  check(databaseMachine, ['ready', 'scale', 'back-up', 'restore', 'fail-over', 'lose', 'vanish', 'fail', 'delete', 'gone'], {
    provisioning: 'running .       .          .         .            .           .    failed deleting .      ',
    running: '     .       scaling backing_up restoring failing_over unreachable lost .      deleting .      ',
    scaling: '     running .       .          .         .            unreachable lost .      deleting .      ',
    backing_up: '  running .       .          .         .            unreachable lost .      deleting .      ',
    restoring: '   running .       .          .         .            unreachable lost failed deleting .      ',
    failing_over: 'running .       .          .         .            unreachable lost .      deleting .      ',
    unreachable: ' running .       .          restoring failing_over .           lost .      deleting .      ',
    lost: '        running .       .          restoring .            unreachable .    .      deleting .      ',
    deleting: '    .       .       .          .         .            .           .    failed .        deleted',
    deleted: '     .       .       .          .         .            .           .    .      .        .      ',
    failed: '      .       .       .          .         .            .           .    .      deleting .      ',
  });
});

test('database backup', () => {
  check(backupMachine, ['start', 'succeed', 'fail', 'delete', 'gone'], {
    queued: '   running .         failed deleting .      ',
    running: '  .       succeeded failed deleting .      ',
    succeeded: '.       .         .      deleting .      ',
    failed: '   .       .         .      deleting .      ',
    deleting: ' .       .         failed .        deleted',
    deleted: '  .       .         .      .        .      ',
  });
});

test('database restore', () => {
  check(restoreMachine, ['start', 'succeed', 'fail'], {
    queued: '   restoring .         failed',
    restoring: '.         succeeded failed',
    succeeded: '.         .         .     ',
    failed: '   .         .         .     ',
  });
});

test('cluster', () => {
  check(clusterMachine, ['ready', 'scale', 'upgrade', 'lose', 'fail', 'delete', 'gone'], {
    provisioning: 'active .       .         .           failed deleting .      ',
    active: '      .      scaling upgrading unreachable .      deleting .      ',
    scaling: '     active .       .         unreachable .      deleting .      ',
    upgrading: '   active .       .         unreachable .      deleting .      ',
    unreachable: ' active .       .         .           .      deleting .      ',
    deleting: '    .      .       .         .           failed .        deleted',
    deleted: '     .      .       .         .           .      .        .      ',
    failed: '      .      .       .         .           .      deleting .      ',
  });
});

test('tenant cluster', () => {
  check(tenantClusterMachine, ['ready', 'fail', 'delete', 'gone'], {
    provisioning: 'active failed deleting .      ',
    active: '      .      .      deleting .      ',
    deleting: '    .      failed .        deleted',
    deleted: '     .      .      .        .      ',
    failed: '      .      .      deleting .      ',
  });
});
