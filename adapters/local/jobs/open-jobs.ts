/**
 * Runs jobs as process groups of this machine. A run is on disk before it starts, so it never starts twice; it outlives a NorthStack that
 * is killed and is adopted by the next one, and its exit code is in a file that its own shell writes.
 */
import { chown, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobRequest, JobRunner } from '../../../domain/ports/job-runner.ts';
import { Fault } from '../../../kit/fault.ts';
import { removeTree } from '../files/remove-tree.ts';
import { safeId } from '../files/safe-id.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import type { LocalOptions } from '../options.ts';
import { installationMark, markEntry, markOf } from '../processes/mark.ts';
import { isAlive, killLeftovers, killMarked, type StartedGroup, startGroup, stopGroup } from '../processes/process-group.ts';
import { openProcessTable } from '../processes/process-table.ts';
import { redactOf } from '../redact-of.ts';
import { openLogTails } from '../runtime/log-tails.ts';
import { seal, unseal } from '../seal.ts';
import { type JobRecord, jobRecord } from './job-record.ts';

export interface LocalJobs extends JobRunner, AsyncDisposable {
  /** Ends every run that is under way. Disposing alone leaves them running, for the next opening to adopt. */
  stopProcesses(): Promise<void>;
}

export interface LocalJobsOptions extends LocalOptions {
  /** How often runs that are not our children are looked at. Default 500 ms. */
  readonly adoptedPollMs?: number;
}

interface Run {
  readonly record: JobRecord;
  readonly recent: string[];
  /** Resolves when it has ended and everything about that is written down. */
  ending: Promise<void> | null;
  ours: boolean;
}

const TAIL_LINES = 20;
const STREAMS = ['stdout', 'stderr'] as const;
/** $1: the command, $2: where its exit code goes. What starts the command tells how it ended, whoever is there to hear it. */
const WRAPPER = '/bin/sh -c "$1"; code=$?; printf %s "$code" > "$2.new" && mv "$2.new" "$2"; exit "$code"';

