/**
 * Moves one workload: everything that happens to it (a new wish, an exit, a health check, the clock) changes its record one after the
 * other, then `planWorkload` says what to do next. The record is on disk after every turn.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { WorkloadObservation } from '../../../domain/ports/app-runtime.ts';
import type { RouteTable } from '../../../domain/ports/route-table.ts';
import type { MetricSample } from '../../../domain/ports/sinks.ts';
import type { LocalOptions } from '../options.ts';
import { listeningPorts } from '../processes/listening-ports.ts';
import { markOf } from '../processes/mark.ts';
import { isAlive, killLeftovers, type StartedGroup, stopGroup } from '../processes/process-group.ts';
import type { ProcessTable } from '../processes/process-table.ts';
import { createAutoscaler } from './autoscaler.ts';
import { describeWorkload, exitWords } from './describe.ts';
import { launch } from './launch.ts';
import type { LogTails } from './log-tails.ts';
import { planWorkload, type Step } from './plan-workload.ts';
import { isPortFree, type PortAllocator } from './ports.ts';
import type { ReplicaRecord, RunRecord, ScalingRecord, WorkloadRecord } from './record.ts';
import { openReplicaOutput } from './replica-output.ts';
import { routesOf } from './routes-of.ts';
import { backoffMs, type RuntimeTiming } from './timing.ts';
import { watchHealth } from './watch-health.ts';

export interface WorkloadDeps {
  readonly options: LocalOptions;
  readonly timing: RuntimeTiming;
  readonly table: ProcessTable;
  readonly tails: LogTails;
  readonly ports: PortAllocator;
  readonly routes: RouteTable;
  readonly staticServer: string;
  /** Folder of the replicas' own folders. */
  readonly homes: string;
  /** Folder of the volumes. */
  readonly volumes: string;
  readonly environmentOf: (run: RunRecord) => Readonly<Record<string, string>>;
  readonly save: (record: WorkloadRecord) => Promise<void>;
}

/** What is wanted, already checked. */
export interface Wish {
  readonly run: Omit<RunRecord, 'id' | 'phase' | 'reason' | 'begunAt' | 'replicas'>;
  readonly replicas: number;
  readonly scaling: Omit<ScalingRecord, 'reason'> | null;
  readonly hostnames: readonly string[];
  readonly domains: readonly string[];
  readonly stopTimeoutMs: number;
}

export interface Workload {
  readonly instanceId: string;
  readonly record: WorkloadRecord;
  apply(wish: Wish): Promise<void>;
  observe(): Promise<WorkloadObservation>;
  /** What it used lately: where its number follows the load, it may become another. */
  weigh(sample: MetricSample): void;
  /** Looks for replicas that are not our children and have ended. */
  check(): Promise<void>;
  /** Takes over what an earlier process of ours started. */
  adopt(): Promise<void>;
  /** Ends all processes; `keep`: the next start brings them back, otherwise nothing of it is left. */
  end(options: { readonly keep: boolean }): Promise<void>;
  /** Lets go of it; its processes keep running. */
  close(): Promise<void>;
}

