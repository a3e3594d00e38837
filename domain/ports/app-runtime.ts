/** Runs workloads: the desired state goes in, what is really there comes out. */
import type { ReachableCluster } from './cluster-provider.ts';
import type { RegistryCredential } from './image-registry.ts';
import type { SecretLocation } from './secret-store.ts';
import type { Artifact } from './source-builder.ts';

export interface AppRuntime {
  /** What it can run. */
  readonly runs: readonly Artifact['kind'][];
  /**
   * Makes the world like `desired` and returns when accepted. Applying the same twice changes nothing. A new `revision` starts
   * beside the old one and takes over when healthy; one that never becomes healthy is `failed` in `observe` and the old keeps serving.
   * @throws Fault reject | retry
   */
  apply(desired: DesiredWorkload, signal?: AbortSignal): Promise<void>;
  /** The truth about a workload. Never-seen ids are `absent`. */
  observe(instanceId: string, signal?: AbortSignal): Promise<WorkloadObservation>;
  /** Stops and forgets it; `observe` says `absent` when it has. Removing the absent succeeds. */
  remove(instanceId: string, signal?: AbortSignal): Promise<void>;
  /** Ids of all workloads it holds, for garbage collection. */
  list(signal?: AbortSignal): Promise<readonly string[]>;
  /** Forgets the way into a cluster that is going: nothing of ours runs there any more. Forgetting the unknown succeeds. */
  forgetCluster(clusterId: string, signal?: AbortSignal): Promise<void>;
  /**
   * As `forgetCluster`, of one that is lost: what runs there is forgotten first, without asking the cluster, and `observe` says `absent`. It may
   * run on. @throws Fault retry when not all of it is forgotten yet
   */
  abandonCluster(clusterId: string, signal?: AbortSignal): Promise<void>;
}

export interface DesiredWorkload {
  /** Our service instance's id: the key. */
  readonly instanceId: string;
  /** Where it belongs and where it runs. What is made of it outside keeps to ids: slugs may change while it lives. */
  readonly placement: Placement;
  /** The deployment's id: what differs between two versions of the same workload. */
  readonly revision: string;
  /** `stateful`: one replica with a `port` for those beside it and a `volume`; the old revision stops before the new one starts. */
  readonly type: 'web' | 'worker' | 'stateful';
  readonly artifact: Artifact;
  /** What its image is pulled with; null: its registry gives it to everybody, or it is no image. */
  readonly pullCredential: PullCredential | null;
  /** Overrides the artifact's command for its process type. */
  readonly command: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Names in `environment` whose values must never reach a log line or a reason. */
  readonly secretNames: readonly string[];
  /** Of those, the ones that are in a store which the runtime's own machinery may read; absent: none. */
  readonly secretLocations?: Readonly<Record<string, SecretLocation>>;
  /** 0 stops it. */
  readonly replicas: number;
  /** With it their number follows the load, from `replicas` on; absent: exactly `replicas`. */
  readonly scaling?: Scaling;
  /** Changes when a restart is asked for without a new revision. */
  readonly generation: number;
  /** Host names served by the proxy (web only). */
  readonly hostnames: readonly string[];
  /** Names of the team's own, proven to be theirs: served as `hostnames` are, each with a certificate of its own where the runtime makes any. Absent: none. */
  readonly domains?: readonly string[];
  /** With `stateful` and only there: what is written there outlives revisions, restarts and moves, and goes with `remove`. It only grows. */
  readonly volume?: Volume;
  /**
   * Fixed port of the app, null to let the runtime choose (given as PORT). Where all apps share one machine's ports (local runtime) a
   * fixed port means one replica, and that the old revision stops before the new one starts; with null neither holds.
   */
  readonly port: number | null;
  /** HTTP path that must answer 2xx or 3xx (web). null: the port accepting connections is enough. */
  readonly healthPath: string | null;
  /** How long a new revision may take to become healthy. */
  readonly healthTimeoutMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly stopTimeoutMs: number;
  /** Of each replica; null: the runtime's default. A runtime that cannot limit takes what is used. */
  readonly resources: {
    readonly cpuMillicores: Range | null;
    readonly memoryMegabytes: Range | null;
  };
}

export interface Volume {
  /** Absolute folder in the container; where there are no containers the program is told its folder as NORTHSTACK_VOLUME_PATH, which is set everywhere. */
  readonly path: string;
  readonly gigabytes: number;
}

/** Targets are means over the replicas, in percent of what one requests; null: it does not count. At least one counts. */
export interface Scaling {
  readonly most: number;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
}

export interface PullCredential extends RegistryCredential {
  /** As it stands in image names: `ghcr.io`, `registry.example.com:5000`, `docker.io`. */
  readonly registry: string;
}

export interface Range {
  readonly request: number;
  readonly limit: number;
}

export interface Placement {
  readonly organization: Named;
  readonly project: Named;
  readonly environment: Named;
  readonly service: Named;
  /** null: where the platform runs things by itself. */
  readonly cluster: ReachableCluster | null;
  /** The environment's own in that cluster. */
  readonly namespace: string;
  /** What all of the environment may take at most: the least of what its project and organization may; null: as much as there is. */
  readonly quota: {
    readonly cpuMillicores: number | null;
    readonly memoryMegabytes: number | null;
    readonly storageGigabytes: number | null;
  };
}

interface Named {
  readonly id: string;
  readonly slug: string;
}

export type WorkloadObservation =
  | { readonly state: 'absent' }
  | {
      readonly state: 'present';
      /** Milliseconds since the epoch at which this was looked up. */
      readonly observedAt: number;
      /** The revision that gets the traffic (web) or runs (worker); null when none does. */
      readonly serving: string | null;
      /** Newest first; while a restart is under way the same revision is there twice, the higher generation first. */
      readonly revisions: readonly RevisionObservation[];
      /** Where programs beside it reach a `stateful` one; absent or null: not known, or it is none. */
      readonly address?: { readonly host: string; readonly port: number } | null;
      /** How many the load asks for, and why, as far as it is known; absent: their number does not follow it. */
      readonly scaled?: { readonly replicas: number; readonly reason: string | null };
      /** Of `domains`, those asked for so far; absent: the runtime makes no certificates. */
      readonly certificates?: readonly CertificateObservation[];
    };

export interface CertificateObservation {
  readonly hostname: string;
  readonly state: 'issuing' | 'issued' | 'failed' | 'unknown';
  /** For `issuing` and `failed`: what it waits for or what is wrong. */
  readonly reason: string | null;
  /** Milliseconds since the epoch; null: there is none yet. */
  readonly expiresAt: number | null;
}

export interface RevisionObservation {
  readonly revision: string;
  readonly generation: number;
  readonly phase: 'starting' | 'healthy' | 'degraded' | 'failed' | 'stopping' | 'stopped';
  /** For `failed` and `degraded`: what is wrong, with the last log lines. */
  readonly reason: string | null;
  readonly replicas: readonly ReplicaObservation[];
}

export interface ReplicaObservation {
  readonly index: number;
  readonly state: 'starting' | 'running' | 'crashed' | 'stopping';
  readonly pid: number | null;
  readonly port: number | null;
  readonly startedAt: number | null;
  readonly restarts: number;
  readonly lastExit: { readonly code: number | null; readonly signal: string | null; readonly at: number } | null;
}
