/**
 * What Argo CD and the cluster say about a workload, as NorthStack sees workloads. Pure. Honest about health: an Application that calls itself
 * synced and healthy is believed when the operation is the one we asked for and has ended, and the status was made after that end or was
 * seen twice; what runs is read from the Deployment and its pods, not from a colour.
 * Source: argo-cd issues 5592, 22558, 23765, 29636 (stale health, phases without an end).
 */
import type { ReplicaObservation, RevisionObservation, WorkloadObservation } from '../../domain/ports/app-runtime.ts';
import { annotations, labels } from './names.ts';
import type { Application, LiveAutoscaler, LivePod, LiveRollout, TreeNode } from './replies.ts';

export interface PodSeen {
  readonly node: TreeNode;
  /** Looked up for those that have a story to tell. */
  readonly live: LivePod | null;
  readonly tail: readonly string[];
  /** What happened to it last, in the cluster's words. */
  readonly warning: string | null;
}

export interface ClaimSeen {
  readonly node: TreeNode;
  /** What the cluster says of it, when it is not bound to a volume that stays. */
  readonly said: string | null;
}

export interface Seen {
  readonly application: Application;
  /** Its Deployment, or the StatefulSet of a stateful one. */
  readonly rollout: LiveRollout | null;
  readonly autoscaler: LiveAutoscaler | null;
  readonly pods: readonly PodSeen[];
  /** Of a stateful one. */
  readonly volume: ClaimSeen | null;
  /** Why a StatefulSet makes no pod; null: it does, or does not say. */
  readonly refusal: string | null;
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

export const isStateful = ({ metadata }: Application): boolean => metadata.annotations?.[annotations.volume] !== undefined;

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
  const also = {
    ...(scaled === null ? {} : { scaled }),
    ...(isStateful(application) ? { address: addressOf(application) } : {}),
  };
  return { observation: { state: 'present', observedAt: now, serving, revisions, ...also }, done };
}

/** As every pod of the cluster resolves it, whatever the cluster's domain is. */
function addressOf({ metadata, spec }: Application): WorkloadAddress {
  const port = Number(metadata.annotations?.[annotations.port]);
  const { namespace } = spec.destination;
  return port > 0 && namespace ? { host: `${metadata.name}.${namespace}.svc`, port } : null;
}
type WorkloadAddress = NonNullable<Extract<WorkloadObservation, { state: 'present' }>['address']> | null;

/** By the cluster's own word: how many there shall be, and what it made that of. */
function scaledOf({ rollout, autoscaler }: Seen, { follows, replicas: least }: Wanted): WorkloadScaled | null {
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
  const replicas = Math.max(least, rollout?.spec.replicas ?? least);
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
  const { application, rollout, now } = seen;
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
  const stateful = isStateful(application);
  const volume = volumeTrouble(seen.volume);
  const trouble = fetching.failed ?? troubleOf(application) ?? volume;
  const isRolledOut = rollout !== null && isCurrent(rollout, wanted);
  if (ended !== null && ended.phase !== 'Succeeded') {
    const reason = ['Argo CD could not deploy it.', ended.message, hintOf(ended.message), fetching.failed ?? ''].join(' ').trim();
    return isRolledOut && pods.some((p) => replicaState(p) === 'running') ? of('degraded', reason) : of('failed', reason);
  }
  if (wanted.replicas === 0) {
    const left = seen.pods.length > 0;
    return ended === null || left ? of('stopping', trouble) : { ...of('stopped', null), replicas: [] };
  }
  if (ended === null || rollout === null || !isRolledOut) return of('starting', trouble);
  const running = pods.filter((p) => replicaState(p) === 'running').length;
  const told = pods.map(storyOf).find((s) => s !== null) ?? refusalOf(rollout) ?? seen.refusal;
  const before = stateful && pods.length === 0 ? beforeOf(seen.pods) : null;
  const all = [fetching.failed, volume, before, told].filter((line) => line !== null);
  const story = told === null && volume === null && before === null ? null : all.join('\n');
  // A set says so of its first version, and of one that is gone back to, before any pod was ready: there it is ours to have seen it.
  if (completed(rollout) && (!stateful || running > 0 || seen.seenDone)) {
    const count = wanted.follows ? Math.max(wanted.replicas, rollout.spec.replicas) : wanted.replicas;
    if ((running < count || volume !== null) && story !== null) return of('degraded', story);
    if (running === 0) return of('degraded', 'None of its replicas is ready.');
    // Rolled out, by the cluster's own word; Argo CD's has to agree, at least once.
    // Once it has, more replicas that come up because of the load take nothing away.
    const serves = wanted.follows && seen.seenDone && running >= wanted.replicas;
    return done || serves ? of('healthy', null) : of('starting', trouble);
  }
  const progress = conditionReason(rollout);
  const crashes = pods.some(
    (p) => restartsOf(p) >= RESTARTS || waitingOf(p)?.reason === 'CrashLoopBackOff' || isHopeless(p, fetching.waits),
  );
  const late = now > ended.finishedAt + wanted.healthTimeoutMs;
  if (progress === 'ProgressDeadlineExceeded' || crashes || late)
    return of('failed', story ?? fetching.failed ?? notReady(pods, wanted.healthTimeoutMs));
  return of('starting', story ?? trouble);
}

