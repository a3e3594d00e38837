/** The Argo CD runtime keeps what every runtime promises. */
import { describe } from 'vitest';
import { appRuntimeContract } from '../../test/contracts/app-runtime.contract.ts';
import { type Kubernetes, startKubernetes } from '../../test/emulators/kubernetes/emulator.ts';
import { controlWorkloads } from '../../test/emulators/kubernetes/workloads.ts';
import { argocdFixture } from '../../test/support/argocd-runtime.ts';

describe('Argo CD runtime', () => {
  const open = async () => {
    const clusters = new Map<string, Kubernetes>();
    const it = await argocdFixture({ reach: (server) => clusters.get(server) ?? null });
    const others: AsyncDisposable[] = [];
    return {
      runtime: it.runtime,
      program: it.program,
      who: it.who,
      get: it.get,
      lines: it.lines,
      samples: null,
      hints: it.hints,
      store: { port: async () => 6379, ask: it.ask, backWhenAsked: true },
      elsewhere: async () => {
        const other = await startKubernetes();
        const stop = controlWorkloads(other);
        others.push({
          [Symbol.asyncDispose]: async () => {
            stop();
            await other[Symbol.asyncDispose]();
          },
        });
        clusters.set(other.url, other);
        return {
          kubeconfig: other.kubeconfig(),
          lose: () => other.faults.add({ times: 1_000_000, fault: { kind: 'hang' } }),
        };
      },
      [Symbol.asyncDispose]: async () => {
        await it[Symbol.asyncDispose]();
        for (const other of others) await other[Symbol.asyncDispose]();
      },
    };
  };
  appRuntimeContract(open, { stateful: true });
});
