/** An AppRuntime in memory that does what a test tells it to, with the port's promises about takeover, repeats and absence. */
import type {
  AppRuntime,
  CertificateObservation,
  DesiredWorkload,
  ReplicaObservation,
  RevisionObservation,
} from '../../domain/ports/app-runtime.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import type { Fault } from '../../kit/fault.ts';

export interface RuntimeEmulator extends AppRuntime {
  /** Both by default. */
  runs: AppRuntime['runs'];
  /** By instance. */
  readonly desired: ReadonlyMap<string, DesiredWorkload>;
  /** By instance: the revisions that have served over its volume. */
  readonly volumes: ReadonlyMap<string, readonly string[]>;
  /** Clusters that it was told to forget. */
  readonly forgotten: readonly string[];
  /** What a new revision becomes. Default `healthy`. */
  mode: 'healthy' | 'failing' | 'never-ready';
  /** What it says of the certificate of a domain; null, the default: it makes none. */
  certificate: ((hostname: string) => CertificateObservation) | null;
  /** Thrown by the next `apply`. */
  refuse: Fault | null;
  /** Lets what waits under `never-ready` become healthy. */
  ready(instanceId: string): void;
  crash(instanceId: string): void;
  /** As a load would, of one whose number follows it. */
  scale(instanceId: string, replicas: number, reason: string): void;
}

interface Workload {
  desired: DesiredWorkload;
  serving: string | null;
  phase: 'starting' | 'healthy' | 'failed';
  scaled: { readonly replicas: number; readonly reason: string | null } | null;
}

export function emulateRuntime(hint: Hint, now: () => number = Date.now): RuntimeEmulator {
  const workloads = new Map<string, Workload>();
  const desired = new Map<string, DesiredWorkload>();
  const volumes = new Map<string, readonly string[]>();
  const forgotten: string[] = [];
  const tell = (id: string) => hint({ kind: 'instance', id });
  const phases = { healthy: 'healthy', failing: 'failed', 'never-ready': 'starting' } as const;
  const emulator: RuntimeEmulator = {
    desired,
    volumes,
    forgotten,
    mode: 'healthy',
    certificate: null,
    refuse: null,
    runs: ['directory', 'image'],
    apply: async (wanted) => {
      if (emulator.refuse) throw emulator.refuse;
      desired.set(wanted.instanceId, wanted);
      const workload = workloads.get(wanted.instanceId);
      const same = workload?.desired.revision === wanted.revision;
      // Going back to what serves takes no start; stopping and starting again does.
      const goesBack = workload?.serving === wanted.revision && workload.desired.replicas > 0;
      const phase = wanted.replicas === 0 ? 'healthy' : goesBack ? 'healthy' : same ? workload.phase : phases[emulator.mode];
      const serving =
        wanted.replicas === 0
          ? null
          : phase === 'healthy'
            ? wanted.revision
            : same
              ? workload.serving
              : (workload?.serving ?? null);
      const { scaling, replicas } = wanted;
      const before = workload?.scaled?.replicas ?? replicas;
      const number = scaling === undefined ? replicas : Math.min(scaling.most, Math.max(replicas, before));
      const reason = number === before ? (workload?.scaled?.reason ?? null) : null;
      const scaled = scaling === undefined ? null : { replicas: number, reason };
      workloads.set(wanted.instanceId, { desired: wanted, serving, phase, scaled });
      const served = volumes.get(wanted.instanceId) ?? [];
      if (wanted.volume !== undefined && serving !== null && served.at(-1) !== serving)
        volumes.set(wanted.instanceId, [...served, serving]);
    },
    observe: async (id) => {
      const workload = workloads.get(id);
      if (!workload) return { state: 'absent' };
      const { desired: wanted, serving, phase, scaled } = workload;
      const number = scaled?.replicas ?? wanted.replicas;
      const revisions: RevisionObservation[] =
        wanted.replicas === 0 ? [] : [revision(wanted, phase, phase === 'healthy' ? number : 1)];
      if (serving !== null && serving !== wanted.revision)
        revisions.push(revision({ ...wanted, revision: serving }, 'healthy', 1));
      const certificates =
        emulator.certificate === null ? {} : { certificates: (wanted.domains ?? []).map(emulator.certificate) };
      const address =
        wanted.type === 'stateful' && wanted.port !== null ? { address: { host: 'store.internal', port: wanted.port } } : {};
      return {
        state: 'present',
        observedAt: now(),
        serving,
        revisions,
        ...address,
        ...certificates,
        ...(scaled === null ? {} : { scaled }),
      };
    },
    remove: async (id) => {
      workloads.delete(id);
      desired.delete(id);
      volumes.delete(id);
    },
    list: async () => [...workloads.keys()],
    forgetCluster: async (clusterId) => void forgotten.push(clusterId),
    abandonCluster: async (clusterId) => {
      for (const [id, { desired: wanted }] of workloads)
        if (wanted.placement.cluster?.clusterId === clusterId) workloads.delete(id);
      forgotten.push(clusterId);
    },
    ready: (id) => {
      const workload = workloads.get(id);
      if (workload) workloads.set(id, { ...workload, phase: 'healthy', serving: workload.desired.revision });
      tell(id);
    },
    scale: (id, replicas, reason) => {
      const workload = workloads.get(id);
      if (workload) workloads.set(id, { ...workload, scaled: { replicas, reason } });
      tell(id);
    },
    crash: (id) => {
      const workload = workloads.get(id);
      if (workload) workloads.set(id, { ...workload, phase: 'failed', serving: null });
      tell(id);
    },
  };
  return emulator;
}

function revision(wanted: DesiredWorkload, phase: RevisionObservation['phase'], replicas: number): RevisionObservation {
  const state: ReplicaObservation['state'] = phase === 'healthy' ? 'running' : phase === 'failed' ? 'crashed' : 'starting';
  return {
    revision: wanted.revision,
    generation: wanted.generation,
    phase,
    reason: phase === 'failed' ? 'It ended with code 1.' : null,
    replicas: Array.from({ length: replicas }, (_, index) => ({
      index,
      state,
      pid: 1000 + index,
      port: 3000 + index,
      startedAt: 1,
      restarts: 0,
      lastExit: null,
    })),
  };
}