export async function openLocalJobs(options: LocalJobsOptions): Promise<LocalJobs> {
  const root = join(options.dataDirectory, 'jobs');
  const folders = { runs: join(root, 'runs'), logs: join(root, 'logs'), homes: join(root, 'homes') };
  for (const path of [root, folders.runs, folders.homes]) await mkdir(path, { recursive: true, mode: 0o711 });
  const table = openProcessTable();
  const tails = await openLogTails({
    directory: folders.logs,
    onSkip: (file, bytes) => options.observe({ type: 'output-skipped', file, bytes }),
  });
  const runs = new Map<string, Run>();
  const starting = new Map<string, Promise<void>>();
  const fileOf = (runId: string) => join(folders.runs, `${runId}.json`);
  const homeOf = (runId: string) => join(folders.homes, runId);
  const exitFileOf = (runId: string) => join(homeOf(runId), '.exit-code');
  const logOf = (runId: string, stream: string) => `${runId}.${stream}.log`;
  const markFor = (runId: string) => markOf(options.dataDirectory, 'job', runId);
  const save = (record: JobRecord) => writeAtomic(fileOf(record.runId), JSON.stringify(record));
  let closed = false;

  const follow = (run: Run): void => {
    const { runId, instanceId, revision, sealedEnvironment, secretNames } = run.record;
    const clean = redactOf({ environment: unseal(options.key, runId, sealedEnvironment), secretNames });
    for (const stream of STREAMS) {
      tails.follow(logOf(runId, stream), (line) => {
        const text = clean(line);
        run.recent.push(text);
        if (run.recent.length > TAIL_LINES) run.recent.shift();
        options.logs.append([{ source: { kind: 'job', runId, instanceId, revision }, stream, at: Date.now(), text }]);
      });
    }
  };

  const readExitCode = async (runId: string): Promise<number | null> => {
    const text = await readFile(exitFileOf(runId), 'utf8').catch(() => '');
    return /^\d{1,3}$/.test(text) ? Number(text) : null;
  };

  /** The leader is over. */
  const finish = (run: Run, seen: number | null): Promise<void> => {
    run.ending ??= (async () => {
      const { record } = run;
      const { runId } = record;
      if (record.process) await killLeftovers(table, record.process, markFor(runId));
      for (const stream of STREAMS) await tails.flush(logOf(runId, stream));
      const exitCode = (await readExitCode(runId)) ?? seen;
      record.ended = { at: Date.now(), exitCode, tail: run.recent.join('\n') };
      await save(record);
      for (const stream of STREAMS) {
        await tails.unfollow(logOf(runId, stream));
        await rm(join(folders.logs, logOf(runId, stream)), { force: true });
      }
      if (record.process)
        options.observe({ type: 'process-exited', instanceId: record.instanceId, pid: record.process.pid, code: exitCode });
      options.hint({ kind: 'job', id: runId });
    })();
    return run.ending;
  };

  const watchChild = (run: Run, started: StartedGroup): void => {
    void started.exited.then(({ code }) => {
      // After closing, whoever adopts it sees the exit.
      if (closed) return;
      finish(run, code).catch(unexpected(`job ${run.record.runId}`));
    });
  };

  const unexpected = (where: string) => (error: unknown) => options.observe({ type: 'unexpected', where, error });

  const launch = async (request: JobRequest): Promise<void> => {
    const { runId, instanceId, artifact } = request;
    if (artifact.kind !== 'directory')
      throw new Fault('reject', {
        code: 'needs-container-runtime',
        message: 'This installation runs processes, not container images.',
      });
    if (request.placement.cluster !== null)
      throw new Fault('reject', {
        code: 'needs-argocd',
        message: 'This installation runs jobs on its own machine. Those in clusters need an Argo CD: see docs/production.md.',
      });
    if (!(await stat(artifact.reference).catch(() => null))?.isDirectory())
      throw new Fault('reject', {
        code: 'artifact-missing',
        message: 'What this version was built into is no longer there. Deploy again.',
      });
    const record: JobRecord = {
      version: 1,
      runId,
      instanceId,
      revision: request.revision,
      sealedEnvironment: seal(options.key, runId, request.environment),
      secretNames: [...request.secretNames],
      stopTimeoutMs: request.stopTimeoutMs,
      startedAt: Date.now(),
      process: null,
      ended: null,
    };
    const run: Run = { record, recent: [], ending: null, ours: false };
    // From here on it counts as started: whoever finds this after a crash does not start it again.
    await save(record);
    runs.set(runId, run);
    try {
      const started = await spawn(request);
      // Before anybody can look: one that is over at once is not taken for somebody else's while it is being written down.
      run.ours = true;
      record.process = { pid: started.pid, startKey: started.startKey };
      await save(record);
      options.observe({ type: 'process-started', instanceId, pid: started.pid, port: null });
      follow(run);
      watchChild(run, started);
    } catch (error) {
      run.recent.push(`Could not be started: ${error instanceof Error ? error.message : String(error)}`);
      await finish(run, null);
    }
  };

  const spawn = async ({ runId, instanceId, revision, artifact, command, environment }: JobRequest): Promise<StartedGroup> => {
    const { user, baseEnvironment } = options;
    const home = homeOf(runId);
    await mkdir(home, { recursive: true, mode: 0o700 });
    if (user) await chown(home, user.uid, user.gid);
    const outputs = await Promise.all(STREAMS.map((stream) => open(join(folders.logs, logOf(runId, stream)), 'a', 0o640)));
    try {
      if (command === null)
        throw new Fault('reject', {
          code: 'no-command',
          message: 'Processes of this machine need a command; only images have one of their own.',
        });
      if (user) await Promise.all(outputs.map((file) => file.chown(user.uid, user.gid)));
      const [stdout, stderr] = outputs.map((file) => file.fd);
      const env: Record<string, string> = {
        ...baseEnvironment,
        HOME: home,
        NODE_ENV: 'production',
        PYTHONUNBUFFERED: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        ...environment,
        NORTHSTACK_INSTANCE_ID: instanceId,
        NORTHSTACK_REVISION: revision,
        NORTHSTACK_JOB_RUN_ID: runId,
        ...markEntry(markFor(runId)),
      };
      const directory = artifact.reference;
      return await startGroup(table, {
        file: '/bin/sh',
        args: ['-c', WRAPPER, 'sh', command, exitFileOf(runId)],
        cwd: directory,
        env: { ...env, PATH: [join(directory, 'node_modules/.bin'), join(directory, '.venv/bin'), env.PATH].join(':') },
        user,
        stdout: stdout ?? 'pipe',
        stderr: stderr ?? 'pipe',
      });
    } finally {
      await Promise.all(outputs.map((file) => file.close()));
    }
  };

  const stop = async ({ record }: Run): Promise<void> => {
    if (record.ended || !record.process) return;
    await stopGroup(table, record.process, markFor(record.runId), record.stopTimeoutMs);
  };

  /** Takes over what an earlier process of ours started. */
  const adopt = async (record: JobRecord): Promise<void> => {
    const run: Run = { record, recent: [], ending: null, ours: false };
    runs.set(record.runId, run);
    if (record.ended) return;
    if (record.process === null) {
      // It died between writing this down and writing down the process: which is there, was there, or never was.
      const marked = await table.findMarked(markFor(record.runId));
      const leader = (await table.list()).find((p) => p.pid === p.group && marked.some((m) => m.pid === p.pid));
      const startKey = leader && (await table.startKey(leader.pid));
      if (leader && startKey) {
        record.process = { pid: leader.pid, startKey };
        await save(record);
      }
    }
    follow(run);
    if (record.process && (await isAlive(table, record.process)))
      options.observe({ type: 'process-adopted', instanceId: record.instanceId, pid: record.process.pid });
    else await finish(run, null);
  };

  const records = await loadRecords(folders.runs, options);
  const known = new Set(records.filter((r) => !r.ended).map((r) => markFor(r.runId)));
  for (const { pid, entry } of await killMarked(table, installationMark(options.dataDirectory, 'job'), known))
    options.observe({ type: 'orphan-killed', pid, mark: entry });
  for (const record of records) await adopt(record).catch(unexpected(`job ${record.runId}`));

  const checking = setInterval(() => {
    for (const run of runs.values()) {
      const { record } = run;
      if (run.ours || record.ended || run.ending || record.process === null) continue;
      isAlive(table, record.process)
        .then((alive) => (alive || closed ? undefined : finish(run, null)))
        .catch(unexpected(`job ${record.runId}`));
    }
  }, options.adoptedPollMs ?? 500);
  checking.unref();

  return {
    start: async (request, signal) => {
      signal?.throwIfAborted();
      const runId = safeId(request.runId);
      if (runs.has(runId)) return;
      const begun = starting.get(runId) ?? launch(request).finally(() => starting.delete(runId));
      starting.set(runId, begun);
      await begun;
    },
    observe: async ({ runId }) => {
      const run = runs.get(runId);
      if (!run) return { state: 'absent' };
      const { startedAt, ended } = run.record;
      if (!ended) return { state: 'running', startedAt };
      return { state: 'ended', startedAt, finishedAt: ended.at, exitCode: ended.exitCode, tail: ended.tail };
    },
    cancel: async ({ runId }) => {
      const run = runs.get(runId);
      // Stopping takes as long as the job likes; its end is hinted.
      if (run) void stop(run).catch(unexpected(`job ${runId}`));
    },
    remove: async ({ runId }) => {
      await starting.get(runId)?.catch(() => {});
      const run = runs.get(runId);
      if (!run) return;
      await stop(run);
      if (!run.record.ended) await finish(run, null);
      runs.delete(runId);
      await removeTree(homeOf(runId));
      await rm(fileOf(runId), { force: true });
    },
    list: async () => [...runs.keys()],
    forgetCluster: async () => {},
    stopProcesses: async () => {
      await Promise.all(
        [...runs.values()].map(async (run) => {
          if (run.record.ended) return;
          await stop(run);
          await finish(run, null);
        }),
      );
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      clearInterval(checking);
      await Promise.all([...starting.values()].map((begun) => begun.catch(() => {})));
      await Promise.all([...runs.values()].map((run) => run.ending));
      await tails[Symbol.asyncDispose]();
    },
  };
}

/** A record that cannot be read is reported and left where it is. */
async function loadRecords(directory: string, options: LocalOptions): Promise<JobRecord[]> {
  const records: JobRecord[] = [];
  for (const name of await readdir(directory)) {
    if (!name.endsWith('.json')) continue;
    try {
      records.push(jobRecord.parse(JSON.parse(await readFile(join(directory, name), 'utf8'))));
    } catch (error) {
      options.observe({ type: 'unexpected', where: `job file ${name}`, error });
    }
  }
  return records;
}
