/** An emulated cluster that takes manifests as strictly as the vendors' stored schemas allow, where those are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Manifest } from '../../adapters/kubernetes/manifests/manifest.ts';
import { type Kubernetes, startKubernetes } from '../emulators/kubernetes/emulator.ts';

const specs = resolve(import.meta.dirname, '../../../shared/specs');

/** Of the Gateway API no schema is stored: its envelope only. */
const routes = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: httproutes.gateway.networking.k8s.io }
spec:
  group: gateway.networking.k8s.io
  names: { plural: httproutes, kind: HTTPRoute }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true }]
`;

export interface StrictCluster extends AsyncDisposable {
  readonly cluster: Kubernetes;
  /** Applies as the adapters do, with `fieldValidation=Strict`. @throws what the API server says of the first that is wrong */
  accept(manifests: readonly Manifest[]): void;
}

export async function openStrictCluster(): Promise<StrictCluster> {
  const stored = existsSync(specs);
  if (!stored) console.info("the vendors' contracts are not at hand: manifests are checked for their envelope only");
  const externalSecrets = stored
    ? readFileSync(join(specs, 'external-secrets/external-secrets.io_externalsecrets.yaml'), 'utf8')
    : routes
        .replaceAll('httproutes', 'externalsecrets')
        .replaceAll('HTTPRoute', 'ExternalSecret')
        .replaceAll('gateway.networking.k8s.io', 'external-secrets.io');
  const cluster = await startKubernetes({
    definitions: [routes, externalSecrets],
    ...(stored ? { swagger: join(specs, 'kubernetes/swagger-subset-v1.35.json') } : {}),
  });
  return {
    cluster,
    accept: (manifests) => {
      for (const manifest of manifests) {
        const { apiVersion, kind, metadata } = manifest;
        const resource = [...cluster.api.resources.values()].find(
          (r) => r.kind === kind && `${r.group === '' ? '' : `${r.group}/`}${r.version}` === apiVersion,
        );
        if (!resource) throw new Error(`${apiVersion} ${kind} is not served`);
        const namespace = resource.namespaced ? (metadata?.namespace ?? '') : null;
        if (namespace !== null) cluster.ensureNamespace(namespace);
        cluster.api.patch(resource, namespace, metadata?.name ?? '', 'apply', JSON.parse(JSON.stringify(manifest)), {
          manager: 'northstack',
          strict: true,
        });
      }
    },
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  };
}
