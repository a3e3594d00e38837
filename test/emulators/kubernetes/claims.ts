/**
 * What an API server and the volume controllers do with PersistentVolumeClaims: the default class is filled in, quotas count them, they are bound when
 * their class says so, only grow, and stay while a pod uses them. Source: kubernetes `ValidatePersistentVolumeClaimUpdate`, `pv_controller.go`, the
 * admission plugins PersistentVolumeClaimResize and StorageObjectInUseProtection.
 */
import { ApiError } from './api-error.ts';
import type { Kubernetes } from './emulator.ts';
import { tellEvent } from './events.ts';
import { amount, sizeText } from './quota.ts';
import type { KubernetesObject } from './resources.ts';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const PROTECTION = 'kubernetes.io/pvc-protection';
const CLAIMS = 'persistentvolumeclaims.';
const CLASSES = 'storageclasses.storage.k8s.io';

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly volumeName?: string;
  readonly resources?: { readonly requests?: { readonly storage?: string } };
}
const specOf = ({ spec }: KubernetesObject): ClaimSpec => (spec ?? {}) as ClaimSpec;
const sizeOf = (claim: KubernetesObject): number => amount(specOf(claim).resources?.requests?.storage ?? '0');

/** @throws ApiError 403 | 422 */
export function admitClaim(
  claim: KubernetesObject,
  old: KubernetesObject | null,
  present: {
    readonly quotas: readonly KubernetesObject[];
    readonly claims: readonly KubernetesObject[];
    readonly classes: readonly KubernetesObject[];
  },
): void {
  if (old === null) fillInClass(claim, present.classes);
  else checkChange(claim, old, present.classes);
  const requested = sizeOf(claim) - (old === null ? 0 : sizeOf(old));
  const used = present.claims.reduce((sum, other) => sum + sizeOf(other), 0);
  for (const { metadata, spec } of present.quotas) {
    const limited = ((spec?.hard ?? {}) as Record<string, string>)['requests.storage'];
    if (limited === undefined || requested <= 0 || used + requested <= amount(limited)) continue;
    const say = (bytes: number) => `requests.storage=${sizeText(bytes)}`;
    throw forbidden(
      claim,
      `exceeded quota: ${metadata.name}, requested: ${say(requested)}, used: ${say(used)}, limited: ${say(amount(limited))}`,
    );
  }
}

const forbidden = ({ metadata: { name } }: KubernetesObject, why: string) =>
  new ApiError(403, 'Forbidden', `persistentvolumeclaims "${name}" is forbidden: ${why}`, {
    name,
    kind: 'persistentvolumeclaims',
  });