/** The cluster has taken up what we want, and speaks of it. */
function isCurrent({ metadata, spec, status }: LiveRollout, wanted: Wanted): boolean {
  const of = spec.template.metadata.labels;
  return (
    of[labels.revision] === wanted.revision &&
    of[labels.generation] === String(wanted.generation) &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

const conditionReason = ({ status }: LiveRollout): string | null =>
  status.conditions.find((c) => c.type === 'Progressing')?.reason ?? null;
/** Why the cluster makes no more pods, such as a quota that is used up; null: it does. */
const refusalOf = ({ status }: LiveRollout): string | null =>
  status.conditions.find((c) => c.type === 'ReplicaFailure' && c.status === 'True')?.message ?? null;
/** All of its pods were ready once; it says so until the next version. */
function completed(rollout: LiveRollout): boolean {
  const { currentRevision, updateRevision } = rollout.status;
  return conditionReason(rollout) === 'NewReplicaSetAvailable' || (updateRevision != null && currentRevision === updateRevision);
}

function volumeTrouble(volume: ClaimSeen | null): string | null {
  if (volume === null || volume.node.health?.status === 'Healthy') return null;
  const said = volume.said === null ? '' : `: ${volume.said}`;
  if (volume.node.health?.message === 'Pending deletion')
    return 'Somebody deletes its volume: it goes, with all that is in it, when the program stops. Save what is in it now.';
  return volume.node.health?.status === 'Degraded' ? `Its volume is lost${said}` : `Its volume is not there yet${said}`;
}

/** Why the pod of before is in the way of the next one, of which there is none yet. */
function beforeOf(pods: readonly PodSeen[]): string | null {
  const [pod] = pods;
  if (pod === undefined || replicaState(pod) === 'running') return null;
  const name = `${pod.node.name} -n ${pod.node.namespace ?? ''}`;
  return replicaState(pod) === 'stopping'
    ? `The version before has not stopped yet, and none is started beside it while it may still write. If its node is gone for good: kubectl delete pod ${name} --force`
    : `The pod of the version before is not ready and has to go first. Where the cluster does not end it (Kubernetes 1.35.0 to 1.35.3): kubectl delete pod ${name}`;
}

/** What to do about refusals that their words leave open. */
const hintOf = (message: string): string =>
  /storageclass that provisions the pvc must support resize/.test(message)
    ? 'Volumes of its storage class do not grow: an administrator of the cluster may set allowVolumeExpansion on it, where its driver can.'
    : '';

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
