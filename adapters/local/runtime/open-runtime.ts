/**
 * Runs workloads as process groups of this machine. What runs is on disk, so a NorthStack that was stopped or killed finds its apps again
 * with the same process ids: opening adopts what still runs, starts what should, and routes before it resolves.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppRuntime } from '../../../domain/ports/app-runtime.ts';
import type { RouteTable } from '../../../domain/ports/route-table.ts';
import type { MetricSink } from '../../../domain/ports/sinks.ts';
import { removeTree } from '../files/remove-tree.ts';
import { safeId } from '../files/safe-id.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import type { LocalOptions } from '../options.ts';
import { installationMark, markOf } from '../processes/mark.ts';
import { killMarked } from '../processes/process-group.ts';
import { openProcessTable } from '../processes/process-table.ts';
import { unseal } from '../seal.ts';
import { openLogTails } from './log-tails.ts';
import { createMetricSampler } from './metrics.ts';
import { nameHolder } from './name-holder.ts';
import { createPortAllocator, type PortRange } from './ports.ts';
import { type RunRecord, type WorkloadRecord, workloadRecord } from './record.ts';
import { type RuntimeTiming, runtimeTiming } from './timing.ts';
import { checkWish } from './wish.ts';
import { openWorkload, type Workload, type WorkloadDeps } from './workload.ts';

export interface LocalRuntimeOptions extends LocalOptions {
  readonly routes: RouteTable;
  readonly metrics: MetricSink;
  /** Below the range the kernel uses for outgoing connections. */
  readonly portRange?: PortRange;
  readonly timing?: Partial<RuntimeTiming>;
  /** Path of `static-server.mjs` beside this file, which a bundle does not contain. */
  readonly staticServer: string;
}

export interface LocalRuntime extends AppRuntime, AsyncDisposable {
  /** Ends every process, keeping what is wanted: the next opening starts them again. Disposing alone leaves them running. */
  stopProcesses(): Promise<void>;
}

