/** Runs a command of an artifact to its end, once. */
import type { Placement, PullCredential } from './app-runtime.ts';
import type { ReachableCluster } from './cluster-provider.ts';
import type { Artifact } from './source-builder.ts';

export interface JobRunner {
  /**
   * Starts a run and returns when it is accepted. The same `runId` is never started a second time, whatever became of the first: not while
   * it runs, not after it ended, not after a crash in between.
   * @throws Fault reject when it can never be started
   */
  start(request: JobRequest, signal?: AbortSignal): Promise<void>;
  /** The truth about a run. An id never started is `absent`. */
  observe(run: RunReference, signal?: AbortSignal): Promise<JobObservation>;
  /** Asks it to stop; `observe` says `ended` when it has. Cancelling what is over or absent succeeds. */
  cancel(run: RunReference, signal?: AbortSignal): Promise<void>;
  /** Stops it and forgets it, its output was given on. Removing the absent succeeds. */
  remove(run: RunReference, signal?: AbortSignal): Promise<void>;
  /** Ids of all runs it knows of, for garbage collection. */
  list(signal?: AbortSignal): Promise<readonly string[]>;
  /** As `AppRuntime.forgetCluster`. */
  forgetCluster(clusterId: string, signal?: AbortSignal): Promise<void>;
}

export interface RunReference {
  /** Our run's id: the key. */
  readonly runId: string;
  /** The one it was placed in; null: none, or nobody remembers. */
  readonly cluster: ReachableCluster | null;
}

export interface JobRequest {
  /** Our run's id: the key. */
  readonly runId: string;
  /** What its output belongs to. */
  readonly instanceId: string;
  /** Where it belongs and where it runs: beside the workloads of its environment. */
  readonly placement: Placement;
  /** The deployment whose artifact it runs. */
  readonly revision: string;
  readonly artifact: Artifact;
  /** What its image is pulled with; null: its registry gives it to everybody, or it is no image. */
  readonly pullCredential: PullCredential | null;
  /** A command line for the shell; null: the image starts by itself. */
  readonly command: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Names in `environment` whose values must never reach a log line or a reason. */
  readonly secretNames: readonly string[];
  /** Between SIGTERM and SIGKILL. */
  readonly stopTimeoutMs: number;
}

export type JobObservation =
  | { readonly state: 'absent' }
  | { readonly state: 'running'; readonly startedAt: number }
  | {
      readonly state: 'ended';
      readonly startedAt: number;
      readonly finishedAt: number;
      /** null: it was stopped by a signal, or nobody saw how it ended. */
      readonly exitCode: number | null;
      /** Its last log lines. */
      readonly tail: string;
    };
