/**
 * What every ClusterProvider promises, run over each implementation as far as it is able: one that makes no clusters is held to what it says
 * about that, and to clusters that are registered.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  ClusterObservation,
  ClusterProvider,
  ClusterReference,
  DesiredCluster,
  DesiredNodePool,
  KubeconfigRole,
} from '../../domain/ports/cluster-provider.ts';
import { type Kubernetes, startKubernetes } from '../emulators/kubernetes/emulator.ts';
import { eventually } from '../support/eventually.ts';

export interface ClustersUnderTest extends AsyncDisposable {
  readonly provider: ClusterProvider;
  /** A wish that this implementation can grant. */
  readonly wish: Partial<DesiredCluster>;
  /** What is outside: names of everything of ours there. Empty when nothing is left behind. */
  readonly leftovers: () => Promise<readonly string[]> | readonly string[];
  /** How many clusters are outside. */
  readonly count: () => Promise<number> | number;
  /** Whether the bearer of this kubeconfig may do it: asked of the cluster's API server itself. */
  readonly may: (kubeconfig: string, verb: string, kind: string) => Promise<boolean>;
}

export type PresentCluster = Extract<ClusterObservation, { state: 'present' }>;

/** A real platform takes its time. */
const LIMIT_MS = 240_000;

const pool = (name: string, quantity: number, changes: Partial<DesiredNodePool> = {}): DesiredNodePool => ({
  name,
  quantity,
  controlPlane: false,
  etcd: false,
  worker: true,
  machineType: 'medium',
  labels: {},
  ...changes,
});

export const desiredCluster = (changes: Partial<DesiredCluster> = {}): DesiredCluster => ({
  clusterId: randomUUID(),
  registered: null,
  label: 'eu-prod',
  region: 'local',
  distribution: 'rke2',
  kubernetesVersion: 'v1.33.4+rke2r1',
  pools: [pool('control', 1, { controlPlane: true, etcd: true, worker: false }), pool('workers', 2)],
  generation: 1,
  ...changes,
});

export const clusterReaches = (
  provider: ClusterProvider,
  reference: ClusterReference,
  satisfies: (seen: PresentCluster) => boolean,
): Promise<PresentCluster> =>
  eventually(
    async () => {
      const seen = await provider.observe(reference);
      return seen.state === 'present' ? seen : null;
    },
    (seen) => seen !== null && satisfies(seen),
    LIMIT_MS,
  ).then((seen) => {
    if (seen === null) throw new Error('it is absent');
    return seen;
  });

export const clusterIsGone = async (provider: ClusterProvider, reference: ClusterReference): Promise<void> => {
  await eventually(
    async () => {
      await provider.remove(reference);
      return await provider.observe(reference);
    },
    ({ state }) => state === 'absent',
    LIMIT_MS,
  );
};

