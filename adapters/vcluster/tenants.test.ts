/** Tenants of an emulated Argo CD with vCluster's chart, each with an API server inside: the port's contract, and what goes wrong on the way. */
import { describe, vi } from 'vitest';
import { type TenantsUnderTest, tenantProviderContract } from '../../test/contracts/tenant-provider.contract.ts';
import { openVclusterEmulator } from '../../test/emulators/vcluster/emulator.ts';
import { defineKind } from '../kubernetes/client/kind.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../kubernetes/client/open-client.ts';
import { openTenants, type TenantOptions, type Tenants } from './open-tenants.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const namespaces = defineKind({ apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false }, {});

async function openUnderTest(changes: Partial<TenantOptions> = {}) {
  const emulator = await openVclusterEmulator();
  const hints: string[] = [];
  const unknown: string[] = [];
  const problems: unknown[] = [];
  const closing: (() => Promise<void>)[] = [];
  const open = (): Tenants => {
    const client = openKubernetesClient(readKubeconfig(emulator.cluster.kubeconfig()), { timeoutMs: 2_000 });
    const tenants = openTenants({
      argocd: { client, namespace: 'argocd', project: 'platform' },
      chart: { repository: 'https://charts.loft.sh', version: '0.36.1' },
      hosts: new Map(),
      serverTemplate: `${emulator.gateway}/{namespace}`,
      image: 'loft-sh/vcluster-oss',
      storageClass: 'standard',
      replicas: 1,
      hint: ({ id }) => hints.push(id),
      onUnknown: (what) => unknown.push(what),
      onProblem: (_, problem) => problems.push(problem),
      pollMs: 50,
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

describe('contract', () => tenantProviderContract(openUnderTest));
