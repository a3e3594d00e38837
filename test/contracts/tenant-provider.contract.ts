/** What every TenantProvider promises, run over each implementation. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClusterReference } from '../../domain/ports/cluster-provider.ts';
import type { DesiredTenantCluster, TenantObservation, TenantProvider } from '../../domain/ports/tenant-provider.ts';
import { eventually } from '../support/eventually.ts';

export interface TenantsUnderTest extends AsyncDisposable {
  readonly provider: TenantProvider;
  readonly hints: readonly string[];
  readonly host: ClusterReference;
  /** Whether a request with this kubeconfig is let in; null where nothing answers inside. */
  readonly letsIn: ((kubeconfig: string) => Promise<boolean>) | null;
  /** Namespaces in it; null where nothing can be seen inside. */
  readonly namespaces: ((desired: DesiredTenantCluster) => Promise<readonly string[]>) | null;
  /** What lives between the calls of a process is gone, and the adapter is opened again over what it kept. */
  reopen(): Promise<TenantProvider>;
}

type Present = Extract<TenantObservation, { state: 'present' }>;

/** A real platform takes its time. */
const LIMIT_MS = 240_000;

export function desiredTenant(host: ClusterReference, changes: Partial<DesiredTenantCluster> = {}): DesiredTenantCluster {
  const id = randomUUID();
  return {
    tenantClusterId: id,
    namespace: `ns-${id.slice(0, 8)}${id.slice(9, 13)}`,
    host,
    label: 'shop',
    kubernetesVersion: null,
    cpuMillicores: 4000,
    memoryMegabytes: 8192,
    storageGigabytes: 50,
    namespaces: [],
    generation: 1,
    ...changes,
  };
}

