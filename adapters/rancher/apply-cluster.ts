/** Makes a cluster like the wish: first what its machines are made of, then the cluster, or the few changes that are left. */
import { z } from 'zod';
import type { DesiredCluster } from '../../domain/ports/cluster-provider.ts';
import { Fault } from '../../kit/fault.ts';
import { machineConfigsOf, type ProvisioningCluster, provisioningClusters } from './kinds.ts';
import { CHANGED_AT, clusterNameOf, ofCluster } from './names.ts';
import { observePresent } from './observe-cluster.ts';
import type { Place } from './options.ts';
import { type PlannedPool, planCluster, planPatch, planPools } from './plan-cluster.ts';
import { findCluster, type Rancher, unlessThere, untilUndisturbed } from './rancher.ts';

/** @throws Fault reject | retry | conflict | auth */
export async function applyCluster(rancher: Rancher, desired: DesiredCluster, signal?: AbortSignal): Promise<void> {
  const place = placeOf(rancher, desired.region);
  const pools = planPools(desired, place, rancher);
  const present = await findCluster(rancher, desired.clusterId, signal);
  if (present === null) return await create(rancher, desired, pools, place, signal);
  await change(rancher, present, desired, pools, place, signal);
}

async function create(
  rancher: Rancher,
  desired: DesiredCluster,
  pools: readonly PlannedPool[],
  place: Place,
  signal: AbortSignal | undefined,
): Promise<void> {
  await requireVersion(rancher, desired, signal);
  await makeConfigs(rancher, pools, place, signal);
  const manifest = planCluster(desired, pools, place, rancher, rancher.now());
  await unlessThere(rancher.connection.kubernetes.create(provisioningClusters, manifest, { signal }));
}

async function change(
  rancher: Rancher,
  first: ProvisioningCluster,
  desired: DesiredCluster,
  pools: readonly PlannedPool[],
  place: Place,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { connection, namespace, now } = rancher;
  const key = { namespace, name: clusterNameOf(desired.clusterId) };
  let known: ProvisioningCluster | null = first;
  await untilUndisturbed(rancher, signal, async () => {
    const present: ProvisioningCluster | null = known ?? (await findCluster(rancher, desired.clusterId, signal));
    known = null;
    if (present === null || present.metadata.deletionTimestamp !== undefined)
      throw new Fault('retry', { code: 'cluster-going', message: 'The cluster is on its way out.' });
    const plan = (of: ProvisioningCluster, carriedOut: number) => planPatch(of, desired, pools, place, carriedOut, now());
    if (plan(present, 0).length === 0) return await removeUnused(rancher, desired.clusterId, present, place, signal);
    if (present.spec.kubernetesVersion !== desired.kubernetesVersion) await requireVersion(rancher, desired, signal);
    await makeConfigs(rancher, pools, place, signal);
    const { generation } = await observePresent(rancher, present, signal);
    const operations = plan(present, generation);
    try {
      await connection.kubernetes.patch(provisioningClusters, key, { type: 'json', operations }, { signal });
    } catch (error) {
      throw (await wasDisturbed(rancher, desired.clusterId, present, error, signal))
        ? new Fault('conflict', {
            code: 'rancher-conflict',
            message: 'Somebody else changes the cluster. Try again.',
            cause: error,
          })
        : error;
    }
  });
}

/** A test of a patch that fails is a refusal like any other, but no mistake of ours: the cluster is another one by now. */
async function wasDisturbed(
  rancher: Rancher,
  clusterId: string,
  before: ProvisioningCluster,
  error: unknown,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (!(error instanceof Fault) || error.kind !== 'reject') return false;
  if (/\btest\w*\b.*\bfailed/i.test(error.message)) return true;
  const after = await findCluster(rancher, clusterId, signal);
  return JSON.stringify(after?.spec) !== JSON.stringify(before.spec);
}

async function makeConfigs(
  { connection }: Rancher,
  pools: readonly PlannedPool[],
  { driver }: Place,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { config } of pools)
    await unlessThere(connection.kubernetes.create(machineConfigsOf(driver), config.manifest, { signal }));
}

/** How long after a change something may be left of it: later nobody looks any more. */
const LEFT_MS = 3_600_000;

/** Machine configs of pools that went, once nothing is on its way any more. */
async function removeUnused(
  rancher: Rancher,
  clusterId: string,
  present: ProvisioningCluster,
  { driver }: Place,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { connection, namespace, owner, now } = rancher;
  const changedAt = Date.parse(present.metadata.annotations?.[CHANGED_AT] ?? '');
  if (now() - changedAt > LEFT_MS) return;
  const { phase } = await observePresent(rancher, present, signal);
  if (phase !== 'active') return;
  const used = new Set((present.spec.rkeConfig?.machinePools ?? []).map((pool) => pool.machineConfigRef?.name));
  const kind = machineConfigsOf(driver);
  const { items } = await connection.kubernetes.list(kind, { namespace, labelSelector: ofCluster(owner, clusterId), signal });
  for (const { metadata } of items)
    if (!used.has(metadata.name)) await connection.kubernetes.delete(kind, { namespace, name: metadata.name }, { signal });
}

const releases = z.object({ data: z.array(z.looseObject({ version: z.string().optional(), id: z.string().optional() })) });

/** @throws Fault reject `version-unavailable` with the newest that there are */
async function requireVersion(
  { connection }: Rancher,
  { distribution, kubernetesVersion }: DesiredCluster,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (distribution === 'other')
    throw new Fault('reject', { code: 'distribution-unavailable', message: 'A cluster is made of rke2 or k3s.' });
  const answer = await connection
    .request({ method: 'GET', path: `/v1-${distribution}-release/releases`, signal }, releases)
    .catch((error: unknown) => {
      // One that does not list its versions checks them itself.
      if (error instanceof Fault && error.kind === 'gone') return null;
      throw error;
    });
  if (answer === null) return;
  const offered = answer.data.flatMap(({ version, id }) => version ?? id ?? []);
  if (kubernetesVersion !== null && offered.includes(kubernetesVersion)) return;
  throw new Fault('reject', {
    code: 'version-unavailable',
    message: `Rancher does not offer ${kubernetesVersion ?? 'a cluster without a version'}. Choose one of ${offered.slice(-12).reverse().join(', ')}.`,
  });
}

function placeOf({ places }: Rancher, region: string): Place {
  const place = places[region] ?? places['*'];
  if (place !== undefined) return place;
  throw new Fault('reject', {
    code: 'region-unavailable',
    message: `Rancher makes no clusters in the region «${region}». It does in ${Object.keys(places).join(', ')}.`,
  });
}