export function clusterProviderContract(open: () => Promise<ClustersUnderTest>, canProvision: boolean): void {
  let it: ClustersUnderTest;
  let provider: ClusterProvider;
  let theirs: Kubernetes;
  beforeAll(async () => {
    it = await open();
    provider = it.provider;
    theirs = await startKubernetes();
  });
  afterAll(async () => {
    await it?.[Symbol.asyncDispose]();
    await theirs?.[Symbol.asyncDispose]();
  });

  const user = { id: randomUUID(), email: 'ada@example.com' };
  const registered = (): ClusterReference => ({ clusterId: randomUUID(), registered: { kubeconfig: theirs.kubeconfig() } });
  const wishFor = (reference: ClusterReference): DesiredCluster =>
    desiredCluster({ ...reference, distribution: 'other', kubernetesVersion: null, pools: [] });
  const issue = (cluster: ClusterReference, role: KubeconfigRole, grantId: string = randomUUID()) =>
    provider.issueKubeconfig({ grantId, cluster, user, role, seconds: 3600 });

  /** Access is the same promise wherever the cluster came from. */
  const accessPromises = (of: () => Promise<ClusterReference>) => {
    test('access is a person’s own, for a limited time and within the role', async () => {
      const cluster = await of();
      const before = Date.now();
      const viewer = await issue(cluster, 'view');
      expect(viewer.expiresAt).toBeGreaterThan(before);
      expect(viewer.expiresAt).toBeLessThanOrEqual(Date.now() + 3600_000 + 60_000);
      const editor = await issue(cluster, 'edit');
      const administrator = await issue(cluster, 'cluster_admin');
      const asked = async (kubeconfig: string) => [
        await it.may(kubeconfig, 'list', 'pods'),
        await it.may(kubeconfig, 'create', 'configmaps'),
        await it.may(kubeconfig, 'delete', 'clusterroles.rbac.authorization.k8s.io'),
      ];
      expect(await asked(viewer.kubeconfig)).toEqual([true, false, false]);
      expect(await asked(editor.kubeconfig)).toEqual([true, true, false]);
      expect(await asked(administrator.kubeconfig)).toEqual([true, true, true]);
    });

    test('ending access ends it, and nobody else’s; ending it twice, or what never was, succeeds', async () => {
      const cluster = await of();
      const [mine, yours] = [randomUUID(), randomUUID()];
      const given = await issue(cluster, 'view', mine);
      const other = await issue(cluster, 'view', yours);
      const grant = { grantId: mine, cluster, externalId: given.externalId };
      await provider.revokeKubeconfig(grant);
      await provider.revokeKubeconfig(grant);
      await provider.revokeKubeconfig({ grantId: randomUUID(), cluster, externalId: null });
      expect(await it.may(given.kubeconfig, 'list', 'pods')).toBe(false);
      expect(await it.may(other.kubeconfig, 'list', 'pods')).toBe(true);
    });

    test('a grant that is asked for again is given anew, and what was given before is worth nothing', async () => {
      const cluster = await of();
      const grantId = randomUUID();
      const first = await issue(cluster, 'view', grantId);
      const second = await issue(cluster, 'view', grantId);
      expect(await it.may(second.kubeconfig, 'list', 'pods')).toBe(true);
      if (second.kubeconfig !== first.kubeconfig) expect(await it.may(first.kubeconfig, 'list', 'pods')).toBe(false);
      await provider.revokeKubeconfig({ grantId, cluster, externalId: second.externalId });
      expect(await it.may(second.kubeconfig, 'list', 'pods')).toBe(false);
    });

    test('a grant that is asked for many times at once is given, and works', async () => {
      const cluster = await of();
      const grantId = randomUUID();
      const given = await Promise.all(Array.from({ length: 5 }, () => issue(cluster, 'view', grantId)));
      for (const { kubeconfig } of given) expect(await it.may(kubeconfig, 'list', 'pods')).toBe(true);
    });

    test('a grant whose answer was lost is ended by its id alone', async () => {
      const cluster = await of();
      const grantId = randomUUID();
      const given = await issue(cluster, 'view', grantId);
      await provider.revokeKubeconfig({ grantId, cluster, externalId: null });
      expect(await it.may(given.kubeconfig, 'list', 'pods')).toBe(false);
    });
  };

  test('an aborted call ends and does nothing', async () => {
    const signal = AbortSignal.abort();
    const cluster = registered();
    const grant = { grantId: randomUUID(), cluster, externalId: null };
    const calls = [
      provider.apply(wishFor(cluster), signal),
      provider.observe(cluster, signal),
      provider.remove(cluster, signal),
      provider.list(signal),
      provider.issueKubeconfig({ ...grant, user, role: 'view', seconds: 60 }, signal),
      provider.revokeKubeconfig(grant, signal),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('what never was is absent, and removing it succeeds', async () => {
    const cluster = { clusterId: randomUUID(), registered: null };
    await provider.remove(cluster);
    await provider.remove(cluster);
    expect(await provider.observe(cluster)).toEqual({ state: 'absent' });
    expect((await provider.list()).map(({ id }) => id)).not.toContain(cluster.clusterId);
  });

  test('a registered cluster that answers is active with all of its nodes, and belongs to nobody’s list', async () => {
    const cluster = registered();
    await provider.apply(wishFor(cluster));
    await provider.apply(wishFor(cluster));
    const seen = await clusterReaches(provider, cluster, ({ phase }) => phase === 'active');
    expect(seen).toMatchObject({ kubernetesVersion: 'v1.35.0', apiServerUrl: expect.stringContaining('http') });
    expect(seen.generation).toBeGreaterThanOrEqual(1);
    expect((await provider.list()).map(({ id }) => id)).not.toContain(cluster.clusterId);
    await provider.remove(cluster);
    await provider.remove(cluster);
  });

  test('a registered cluster that does not answer is unreachable and says why; removing it succeeds', async () => {
    const gone = await startKubernetes();
    const cluster = { clusterId: randomUUID(), registered: { kubeconfig: gone.kubeconfig() } };
    await gone[Symbol.asyncDispose]();
    expect(await provider.observe(cluster)).toMatchObject({ phase: 'unreachable', generation: 0, reason: expect.any(String) });
    await provider.remove(cluster);
  });

  test('several registered clusters have each their own credentials', async () => {
    await using other = await startKubernetes({ adminToken: 'another-token' });
    const [one, two] = [registered(), { clusterId: randomUUID(), registered: { kubeconfig: other.kubeconfig() } }];
    const [here, there] = await Promise.all([issue(one, 'view'), issue(two, 'view')]);
    expect(await it.may(here.kubeconfig, 'list', 'pods')).toBe(true);
    expect(await it.may(there.kubeconfig, 'list', 'pods')).toBe(true);
    expect(here.kubeconfig).not.toContain(other.url);
  });

  accessPromises(async () => registered());

  test('forgetting a registered cluster ends all access to it, and no other’s', async () => {
    const [one, two] = [registered(), registered()];
    const [mine, other] = [await issue(one, 'view'), await issue(two, 'view')];
    await provider.remove(one);
    expect(await it.may(mine.kubeconfig, 'list', 'pods')).toBe(false);
    expect(await it.may(other.kubeconfig, 'list', 'pods')).toBe(true);
  });

  test('the platform’s own way into a registered cluster is the one it was registered with', async () => {
    const cluster = registered();
    expect(await provider.ownKubeconfig(cluster)).toBe(cluster.registered?.kubeconfig);
  });

  if (!canProvision) {
    test('it says that it makes no clusters, and refuses to', async () => {
      expect(provider.capabilities.provisioningUnavailable).toEqual(expect.any(String));
      await expect(provider.apply(desiredCluster())).rejects.toMatchObject({ kind: 'reject' });
      const cluster = { clusterId: randomUUID(), registered: null };
      await expect(issue(cluster, 'view')).rejects.toMatchObject({ kind: 'reject', code: 'kubeconfig-unavailable' });
      await expect(provider.ownKubeconfig(cluster)).rejects.toMatchObject({ kind: 'reject' });
    });
    return;
  }

  /** Made once for the promises that do not change it. */
  let standing: Promise<DesiredCluster> | null = null;
  const made = async (changes: Partial<DesiredCluster> = {}): Promise<DesiredCluster> => {
    const desired = desiredCluster({ ...it.wish, ...changes });
    await provider.apply(desired);
    await clusterReaches(provider, desired, (s) => s.phase === 'active' && s.generation === desired.generation);
    return desired;
  };
  const stands = () => {
    standing ??= made();
    return standing;
  };

  test('the same wish, ten times at once and again later, makes one cluster', async () => {
    const desired = desiredCluster(it.wish);
    const before = await it.count();
    // Losing the race against oneself is a conflict or a retry at worst; none may make a second one.
    await Promise.allSettled(Array.from({ length: 10 }, () => provider.apply(desired)));
    await provider.apply(desired);
    const seen = await clusterReaches(provider, desired, (s) => s.phase === 'active' && s.generation === 1);
    expect(seen).toMatchObject({ nodes: 3, readyNodes: 3, kubernetesVersion: desired.kubernetesVersion });
    expect(seen.pools.map((p) => [p.name, p.quantity, p.readyNodes])).toEqual([
      ['control', 1, 1],
      ['workers', 2, 2],
    ]);
    await provider.apply(desired);
    expect(await provider.observe(desired)).toMatchObject({ phase: 'active', generation: 1 });
    expect(await it.count()).toBe(before + 1);
    expect((await provider.list()).map(({ id }) => id)).toContain(desired.clusterId);
    await clusterIsGone(provider, desired);
  });

  test('pools are scaled, added and removed; a change is not done before it is', async () => {
    const desired = await made();
    const scaled = { ...desired, generation: 2, pools: desired.pools.map((p) => (p.worker ? { ...p, quantity: 4 } : p)) };
    await provider.apply(scaled);
    const right = await provider.observe(scaled);
    // Whatever the platform says right after the change: nobody has carried it out yet.
    if (right.state === 'present' && right.generation === 2)
      expect(right.pools.find((p) => p.name === 'workers')?.quantity).toBe(4);
    const four = await clusterReaches(provider, scaled, (s) => s.phase === 'active' && s.generation === 2);
    expect(four.pools.find((p) => p.name === 'workers')).toMatchObject({ quantity: 4, readyNodes: 4 });
    const more = { ...scaled, generation: 3, pools: [...scaled.pools, pool('gpu', 1, { machineType: 'large' })] };
    await provider.apply(more);
    const five = await clusterReaches(provider, more, (s) => s.phase === 'active' && s.generation === 3);
    expect(five.pools.map((p) => p.name)).toEqual(['control', 'workers', 'gpu']);
    const fewer = { ...more, generation: 4, pools: more.pools.filter((p) => p.name !== 'workers') };
    await provider.apply(fewer);
    const two = await clusterReaches(provider, fewer, (s) => s.phase === 'active' && s.generation === 4);
    expect(two).toMatchObject({ nodes: 2, pools: [{ name: 'control' }, { name: 'gpu' }] });
    await clusterIsGone(provider, desired);
  });

  test('the platform has a way of its own into a cluster that is active, and is told to wait before', async () => {
    const early = desiredCluster({ ...it.wish });
    await expect(provider.ownKubeconfig(early)).rejects.toMatchObject({ kind: 'retry', code: 'cluster-not-ready' });
    const kubeconfig = await provider.ownKubeconfig(await stands());
    for (const verb of ['create', 'delete']) expect(await it.may(kubeconfig, verb, 'deployments.apps')).toBe(true);
    expect(await provider.ownKubeconfig(await stands())).toBe(kubeconfig);
  });

  test('a cluster is upgraded', async () => {
    const desired = await made();
    const version = 'v1.34.1+rke2r1';
    await provider.apply({ ...desired, kubernetesVersion: version, generation: 2 });
    await clusterReaches(provider, desired, (s) => s.phase === 'active' && s.generation === 2 && s.kubernetesVersion === version);
    await clusterIsGone(provider, desired);
  });

  test('removing takes its time, is the same when repeated, and leaves nothing behind', async () => {
    const desired = await made();
    await issue(desired, 'view');
    await provider.remove(desired);
    await provider.remove(desired);
    await clusterIsGone(provider, desired);
    await provider.remove(desired);
    expect((await provider.list()).map(({ id }) => id)).not.toContain(desired.clusterId);
    const left = (await it.leftovers()).filter((name) => name.includes(desired.clusterId.replaceAll('-', '').slice(0, 12)));
    expect(left).toEqual([]);
  });

  test('a wish that cannot be granted is rejected with what to do, and nothing is made', async () => {
    const before = await it.count();
    await expect(provider.apply(desiredCluster({ ...it.wish, pools: [] }))).rejects.toMatchObject({ kind: 'reject' });
    await expect(provider.apply(desiredCluster({ ...it.wish, kubernetesVersion: 'v0.1.2+rke2r1' }))).rejects.toMatchObject({
      kind: 'reject',
      message: expect.stringContaining('v1.33.4+rke2r1'),
    });
    expect(await it.count()).toBe(before);
  });

  accessPromises(async () => {
    const { clusterId } = await stands();
    return { clusterId, registered: null };
  });
}
