import { expect, test } from 'vitest';
import type { TenantObservation } from '../ports/tenant-provider.ts';
import { type ClusterStatus, clusterMachine } from '../states/cluster.ts';
import { type TenantClusterStatus, tenantClusterMachine } from '../states/tenant-cluster.ts';
import { planCluster, planTenantCluster } from './cluster.ts';

type Present = Extract<TenantObservation, { state: 'present' }>;
const seen = (phase: Present['phase'], generation = 2, reason: string | null = null): Present => ({
  state: 'present',
  phase,
  reason,
  generation,
  apiServerUrl: null,
  observedAt: 0,
});
const absent: TenantObservation = { state: 'absent' };
const view = <S extends string>(status: S) => ({ status, generation: 2, deadlineAt: 100 });

test('a cluster is active when what is wished has been carried out, and not sooner', () => {
  expect(planCluster(view('provisioning'), seen('active', 1), null, 0)).toEqual({ do: 'wait' });
  expect(planCluster(view('provisioning'), seen('active'), null, 0)).toEqual({ do: 'move', to: 'active', problem: null });
  expect(planCluster(view('scaling'), seen('changing'), null, 0)).toEqual({ do: 'wait' });
  expect(planCluster(view('scaling'), seen('active'), null, 0)).toEqual({ do: 'move', to: 'active', problem: null });
});

test('scaling that is refused or late leaves the cluster as it is, and says so', () => {
  expect(planCluster(view('scaling'), seen('active', 1), 'Quota.', 0)).toEqual({
    do: 'move',
    to: 'active',
    problem: { step: 'scaling', reason: 'Quota.' },
  });
  expect(planCluster(view('upgrading'), seen('unreachable', 1, 'Times out.'), null, 100)).toEqual({
    do: 'move',
    to: 'unreachable',
    problem: { step: 'upgrading', reason: 'It did not end in time. Times out.' },
  });
});

test('a cluster that does not answer is unreachable until it does', () => {
  for (const lost of [seen('unreachable'), seen('unknown'), absent])
    expect(planCluster(view('active'), lost, null, 0)).toMatchObject({ to: 'unreachable' });
  expect(planCluster(view('unreachable'), seen('active'), null, 0)).toMatchObject({ to: 'active' });
});

test('whatever is seen, only legal moves are planned, and what has a deadline ends', () => {
  const phases = ['creating', 'active', 'changing', 'unreachable', 'removing', 'failed', 'unknown'] as const;
  for (const s of [absent, ...phases.flatMap((p) => [seen(p, 1), seen(p, 2)])])
    for (const refusal of [null, 'No.'])
      for (const now of [0, 100]) {
        const end = (status: string, machine: Readonly<Record<string, object>>, plan: { do: string; to?: string }) => {
          const to = plan.do === 'move' ? plan.to : plan.do === 'fail' ? 'failed' : plan.do === 'gone' ? 'deleted' : null;
          if (to !== null) expect(Object.values(machine[status] ?? {}), status).toContain(to);
          else if (now === 100 && ['provisioning', 'scaling', 'upgrading', 'deleting'].includes(status))
            expect.fail(`${status} stays for ever with ${JSON.stringify(s)}`);
        };
        for (const status of Object.keys(clusterMachine) as ClusterStatus[])
          end(status, clusterMachine, planCluster(view(status), s, refusal, now));
        for (const status of Object.keys(tenantClusterMachine) as TenantClusterStatus[])
          end(status, tenantClusterMachine, planTenantCluster(view(status), s, refusal, now));
      }
});
