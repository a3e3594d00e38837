/**
 * Clusters that were registered here, managed by Rancher beside: a cluster object without machines, and in the cluster itself what Rancher
 * says shall be there. A step at each call; access for people goes the cluster's own way and needs no Rancher.
 */
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { DesiredCluster } from '../../domain/ports/cluster-provider.ts';
import { Fault } from '../../kit/fault.ts';
import { type Kind, plainKind } from '../kubernetes/client/kind.ts';
import { readKubeconfig } from '../kubernetes/client/kubeconfig.ts';
import { type KubernetesClient, openKubernetesClient } from '../kubernetes/client/open-client.ts';
import { provisioningClusters, registrationTokens } from './kinds.ts';
import { CLUSTER_LABEL, clusterNameOf, IMPORTED, labelsOf } from './names.ts';
import { findCluster, type Rancher, unlessThere } from './rancher.ts';

/** @throws Fault reject `kubeconfig-invalid` | retry | conflict | auth */
export async function importCluster(
  rancher: Rancher,
  { clusterId, label }: DesiredCluster,
  kubeconfig: string,
  enabled: boolean,
  signal?: AbortSignal,
): Promise<void> {
  const access = readKubeconfig(kubeconfig);
  if (!enabled) return;
  const { connection, namespace, owner } = rancher;
  const present = await findCluster(rancher, clusterId, signal);
  if (present === null) {
    const manifest = {
      metadata: {
        name: clusterNameOf(clusterId),
        namespace,
        labels: labelsOf(owner, { [CLUSTER_LABEL]: clusterId, [IMPORTED]: 'true' }),
        annotations: { 'field.cattle.io/description': label },
      },
      spec: {},
    };
    await unlessThere(connection.kubernetes.create(provisioningClusters, manifest, { signal }));
    return;
  }
  const { clusterName, agentDeployed, conditions } = present.status ?? {};
  const connected = conditions?.find(({ type }) => type === 'Connected')?.status === 'True';
  if (clusterName === undefined || agentDeployed === true || connected) return;
  const tokens = await connection.kubernetes.list(registrationTokens, { namespace: clusterName, signal });
  const address = tokens.items.flatMap(({ status }) => status?.manifestUrl ?? [])[0];
  if (address === undefined) return;
  const manifest = await connection.download(new URL(address).pathname, signal);
  await using theirs = openKubernetesClient(access);
  for (const object of objectsOf(manifest)) {
    const served = await servedKind(theirs, object, signal);
    const { namespace: inNamespace = 'default' } = object.metadata;
    const metadata = served.namespaced ? { ...object.metadata, namespace: inNamespace } : object.metadata;
    await theirs.apply(served, { ...object, metadata }, { signal });
  }
}

/** Rancher takes its agent out of the cluster by itself. */
export async function forgetImported(rancher: Rancher, clusterId: string, signal?: AbortSignal): Promise<void> {
  const { connection, namespace } = rancher;
  await connection.kubernetes.delete(provisioningClusters, { namespace, name: clusterNameOf(clusterId) }, { signal });
}

const served = z.object({ resources: z.array(z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() })) });

/** As the cluster says: plurals do not follow from kinds. */
async function servedKind(
  cluster: KubernetesClient,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  signal: AbortSignal | undefined,
): Promise<Kind> {
  const path = `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}`;
  const { resources } = served.parse(await cluster.call({ method: 'GET', path, repeatable: true, signal }));
  const found = resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
  if (found === undefined)
    throw new Fault('reject', { code: 'cluster-lacks-kind', message: `The cluster does not serve ${kind} of ${apiVersion}.` });
  return plainKind(apiVersion, kind, found.name, found.namespaced ? 'namespaced' : 'cluster');
}

const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

const objectsOf = (yaml: string) =>
  parseAllDocuments(yaml).flatMap((document) => {
    const value: unknown = document.toJS();
    return value === null || value === undefined ? [] : [object.parse(value)];
  });
