/** What Rancher is sent for a wish: machine configs, the cluster, and the smallest patch from the cluster that is there to the wish. Pure. */
import { createHash } from 'node:crypto';
import type { DesiredCluster, DesiredNodePool } from '../../domain/ports/cluster-provider.ts';
import { Fault } from '../../kit/fault.ts';
import type { JsonPatchOperation } from '../kubernetes/client/open-client.ts';
import type { ProvisioningCluster } from './kinds.ts';
import { CARRIED_OUT, CHANGED_AT, CLUSTER_LABEL, clusterNameOf, GENERATION, labelsOf, machineConfigNameOf } from './names.ts';
import { DRIVERS, type MachineFields, type Place } from './options.ts';

export interface Setting {
  readonly owner: string;
  readonly namespace: string;
}

/** A pool with the machines it is made of. */
export interface PlannedPool extends DesiredNodePool {
  readonly config: {
    readonly name: string;
    readonly manifest: Readonly<Record<string, unknown>> & { metadata: { name: string } };
  };
}

/** @throws Fault reject what no Rancher would make */
export function planPools(desired: DesiredCluster, place: Place, { owner, namespace }: Setting): readonly PlannedPool[] {
  requireRoles(desired.pools);
  const { kind } = DRIVERS[place.driver];
  return desired.pools.map((pool) => {
    const fields = fieldsOf(pool.machineType, place);
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([kind, sorted(fields)]))
      .digest('hex')
      .slice(0, 8);
    const name = machineConfigNameOf(desired.clusterId, pool.name, fingerprint);
    const metadata = { name, namespace, labels: labelsOf(owner, { [CLUSTER_LABEL]: desired.clusterId }) };
    // The driver's fields stand beside the metadata: there is no spec.
    return { ...pool, config: { name, manifest: { ...fields, metadata } } };
  });
}

export function planCluster(
  desired: DesiredCluster,
  pools: readonly PlannedPool[],
  place: Place,
  { owner, namespace }: Setting,
  now: number,
) {
  return {
    metadata: {
      name: clusterNameOf(desired.clusterId),
      namespace,
      labels: labelsOf(owner, { [CLUSTER_LABEL]: desired.clusterId }),
      annotations: {
        'field.cattle.io/description': desired.label,
        [GENERATION]: String(desired.generation),
        [CARRIED_OUT]: '0',
        [CHANGED_AT]: new Date(now).toISOString(),
      },
    },
    spec: {
      kubernetesVersion: desired.kubernetesVersion ?? '',
      cloudCredentialSecretName: place.cloudCredential,
      localClusterAuthEndpoint: { enabled: false },
      rkeConfig: {
        // K3s brings its own network.
        machineGlobalConfig: desired.distribution === 'rke2' ? { cni: 'calico' } : {},
        etcd: { snapshotRetention: 5, snapshotScheduleCron: '0 */5 * * *' },
        upgradeStrategy: { controlPlaneConcurrency: '1', workerConcurrency: '1' },
        machinePools: pools.map((pool) => poolOf(pool, place)),
      },
    },
  };
}

/**
 * JSON patch operations, none when it is as wished. Each change of a pool first tests that the pool is still where it was: the list is a plain
 * one, and others write it too. `carriedOut`: the generation that is carried out now.
 */
