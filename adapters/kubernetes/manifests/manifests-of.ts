/** A workload as the Kubernetes objects that run it. Pure: the same workload is the same objects, in the order in which they can be applied. */
import type { Deployment, StatefulSet } from 'kubernetes-types/apps/v1.d.ts';
import type { HorizontalPodAutoscaler, MetricSpec } from 'kubernetes-types/autoscaling/v2.d.ts';
import type { CronJob, Job, JobSpec } from 'kubernetes-types/batch/v1.d.ts';
import type { PersistentVolumeClaim, Service, ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import type { Ingress, NetworkPolicy, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import { Fault } from '../../../kit/fault.ts';
import { certificateName, hasCertificates } from './certificate-name.ts';
import { externalSecret } from './external-secret.ts';
import { labelsOf, selectorOf, shortName } from './labels.ts';
import type { Manifest } from './manifest.ts';
import { podTemplate, portName } from './pod.ts';
import type { KubernetesWorkload, Scale, StatefulRun, WebRun } from './workload.ts';

export function manifestsOf(workload: KubernetesWorkload): readonly Manifest[] {
  const { run } = workload;
  const { external } = workload;
  const account = [
    serviceAccount(workload),
    ...(external === null ? [] : [externalSecret(external, metadata(workload, external.name))]),
  ];
  switch (run.kind) {
    case 'web':
      return [
        ...account,
        service(workload, run.port),
        deployment(workload, run.scale),
        ...scaling(workload, run.scale),
        ...(run.hostnames.length + run.domains.length === 0 ? [] : [entry(workload, run)]),
        webTraffic(workload, run),
        ...(run.domains.length > 0 && hasCertificates(run.entry) ? [challengeTraffic(workload)] : []),
      ];
    case 'worker':
      return [...account, deployment(workload, run.scale), ...scaling(workload, run.scale)];
    case 'stateful':
      return [
        ...account,
        claim(workload, run),
        service(workload, run.port),
        statefulSet(workload, run),
        statefulTraffic(workload, run),
      ];
    case 'cron':
      return [...account, cronJob(workload)];
    case 'job':
      return [...account, job(workload)];
  }
}

const metadata = (workload: KubernetesWorkload, name = workload.name) => ({
  name,
  namespace: workload.namespace,
  labels: labelsOf(workload),
});

const serviceAccount = (workload: KubernetesWorkload): ServiceAccount => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: metadata(workload),
  automountServiceAccountToken: false,
});

const service = (workload: KubernetesWorkload, port: number): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(workload),
  spec: {
    type: 'ClusterIP',
    selector: selectorOf(workload),
    ports: [{ name: portName(workload.run), port, targetPort: portName(workload.run), protocol: 'TCP' }],
  },
});

const deployment = (workload: KubernetesWorkload, scale: Scale): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: metadata(workload),
  spec: {
    // Left out when the autoscaler decides: writing it would undo what it chose.
    ...(scale.kind === 'fixed' ? { replicas: scale.replicas } : {}),
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: workload.run.kind === 'web' ? workload.run.healthTimeoutSeconds + 60 : 600,
    selector: { matchLabels: selectorOf(workload) },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    template: podTemplate(workload),
  },
});

const scaling = (workload: KubernetesWorkload, scale: Scale): Manifest[] =>
  scale.kind === 'fixed'
    ? disruption(workload, scale.replicas)
    : [autoscaler(workload, scale), ...disruption(workload, scale.least)];

const autoscaler = (workload: KubernetesWorkload, scale: Extract<Scale, { kind: 'automatic' }>): HorizontalPodAutoscaler => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: metadata(workload),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload.name },
    minReplicas: scale.least,
    maxReplicas: scale.most,
    metrics: [
      ...target('cpu', scale.cpuPercent, workload.resources.cpuMillicores.request),
      ...target('memory', scale.memoryPercent, workload.resources.memoryMegabytes.request),
    ],
  },
});

/** A share of nothing is never reached, so such an autoscaler would only say that it cannot. @throws Fault reject */
function target(name: 'cpu' | 'memory', percent: number | null, request: number): MetricSpec[] {
  if (percent === null) return [];
  if (request < 1)
    throw new Fault('reject', {
      code: `${name}-request-missing`,
      message: `Replicas that follow their ${name === 'cpu' ? 'CPU' : name} need a request for it: say in the service’s settings how much each requests.`,
    });
  return [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: percent } } }];
}

/** One pod may always go: a budget that forbids every eviction would block the draining of nodes. None for a single replica. */
const disruption = (workload: KubernetesWorkload, replicas: number): PodDisruptionBudget[] =>
  replicas < 2
    ? []
    : [
        {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: metadata(workload),
          spec: { maxUnavailable: 1, selector: { matchLabels: selectorOf(workload) } },
        },
      ];

/**
 * An object of its own: what a StatefulSet makes from templates can never grow, and whoever deletes the set leaves it behind. In the same wave as
 * its program, because many storage classes make a volume only when a pod asks for it. Names of classes are immutable.
 */
const claim = (workload: KubernetesWorkload, { storage }: StatefulRun): PersistentVolumeClaim => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { ...metadata(workload), annotations: { ...storage.annotations } },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: `${storage.sizeGigabytes}Gi` } },
    ...(storage.storageClass === null ? {} : { storageClassName: storage.storageClass }),
  },
});

