/** Each call in turn goes wrong in each way: a tenant is made once all the same, and nothing of it is left behind. */
import { expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { desiredTenant } from '../../test/contracts/tenant-provider.contract.ts';
import type { Fault as Trouble } from '../../test/emulators/faults.ts';
import { eventually } from '../../test/support/eventually.ts';
import { openVclusterUnderTest } from '../../test/support/vcluster-fixture.ts';

const status = (code: number, reason: string): Trouble => ({
  kind: 'answer',
  status: code,
  headers: { 'content-type': 'application/json', 'retry-after': '0' },
  body: JSON.stringify({ kind: 'Status', status: 'Failure', code, reason, message: reason }),
});

const troubles: readonly (readonly [string, Trouble])[] = [
  ['hangs', { kind: 'hang' }],
  ['is refused for now (429)', status(429, 'TooManyRequests')],
  ['fails (500)', status(500, 'InternalError')],
  ['meets a change (409)', status(409, 'Conflict')],
  ['is cut before', { kind: 'reset' }],
  ['is done and its answer lost', { kind: 'lost-answer' }],
  ['closes half-way', { kind: 'half-answer' }],
  ['is done twice', { kind: 'twice' }],
];

/** Changes: namespace, Application, registration, namespaces inside (another server), and the deletions. */
const CHANGES = 4;
const READS = 5;

test.each(troubles)('a call that %s', async (_name, trouble) => {
  await using it = await openVclusterUnderTest({}, trouble.kind === 'hang' ? 3_000 : 30_000);
  const { cluster } = it.emulator;
  /** As a reconciler does: again until it is so. */
  const until = async (act: () => Promise<void>, so: () => Promise<boolean>) =>
    await eventually(
      async () => {
        try {
          await act();
          return await so();
        } catch (error) {
          // Never the user's fault, and never one we do not know.
          expect(error).toBeInstanceOf(Fault);
          expect(error).not.toMatchObject({ kind: 'reject' });
          return false;
        }
      },
      (done) => done,
    );
  const life = async (rule: { readonly method?: string; readonly skip: number }) => {
    const desired = desiredTenant(it.host, { namespaces: [{ name: 'shop-staging', project: 'shop', environment: 'staging' }] });
    cluster.faults.add({ ...rule, fault: trouble });
    await until(
      () => it.provider.apply(desired),
      async () => {
        const seen = await it.provider.observe(desired);
        return seen.state === 'present' && seen.phase === 'active' && seen.generation === 1;
      },
    );
    expect(cluster.objects('applications.argoproj.io')).toHaveLength(1);
    expect(cluster.objects('statefulsets.apps')).toHaveLength(1);
    await eventually(
      () => it.namespaces(desired),
      (names) => names.includes('shop-staging'),
    );
    await until(
      () => it.provider.remove(desired),
      async () => (await it.provider.observe(desired)).state === 'absent',
    );
    cluster.faults.clear();
    for (const kind of ['applications.argoproj.io', 'statefulsets.apps', 'persistentvolumeclaims.', 'secrets.'])
      expect(cluster.objects(kind), kind).toEqual([]);
    expect(cluster.objects('namespaces.').filter(({ metadata }) => metadata.name === desired.namespace)).toEqual([]);
  };
  for (let skip = 0; skip < CHANGES; skip += 1) {
    const method = ['POST', 'PATCH', 'DELETE', 'DELETE'][skip];
    const before = [0, 0, 0, 1][skip] ?? 0;
    await life({ ...(method === undefined ? {} : { method }), skip: before });
  }
  for (let skip = 0; skip < READS; skip += 1) await life({ method: 'GET', skip: skip * 2 });
  expect(cluster.faults.met).toBeGreaterThanOrEqual(CHANGES + READS - 1);
  expect(cluster.problems).toEqual([]);
});