function fillInClass(claim: KubernetesObject, classes: readonly KubernetesObject[]): void {
  if (specOf(claim).storageClassName !== undefined) return;
  const found = classes.find(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  if (found !== undefined) claim.spec = { ...claim.spec, storageClassName: found.metadata.name };
}

function checkChange(claim: KubernetesObject, old: KubernetesObject, classes: readonly KubernetesObject[]): void {
  const { name } = claim.metadata;
  const invalid = (field: string, why: string) =>
    new ApiError(422, 'Invalid', `PersistentVolumeClaim "${name}" is invalid: ${field}: Forbidden: ${why}`, {
      name,
      kind: 'PersistentVolumeClaim',
      causes: [{ reason: 'FieldValueForbidden', field, message: `Forbidden: ${why}` }],
    });
  const isBound = old.status?.phase === 'Bound';
  const rest = ({ volumeName, resources, ...spec }: ClaimSpec, given: ClaimSpec) =>
    JSON.stringify([
      Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1)),
      isBound ? null : resources,
      given.volumeName === undefined ? null : volumeName,
    ]);
  const [before, after] = [specOf(old), specOf(claim)];
  if (rest(before, before) !== rest(after, before))
    throw invalid(
      'spec',
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
  const grows = sizeOf(claim) - sizeOf(old);
  if (grows < 0) throw invalid('spec.resources.requests.storage', 'field can not be less than status.capacity');
  const of = classes.find(({ metadata }) => metadata.name === before.storageClassName);
  if (grows > 0 && of?.allowVolumeExpansion !== true)
    throw forbidden(
      claim,
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
}

/** The claims that a pod uses. */
export const claimsOf = ({ spec }: { readonly spec?: unknown }): readonly string[] =>
  ((spec as { volumes?: { persistentVolumeClaim?: { claimName: string } }[] } | undefined)?.volumes ?? []).flatMap(
    ({ persistentVolumeClaim: of }) => (of === undefined ? [] : [of.claimName]),
  );

/** Binds claims, grows their volumes, and lets go of those that nobody uses. A cluster without a class gets a default one, as most have. */
export function controlClaims(cluster: Kubernetes, delayMs: number): () => void {
  const classes = cluster.kind(CLASSES);
  if (cluster.objects(CLASSES).length === 0)
    cluster.api.create(classes, null, {
      metadata: { name: 'standard', annotations: { [DEFAULT_CLASS]: 'true' } },
      provisioner: 'csi.example.org',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  const claims = cluster.kind(CLAIMS);
  const usersOf = ({ metadata }: KubernetesObject) =>
    cluster.objects('pods.', metadata.namespace).filter((pod) => claimsOf(pod).includes(metadata.name));
  const change = (claim: KubernetesObject, how: (now: KubernetesObject) => object) => {
    const { namespace = '', name } = claim.metadata;
    const now = cluster.store.get(claims, namespace, name)?.object;
    if (now === undefined) return null;
    const { resourceVersion: _, managedFields: __, ...metadata } = now.metadata;
    return cluster.api.update(
      claims,
      namespace,
      name,
      { ...now, metadata, ...how({ ...now, metadata }) },
      { manager: 'volumes' },
    );
  };
  const why = (claim: KubernetesObject): readonly [reason: string, message: string] | null => {
    const { storageClassName } = specOf(claim);
    if (storageClassName === undefined)
      return ['FailedBinding', 'no persistent volumes available for this claim and no storage class is set'];
    const of = cluster.objects(CLASSES).find(({ metadata }) => metadata.name === storageClassName);
    if (of === undefined) return ['ProvisioningFailed', `storageclass.storage.k8s.io "${storageClassName}" not found`];
    return of.volumeBindingMode === 'WaitForFirstConsumer' && usersOf(claim).length === 0
      ? ['WaitForFirstConsumer', 'waiting for first consumer to be created before binding']
      : null;
  };

  async function reconcile(claim: KubernetesObject): Promise<void> {
    const { finalizers = [], deletionTimestamp } = claim.metadata;
    if (deletionTimestamp !== undefined) {
      if (finalizers.includes(PROTECTION) && usersOf(claim).length === 0)
        change(claim, ({ metadata }) => ({
          metadata: { ...metadata, finalizers: finalizers.filter((f) => f !== PROTECTION) },
        }));
      return;
    }
    if (!finalizers.includes(PROTECTION))
      return void change(claim, ({ metadata }) => ({ metadata: { ...metadata, finalizers: [...finalizers, PROTECTION] } }));
    if (claim.status?.phase === 'Bound') return cluster.setStatus(claim, { capacity: specOf(claim).resources?.requests });
    const waits = why(claim);
    if (waits !== null) {
      const [reason, message] = waits;
      if (claim.status?.phase !== 'Pending') cluster.setStatus(claim, { phase: 'Pending' });
      const type = reason === 'ProvisioningFailed' ? 'Warning' : 'Normal';
      return tellEvent(cluster, claim, { type, reason, message });
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const bound = change(claim, ({ spec, metadata }) => ({ spec: { ...spec, volumeName: `pvc-${metadata.uid}` } }));
    if (bound !== null)
      cluster.setStatus(bound, {
        phase: 'Bound',
        accessModes: ['ReadWriteOnce'],
        capacity: specOf(bound).resources?.requests,
      });
  }
  const at = (namespace: string | undefined) => (name: string) => ({ namespace, name });
  return cluster.control(CLAIMS, reconcile, {
    'pods.': (pod) => claimsOf(pod).map(at(pod.metadata.namespace)),
    [CLASSES]: () => cluster.objects(CLAIMS).map(({ metadata }) => metadata),
  });
}
