/**
 * What Rancher's words about a cluster mean. Its conditions are Wrangler's: `Unknown` is under way, `False` is an error in words, and right after
 * a change all of them still say `True`; so a change counts as carried out only when its generation was observed, some time has passed, and
 * as many machines as wished are there and ready. Pure.
 */
import type { ClusterObservation } from '../../domain/ports/cluster-provider.ts';
import type { Condition, Machine, ManagementCluster, ProvisioningCluster } from './kinds.ts';
import { CARRIED_OUT, CHANGED_AT, GENERATION } from './names.ts';
import type { RancherObservation } from './observation.ts';
import type { RancherTiming } from './options.ts';

export interface Seen {
  readonly cluster: ProvisioningCluster;
  /** null: it is not there yet, or not any more. */
  readonly management: ManagementCluster | null;
  readonly machines: readonly Machine[];
}

type Present = Extract<ClusterObservation, { state: 'present' }>;
export type ClusterState = Pick<
  Present,
  'phase' | 'reason' | 'generation' | 'kubernetesVersion' | 'nodes' | 'readyNodes' | 'pools'
>;

/** By which a machine is told to be one of a pool. */
const POOL_LABEL = 'rke.cattle.io/rke-machine-pool-name';
const MACHINE_PHASES = new Set([
  'Pending',
  'Provisioning',
  'Provisioned',
  'Running',
  'Updating',
  'Deleting',
  'Deleted',
  'Failed',
]);

export function readState(
  seen: Seen,
  timing: Pick<RancherTiming, 'settleMs' | 'toleratedErrorMs'>,
  now: number,
  tell: (observation: RancherObservation) => void,
): ClusterState {
  const { cluster, management, machines } = seen;
  const annotations = cluster.metadata.annotations ?? {};
  const written = Number(annotations[GENERATION] ?? 0);
  const carriedOut = Number(annotations[CARRIED_OUT] ?? 0);
  const pools = poolsOf(cluster, machines);
  const { phase, reason } = phaseOf(seen, pools, carriedOut, timing, now, tell);
  return {
    phase,
    reason,
    generation: phase === 'active' ? written : carriedOut,
    kubernetesVersion: management?.status?.version?.gitVersion ?? null,
    nodes: machines.length,
    readyNodes: machines.filter(isReady).length,
    pools: pools.map(({ name, quantity, readyNodes }) => ({ name, quantity, readyNodes })),
  };
}

function phaseOf(
  { cluster, machines }: Seen,
  pools: readonly Pool[],
  carriedOut: number,
  { settleMs, toleratedErrorMs }: Pick<RancherTiming, 'settleMs' | 'toleratedErrorMs'>,
  now: number,
  tell: (observation: RancherObservation) => void,
): Pick<ClusterState, 'phase' | 'reason'> {
  const { metadata, status } = cluster;
  const conditions = status?.conditions ?? [];
  const of = (type: string) => conditions.find((c) => c.type === type);
  if (metadata.deletionTimestamp !== undefined) return { phase: 'removing', reason: wordsOf(of('Removed') ?? of('Reconciling')) };
  const strange = strangeWords(conditions, machines);
  for (const observation of strange) tell(observation);
  if (strange.length > 0) return { phase: 'unknown', reason: `Rancher says «${strange[0]?.value}», which is not known here.` };

  const wasReady = carriedOut > 0 || status?.agentDeployed === true;
  const connected = of('Connected');
  if (wasReady && connected?.status === 'False')
    return { phase: 'unreachable', reason: wordsOf(connected) ?? 'The cluster is not connected to Rancher.' };
  const [ready, updated] = [of('Ready'), of('Updated')];
  const observed = status?.observedGeneration !== undefined && status.observedGeneration >= (metadata.generation ?? 0);
  const changedAt = Date.parse(metadata.annotations?.[CHANGED_AT] ?? '');
  const settled = !(now - changedAt < settleMs);
  const complete = pools.every(
    ({ wanted, quantity, readyNodes }) => wanted === null || (wanted === quantity && readyNodes === wanted),
  );
  const strangers = machines.some((machine) => !pools.some(({ name }) => name === poolNameOf(machine)));
  const isDone = status?.ready === true && ready?.status === 'True' && (updated === undefined || updated.status === 'True');
  if (isDone && observed && settled && complete && !strangers) return { phase: 'active', reason: null };

  const failing = [of('Stalled'), of('Provisioned'), updated, of('Reconciling'), of('Created')].find(isError);
  const waiting = [updated, of('Provisioned'), ready].find((c) => c?.status === 'Unknown');
  const reason =
    wordsOf(failing) ?? wordsOf(waiting) ?? (ready?.status === 'False' ? wordsOf(ready) : null) ?? wordsOfNodes(pools, machines);
  if (wasReady) return { phase: 'changing', reason };
  const since = Date.parse(failing?.lastUpdateTime ?? failing?.lastTransitionTime ?? metadata.creationTimestamp ?? '');
  if (failing !== undefined && now - since >= toleratedErrorMs) return { phase: 'failed', reason };
  return { phase: 'creating', reason };
}

