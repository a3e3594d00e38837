import { describe } from 'vitest';
import { appRuntimeContract, programs, revisionOf } from '../../../test/contracts/app-runtime.contract.ts';
import { runtimeFixture } from '../../../test/support/runtime-fixture.ts';

describe('the local runtime keeps the port’s promises', () => {
  appRuntimeContract(async () => {
    const it = await runtimeFixture();
    return {
      runtime: it.runtime,
      get: it.edge.get,
      lines: it.local.lines,
      hints: it.local.hints,
      samples: it.samples,
      program: (name) => it.artifact(programs[name].files, programs[name].processes),
      who: async (desired) => ((await revisionOf(it.runtime, desired))?.replicas ?? []).map((r) => String(r.pid)),
      [Symbol.asyncDispose]: () => it[Symbol.asyncDispose](),
    };
  });
});
