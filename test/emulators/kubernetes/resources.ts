/** The kinds an API server serves: the built-in ones by name, the others from the CustomResourceDefinitions it was given. */
import { z } from 'zod';
import type { Schema } from './schema.ts';

export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Spec and status are written by paths of their own. Without it (Argo CD's Application) one write changes both. */
  readonly statusSubresource: boolean;
  /** Built-in kinds take strategic merge patches, custom resources do not. */
  readonly custom: boolean;
  /** null: only the envelope is checked. */
  readonly schema: Schema | null;
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[];
  managedFields?: unknown[];
  [field: string]: unknown;
}

export const apiVersionOf = ({ group, version }: Pick<Resource, 'group' | 'version'>): string =>
  group === '' ? version : `${group}/${version}`;

/** Key of a kind, whatever its version. */
export const resourceKey = ({ group, plural }: Pick<Resource, 'group' | 'plural'>): string => `${plural}.${group}`;

type Builtin = readonly [plural: string, kind: string, options?: 'cluster' | 'no-status' | 'cluster-no-status'];
const builtins: Readonly<Record<string, readonly Builtin[]>> = {
  v1: [
    ['namespaces', 'Namespace', 'cluster'],
    ['nodes', 'Node', 'cluster'],
    ['pods', 'Pod'],
    ['services', 'Service'],
    ['secrets', 'Secret', 'no-status'],
    ['configmaps', 'ConfigMap', 'no-status'],
    ['serviceaccounts', 'ServiceAccount', 'no-status'],
    ['events', 'Event', 'no-status'],
    ['endpoints', 'Endpoints', 'no-status'],
    ['limitranges', 'LimitRange', 'no-status'],
    ['resourcequotas', 'ResourceQuota'],
    ['persistentvolumeclaims', 'PersistentVolumeClaim'],
    ['persistentvolumes', 'PersistentVolume', 'cluster'],
  ],
  'apps/v1': [
    ['deployments', 'Deployment'],
    ['replicasets', 'ReplicaSet'],
    ['statefulsets', 'StatefulSet'],
    ['daemonsets', 'DaemonSet'],
  ],
  'batch/v1': [
    ['jobs', 'Job'],
    ['cronjobs', 'CronJob'],
  ],
  'autoscaling/v2': [['horizontalpodautoscalers', 'HorizontalPodAutoscaler']],
  'policy/v1': [['poddisruptionbudgets', 'PodDisruptionBudget']],
  'networking.k8s.io/v1': [
    ['ingresses', 'Ingress'],
    ['networkpolicies', 'NetworkPolicy', 'no-status'],
    ['ingressclasses', 'IngressClass', 'cluster-no-status'],
  ],
  'rbac.authorization.k8s.io/v1': [
    ['roles', 'Role', 'no-status'],
    ['rolebindings', 'RoleBinding', 'no-status'],
    ['clusterroles', 'ClusterRole', 'cluster-no-status'],
    ['clusterrolebindings', 'ClusterRoleBinding', 'cluster-no-status'],
  ],
  'scheduling.k8s.io/v1': [['priorityclasses', 'PriorityClass', 'cluster-no-status']],
  'coordination.k8s.io/v1': [['leases', 'Lease', 'no-status']],
  'storage.k8s.io/v1': [['storageclasses', 'StorageClass', 'cluster-no-status']],
  'apiextensions.k8s.io/v1': [['customresourcedefinitions', 'CustomResourceDefinition', 'cluster']],
};

/** `schemaOf`: the vendor's schema of a built-in kind, where one is at hand. */
export const builtinResources = (schemaOf: (apiVersion: string, kind: string) => Schema | null): readonly Resource[] =>
  Object.entries(builtins).flatMap(([apiVersion, kinds]) => {
    const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    return kinds.map(
      ([plural, kind, options]): Resource => ({
        group,
        version,
        plural,
        kind,
        namespaced: !options?.startsWith('cluster'),
        statusSubresource: !options?.endsWith('no-status'),
        custom: false,
        schema: schemaOf(apiVersion, kind),
      }),
    );
  });

const definition = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ plural: z.string(), kind: z.string() }),
    scope: z.enum(['Namespaced', 'Cluster']),
    versions: z.array(
      z.object({
        name: z.string(),
        served: z.boolean(),
        storage: z.boolean(),
        schema: z.object({ openAPIV3Schema: z.custom<Schema>() }).optional(),
        subresources: z.object({ status: z.unknown().optional() }).nullish(),
      }),
    ),
  }),
});

/** The served versions of a CustomResourceDefinition, the storage version first. @throws ZodError */
export function resourcesOfDefinition(object: unknown): readonly Resource[] {
  const { spec } = definition.parse(object);
  return spec.versions
    .filter(({ served }) => served)
    .sort((a, b) => Number(b.storage) - Number(a.storage))
    .map((version) => ({
      group: spec.group,
      version: version.name,
      plural: spec.names.plural,
      kind: spec.names.kind,
      namespaced: spec.scope === 'Namespaced',
      statusSubresource: version.subresources?.status !== undefined,
      custom: true,
      schema: version.schema?.openAPIV3Schema ?? null,
    }));
}
