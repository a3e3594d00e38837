/**
 * A cluster's whole life while each of the calls in turn goes wrong in each of the ways: whoever repeats what was refused, as the reconciler does,
 * ends in the right state, with nothing made twice and nothing left behind.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '../../kit/fault.ts';
import { clusterIsGone, desiredCluster } from '../../test/contracts/cluster-provider.contract.ts';
import type { Fault as Script } from '../../test/emulators/faults.ts';
import { openRancherEmulator, type RancherEmulator } from '../../test/emulators/rancher/emulator.ts';
import { eventually } from '../../test/support/eventually.ts';
import { mayWithKubeconfig } from '../../test/support/may-with-kubeconfig.ts';
import { rancherProvider } from '../../test/support/rancher-provider.ts';

const scripts: Readonly<Record<string, Script>> = {
  'takes too long': { kind: 'hang' },
  'answers 429': { kind: 'answer', status: 429, headers: { 'retry-after': '0' } },
  'answers 500': { kind: 'answer', status: 500, body: 'oops' },
  'answers 409': { kind: 'answer', status: 409 },
  'closes before': { kind: 'reset' },
  'closes after': { kind: 'lost-answer' },
  'closes half-way': { kind: 'half-answer' },
  'is done twice': { kind: 'twice' },
};
const CLUSTERS = 'clusters.provisioning.cattle.io';

/** So many calls go wrong in one life, far from each other. */
const AT_ONCE = 5;

for (const [version, ways] of [
  ['2.15.0', Object.keys(scripts)],
  // What is another call there than with newer ones is hardest on whoever makes something twice.
  ['2.9.3', ['closes after', 'is done twice']],
] as const)
  describe(`Rancher ${version}`, () => {
    let rancher: RancherEmulator;
    let calls: readonly { readonly method: string; readonly path: RegExp; readonly name: string }[];
    beforeAll(async () => {
      rancher = await openRancherEmulator({ version, stepMs: 1 });
      await life(rancher);
      calls = distinct(rancher);
    });
    afterAll(async () => {
      await rancher?.[Symbol.asyncDispose]();
    });

    test('a life has every kind of call in it', () => {
      expect(calls.length).toBeGreaterThan(20);
    });

    for (const name of ways)
      test(`one call after the other ${name}`, async () => {
        const lives = Math.ceil(calls.length / AT_ONCE);
        for (let turn = 0; turn < lives; turn += 1) {
          const wrong = calls.filter((_, at) => at % lives === turn);
          const fault = scripts[name];
          if (fault === undefined) throw new Error(name);
          for (const { method, path } of wrong) rancher.faults.add({ method, path, fault });
          const before = rancher.faults.met;
          const names = wrong.map((call) => call.name).join(', ');
          try {
            await life(rancher, fault.kind === 'hang' ? 2_500 : undefined);
          } catch (error) {
            throw new Error(`${names} ${name}`, { cause: error });
          }
          expect(rancher.faults.met, `all were met: ${names}`).toBe(before + wrong.length);
        }
        expect(rancher.violations).toEqual([]);
        expect(rancher.problems).toEqual([]);
      });
  });

/** Made, scaled, given access to, taken down, by somebody who tries again. */
async function life(rancher: RancherEmulator, requestMs = 10_000): Promise<void> {
  await using provider = rancherProvider(rancher, { requestMs, settleMs: 5, pauseMs: 1 });
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    const failures = new Set<string>();
    const until = Date.now() + 240_000;
    while (Date.now() < until)
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Fault) || error.kind === 'reject') throw error;
        failures.add(error.message);
        await sleep(10);
      }
    throw new Error(`to no avail: ${[...failures].join(' | ')}`);
  };
  const desired = desiredCluster();
  const active = (generation: number) =>
    eventually(
      () => again(() => provider.observe(desired)),
      (s) => s.state === 'present' && s.phase === 'active' && s.generation === generation,
    );
  await again(() => provider.apply(desired));
  await active(1);
  const gpu = { ...desired.pools[1], name: 'gpu', quantity: 1 } as const;
  const scaled = {
    ...desired,
    generation: 2,
    pools: [...desired.pools.map((p) => (p.worker ? { ...p, quantity: 3 } : p)), gpu as (typeof desired.pools)[number]],
  };
  await again(() => provider.apply(scaled));
  const seen = await active(2);
  expect(seen).toMatchObject({
    pools: [
      { name: 'control', quantity: 1 },
      { name: 'workers', quantity: 3 },
      { name: 'gpu', quantity: 1 },
    ],
  });
  expect(rancher.kubernetes.objects(CLUSTERS)).toHaveLength(1);
  const grantId = randomUUID();
  const user = { id: randomUUID(), email: 'ada@example.com' };
  const given = await again(() => provider.issueKubeconfig({ grantId, cluster: desired, user, role: 'edit', seconds: 3600 }));
  expect(await mayWithKubeconfig(given.kubeconfig, 'create', 'pods')).toBe(true);
  expect(rancher.leftovers().filter((name) => name.startsWith('kubeconfig ')).length).toBeLessThanOrEqual(1);
  await again(() => provider.revokeKubeconfig({ grantId, cluster: desired, externalId: given.externalId }));
  expect(await mayWithKubeconfig(given.kubeconfig, 'create', 'pods')).toBe(false);
  const fewer = { ...scaled, generation: 3, pools: scaled.pools.filter(({ name }) => name !== 'gpu') };
  await again(() => provider.apply(fewer));
  await active(3);
  // At rest: what the pool was made of goes too.
  await again(() => provider.apply(fewer));
  expect(rancher.kubernetes.objects('amazonec2configs.rke-machine-config.cattle.io')).toHaveLength(2);
  await again(() => provider.list());
  await again(() => clusterIsGone(provider, desired));
  expect(rancher.leftovers()).toEqual([]);
}

/** Every kind of call once: ids and names are somebody's, the rest of the address is the kind. */
function distinct({ requests }: RancherEmulator) {
  const found = new Map<string, { method: string; path: RegExp; name: string }>();
  for (const { method, path } of requests) {
    if (path.startsWith('/k8s/')) continue;
    const [pathname = '', query] = path.split('?');
    const plain = pathname.replaceAll(/\/(u-ns|ns-|nc-|c-m-|token-|kubeconfig-)[\w-]+/g, '/§');
    const action = /action=\w+/.exec(query ?? '')?.[0];
    const pattern = plain
      .split('§')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\w-]+');
    const name = `${method} ${plain}${action === undefined ? '' : `?${action}`}`;
    found.set(name, { method, path: new RegExp(`^${pattern}(\\?${action === undefined ? '' : `.*${action}`}|$)`), name });
  }
  return [...found.values()];
}
