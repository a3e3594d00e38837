/** The Argo CD runtime keeps what every runtime promises. */
import { describe } from 'vitest';
import { appRuntimeContract } from '../../test/contracts/app-runtime.contract.ts';
import { argocdFixture } from '../../test/support/argocd-runtime.ts';

describe('Argo CD runtime', () => {
  appRuntimeContract(async () => {
    const it = await argocdFixture();
    return {
      runtime: it.runtime,
      program: it.program,
      who: it.who,
      get: it.get,
      lines: it.lines,
      samples: null,
      hints: it.hints,
      [Symbol.asyncDispose]: () => it[Symbol.asyncDispose](),
    };
  });
});