/** A label of its pods is its name with eleven characters more. */
const setNameLimit = 52;

/**
 * A set rather than a Deployment that recreates: its one pod has a name, so there is no second one before the first is gone for good, also when a
 * node is drained, evicts or is lost, and whatever the storage allows. ReadWriteOnce means one node, not one program. `Parallel`, because with
 * the default order a version that never becomes ready is not even replaced by the one before (kubernetes 67250; 137409 for 1.35.0 to 1.35.3).
 */
const statefulSet = (workload: KubernetesWorkload, { replicas }: StatefulRun): StatefulSet => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: metadata(workload, shortName(workload.name, setNameLimit)),
  spec: {
    serviceName: workload.name,
    replicas,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    revisionHistoryLimit: 10,
    selector: { matchLabels: selectorOf(workload) },
    template: podTemplate(workload),
  },
});

/** A CronJob adds eleven characters to its Jobs' names. */
const cronNameLimit = 52;

function cronJob(workload: KubernetesWorkload): CronJob {
  const { run } = workload;
  if (run.kind !== 'cron') throw new Error('only a cron workload has a CronJob');
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(workload, shortName(workload.name, cronNameLimit)),
    spec: {
      schedule: run.schedule,
      timeZone: run.timeZone,
      concurrencyPolicy: run.concurrency,
      suspend: run.suspended,
      // Without it more than a hundred missed starts stop the schedule for ever.
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: { metadata: { labels: labelsOf(workload) }, spec: jobSpec(workload, run.timeoutSeconds, 0) },
    },
  };
}

function job(workload: KubernetesWorkload): Job {
  const { run } = workload;
  if (run.kind !== 'job') throw new Error('only a job workload has a Job');
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    // A Job cannot be changed: each revision and each further run is one of its own.
    metadata: metadata(workload, shortName(`${workload.name}-${workload.revision}-${workload.generation}`, 63)),
    spec: jobSpec(workload, run.timeoutSeconds, run.retries),
  };
}

const jobSpec = (workload: KubernetesWorkload, timeoutSeconds: number, retries: number): JobSpec => ({
  activeDeadlineSeconds: timeoutSeconds,
  backoffLimit: retries,
  ttlSecondsAfterFinished: 86_400,
  template: podTemplate(workload),
});

function entry(workload: KubernetesWorkload, run: WebRun): Manifest {
  const { hostnames, domains, entry: how, port } = run;
  const names = [...hostnames, ...domains];
  if (how.kind === 'gateway')
    return {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadata(workload),
      spec: {
        parentRefs: [{ name: how.name, namespace: how.namespace }],
        hostnames: names,
        rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: workload.name, port }] }],
      },
    };
  const ingress: Ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      ...metadata(workload),
      ...(how.issuer === null ? {} : { annotations: { 'cert-manager.io/cluster-issuer': how.issuer } }),
    },
    spec: {
      ingressClassName: how.className,
      ...(how.issuer === null ? {} : { tls: certificates(workload, run) }),
      rules: names.map((host) => ({
        host,
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: workload.name, port: { name: 'http' } } } }],
        },
      })),
    },
  };
  return ingress;
}

/** cert-manager makes a Certificate of each: a domain whose DNS is wrong keeps no other name from its own. */
const certificates = (workload: KubernetesWorkload, { hostnames, domains }: WebRun) => [
  ...(hostnames.length === 0 ? [] : [{ hosts: [...hostnames], secretName: shortName(`${workload.name}-tls`, 253) }]),
  ...domains.map((domain) => ({ hosts: [domain], secretName: certificateName(workload.name, domain) })),
];

const besides = { podSelector: {} };
const controllers = { namespaceSelector: { matchLabels: { 'northstack.io/ingress': 'true' } } };

/** The namespace denies what is not allowed: the way in of a web service is its port, from within and from the controllers outside. */
const webTraffic = (workload: KubernetesWorkload, { port }: WebRun): NetworkPolicy =>
  traffic(metadata(workload), selectorOf(workload), port, [besides, controllers]);

/** Nobody from outside: programs beside it in its environment. */
const statefulTraffic = (workload: KubernetesWorkload, { port }: StatefulRun): NetworkPolicy =>
  traffic(metadata(workload), selectorOf(workload), port, [besides]);

/** Where cert-manager's own pods answer what a certificate authority asks at a domain. */
const challengePort = 8089;

const challengeTraffic = (workload: KubernetesWorkload): NetworkPolicy => {
  const solver = { 'acme.cert-manager.io/http01-solver': 'true' };
  return traffic(metadata(workload, shortName(`${workload.name}-acme`, 253)), solver, challengePort, [controllers]);
};

const traffic = (
  metadata: NetworkPolicy['metadata'],
  matchLabels: Record<string, string>,
  port: number,
  from: readonly NetworkPolicyPeer[],
): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata,
  spec: {
    podSelector: { matchLabels },
    policyTypes: ['Ingress'],
    ingress: from.map((peer) => ({ from: [peer], ports: [{ port, protocol: 'TCP' }] })),
  },
});
