/**
 * The External Secrets Operator on an emulated cluster, as far as ExternalSecrets of one store go: it makes the Secret they own, keeps their status, and
 * says what it could not find. Pods that waited for the Secret are started, as a kubelet tries again.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Kubernetes } from '../kubernetes/emulator.ts';
import type { KubernetesObject } from '../kubernetes/resources.ts';

export interface RemoteReference {
  readonly key: string;
  readonly property?: string;
  readonly version?: string;
}

const FILE = new URL('../../../../shared/specs/external-secrets/external-secrets.io_externalsecrets.yaml', import.meta.url)
  .pathname;
/** Where the vendor's own definition is not there: names only. */
const definition = (): string =>
  existsSync(FILE)
    ? readFileSync(FILE, 'utf8')
    : `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: externalsecrets.external-secrets.io }
spec:
  group: external-secrets.io
  names: { plural: externalsecrets, kind: ExternalSecret }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true, subresources: { status: {} } }]
`;

interface Spec {
  readonly secretStoreRef: { readonly name: string; readonly kind: string };
  readonly target: { readonly name: string };
  readonly data: readonly { readonly secretKey: string; readonly remoteRef: RemoteReference }[];
}

/** `read`: null when there is nothing. Gives back how to stop. */
export function controlExternalSecrets(
  cluster: Kubernetes,
  store: string,
  read: (reference: RemoteReference) => Promise<string | null>,
): () => void {
  cluster.define([definition()]);
  const secrets = cluster.kind('secrets.');

  const ready = (object: KubernetesObject, status: boolean, reason: string, message: string): void =>
    cluster.setStatus(object, {
      refreshTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      syncedResourceVersion: `${object.metadata.generation ?? 1}-0`,
      conditions: [{ type: 'Ready', status: status ? 'True' : 'False', reason, message }],
    });

  /** Pods that wait for a Secret which is there by now. */
  const retry = (pod: KubernetesObject): void => {
    const namespace = pod.metadata.namespace ?? 'default';
    const waits = pod.status?.phase === 'Pending' && pod.metadata.deletionTimestamp === undefined;
    if (!waits || secretsOf(pod).some((name) => cluster.store.get(secrets, namespace, name) === null)) return;
    cluster.api.delete(cluster.kind('pods.'), namespace, pod.metadata.name);
    for (const deployment of cluster.objects('deployments.apps', namespace))
      cluster.setStatus(deployment, { observedGeneration: 0 });
  };

  const stops = [
    cluster.control('externalsecrets.external-secrets.io', async (object) => {
      const { metadata, spec, apiVersion, kind } = object;
      const { secretStoreRef, target, data } = spec as unknown as Spec;
      const namespace = metadata.namespace ?? 'default';
      if (metadata.deletionTimestamp !== undefined || cluster.store.get(secrets, namespace, target.name) !== null) return;
      if (secretStoreRef.name !== store || secretStoreRef.kind !== 'ClusterSecretStore')
        return ready(object, false, 'SecretSyncedError', `could not get ${secretStoreRef.kind} "${secretStoreRef.name}"`);
      const found: Record<string, string> = {};
      for (const { secretKey, remoteRef } of data) {
        const value = await read(remoteRef);
        if (value === null)
          return ready(object, false, 'SecretSyncedError', `could not get secret data from provider: ${secretKey}`);
        found[secretKey] = Buffer.from(value).toString('base64');
      }
      cluster.api.create(secrets, namespace, {
        metadata: {
          name: target.name,
          ownerReferences: [{ apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true }],
        },
        type: 'Opaque',
        data: found,
      });
      ready(object, true, 'SecretSynced', 'secret synced');
      for (const pod of cluster.objects('pods.', namespace)) retry(pod);
    }),
    cluster.control('pods.', retry),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function secretsOf({ spec }: KubernetesObject): readonly string[] {
  const { containers = [] } = (spec ?? {}) as { containers?: { envFrom?: { secretRef?: { name: string } }[] }[] };
  return containers.flatMap(({ envFrom = [] }) => envFrom.flatMap(({ secretRef }) => (secretRef ? [secretRef.name] : [])));
}
