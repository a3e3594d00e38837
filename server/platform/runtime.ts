/** `NORTHSTACK_RUNTIME`: where apps run. */
import { join } from 'node:path';
import { openLocalRuntime } from '../../adapters/local/runtime/open-runtime.ts';
import type { AppRuntime } from '../../domain/ports/app-runtime.ts';
import type { RouteTable } from '../../domain/ports/route-table.ts';
import type { MetricSink } from '../../domain/ports/sinks.ts';
import { choose } from '../config/settings.ts';
import { projectRoot } from '../project-root.ts';
import { openArgocd } from './argocd.ts';
import type { Part } from './part.ts';

export const staticServer = join(projectRoot, 'adapters/local/runtime/static-server.mjs');

export interface RuntimePart extends Part {
  readonly routes: RouteTable;
  readonly metrics: MetricSink;
}

/** What ran before is adopted and routed. @param directory for what can be lost */
export async function openRuntime(part: RuntimePart, directory: string): Promise<AppRuntime> {
  const { routes, metrics, closers } = part;
  switch (choose(part.environment, 'NORTHSTACK_RUNTIME', ['local', 'argocd'])) {
    case 'local': {
      const runtime = await openLocalRuntime({ ...(await part.local()), routes, metrics, staticServer });
      closers.add({
        name: 'apps',
        close: async () => {
          await runtime.stopProcesses();
          await runtime[Symbol.asyncDispose]();
        },
        timeoutMs: 60_000,
      });
      return runtime;
    }
    case 'argocd':
      return await openArgocd(part, directory);
  }
}