export function tenantProviderContract(open: () => Promise<TenantsUnderTest>): void {
  let it: TenantsUnderTest;
  let provider: TenantProvider;
  beforeAll(async () => {
    it = await open();
    provider = it.provider;
  });
  afterAll(async () => {
    await it?.[Symbol.asyncDispose]();
  });

  const active = async (desired: DesiredTenantCluster): Promise<Present> => {
    const seen = await eventually(
      () => provider.observe(desired),
      (s) => s.state === 'present' && s.phase === 'active' && s.generation === desired.generation,
      LIMIT_MS,
    );
    if (seen.state !== 'present') throw new Error('it is not there');
    return seen;
  };
  const absent = (desired: DesiredTenantCluster) =>
    eventually(
      () => provider.observe(desired),
      (s) => s.state === 'absent',
      LIMIT_MS,
    );
  const gone = async (desired: DesiredTenantCluster) => {
    await provider.remove(desired);
    await absent(desired);
  };

  test('what was never made is absent, and removing it succeeds', async () => {
    const desired = desiredTenant(it.host);
    expect(await provider.observe(desired)).toEqual({ state: 'absent' });
    await provider.remove(desired);
    await provider.revokeKubeconfig({ grantId: randomUUID(), tenant: desired, externalId: null });
    expect(await provider.observe(desired)).toEqual({ state: 'absent' });
    await provider.abandon(desired);
    await expect(provider.abandon(desired, AbortSignal.abort())).rejects.toThrow();
  });

  test('one that is given up is nobody’s any more, and may run on', async () => {
    if (provider.capabilities.unavailable !== null) return;
    const desired = desiredTenant(it.host);
    await provider.apply(desired);
    await active(desired);
    const kubeconfig = await provider.ownKubeconfig(desired);
    const given = () =>
      provider.abandon(desired).then(
        () => 'done',
        (error: { readonly kind?: string }) => error.kind,
      );
    await eventually(given, (end) => end === 'done', LIMIT_MS);
    expect(await given()).toBe('done');
    expect((await provider.list()).map(({ id }) => id)).not.toContain(desired.tenantClusterId);
    if (it.letsIn !== null) expect(await it.letsIn(kubeconfig)).toBe(true);
  });

  test('an aborted signal ends a call', async () => {
    if (provider.capabilities.unavailable !== null) return;
    await expect(provider.apply(desiredTenant(it.host), AbortSignal.abort())).rejects.toThrow();
    await expect(provider.observe(desiredTenant(it.host), AbortSignal.abort())).rejects.toThrow();
  });

  test('one that is wished becomes active, the same wish again changes nothing, and it goes when it is removed', async () => {
    const desired = desiredTenant(it.host);
    if (provider.capabilities.unavailable !== null) {
      await expect(provider.apply(desired)).rejects.toMatchObject({ kind: 'reject', message: expect.stringMatching(/\w.+\./) });
      return;
    }
    await Promise.all([provider.apply(desired), provider.apply(desired)].map((p) => p.catch(() => {})));
    await provider.apply(desired);
    const seen = await active(desired);
    expect(seen.apiServerUrl).toMatch(/^https?:/);
    await provider.apply(desired);
    expect(await active(desired)).toMatchObject({ apiServerUrl: seen.apiServerUrl });
    expect((await provider.list()).map(({ id }) => id)).toContain(desired.tenantClusterId);
    await eventually(
      () => it.hints,
      (hints) => hints.includes(desired.tenantClusterId),
      LIMIT_MS,
    );
    await gone(desired);
    await provider.remove(desired);
    expect((await provider.list()).map(({ id }) => id)).not.toContain(desired.tenantClusterId);
  });

  test('a change is carried out, and what runs is found by a new process of ours', async () => {
    if (provider.capabilities.unavailable !== null) return;
    const desired = desiredTenant(it.host);
    await provider.apply(desired);
    await active(desired);
    const larger = { ...desired, cpuMillicores: 8000, generation: 2 };
    await provider.apply(larger);
    await active(larger);
    provider = await it.reopen();
    expect((await provider.list()).map(({ id }) => id)).toContain(desired.tenantClusterId);
    await active(larger);
    await gone(larger);
  });

  test('a namespace that belongs to another one is a conflict, and stays as it is', async () => {
    if (provider.capabilities.unavailable !== null) return;
    const first = desiredTenant(it.host);
    await provider.apply(first);
    const second = desiredTenant(it.host, { namespace: first.namespace });
    await expect(provider.apply(second)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await provider.observe(second)).toEqual({ state: 'absent' });
    await provider.remove(second);
    await active(first);
    await gone(first);
  });

  test('environments have namespaces in it, as long as they are wished', async () => {
    if (provider.capabilities.unavailable !== null || it.namespaces === null) return;
    const [one, two] = ['shop-production', 'shop-staging'].map((name) => ({ name, project: 'shop', environment: name.slice(5) }));
    if (!one || !two) throw new Error('no namespaces');
    const desired = desiredTenant(it.host, { namespaces: [one] });
    const { namespaces } = it;
    const holds = (wish: DesiredTenantCluster, name: string, is: boolean) =>
      eventually(
        () => namespaces(wish),
        (names) => names.includes(name) === is,
        LIMIT_MS,
      );
    await provider.apply(desired);
    await active(desired);
    await holds(desired, one.name, true);
    const other = { ...desired, namespaces: [two] };
    await provider.apply(other);
    await holds(other, two.name, true);
    await holds(other, one.name, false);
    expect(await namespaces(other)).toContain('kube-system');
    await gone(desired);
  });

  test('people get access of their own for a time, and it ends when it is revoked', async () => {
    if (provider.capabilities.unavailable !== null) return;
    const desired = desiredTenant(it.host);
    const user = { id: randomUUID(), email: 'ada@example.com' };
    const grant = { grantId: randomUUID(), tenant: desired };
    const request = { ...grant, user, role: 'admin', seconds: 3600 } as const;
    await expect(provider.issueKubeconfig(request)).rejects.toMatchObject({ kind: 'reject', code: 'kubeconfig-unavailable' });
    await provider.apply(desired);
    await active(desired);
    const issued = await provider.issueKubeconfig(request);
    expect(issued.expiresAt).toBeGreaterThan(Date.now());
    expect(issued.expiresAt).toBeLessThan(Date.now() + 2 * 3600_000);
    if (it.letsIn) expect(await it.letsIn(issued.kubeconfig)).toBe(true);
    const again = await provider.issueKubeconfig(request);
    await provider.revokeKubeconfig({ ...grant, externalId: again.externalId });
    await provider.revokeKubeconfig({ ...grant, externalId: again.externalId });
    if (it.letsIn) {
      expect(await it.letsIn(again.kubeconfig)).toBe(false);
      expect(await it.letsIn(issued.kubeconfig)).toBe(false);
    }
    await gone(desired);
    await provider.revokeKubeconfig({ ...grant, externalId: again.externalId });
  });
}