export function openWorkload(deps: WorkloadDeps, record: WorkloadRecord): Workload {
  const { options, timing, table, ports } = deps;
  const { instanceId } = record;
  const output = openReplicaOutput({ instanceId, tails: deps.tails, logs: options.logs, environmentOf: deps.environmentOf });
  const autoscaler = createAutoscaler(timing);
  const lastProbe = new Map<string, string>();
  const watches = new Map<string, AbortController>();
  const children = new Set<string>();
  const endings = new Map<string, Promise<void>>();
  let turn: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let routed = '';
  let stored = '';
  let told = '';
  /** live: the plan is followed. still: nothing new is begun. gone: nothing is written any more either. */
  let mode: 'live' | 'still' | 'gone' = 'live';

  const keyOf = (run: RunRecord, index: number) => `${run.id}-${index}`;
  const markFor = (run: RunRecord, index: number) => markOf(options.dataDirectory, 'app', `${instanceId}/${keyOf(run, index)}`);
  const findRun = (id: string) => record.runs.find((run) => run.id === id);
  const findReplica = (run: RunRecord, index: number) => run.replicas.find((replica) => replica.index === index);

  /** One change at a time; then whatever follows from it. */
  const act = (change: () => Promise<void> | void): Promise<void> => {
    const mine = turn.then(async () => {
      // Whoever opened it anew has its record now.
      if (mode === 'gone') return;
      await change();
      await settle();
    });
    turn = mine.catch((error: unknown) => {
      options.observe({ type: 'unexpected', where: `workload ${instanceId}`, error });
      wakeIn(5_000);
    });
    return mine;
  };

  /** For what nobody waits for; `act` has told about a failure already. */
  const nudge = (change: () => Promise<void> | void) => act(change).catch(() => {});

  const wakeIn = (ms: number) => {
    clearTimeout(timer);
    if (mode !== 'live') return;
    timer = setTimeout(() => void nudge(() => {}), Math.min(Math.max(1, ms), 60_000));
    timer.unref();
  };

  const settle = async () => {
    clearTimeout(timer);
    // Each round of steps changes the record towards a plan without steps; the bound only guards against a mistake of ours.
    for (let round = 0; mode === 'live' && round < 1_000; round++) {
      const { steps, wakeAt } = planWorkload(record, Date.now(), timing);
      if (steps.length === 0) {
        if (wakeAt !== null) wakeIn(wakeAt - Date.now());
        break;
      }
      for (const step of steps) await take(step);
    }
    if (mode === 'live') await syncRoutes();
    await store();
  };

  const store = async () => {
    if (mode === 'gone') return;
    const text = JSON.stringify(record);
    if (text !== stored) {
      await deps.save(record);
      stored = text;
    }
    const state = JSON.stringify([
      record.serving,
      record.scaling === null ? null : record.replicas,
      record.runs.map((r) => [
        r.id,
        r.phase,
        r.replicas.map((x) => [x.index, x.state, x.unhealthySince !== null, x.process?.pid]),
      ]),
    ]);
    if (state !== told) {
      told = state;
      options.hint({ kind: 'instance', id: instanceId });
    }
  };

  const take = async (step: Step): Promise<void> => {
    const run = findRun(step.run);
    if (!run) return;
    switch (step.do) {
      case 'begin':
        Object.assign(run, { phase: 'starting', reason: null, begunAt: Date.now(), replicas: [] });
        return phaseChanged(run);
      case 'start':
        return startReplica(run, step.index);
      case 'stop':
        return stopReplica(run, step.index);
      case 'abandon':
        return abandonReplica(run, step.index);
      case 'promote':
        run.phase = 'healthy';
        record.serving = run.id;
        output.system(run, 0, 'Healthy: this version serves.');
        phaseChanged(run);
        // Only when new requests go to it may the old replicas be stopped.
        return syncRoutes();
      case 'fail':
        return failRun(run, step.because);
      case 'rest':
        run.phase = 'stopped';
        run.reason = null;
        record.serving = null;
        return phaseChanged(run);
      case 'forget':
        record.runs = record.runs.filter((r) => r !== run);
        output.forgetRun(run);
        return;
    }
  };

  const phaseChanged = (run: RunRecord) =>
    options.observe({ type: 'revision-state', instanceId, revision: run.revision, phase: run.phase });

  const startReplica = async (run: RunRecord, index: number) => {
    const before = findReplica(run, index);
    const replica: ReplicaRecord = before ?? {
      index,
      state: 'starting',
      process: null,
      host: '127.0.0.1',
      port: null,
      startedAt: null,
      unhealthySince: null,
      restarts: 0,
      crashes: 0,
      nextStartAt: 0,
      lastExit: null,
    };
    if (before) replica.restarts++;
    else run.replicas.push(replica);
    Object.assign(replica, { state: 'starting', unhealthySince: null, startedAt: Date.now() });
    output.follow(run, index);
    try {
      if (run.type !== 'worker') replica.port = run.port ?? replica.port ?? (await ports.allocate());
      if (replica.port !== null && !(await isPortFree(replica.port))) {
        if (run.port !== null) throw new Error(`Port ${run.port} is already taken by another program on this machine.`);
        ports.release(replica.port);
        replica.port = await ports.allocate();
      }
      const started = await launch(options, table, {
        instanceId,
        run,
        environment: deps.environmentOf(run),
        index,
        port: replica.port,
        mark: markFor(run, index),
        ...output.paths(run, index),
        home: join(deps.homes, instanceId),
        volume: run.type === 'stateful' ? join(deps.volumes, instanceId) : null,
        staticServer: deps.staticServer,
      });
      replica.process = { pid: started.pid, startKey: started.startKey };
      options.observe({ type: 'process-started', instanceId, pid: started.pid, port: replica.port });
      output.system(run, index, `Started${replica.port === null ? '' : ` on port ${replica.port}`} (pid ${started.pid}).`);
      await store();
      watchChild(run, index, started);
      watchReplica(run, replica);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      lastProbe.set(keyOf(run, index), text);
      crashed(run, replica, { code: null, signal: null }, `Could not be started: ${text}`);
      // Nothing changes by trying at once again.
      if (run.phase === 'starting') replica.crashes = timing.startCrashes;
    }
  };

  const watchChild = (run: RunRecord, index: number, started: StartedGroup) => {
    const key = `${started.pid}/${started.startKey}`;
    children.add(key);
    void started.exited.then((exit) => {
      children.delete(key);
      // After closing, whoever adopts the processes sees the exit.
      if (mode === 'live') void nudge(() => exited(run, index, started.pid, exit));
    });
  };

  /** A replica's leader is over, asked or unasked. */
  const exited = async (run: RunRecord, index: number, pid: number, exit: { code: number | null; signal: string | null }) => {
    const replica = findReplica(run, index);
    if (replica?.process?.pid !== pid) return;
    options.observe({ type: 'process-exited', instanceId, pid, code: exit.code });
    unwatch(run, index);
    if (replica.state === 'stopping') return;
    await killLeftovers(table, replica.process, markFor(run, index));
    await output.flush(run, index);
    crashed(run, replica, exit, `Exited with ${exitWords(exit)}.`);
  };

  const crashed = (
    run: RunRecord,
    replica: ReplicaRecord,
    exit: { code: number | null; signal: string | null },
    text: string,
  ) => {
    const now = Date.now();
    const stayedUp = replica.startedAt !== null && now - replica.startedAt >= timing.stableMs;
    replica.crashes = stayedUp ? 1 : replica.crashes + 1;
    const pauseMs = backoffMs(timing, replica.crashes);
    Object.assign(replica, {
      state: 'crashed',
      process: null,
      unhealthySince: null,
      nextStartAt: now + pauseMs,
      lastExit: { ...exit, at: now },
    });
    output.system(run, replica.index, run.phase === 'failed' ? text : `${text} Next start in ${(pauseMs / 1000).toFixed(1)} s.`);
  };

  const stopReplica = async (run: RunRecord, index: number) => {
    const replica = findReplica(run, index);
    if (!replica) return;
    replica.state = 'stopping';
    unwatch(run, index);
    await syncRoutes();
    endings.set(
      keyOf(run, index),
      endProcesses(run, replica).then(() =>
        nudge(async () => {
          endings.delete(keyOf(run, index));
          await forgetReplica(run, replica);
        }),
      ),
    );
  };

  /** Requests under way end first, then the processes. */
  const endProcesses = async (run: RunRecord, replica: ReplicaRecord) => {
    if (!replica.process) return;
    const targets = replica.port === null ? [] : [{ host: replica.host, port: replica.port }];
    await deps.routes.drained(targets, record.stopTimeoutMs).catch(() => {});
    await stopGroup(table, replica.process, markFor(run, replica.index), record.stopTimeoutMs);
  };

  const forgetReplica = async (run: RunRecord, replica: ReplicaRecord) => {
    run.replicas = run.replicas.filter((r) => r !== replica);
    if (replica.port !== null && run.port === null) ports.release(replica.port);
    lastProbe.delete(keyOf(run, replica.index));
    await output.forget(run, replica.index);
    output.system(run, replica.index, 'Stopped.');
  };

  const abandonReplica = async (run: RunRecord, index: number) => {
    const replica = findReplica(run, index);
    if (!replica?.process) return;
    const why = lastProbe.get(keyOf(run, index)) ?? 'no answer';
    output.system(run, index, `Not healthy (${why}): starting it again.`);
    unwatch(run, index);
    await stopGroup(table, replica.process, markFor(run, index), Math.min(record.stopTimeoutMs, 5_000));
    await output.flush(run, index);
    crashed(run, replica, { code: null, signal: 'SIGTERM' }, `Ended because it was not healthy (${why}).`);
  };

  const failRun = async (run: RunRecord, because: 'crashes' | 'timeout') => {
    for (const { index } of run.replicas) await output.flush(run, index);
    const broken = run.replicas.find((r) => r.crashes >= timing.startCrashes);
    const probes = run.replicas.filter((r) => r.state !== 'running').map((r) => lastProbe.get(keyOf(run, r.index)));
    const detail = probes.find((text) => text !== undefined);
    const what =
      because === 'timeout'
        ? `Not healthy within ${Math.round(run.healthTimeoutMs / 1000)} s${detail ? `: ${detail}` : ''}.${await otherPorts(run)}`
        : broken?.restarts === 0 && detail
          ? detail
          : `The app ended with ${exitWords(broken?.lastExit ?? null)} ${timing.startCrashes} times before it was healthy.`;
    run.phase = 'failed';
    run.reason = `${what}\n${output.tail(run)}`.trimEnd();
    output.system(run, 0, `This version failed: ${what}`);
    phaseChanged(run);
  };

  /** The usual mistake: a port written into the program. */
  const otherPorts = async (run: RunRecord): Promise<string> => {
    const leaders = run.replicas.flatMap(({ process, port }) => (process && port !== null ? [{ pid: process.pid, port }] : []));
    const all = await Promise.all(
      leaders.map(async ({ pid, port }) => (await listeningPorts(table, pid)).filter((p) => p !== port)),
    );
    const ports = [...new Set(all.flat())];
    return ports.length === 0
      ? ''
      : ` The app listens on ${ports.join(', ')} instead: make it listen on the port in the variable PORT.`;
  };

  const syncRoutes = async () => {
    const wanted = routesOf(record);
    const text = JSON.stringify(wanted);
    if (text === routed) return;
    await (wanted.length === 0 ? deps.routes.remove(instanceId) : deps.routes.set(instanceId, wanted));
    routed = text;
  };

  const unwatch = (run: RunRecord, index: number) => {
    watches.get(keyOf(run, index))?.abort();
    watches.delete(keyOf(run, index));
  };

  const watchReplica = (run: RunRecord, replica: ReplicaRecord) => {
    unwatch(run, replica.index);
    const watch = new AbortController();
    watches.set(keyOf(run, replica.index), watch);
    const pid = replica.process?.pid;
    /** Changes the replica if it is still the one that was asked. */
    const change = (values: Partial<ReplicaRecord>) =>
      nudge(() => {
        if (!watch.signal.aborted && replica.process?.pid === pid && replica.state !== 'stopping') Object.assign(replica, values);
      });
    watchHealth({
      target:
        replica.port === null ? null : { port: replica.port, path: run.healthPath, hostname: record.hostnames[0] ?? 'localhost' },
      timing,
      signal: watch.signal,
      wasHealthy: replica.state === 'running',
      onHealthy: (host) => change({ state: 'running', unhealthySince: null, ...(host === '' ? {} : { host }) }),
      onUnhealthy: (detail) => {
        output.system(run, replica.index, `Health check fails: ${detail}.`);
        return change({ unhealthySince: Date.now() });
      },
      onFailedProbe: (detail) => void lastProbe.set(keyOf(run, replica.index), detail),
    }).catch((error: unknown) => {
      if (!watch.signal.aborted) options.observe({ type: 'unexpected', where: `health of ${instanceId}`, error });
    });
  };

  const findEnded = async () => {
    for (const run of record.runs) {
      for (const { index, process } of [...run.replicas]) {
        if (process === null || children.has(`${process.pid}/${process.startKey}`) || endings.has(keyOf(run, index))) continue;
        if (!(await isAlive(table, process))) await nudge(() => exited(run, index, process.pid, { code: null, signal: null }));
      }
    }
  };

  return {
    instanceId,
    record,
    apply: (wish) =>
      act(() => {
        const { hostnames, domains, stopTimeoutMs } = wish;
        const names = { hostnames: [...hostnames], domains: [...domains] };
        Object.assign(record, { ...names, stopTimeoutMs, ...numberOf(record, wish) });
        const [newest] = record.runs;
        if (newest?.fingerprint === wish.run.fingerprint) return;
        // Going back to what still serves needs nothing new.
        const serving = record.runs.find((run) => run.id === record.serving && run.fingerprint === wish.run.fingerprint);
        const run: RunRecord = serving ?? {
          ...wish.run,
          id: randomBytes(4).toString('hex'),
          phase: 'starting',
          reason: null,
          begunAt: Date.now(),
          replicas: [],
        };
        record.runs = [run, ...record.runs.filter((other) => other !== run)];
        phaseChanged(run);
      }),
    observe: async () => {
      await findEnded();
      return describeWorkload(record, output.tail, Date.now());
    },
    weigh: (sample) => {
      const scaled = autoscaler.weigh(record, sample);
      if (scaled === null) return;
      void nudge(() => {
        const { scaling } = record;
        // What is wanted may have changed before its turn came.
        if (scaling === null || record.replicas === 0) return;
        record.replicas = Math.min(scaling.most, Math.max(scaling.least, scaled.replicas));
        scaling.reason = scaled.reason;
      });
    },
    check: findEnded,
    adopt: () =>
      act(async () => {
        for (const run of record.runs) {
          if (run.phase === 'starting') run.begunAt = Date.now();
          for (const replica of [...run.replicas]) {
            if (replica.port !== null && run.port === null) ports.reserve(replica.port);
            output.follow(run, replica.index);
            if (replica.process && (await isAlive(table, replica.process))) {
              options.observe({ type: 'process-adopted', instanceId, pid: replica.process.pid });
              // Whoever was stopping it is gone; if it is still not wanted, the plan says so again.
              if (replica.state === 'stopping') replica.state = 'running';
              watchReplica(run, replica);
            } else if (replica.state === 'stopping') await forgetReplica(run, replica);
            else {
              await output.flush(run, replica.index);
              const exit = replica.process ? { code: null, signal: null, at: Date.now() } : replica.lastExit;
              Object.assign(replica, { state: 'crashed', process: null, unhealthySince: null, lastExit: exit });
              if (exit && replica.crashes === 0) replica.nextStartAt = 0;
            }
          }
        }
      }),
    end: async ({ keep }) => {
      mode = mode === 'gone' ? 'gone' : 'still';
      await nudge(() => {
        if (!keep) record.removing = true;
      });
      for (const watch of watches.values()) watch.abort();
      await Promise.all(endings.values());
      const all = record.runs.flatMap((run) => run.replicas.map((replica) => ({ run, replica })));
      for (const { replica } of all) replica.state = 'stopping';
      if (!keep) await deps.routes.remove(instanceId);
      await Promise.all(all.map(({ run, replica }) => endProcesses(run, replica)));
      for (const { run, replica } of all) await forgetReplica(run, replica);
      if (keep) await store();
      else mode = 'gone';
    },
    close: async () => {
      mode = 'still';
      for (const watch of watches.values()) watch.abort();
      clearTimeout(timer);
      await nudge(() => {});
      mode = 'gone';
    },
  };
}

/** Within its range it stays at the number that the load asked for. */
function numberOf(record: WorkloadRecord, { replicas, scaling }: Wish): Pick<WorkloadRecord, 'replicas' | 'scaling'> {
  if (scaling === null) return { replicas, scaling: null };
  const number = Math.min(scaling.most, Math.max(replicas, record.replicas));
  const measured = scaling.cpuPercent !== null && scaling.cpuMillicores !== null;
  const isBlind = !measured && (scaling.memoryPercent === null || scaling.memoryMegabytes === null);
  const reason = number === record.replicas ? (record.scaling?.reason ?? null) : null;
  return { replicas: number, scaling: { ...scaling, reason: isBlind ? BLIND : reason } };
}

const BLIND = 'The version that runs does not say what a replica requests, of which the target is a share. Deploy it again.';
