/** The namespace of an environment: closed by default, with its quota, the limits of pods that say none, and who of the company may do what in it. */
import type { LimitRange, Namespace, ResourceQuota } from 'kubernetes-types/core/v1.d.ts';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import type { Role, RoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import type { Placement } from '../../../domain/ports/app-runtime.ts';
import { managedBy } from './labels.ts';
import type { Manifest } from './manifest.ts';
import type { Resources } from './workload.ts';

export interface NamespaceOfEnvironment {
  readonly name: string;
  readonly organization: string;
  readonly project: string;
  readonly environment: string;
  /** Of the namespace: what whoever syncs it has to know. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Sums over the namespace of what may run at once; null: without a quota. */
  readonly quota: Quota;
  /** What a container gets that says nothing. */
  readonly defaults: { readonly cpuMillicores: number; readonly memoryMegabytes: number };
  /** Groups of the company's sign-in, as the cluster sees them. */
  readonly readers: readonly string[];
  readonly operators: readonly string[];
}

type Quota = Placement['quota'];

/** The namespace of a placement, or one beside it: for the workloads of an environment and for its jobs. */
export const placementManifests = (
  { organization, project, environment }: Placement,
  namespace: Pick<NamespaceOfEnvironment, 'name' | 'quota' | 'annotations'>,
  { cpuMillicores, memoryMegabytes }: Resources,
): readonly Manifest[] =>
  namespaceManifests({
    ...namespace,
    organization: organization.id,
    project: project.id,
    environment: environment.id,
    defaults: { cpuMillicores: cpuMillicores.limit, memoryMegabytes: memoryMegabytes.limit },
    readers: [],
    operators: [],
  });

export const withoutQuota: Quota = { cpuMillicores: null, memoryMegabytes: null, storageGigabytes: null };

export function namespaceManifests(of: NamespaceOfEnvironment): readonly Manifest[] {
  const labels = { ...managedBy, 'northstack.io/organization': of.organization, 'northstack.io/project': of.project };
  const metadata = (name: string) => ({ name, namespace: of.name, labels });
  const namespace: Namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: of.name,
      labels: { ...labels, 'northstack.io/environment': of.environment, 'pod-security.kubernetes.io/enforce': 'restricted' },
      ...(of.annotations === undefined ? {} : { annotations: { ...of.annotations } }),
    },
  };
  const limits: LimitRange = {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: metadata('defaults'),
    spec: {
      limits: [
        {
          type: 'Container',
          default: { cpu: `${of.defaults.cpuMillicores}m`, memory: `${of.defaults.memoryMegabytes}Mi` },
          defaultRequest: {
            cpu: `${Math.ceil(of.defaults.cpuMillicores / 2)}m`,
            memory: `${Math.ceil(of.defaults.memoryMegabytes / 2)}Mi`,
          },
        },
      ],
    },
  };
  const reads = ['get', 'list', 'watch'];
  return [
    namespace,
    ...quota(metadata('quota'), of.quota),
    limits,
    closed(metadata('default-deny')),
    dns(metadata('allow-dns')),
    within(metadata('allow-same-namespace'), of.environment),
    outside(metadata('allow-internet')),
    role(metadata('reader'), [
      { apiGroups: [''], resources: ['pods', 'pods/log', 'services', 'events', 'configmaps'], verbs: reads },
      { apiGroups: ['apps', 'batch', 'autoscaling', 'networking.k8s.io'], resources: ['*'], verbs: reads },
    ]),
    role(metadata('operator'), [
      { apiGroups: [''], resources: ['pods', 'pods/log', 'services', 'events', 'configmaps'], verbs: reads },
      { apiGroups: [''], resources: ['pods/exec', 'pods/portforward'], verbs: ['create'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
      {
        apiGroups: ['apps', 'batch', 'autoscaling', 'networking.k8s.io'],
        resources: ['*'],
        verbs: [...reads, 'patch', 'update'],
      },
    ]),
    ...binding(metadata('reader'), of.readers),
    ...binding(metadata('operator'), of.operators),
  ];
}

interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Record<string, string>;
}

/**
 * NorthStack itself counts what it starts; this holds for everybody else in the namespace too. While a version takes the place of another each
 * service has one pod more, which of one with a single replica is as much again: a quota that is used up must not keep anybody from deploying.
 */
function quota(metadata: Metadata, { cpuMillicores, memoryMegabytes, storageGigabytes }: Quota): ResourceQuota[] {
  const hard = {
    ...(cpuMillicores === null ? {} : { 'limits.cpu': `${2 * cpuMillicores}m` }),
    ...(memoryMegabytes === null ? {} : { 'limits.memory': `${2 * memoryMegabytes}Mi` }),
    ...(storageGigabytes === null ? {} : { 'requests.storage': `${storageGigabytes}Gi` }),
  };
  return Object.keys(hard).length === 0 ? [] : [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard } }];
}

const policy = (metadata: Metadata, spec: NonNullable<NetworkPolicy['spec']>): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata,
  spec,
});

const closed = (metadata: Metadata) => policy(metadata, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

/** Without names nothing else works: both protocols, as answers above 512 bytes come by TCP. */
const dns = (metadata: Metadata) =>
  policy(metadata, {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    ],
  });

/** An environment's services have one namespace and its jobs another: jobs work with what its services keep. */
function within(metadata: Metadata, environment: string): NetworkPolicy {
  const own = [{ podSelector: {} }, { namespaceSelector: { matchLabels: { 'northstack.io/environment': environment } } }];
  return policy(metadata, {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: own }],
    egress: [{ to: own }],
  });
}

/** The world, but not the cluster's own networks and not the cloud's metadata service. */
const outside = (metadata: Metadata) =>
  policy(metadata, {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'] } }] },
    ],
  });

const role = (metadata: Metadata, rules: Role['rules']): Role => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata,
  rules,
});

const binding = (metadata: Metadata, groups: readonly string[]): RoleBinding[] =>
  groups.length === 0
    ? []
    : [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata,
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
          subjects: groups.map((name) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name })),
        },
      ];