export function planPatch(
  present: ProvisioningCluster,
  desired: DesiredCluster,
  pools: readonly PlannedPool[],
  place: Place,
  carriedOut: number,
  now: number,
): readonly JsonPatchOperation[] {
  const there = present.spec.rkeConfig?.machinePools ?? [];
  const operations: JsonPatchOperation[] = [];
  const { kubernetesVersion } = present.spec;
  if (desired.kubernetesVersion !== null && kubernetesVersion !== desired.kubernetesVersion)
    operations.push({ op: 'add', path: '/spec/kubernetesVersion', value: desired.kubernetesVersion });
  for (const [at, pool] of there.entries()) {
    const wanted = pools.find(({ name }) => name === pool.name);
    if (wanted === undefined) continue;
    const changes = changesOf(at, pool, wanted, place);
    if (changes.length > 0) operations.push(isStill(at, pool.name), ...changes);
  }
  for (const pool of pools)
    if (!there.some(({ name }) => name === pool.name))
      operations.push({ op: 'add', path: '/spec/rkeConfig/machinePools/-', value: poolOf(pool, place) });
  // From the end, so that what is before keeps its place.
  for (const [at, pool] of [...there.entries()].reverse())
    if (!pools.some(({ name }) => name === pool.name))
      operations.push(isStill(at, pool.name), { op: 'remove', path: `/spec/rkeConfig/machinePools/${at}` });
  const { annotations, resourceVersion } = present.metadata;
  // What adds to the list or takes from it must not be done twice: it is for exactly this version.
  if (operations.some(({ op, path }) => op === 'remove' || path.endsWith('/-')))
    operations.unshift({ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion });
  if (operations.length === 0 && Number(annotations?.[GENERATION] ?? 0) >= desired.generation) return [];
  if (annotations === undefined) operations.push({ op: 'add', path: '/metadata/annotations', value: {} });
  for (const [name, value] of Object.entries({
    [GENERATION]: String(Math.max(desired.generation, Number(annotations?.[GENERATION] ?? 0))),
    [CARRIED_OUT]: String(carriedOut),
    [CHANGED_AT]: new Date(now).toISOString(),
  }))
    operations.push({ op: 'add', path: `/metadata/annotations/${pointerPart(name)}`, value });
  return operations;
}

type PresentPool = NonNullable<NonNullable<ProvisioningCluster['spec']['rkeConfig']>['machinePools']>[number];

function changesOf(at: number, pool: PresentPool, wanted: PlannedPool, place: Place): readonly JsonPatchOperation[] {
  const path = `/spec/rkeConfig/machinePools/${at}`;
  const operations: JsonPatchOperation[] = [];
  const scalesItself = pool.autoscalingMinSize != null || pool.autoscalingMaxSize != null;
  if (!scalesItself && pool.quantity !== wanted.quantity)
    operations.push({ op: 'add', path: `${path}/quantity`, value: wanted.quantity });
  if (pool.machineConfigRef?.name !== wanted.config.name)
    operations.push({
      op: 'add',
      path: `${path}/machineConfigRef`,
      value: { kind: DRIVERS[place.driver].kind, name: wanted.config.name },
    });
  const labels = Object.entries(wanted.labels).filter(([name, value]) => pool.labels?.[name] !== value);
  if (labels.length > 0 && pool.labels == null) operations.push({ op: 'add', path: `${path}/labels`, value: {} });
  for (const [name, value] of labels) operations.push({ op: 'add', path: `${path}/labels/${pointerPart(name)}`, value });
  return operations;
}

const isStill = (at: number, name: string): JsonPatchOperation => ({
  op: 'test',
  path: `/spec/rkeConfig/machinePools/${at}/name`,
  value: name,
});

/** RFC 6901. */
const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const poolOf = (pool: PlannedPool, place: Place) => ({
  name: pool.name,
  quantity: pool.quantity,
  etcdRole: pool.etcd,
  controlPlaneRole: pool.controlPlane,
  workerRole: pool.worker,
  drainBeforeDelete: true,
  machineConfigRef: { kind: DRIVERS[place.driver].kind, name: pool.config.name },
  ...(Object.keys(pool.labels).length === 0 ? {} : { labels: pool.labels }),
});

function fieldsOf(machineType: string, { driver, fields, machineTypes }: Place): MachineFields {
  const spelledOut = machineTypes[machineType];
  if (spelledOut !== undefined) return { ...fields, ...spelledOut };
  const { size } = DRIVERS[driver];
  if (size !== null) return { ...fields, [size]: machineType };
  const known = Object.keys(machineTypes);
  throw new Fault('reject', {
    code: 'machine-type-unknown',
    message: `There is no machine type «${machineType}» here. ${known.length === 0 ? 'The operator has named none.' : `There are ${known.join(', ')}.`}`,
  });
}

function requireRoles(pools: readonly DesiredNodePool[]): void {
  for (const [role, has] of [
    ['control plane', pools.some((p) => p.controlPlane && p.quantity > 0)],
    ['etcd', pools.some((p) => p.etcd && p.quantity > 0)],
    ['worker', pools.some((p) => p.worker && p.quantity > 0)],
  ] as const)
    if (!has)
      throw new Fault('reject', { code: 'invalid-pool', message: `A cluster needs at least one ${role} machine to come up.` });
}

const sorted = (fields: MachineFields): readonly (readonly [string, unknown])[] =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
