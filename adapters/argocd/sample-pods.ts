/**
 * What the pods of our workloads use, from the metrics API of their clusters (metrics-server, `metrics.k8s.io/v1beta1`), as samples of instances.
 * A cluster without it gives none, and that is told once. Requests are counted by whoever stands in front of the pods, not here.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { MetricSink } from '../../domain/ports/sinks.ts';
import type { KubernetesClient } from '../kubernetes/client/open-client.ts';
import { OURS } from './names.ts';

export interface Sampling {
  /** By their address, those we have access to. */
  readonly clusters: () => ReadonlyMap<string, KubernetesClient>;
  /** Those we know, by the names of their workloads. */
  readonly instances: () => ReadonlyMap<string, string>;
  readonly metrics: MetricSink;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  /** A cluster gives no figures; told once until it does. */
  readonly onProblem: (error: unknown) => void;
}

const podMetrics = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()).default({}) }),
      containers: z.array(z.object({ usage: z.object({ cpu: z.string(), memory: z.string() }) })),
    }),
  ),
});

export async function samplePods({ clusters, instances, metrics, everyMs, signal, onProblem }: Sampling): Promise<void> {
  const silent = new Set<string>();
  const sample = async (server: string, client: KubernetesClient): Promise<void> => {
    try {
      const found = await pods(client, signal);
      const known = instances();
      for (const { name, ...used } of usedBy(found)) {
        const instanceId = known.get(name);
        if (instanceId === undefined) continue;
        metrics.record({ instanceId, at: Date.now(), requests: 0, requestErrors: 0, latencyP90Ms: null, ...used });
      }
      silent.delete(server);
    } catch (error) {
      if (signal.aborted || silent.has(server)) return;
      silent.add(server);
      onProblem(error);
    }
  };
  while (!signal.aborted) {
    // One that hangs holds up none of the others' figures for longer than its time limit.
    await Promise.all([...clusters()].map(([server, client]) => sample(server, client)));
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}

const pods = async (client: KubernetesClient, signal: AbortSignal) =>
  podMetrics.parse(
    await client.call({
      method: 'GET',
      path: `/apis/metrics.k8s.io/v1beta1/pods?labelSelector=${encodeURIComponent(OURS)}`,
      signal,
    }),
  ).items;

interface Used {
  readonly name: string;
  readonly cpuCores: number;
  readonly memoryBytes: number;
  readonly replicas: number;
}

function usedBy(items: z.output<typeof podMetrics>['items']): readonly Used[] {
  const found = new Map<string, Used>();
  for (const { metadata, containers } of items) {
    const name = metadata.labels['app.kubernetes.io/name'];
    if (name === undefined) continue;
    const before = found.get(name) ?? { name, cpuCores: 0, memoryBytes: 0, replicas: 0 };
    found.set(name, {
      name,
      cpuCores: before.cpuCores + sum(containers.map(({ usage }) => quantityOf(usage.cpu))),
      memoryBytes: before.memoryBytes + sum(containers.map(({ usage }) => quantityOf(usage.memory))),
      replicas: before.replicas + 1,
    });
  }
  return [...found.values()];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** `156340n`, `250m`, `12Mi` (Kubernetes' resource.Quantity, as far as the metrics API writes it). @throws when it is none */
export function quantityOf(text: string): number {
  const [, number, unit = ''] = /^([0-9.]+(?:e[0-9]+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (number === undefined || factor === undefined) throw new Error(`${text} is no quantity`);
  return Number(number) * factor;
}
