import { describe } from 'vitest';
import { appRuntimeContract } from '../../../test/contracts/app-runtime.contract.ts';
import { runtimeFixture } from '../../../test/support/runtime-fixture.ts';

describe('the local runtime keeps the port’s promises', { timeout: 60_000 }, () => {
  appRuntimeContract(async () => {
    const it = await runtimeFixture();
    return {
      runtime: it.runtime,
      get: it.edge.get,
      lines: it.local.lines,
      hints: it.local.hints,
      samples: it.samples,
      artifact: it.artifact,
      [Symbol.asyncDispose]: () => it[Symbol.asyncDispose](),
    };
  });
});
