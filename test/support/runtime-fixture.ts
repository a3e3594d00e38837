/** A local runtime over a temporary folder and the edge's proxy; it can be closed and opened again as a restart would. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalRuntime, type LocalRuntimeOptions, openLocalRuntime } from '../../adapters/local/runtime/open-runtime.ts';
import type { MetricSample } from '../../domain/ports/sinks.ts';
import type { Artifact } from '../../domain/ports/source-builder.ts';
import { type EdgeProxy, edgeProxy } from './edge-proxy.ts';
import { type LocalFixture, localFixture, staticServer } from './local-adapter.ts';

export interface RuntimeFixture extends AsyncDisposable {
  readonly local: LocalFixture;
  readonly edge: EdgeProxy;
  readonly samples: MetricSample[];
  readonly options: LocalRuntimeOptions;
  /** The one that is open now. */
  runtime: LocalRuntime;
  artifact(
    files: Readonly<Record<string, string>>,
    processes: Readonly<Record<string, string>>,
    framework?: string,
  ): Promise<Artifact>;
  /** Closes the runtime, leaving its processes, and opens another. */
  reopen(between?: () => Promise<void>): Promise<void>;
}

export async function runtimeFixture(): Promise<RuntimeFixture> {
  const local = await localFixture();
  const edge = await edgeProxy();
  const samples: MetricSample[] = [];
  const options: LocalRuntimeOptions = {
    ...local.options,
    routes: edge.routes,
    staticServer,
    metrics: { record: (sample) => void samples.push(sample) },
    timing: {
      settleMs: 200,
      firstBackoffMs: 100,
      metricsEveryMs: 200,
      scaleDownMs: 1_500,
      adoptedPollMs: 50,
      healthEveryMs: 200,
      unhealthyRestartMs: 800,
    },
  };
  let made = 0;
  const fixture: RuntimeFixture = {
    local,
    edge,
    samples,
    options,
    runtime: await openLocalRuntime(options),
    artifact: async (files, processes, framework = 'node') => {
      const reference = join(local.options.dataDirectory, `artifact-${made++}`);
      await mkdir(reference);
      for (const [name, text] of Object.entries(files)) await writeFile(join(reference, name), text);
      return { kind: 'directory', reference, digest: 'sha256:0', framework, processes };
    },
    reopen: async (between = async () => {}) => {
      await fixture.runtime[Symbol.asyncDispose]();
      await between();
      fixture.runtime = await openLocalRuntime(options);
    },
    [Symbol.asyncDispose]: async () => {
      await fixture.runtime.stopProcesses();
      await fixture.runtime[Symbol.asyncDispose]();
      await edge[Symbol.asyncDispose]();
      await local[Symbol.asyncDispose]();
    },
  };
  return fixture;
}
