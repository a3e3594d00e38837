import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { MetricSample } from '../../../domain/ports/sinks.ts';
import { appRuntimeContract } from '../../../test/contracts/app-runtime.contract.ts';
import { edgeProxy } from '../../../test/support/edge-proxy.ts';
import { localFixture, staticServer } from '../../../test/support/local-adapter.ts';
import { openLocalRuntime } from './open-runtime.ts';

describe('the local runtime keeps the port’s promises', { timeout: 30_000 }, () => {
  appRuntimeContract(async () => {
    const fixture = await localFixture();
    const edge = await edgeProxy();
    const samples: MetricSample[] = [];
    const runtime = await openLocalRuntime({
      ...fixture.options,
      routes: edge.routes,
      staticServer,
      metrics: { record: (sample) => void samples.push(sample) },
      timing: { settleMs: 200, firstBackoffMs: 100, metricsEveryMs: 200 },
    });
    let made = 0;
    return {
      runtime,
      get: edge.get,
      lines: fixture.lines,
      hints: fixture.hints,
      samples,
      artifact: async (files, processes) => {
        const reference = join(fixture.options.dataDirectory, `artifact-${made++}`);
        await mkdir(reference);
        for (const [name, text] of Object.entries(files)) await writeFile(join(reference, name), text);
        return { kind: 'directory', reference, digest: 'sha256:0', framework: 'node', processes };
      },
      [Symbol.asyncDispose]: async () => {
        await runtime.stopProcesses();
        await runtime[Symbol.asyncDispose]();
        await edge[Symbol.asyncDispose]();
        await fixture[Symbol.asyncDispose]();
      },
    };
  });
});
