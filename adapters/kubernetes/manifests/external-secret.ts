/** A Secret that the External Secrets Operator makes from a store: values never pass through a manifest, nor through us. */
import type { CustomManifest } from './manifest.ts';
import type { ExternalVariables } from './workload.ts';

/** `metadata`: of the ExternalSecret, whose Secret has the same name. */
export const externalSecret = (
  { store, variables }: ExternalVariables,
  metadata: CustomManifest['metadata'],
): CustomManifest => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: {
    ...metadata,
    annotations: {
      // Before the pods that read it, and gone after those that did.
      'argocd.argoproj.io/sync-wave': '-1',
      'argocd.argoproj.io/sync-options': 'PruneLast=true',
    },
  },
  spec: {
    refreshInterval: '1h0m0s',
    secretStoreRef: { ...store },
    target: { name: metadata.name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: Object.entries(variables)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([secretKey, { key, property, version }]) => ({ secretKey, remoteRef: { key, property, version } })),
  },
});
