import { describe } from 'vitest';
import type { DesiredWorkload } from '../../../domain/ports/app-runtime.ts';
import { appRuntimeContract, programs, revisionOf } from '../../../test/contracts/app-runtime.contract.ts';
import { askTcp } from '../../../test/support/ask-tcp.ts';
import { freePort } from '../../../test/support/ports.ts';
import { runtimeFixture } from '../../../test/support/runtime-fixture.ts';

describe('the local runtime keeps the port’s promises', () => {
  const open = async () => {
    const it = await runtimeFixture();
    return {
      runtime: it.runtime,
      get: it.edge.get,
      lines: it.local.lines,
      hints: it.local.hints,
      samples: it.samples,
      program: (name: keyof typeof programs) => it.artifact(programs[name].files, programs[name].processes),
      who: async (desired: DesiredWorkload) =>
        ((await revisionOf(it.runtime, desired))?.replicas ?? []).map((r) => String(r.pid)),
      store: { port: freePort, ask: askTcp },
      [Symbol.asyncDispose]: () => it[Symbol.asyncDispose](),
    };
  };
  appRuntimeContract(open, { stateful: true });
});
