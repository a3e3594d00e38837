/**
 * What Argo CD and the cluster say about a workload, as NorthStack sees workloads. Pure. Honest about health: an Application that calls itself
 * synced and healthy is believed when the operation is the one we asked for and has ended, and the status was made after that end or was
 * seen twice; what runs is read from the Deployment and its pods, not from a colour.
 * Source: argo-cd issues 5592, 22558, 23765, 29636 (stale health, phases without an end).
 */
import type { ReplicaObservation, RevisionObservation, WorkloadObservation } from '../../domain/ports/app-runtime.ts';
import { annotations, labels } from './names.ts';
import type { Application, LiveAutoscaler, LiveDeployment, LivePod, TreeNode } from './replies.ts';

export interface PodSeen {
  readonly node: TreeNode;
  /** Looked up for those that have a story to tell. */
  readonly live: LivePod | null;
  readonly tail: readonly string[];
  /** What happened to it last, in the cluster's words. */
  readonly warning: string | null;
}

export interface Seen {
  readonly application: Application;
  readonly deployment: LiveDeployment | null;
  readonly autoscaler: LiveAutoscaler | null;
  readonly pods: readonly PodSeen[];
  /** ExternalSecrets of it: pods wait for what they bring. */
  readonly fetched: readonly TreeNode[];
  /** It was seen done at the look before. */
  readonly seenDone: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Observed {
  readonly observation: WorkloadObservation;
  /** The operation that was asked for has come to its end, and the status speaks of it. */
  readonly done: boolean;
}

const RESTARTS = 2;

export function observeWorkload(seen: Seen): Observed {
  const { application, now } = seen;
  const wanted = wantedOf(application);
  if (application.metadata.deletionTimestamp) {
    const error = conditionOf(application, 'DeletionError');
    const { name } = application.metadata;
    const reason =
      error === null
        ? null
        : `Argo CD cannot remove it: ${error}. It goes on when its cluster answers. If that never will, remove the application alone: argocd app delete ${name} --cascade=false`;
    const revisions = [
      { revision: wanted.revision, generation: wanted.generation, phase: 'stopping' as const, reason, replicas: [] },
    ];
    return { observation: { state: 'present', observedAt: now, serving: null, revisions }, done: false };
  }
  const groups = groupPods(seen.pods);
  const mine = groups.find((g) => g.revision === wanted.revision && g.generation === wanted.generation);
  const others = groups.filter((g) => g !== mine);
  const done = isDone(seen, wanted.hash);
  const own = wantedRevision(seen, wanted, mine?.pods ?? [], done);
  const older = others.map(
    ({ revision, generation, pods }): RevisionObservation => ({
      revision,
      generation,
      // Newer than what is wanted, when something was taken back: on its way out as well.
      phase: pods.some((p) => replicaState(p) === 'running') && own.phase !== 'healthy' ? 'healthy' : 'stopping',
      reason: null,
      replicas: replicasOf(pods),
    }),
  );
  const runs = (pods: readonly PodSeen[]) => pods.some((p) => replicaState(p) === 'running');
  const ready = runs(mine?.pods ?? []);
  const before = others.find((g) => runs(g.pods));
  const complete = own.phase === 'healthy' || own.phase === 'degraded';
  const serving =
    wanted.replicas === 0
      ? null
      : complete && ready
        ? wanted.revision
        : (before?.revision ?? (ready && complete ? wanted.revision : null));
  const scaled = scaledOf(seen, wanted);
  const revisions = [own, ...older];
  return { observation: { state: 'present', observedAt: now, serving, revisions, ...(scaled === null ? {} : { scaled }) }, done };
}

/** By the cluster's own word: how many there shall be, and what it made that of. */
function scaledOf({ deployment, autoscaler }: Seen, { follows, replicas: least }: Wanted): WorkloadScaled | null {
  if (!follows) return null;
  const { spec, status } = autoscaler ?? {};
  const reasons = (status?.currentMetrics ?? []).flatMap(({ resource }) => {
    const used = resource?.current.averageUtilization ?? null;
    const target = spec?.metrics?.find((m) => m.resource?.name === resource?.name)?.resource?.target.averageUtilization;
    const what = resource?.name === 'cpu' ? 'CPU' : resource?.name;
    return used === null || target == null
      ? []
      : [`They used ${used} % of the ${what} that they request; the target is ${target} %.`];
  });
  const trouble = status?.conditions?.find((c) => c.type === 'ScalingActive' && c.status === 'False')?.message ?? null;
  const replicas = Math.max(least, deployment?.spec.replicas ?? least);
  return { replicas, reason: trouble ?? (reasons.length === 0 ? null : reasons.join(' ')) };
}
type WorkloadScaled = NonNullable<Extract<WorkloadObservation, { state: 'present' }>['scaled']>;

interface Wanted {
  readonly revision: string;
  readonly generation: number;
  /** Or the least of them, where their number follows the load. */
  readonly replicas: number;
  readonly follows: boolean;
  readonly hash: string;
  readonly healthTimeoutMs: number;
}

function wantedOf({ metadata }: Application): Wanted {
  const of = (name: string) => metadata.annotations?.[name] ?? '';
  return {
    revision: of(annotations.revision),
    generation: Number(of(annotations.generation)) || 0,
    replicas: Number(of(annotations.replicas)) || 0,
    follows: of(annotations.most) !== '',
    hash: of(annotations.manifests),
    healthTimeoutMs: Number(of(annotations.healthTimeout)) || 60_000,
  };
}

/** The hash that the last operation was asked for with. */
export const syncedHash = ({ status }: Application): string | null =>
  status?.operationState?.operation?.info?.find(({ name }) => name === annotations.manifests)?.value ?? null;

/** The last operation is the one for `hash`, and has come to its end. */
export function operationFor(
  application: Application,
  hash: string,
): { readonly phase: string; readonly finishedAt: number; readonly message: string } | null {
  const { operation, status } = application;
  const state = status?.operationState;
  if (operation || !state || syncedHash(application) !== hash) return null;
  const finishedAt = Date.parse(state.finishedAt ?? '');
  return Number.isNaN(finishedAt) ? null : { phase: state.phase, finishedAt, message: state.message ?? '' };
}

function isDone({ application, seenDone }: Seen, hash: string): boolean {
  const ended = operationFor(application, hash);
  const { status } = application;
  if (ended?.phase !== 'Succeeded' || status?.sync?.status !== 'Synced' || status.health?.status !== 'Healthy') return false;
  const reconciledAt = Date.parse(status.reconciledAt ?? '');
  return seenDone || reconciledAt > ended.finishedAt;
}

function wantedRevision(seen: Seen, wanted: Wanted, pods: readonly PodSeen[], done: boolean): RevisionObservation {
  const { application, deployment, now } = seen;
  const { revision, generation } = wanted;
  const replicas = replicasOf(pods);
  const of = (phase: RevisionObservation['phase'], reason: string | null): RevisionObservation => ({
    revision,
    generation,
    phase,
    reason,
    replicas,
  });
  const ended = operationFor(application, wanted.hash);
  const fetching = fetchingOf(seen);
  const trouble = fetching.failed ?? troubleOf(application);
  const isRolledOut = deployment !== null && isCurrent(deployment, wanted);
  if (ended !== null && ended.phase !== 'Succeeded') {
    const reason = ['Argo CD could not deploy it.', ended.message, fetching.failed ?? ''].join(' ').trim();
    return isRolledOut && pods.some((p) => replicaState(p) === 'running') ? of('degraded', reason) : of('failed', reason);
  }
  if (wanted.replicas === 0) {
    const left = seen.pods.length > 0;
    return ended === null || left ? of('stopping', trouble) : { ...of('stopped', null), replicas: [] };
  }
  if (ended === null || deployment === null || !isRolledOut) return of('starting', trouble);
  const running = pods.filter((p) => replicaState(p) === 'running').length;
  const told = pods.map(storyOf).find((s) => s !== null) ?? refusalOf(deployment);
  const story = told === null || fetching.failed === null ? told : `${fetching.failed}\n${told}`;
  if (completed(deployment)) {
    const count = wanted.follows ? Math.max(wanted.replicas, deployment.spec.replicas) : wanted.replicas;
    if (running < count && story !== null) return of('degraded', story);
    if (running === 0) return of('degraded', 'None of its replicas is ready.');
    // Rolled out, by the cluster's own word; Argo CD's has to agree, at least once.
    // Once it has, more replicas that come up because of the load take nothing away.
    const serves = wanted.follows && seen.seenDone && running >= wanted.replicas;
    return done || serves ? of('healthy', null) : of('starting', trouble);
  }
  const progress = conditionReason(deployment);
  const crashes = pods.some(
    (p) => restartsOf(p) >= RESTARTS || waitingOf(p)?.reason === 'CrashLoopBackOff' || isHopeless(p, fetching.waits),
  );
  const late = now > ended.finishedAt + wanted.healthTimeoutMs;
  if (progress === 'ProgressDeadlineExceeded' || crashes || late)
    return of('failed', story ?? fetching.failed ?? notReady(pods, wanted.healthTimeoutMs));
  return of('starting', story ?? trouble);
}

/** The cluster has taken up what we want, and speaks of it. */
function isCurrent({ metadata, spec, status }: LiveDeployment, wanted: Wanted): boolean {
  const of = spec.template.metadata.labels;
  return (
    of[labels.revision] === wanted.revision &&
    of[labels.generation] === String(wanted.generation) &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

const conditionReason = ({ status }: LiveDeployment): string | null =>
  status.conditions.find((c) => c.type === 'Progressing')?.reason ?? null;
/** Why the cluster makes no more pods, such as a quota that is used up; null: it does. */
const refusalOf = ({ status }: LiveDeployment): string | null =>
  status.conditions.find((c) => c.type === 'ReplicaFailure' && c.status === 'True')?.message ?? null;
/** All of its pods were ready once; it says so until the next version. */
const completed = (deployment: LiveDeployment): boolean => conditionReason(deployment) === 'NewReplicaSetAvailable';

const conditionOf = ({ status }: Application, type: string): string | null =>
  status?.conditions?.find((c) => c.type === type)?.message ?? null;

const errors = ['InvalidSpecError', 'ComparisonError', 'SyncError', 'UnknownError', 'DeletionError'];
const troubleOf = ({ status }: Application): string | null =>
  status?.conditions?.find((c) => errors.includes(c.type))?.message ?? null;

interface Group {
  readonly revision: string;
  readonly generation: number;
  readonly pods: readonly PodSeen[];
}

/** Newest first. */
function groupPods(pods: readonly PodSeen[]): readonly Group[] {
  const groups = new Map<string, { revision: string; generation: number; pods: PodSeen[] }>();
  for (const pod of [...pods].sort(byAge)) {
    const of = pod.node.networkingInfo?.labels ?? {};
    const [revision, generation] = [of[labels.revision] ?? '', Number(of[labels.generation]) || 0];
    const key = `${revision} ${generation}`;
    const group = groups.get(key) ?? { revision, generation, pods: [] };
    group.pods.push(pod);
    groups.set(key, group);
  }
  const newest = ({ pods: [first] }: Group) => first?.node.createdAt ?? '';
  return [...groups.values()].sort((a, b) => b.generation - a.generation || (newest(a) < newest(b) ? 1 : -1));
}

const byAge = (a: PodSeen, b: PodSeen): number =>
  (a.node.createdAt ?? '').localeCompare(b.node.createdAt ?? '') || a.node.name.localeCompare(b.node.name);

const replicasOf = (pods: readonly PodSeen[]): readonly ReplicaObservation[] =>
  pods.map((pod, index) => {
    const startedAt = Date.parse(pod.node.createdAt ?? '');
    const ended = endOf(pod);
    return {
      index,
      state: replicaState(pod),
      // Of another machine.
      pid: null,
      port: null,
      startedAt: Number.isNaN(startedAt) ? null : startedAt,
      restarts: restartsOf(pod),
      lastExit:
        ended === null
          ? null
          : {
              code: ended.exitCode ?? null,
              signal: ended.signal ? String(ended.signal) : null,
              at: Date.parse(ended.finishedAt ?? '') || 0,
            },
    };
  });

export const infoOf = ({ info }: TreeNode, name: string): string | null => info?.find((i) => i.name === name)?.value ?? null;

function replicaState({ node }: PodSeen): ReplicaObservation['state'] {
  if (infoOf(node, 'Status Reason') === 'Terminating') return 'stopping';
  switch (node.health?.status) {
    case 'Healthy':
      return 'running';
    case 'Degraded':
      return 'crashed';
    default:
      return 'starting';
  }
}

const restartsOf = ({ node }: PodSeen): number => Number(infoOf(node, 'Restart Count') ?? 0) || 0;
const containerOf = ({ live }: PodSeen) => live?.status?.containerStatuses?.[0] ?? null;
const waitingOf = (pod: PodSeen) => containerOf(pod)?.state?.waiting ?? null;
const endOf = (pod: PodSeen) => containerOf(pod)?.lastState?.terminated ?? containerOf(pod)?.state?.terminated ?? null;

/** Names and settings that no patience mends. @param waits for a Secret that is being fetched, without which a pod has no settings yet */
const isHopeless = (pod: PodSeen, waits: boolean): boolean => {
  const reason = waitingOf(pod)?.reason ?? '';
  if (reason === 'CreateContainerConfigError') return !waits;
  return ['InvalidImageName', 'ErrImageNeverPull', 'RunContainerError'].includes(reason);
};

/** In the words of the External Secrets Operator, which Argo CD passes on. */
function fetchingOf({ fetched }: Seen): { readonly waits: boolean; readonly failed: string | null } {
  const bad = fetched.find((n) => n.health?.status === 'Degraded');
  return {
    waits: fetched.some((n) => n.health?.status === 'Progressing'),
    failed:
      bad === undefined ? null : `Its secrets could not be fetched: ${bad.health?.message || 'the operator does not say why'}.`,
  };
}

/** What is wrong with a pod, with its last lines; null: nothing that it says. */
function storyOf(pod: PodSeen): string | null {
  const state = replicaState(pod);
  if (state === 'running' || state === 'stopping') return null;
  const [ended, waiting] = [endOf(pod), waitingOf(pod)];
  if (ended === null && state === 'starting' && pod.warning === null) return null;
  const how =
    ended !== null
      ? `It ended with exit code ${ended.exitCode ?? 'unknown'}${ended.reason && ended.reason !== 'Error' ? ` (${ended.reason})` : ''}.`
      : waiting !== null && waiting.reason !== 'ContainerCreating'
        ? `${waiting.reason ?? 'It waits'}${waiting.message ? `: ${waiting.message}` : ''}.`
        : '';
  return [how, pod.warning ?? '', ...pod.tail].filter((line) => line !== '').join('\n');
}

function notReady(pods: readonly PodSeen[], timeoutMs: number): string {
  const told = pods.map((p) => p.node.health?.message).find((m) => m !== undefined && m !== null && m !== '');
  return `It did not become ready within ${Math.round(timeoutMs / 1000)} s.${told ? ` ${told}` : ''}`;
}
