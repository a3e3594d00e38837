/** A JobRunner in memory that does what a test tells it to, with the port's promises about repeats and absence. */
import type { JobObservation, JobRequest, JobRunner } from '../../domain/ports/job-runner.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import { Fault } from '../../kit/fault.ts';

export interface JobsEmulator extends JobRunner {
  /** Every run that was really started, in order. */
  readonly started: readonly JobRequest[];
  /** What the next runs become: at once, or when `finish` is called. Default `at-once`, with exit code 0. */
  mode: 'at-once' | 'when-told';
  finish(runId: string, exitCode: number): void;
}

export function emulateJobs(hint: Hint, now: () => number): JobsEmulator {
  const runs = new Map<string, JobObservation>();
  const started: JobRequest[] = [];
  const end = (runId: string, exitCode: number | null) => {
    runs.set(runId, { state: 'ended', startedAt: 1, finishedAt: now(), exitCode, tail: 'the last line' });
    hint({ kind: 'job', id: runId });
  };
  const emulator: JobsEmulator = {
    started,
    mode: 'at-once',
    start: async (request) => {
      if (runs.has(request.runId)) return;
      started.push(request);
      runs.set(request.runId, { state: 'running', startedAt: now() });
      if (emulator.mode === 'at-once') end(request.runId, 0);
    },
    observe: async ({ runId }) => runs.get(runId) ?? { state: 'absent' },
    cancel: async ({ runId }) => {
      if (runs.get(runId)?.state === 'running') end(runId, null);
    },
    remove: async ({ runId }) => void runs.delete(runId),
    forgetCluster: async () => {},
    list: async () => [...runs.keys()],
    finish: (runId, exitCode) => {
      if (runs.get(runId)?.state !== 'running')
        throw new Fault('gone', { code: 'no-run', message: `run ${runId} is not under way` });
      end(runId, exitCode);
    },
  };
  return emulator;
}
