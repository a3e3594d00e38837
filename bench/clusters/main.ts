/**
 * `npm run bench:clusters`: what one cluster that hangs costs the others. Twenty registered clusters behind API servers of their own are looked
 * after by our reconcilers, queue and adapter; the rows are in memory. Rounds in which all answer and rounds in which one hangs alternate in one
 * run; for the other nineteen, the time from being woken to being reconciled. Prints both, and the ratio of the 95th percentiles of two rounds that
 * follow each other, the median of all such pairs: what else the machine does meets single rounds only. Exits with 1 when it is more than a tenth
 * above one and `--strict` is given.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { openLocalClusters } from '../../adapters/local/clusters/open-clusters.ts';
import { createReconciler } from '../../reconcile/index.ts';
import { ClusterToReconcileDocument, type ClusterToReconcileQuery } from '../../sdk/generated.ts';
import { kubeconfigOf } from '../../test/emulators/kubernetes/emulator.ts';
import { median, percentile } from '../spine/figures.ts';

const CLUSTERS = 20;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const LOOKS = Number(process.env.BENCH_LOOKS ?? 60);
const GOAL = 1.1;

const outfile = resolve(`.cache/run/bench-clusters-servers-${process.pid}.mjs`);
await build({
  entryPoints: ['bench/clusters/api-servers.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  logLevel: 'warning',
});
const child = fork(outfile, [String(CLUSTERS)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const [{ ports }] = (await once(child, 'message')) as [{ readonly ports: readonly number[] }];
const ids: readonly string[] = ports.map(() => randomUUID());
const rows = new Map<string, { readonly id: string; readonly kubeconfig: string }>(
  ids.map((id, i) => [id, { id, kubeconfig: kubeconfigOf(`http://127.0.0.1:${ports[i]}`, 'token') }]),
);
const dead = ids.at(-1) ?? '';

/** Resolved when a cluster was reconciled. */
const waiting = new Map<string, () => void>();
const reconciler = createReconciler({
  // Of all that reconcilers work with, these are what clusters need.
  deps: {
    graphql: { request: async (document: unknown, { id }: { id: string }) => answer(document, id) },
    clusters: openLocalClusters(),
    secrets: { get: async ({ targetId }: { targetId: string }) => rows.get(targetId)?.kubeconfig ?? '' },
    now: Date.now,
  } as unknown as Parameters<typeof createReconciler>[0]['deps'],
  observe: (observation) => {
    if (observation.kind === 'reconciled') waiting.get(observation.ref.id)?.();
    // One that hangs may fail; any other would be waited for without end.
    if (observation.kind === 'reconcile-failed' && observation.ref.id !== dead) throw observation.error;
  },
});

function answer(document: unknown, id: string): unknown {
  if (document !== ClusterToReconcileDocument) return { update_clusters: { affected_rows: 1 } };
  return {
    clusters_by_pk: {
      id,
      organization_id: id,
      slug: id,
      source: 'registered',
      distribution: 'other',
      kubernetes_version: null,
      generation: 1,
      status: 'active',
      api_server_url: null,
      sealed_kubeconfig: 'sealed',
      observed_version: null,
      deadline_at: null,
      given_up_at: null,
      tenant_clusters: [],
      region: { slug: 'local' },
      node_pools: [],
    },
  } satisfies ClusterToReconcileQuery;
}

/** Wakes all of them, again and again; how long each of the living took, in milliseconds. */
async function look(times: number): Promise<readonly number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const all = ids.map(async (id) => {
      const startedAt = performance.now();
      const done = new Promise<void>((resolve) => waiting.set(id, resolve));
      reconciler.wake({ kind: 'cluster', id });
      if (id === dead) return;
      await done;
      took.push(performance.now() - startedAt);
    });
    await Promise.all(all);
  }
  return took;
}

async function tell(process: ChildProcess, message: 'hang' | 'go on'): Promise<void> {
  process.send(message);
  await once(process, 'message');
}

try {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}; ${CLUSTERS} clusters, ${ROUNDS} × 2 rounds`,
  );
  await look(LOOKS);
  const all: number[] = [];
  const one: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const p95 = { all: 0, one: 0 };
    // The order changes, so that neither is always the later.
    for (const hanging of round % 2 === 0 ? [false, true] : [true, false]) {
      await tell(child, hanging ? 'hang' : 'go on');
      const took = await look(LOOKS);
      (hanging ? one : all).push(...took);
      p95[hanging ? 'one' : 'all'] = percentile(took, 95);
      await tell(child, 'go on');
      await reconciler.settled();
    }
    ratios.push(p95.one / p95.all);
  }
  const line = (name: string, values: readonly number[]) => {
    const [p50, p95, p99] = [50, 95, 99].map((percent) => percentile(values, percent).toFixed(2).padStart(7));
    console.log(`${name.padEnd(22)} p50 ${p50} ms  p95 ${p95} ms  p99 ${p99} ms   (${values.length} reconciles of the other 19)`);
  };
  line('all answer', all);
  line('one of them hangs', one);
  const ratio = median(ratios);
  console.log(`p95 with one hanging / p95 with none: ${ratio.toFixed(3)}   (goal < ${GOAL}; pairs from ${range(ratios)})`);
  if (ratio >= GOAL && process.argv.includes('--strict')) process.exitCode = 1;
} finally {
  await reconciler[Symbol.asyncDispose]();
  child.disconnect();
  await rm(outfile, { force: true });
}

function range(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
}
