/** The vCluster adapter over the emulated Argo CD and host cluster, as tests of it open it. */
import { defineKind } from '../../adapters/kubernetes/client/kind.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openLocalClusters } from '../../adapters/local/clusters/open-clusters.ts';
import { openTenants, type TenantOptions, type Tenants } from '../../adapters/vcluster/open-tenants.ts';
import type { TenantsUnderTest } from '../contracts/tenant-provider.contract.ts';
import { openVclusterEmulator } from '../emulators/vcluster/emulator.ts';

const namespaces = defineKind({ apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false }, {});

export async function openVclusterUnderTest(changes: Partial<TenantOptions> = {}, timeoutMs = 30_000) {
  const emulator = await openVclusterEmulator();
  const hints: string[] = [];
  const unknown: string[] = [];
  const problems: unknown[] = [];
  const closing: (() => Promise<void>)[] = [];
  const open = (): Tenants => {
    const client = openKubernetesClient(readKubeconfig(emulator.cluster.kubeconfig()), { timeoutMs });
    const tenants = openTenants({
      argocd: { client, namespace: 'argocd', project: 'platform' },
      chart: { repository: 'https://charts.loft.sh', version: '0.36.1' },
      hosts: new Map(),
      clusters: openLocalClusters(),
      installation: null,
      serverTemplate: `${emulator.gateway}/{namespace}`,
      image: 'loft-sh/vcluster-oss',
      storageClass: 'standard',
      replicas: 1,
      hint: ({ id }) => hints.push(id),
      onUnknown: (what) => unknown.push(what),
      onProblem: (_, problem) => problems.push(problem),
      pollMs: 50,
      timeoutMs,
      ...changes,
    });
    closing.push(async () => {
      await tenants[Symbol.asyncDispose]();
      await client[Symbol.asyncDispose]();
    });
    return tenants;
  };
  let provider = open();
  return {
    emulator,
    hints,
    unknown,
    problems,
    get provider() {
      return provider;
    },
    host: { clusterId: '00000000-0000-4000-8000-000000000001', registered: { kubeconfig: emulator.cluster.kubeconfig() } },
    letsIn: async (kubeconfig: string) => {
      await using client = openKubernetesClient(readKubeconfig(kubeconfig));
      return await client.list(namespaces).then(
        () => true,
        () => false,
      );
    },
    namespaces: async ({ namespace }: { readonly namespace: string }) =>
      (emulator.inside(namespace)?.objects('namespaces.') ?? []).map(({ metadata }) => metadata.name),
    reopen: async () => {
      await closing.at(-1)?.();
      provider = open();
      return provider;
    },
    [Symbol.asyncDispose]: async () => {
      for (const close of closing) await close();
      await emulator[Symbol.asyncDispose]();
    },
  } satisfies TenantsUnderTest & Record<string, unknown>;
}
