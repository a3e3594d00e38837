/** The Argo CD runtime keeps what every runtime promises. */
import { describe } from 'vitest';
import { appRuntimeContract } from '../../test/contracts/app-runtime.contract.ts';
import { argocdFixture } from '../../test/support/argocd-runtime.ts';

describe('Argo CD runtime', () => {
  const open = async () => {
    const it = await argocdFixture();
    return {
      runtime: it.runtime,
      program: it.program,
      who: it.who,
      get: it.get,
      lines: it.lines,
      samples: null,
      hints: it.hints,
      store: { port: async () => 6379, ask: it.ask, backWhenAsked: true },
      [Symbol.asyncDispose]: () => it[Symbol.asyncDispose](),
    };
  };
  appRuntimeContract(open, { stateful: true });
});