export async function openLocalRuntime(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  const timing: RuntimeTiming = { ...runtimeTiming, ...options.timing };
  const root = join(options.dataDirectory, 'runtime');
  const folders = {
    workloads: join(root, 'workloads'),
    logs: join(root, 'logs'),
    homes: join(root, 'homes'),
    volumes: join(root, 'volumes'),
  };
  for (const path of [root, folders.workloads, folders.homes, folders.volumes])
    await mkdir(path, { recursive: true, mode: 0o711 });
  const table = openProcessTable();
  const tails = await openLogTails({
    directory: folders.logs,
    onSkip: (file, bytes) => options.observe({ type: 'output-skipped', file, bytes }),
  });
  const ports = createPortAllocator(options.portRange ?? { first: 21_000, last: 31_999 });
  const workloads = new Map<string, Workload>();
  const removing = new Map<string, Promise<void>>();
  const fileOf = (instanceId: string) => join(folders.workloads, `${instanceId}.json`);
  const environments = new WeakMap<RunRecord, Readonly<Record<string, string>>>();

  const deps = (instanceId: string): WorkloadDeps => ({
    options,
    timing,
    table,
    tails,
    ports,
    routes: options.routes,
    staticServer: options.staticServer,
    homes: folders.homes,
    volumes: folders.volumes,
    environmentOf: (run) => {
      const known = environments.get(run) ?? unseal(options.key, instanceId, run.sealedEnvironment);
      environments.set(run, known);
      return known;
    },
    save: (record) => writeAtomic(fileOf(instanceId), JSON.stringify(record)),
  });

  const unexpected = (where: string) => (error: unknown) => options.observe({ type: 'unexpected', where, error });
  /** What is last to go is the record: whoever died meanwhile finds it and goes on. */
  const forget = async (instanceId: string) => {
    for (const folder of [folders.volumes, folders.homes]) await removeTree(join(folder, instanceId));
    await rm(fileOf(instanceId), { force: true });
  };

  const found = await loadRecords(folders.workloads, options);
  const records = found.filter(({ removing }) => !removing);
  // Started in the instant before a crash and never recorded, or left over by a replica that is gone: nobody could stop them later.
  for (const { pid, entry } of await killOrphans(records)) options.observe({ type: 'orphan-killed', pid, mark: entry });
  for (const { instanceId } of found.filter(({ removing }) => removing))
    await options.routes
      .remove(instanceId)
      .then(() => forget(instanceId))
      .catch(unexpected(`removal of ${instanceId}`));
  for (const record of records) workloads.set(record.instanceId, openWorkload(deps(record.instanceId), record));
  const names = nameHolder(records);
  // One that cannot be taken over (its variables cannot be read any more) is told about and must not keep the others from running.
  await Promise.allSettled([...workloads.values()].map((workload) => workload.adopt()));

  async function killOrphans(recorded: readonly WorkloadRecord[]) {
    const ours = new Set(
      recorded.flatMap(({ instanceId, runs }) =>
        runs.flatMap((run) =>
          run.replicas.flatMap(({ index, process }) =>
            process ? [markOf(options.dataDirectory, 'app', `${instanceId}/${run.id}-${index}`)] : [],
          ),
        ),
      ),
    );
    return killMarked(table, installationMark(options.dataDirectory, 'app'), ours);
  }

  const checking = setInterval(() => {
    for (const workload of workloads.values()) void workload.check().catch(unexpected('check'));
  }, timing.adoptedPollMs);
  const sampler = createMetricSampler();
  const sampling = setInterval(() => {
    void (async () => {
      const [processes, counts] = [await table.list(), await options.routes.takeCounts()];
      for (const sample of sampler.sample(
        [...workloads.values()].map((w) => w.record),
        processes,
        counts,
        Date.now(),
      )) {
        options.metrics.record(sample);
        workloads.get(sample.instanceId)?.weigh(sample);
      }
    })().catch(unexpected('metrics'));
  }, timing.metricsEveryMs);
  checking.unref();
  sampling.unref();

  const remove = async (instanceId: string): Promise<void> => {
    const done =
      removing.get(instanceId) ??
      (async () => {
        await workloads.get(instanceId)?.end({ keep: false });
        await forget(instanceId);
        workloads.delete(instanceId);
        names.release(instanceId);
      })().finally(() => removing.delete(instanceId));
    removing.set(instanceId, done);
    await done;
  };

  return {
    runs: ['directory'],
    apply: async (desired, signal) => {
      signal?.throwIfAborted();
      const instanceId = safeId(desired.instanceId);
      const wish = await checkWish(desired, options.key);
      // Also one whose end was begun and did not come.
      if (removing.has(instanceId) || workloads.get(instanceId)?.record.removing) await remove(instanceId);
      signal?.throwIfAborted();
      names.claim(instanceId, wish);
      let workload = workloads.get(instanceId);
      if (!workload) {
        const record: WorkloadRecord = {
          version: 1,
          instanceId,
          removing: false,
          replicas: wish.replicas,
          scaling: null,
          hostnames: [...wish.hostnames],
          domains: [...wish.domains],
          stopTimeoutMs: wish.stopTimeoutMs,
          serving: null,
          runs: [],
        };
        workload = openWorkload(deps(instanceId), record);
        workloads.set(instanceId, workload);
      }
      await workload.apply(wish);
    },
    observe: async (instanceId, signal) => {
      signal?.throwIfAborted();
      return (await workloads.get(instanceId)?.observe()) ?? { state: 'absent' };
    },
    remove: async (instanceId, signal) => {
      signal?.throwIfAborted();
      await remove(safeId(instanceId));
    },
    forgetCluster: async () => {},
    abandonCluster: async () => {},
    list: async (signal) => {
      signal?.throwIfAborted();
      return [...workloads.keys()];
    },
    stopProcesses: async () => {
      await Promise.all([...workloads.values()].map((workload) => workload.end({ keep: true })));
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(checking);
      clearInterval(sampling);
      await Promise.all([...workloads.values()].map((workload) => workload.close()));
      await tails[Symbol.asyncDispose]();
    },
  };
}

/** A record that cannot be read is reported and left where it is. */
async function loadRecords(directory: string, options: LocalOptions): Promise<WorkloadRecord[]> {
  const records: WorkloadRecord[] = [];
  for (const name of await readdir(directory)) {
    if (!name.endsWith('.json')) continue;
    try {
      records.push(workloadRecord.parse(JSON.parse(await readFile(join(directory, name), 'utf8'))));
    } catch (error) {
      options.observe({ type: 'unexpected', where: `workload file ${name}`, error });
    }
  }
  return records;
}