/** `Stalled` and `Reconciling` follow Kubernetes' newer habit: they are bad, or going on, when they are true. */
const isError = (condition: Condition | undefined): boolean =>
  condition?.type === 'Stalled'
    ? condition.status === 'True'
    : condition?.type !== 'Reconciling' && condition?.status === 'False' && (condition.message ?? '') !== '';

function wordsOf(condition: Condition | undefined): string | null {
  const words = condition?.message || condition?.reason || null;
  return words === null ? null : words.slice(0, 500);
}

function wordsOfNodes(pools: readonly Pool[], machines: readonly Machine[]): string | null {
  const short = pools.find(({ wanted, readyNodes }) => wanted !== null && readyNodes < wanted);
  const words = [
    ...(short === undefined ? [] : [`${short.readyNodes} of ${short.wanted} nodes of the pool ${short.name} are ready.`]),
    wordsOfMachines(machines) ?? [],
  ].flat();
  return words.length === 0 ? null : words.join(' ');
}

/** The first one that is not what it should become. */
function wordsOfMachines(machines: readonly Machine[]): string | null {
  const late = machines.find(({ status }) => status?.phase !== undefined && status.phase !== 'Running');
  if (late === undefined) return null;
  const why = wordsOf((late.status?.conditions ?? []).find((c) => c.status === 'False'));
  return `The machine ${late.metadata.name} is ${late.status?.phase}${why === null ? '.' : `: ${why}`}`;
}

interface Pool {
  readonly name: string;
  /** null: it scales by itself. */
  readonly wanted: number | null;
  readonly quantity: number;
  readonly readyNodes: number;
}

function poolsOf({ spec }: ProvisioningCluster, machines: readonly Machine[]): readonly Pool[] {
  return (spec.rkeConfig?.machinePools ?? []).map((pool) => {
    const own = machines.filter((machine) => poolNameOf(machine) === pool.name);
    const scalesItself = pool.autoscalingMinSize != null || pool.autoscalingMaxSize != null;
    return {
      name: pool.name,
      wanted: scalesItself ? null : (pool.quantity ?? 1),
      quantity: own.length,
      readyNodes: own.filter(isReady).length,
    };
  });
}

const poolNameOf = ({ metadata }: Machine): string | undefined => metadata.labels?.[POOL_LABEL];

const isReady = ({ metadata, status }: Machine): boolean =>
  status?.phase === 'Running' &&
  metadata.deletionTimestamp === undefined &&
  !(status.conditions ?? []).some((c) => (c.type === 'NodeHealthy' || c.type === 'NodeReady') && c.status !== 'True');

function strangeWords(conditions: readonly Condition[], machines: readonly Machine[]): readonly RancherObservation[] {
  const said = conditions.filter(({ status }) => status !== 'True' && status !== 'False' && status !== 'Unknown');
  const phases = machines.flatMap(({ status }) =>
    status?.phase === undefined || MACHINE_PHASES.has(status.phase) ? [] : [status.phase],
  );
  return [
    ...said.map(({ type, status }) => ({ kind: 'unknown-state', what: 'condition', value: `${type}=${status}` }) as const),
    ...phases.map((value) => ({ kind: 'unknown-state', what: 'machine', value }) as const),
  ];
}
