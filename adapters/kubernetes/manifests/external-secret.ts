/** A Secret that the External Secrets Operator keeps in step with a store: values never pass through a manifest. */
import { managedBy } from './labels.ts';
import type { CustomManifest } from './manifest.ts';

export interface ExternalSecretOf {
  /** Of the ExternalSecret and of the Secret it makes. */
  readonly name: string;
  readonly namespace: string;
  readonly store: { readonly name: string; readonly kind: 'SecretStore' | 'ClusterSecretStore' };
  /** Where the values are in the store. */
  readonly path: string;
  /** Names of the variables, which are the properties at that path. */
  readonly keys: readonly string[];
  /** Changed to make the operator look at once. */
  readonly version: string;
}

export const externalSecret = ({ name, namespace, store, path, keys, version }: ExternalSecretOf): CustomManifest => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name, namespace, labels: { ...managedBy }, annotations: { 'force-sync': version } },
  spec: {
    refreshInterval: '1h0m0s',
    secretStoreRef: { ...store },
    target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: keys.map((key) => ({ secretKey: key, remoteRef: { key: path, property: key } })),
  },
});
