/** The pod of a workload: not root, no privileges, read-only root file system, probes, spread over nodes and zones. */
import type { Container, PodTemplateSpec, Probe, Volume } from 'kubernetes-types/core/v1.d.ts';
import { labelsOf, selectorOf } from './labels.ts';
import type { KubernetesWorkload } from './workload.ts';

/** `nobody` of most images; images that name a user of their own still run as this one. */
const uid = 65_534;

export function podTemplate(workload: KubernetesWorkload): PodTemplateSpec {
  const { run, secret, external, registrySecret, stopTimeoutSeconds } = workload;
  const lasting = run.kind === 'web' || run.kind === 'worker' || run.kind === 'stateful';
  return {
    metadata: {
      labels: {
        ...labelsOf(workload),
        'northstack.io/revision': workload.revision,
        'northstack.io/generation': String(workload.generation),
      },
      annotations: {
        // Pods do not restart by themselves when a Secret changes.
        ...(secret === null ? {} : { 'northstack.io/secret-hash': secret.hash }),
        ...(external === null ? {} : { 'northstack.io/external-secret': external.name }),
      },
    },
    spec: {
      serviceAccountName: workload.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: stopTimeoutSeconds,
      restartPolicy: lasting ? 'Always' : 'Never',
      securityContext: {
        runAsNonRoot: true,
        runAsUser: uid,
        runAsGroup: uid,
        fsGroup: uid,
        // A full volume is not gone through at each start.
        ...(run.kind === 'stateful' ? { fsGroupChangePolicy: 'OnRootMismatch' } : {}),
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...(registrySecret === null ? {} : { imagePullSecrets: [{ name: registrySecret }] }),
      ...(lasting
        ? {
            topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
              maxSkew: 1,
              topologyKey,
              whenUnsatisfiable: 'ScheduleAnyway' as const,
              labelSelector: { matchLabels: selectorOf(workload) },
            })),
          }
        : {}),
      containers: [container(workload)],
      volumes: volumes(workload),
    },
  };
}

function container(workload: KubernetesWorkload): Container {
  const { image, command, environment, secret, external, resources, run } = workload;
  const secrets = [secret, external].flatMap((of) => (of === null ? [] : [{ secretRef: { name: of.name } }]));
  const port = run.kind === 'web' || run.kind === 'stateful' ? run.port : null;
  const variables = {
    ...(port === null ? {} : { PORT: String(port) }),
    ...environment,
    ...(run.kind === 'stateful' ? { NORTHSTACK_VOLUME_PATH: run.storage.path } : {}),
  };
  const mounts = writable(workload).map(({ name, path }) => ({ name, mountPath: path }));
  return {
    name: 'app',
    image,
    ...(command === null ? {} : { command: command.map(literal) }),
    env: Object.entries(variables).map(([name, value]) => ({ name, value: literal(value) })),
    ...(secrets.length === 0 ? {} : { envFrom: secrets }),
    ...(port === null ? {} : { ports: [{ name: portName(run), containerPort: port, protocol: 'TCP' }] }),
    resources: {
      requests: { cpu: `${resources.cpuMillicores.request}m`, memory: `${resources.memoryMegabytes.request}Mi` },
      limits: { cpu: `${resources.cpuMillicores.limit}m`, memory: `${resources.memoryMegabytes.limit}Mi` },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      privileged: false,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: run.kind === 'stateful' ? [...mounts, { name: 'data', mountPath: run.storage.path, subPath: 'data' }] : mounts,
    ...probes(workload),
  };
}

/** Kubelets put a variable in place of `$(NAME)` and one dollar in place of two, in commands and in values: whoever wrote them meant neither. */
const literal = (text: string): string => text.replaceAll('$', () => '$$');

/** Starting may take the whole health time; afterwards readiness decides about traffic, and only a dead port restarts. */
function probes({ run }: KubernetesWorkload): Pick<Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  if (run.kind !== 'web' && run.kind !== 'stateful') return {};
  const port = { tcpSocket: { port: portName(run) } };
  const ready: Probe =
    run.kind === 'web' && run.healthPath !== null ? { httpGet: { path: run.healthPath, port: portName(run) } } : port;
  // What goes through its log first is not ended on its way, which would only make the next time longer.
  const seconds = run.kind === 'web' ? run.healthTimeoutSeconds : Math.max(RECOVERY_SECONDS, run.healthTimeoutSeconds);
  return {
    startupProbe: { ...ready, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: Math.max(1, Math.ceil(seconds / 2)) },
    readinessProbe: { ...ready, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 3 },
    livenessProbe: { ...port, periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 6 },
  };
}

/** Service meshes and ingresses take what is called `http` for it. */
export const portName = ({ kind }: KubernetesWorkload['run']): 'http' | 'tcp' => (kind === 'stateful' ? 'tcp' : 'http');

const RECOVERY_SECONDS = 900;

/** A folder of the volume, not its root: many programs refuse one with `lost+found` in it. */
const volumes = (workload: KubernetesWorkload): Volume[] => [
  ...writable(workload).map(({ name }) => ({ name, emptyDir: {} })),
  ...(workload.run.kind === 'stateful' ? [{ name: 'data', persistentVolumeClaim: { claimName: workload.name } }] : []),
];

function writable({ writablePaths, run }: KubernetesWorkload): { readonly name: string; readonly path: string }[] {
  const kept = run.kind === 'stateful' ? run.storage.path : null;
  return ['/tmp', ...writablePaths.filter((path) => path !== '/tmp')]
    .map((path, i) => ({ name: i === 0 ? 'tmp' : `writable-${i}`, path }))
    .filter(({ path }) => path !== kept);
}
