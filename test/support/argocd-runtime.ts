/** The Argo CD runtime over an emulated Argo CD and an emulated cluster whose pods behave like the programs of the runtime's contract. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ArgocdObservation, type ArgocdRuntime, openArgocdRuntime } from '../../adapters/argocd/open-runtime.ts';
import { openChartSource } from '../../adapters/argocd/sources/chart-source.ts';
import { openGitSource } from '../../adapters/argocd/sources/git-source.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import type { DesiredWorkload } from '../../domain/ports/app-runtime.ts';
import type { LogLine, MetricSample } from '../../domain/ports/sinks.ts';
import type { Artifact } from '../../domain/ports/source-builder.ts';
import { type ArgocdEmulator, type ArgocdOptions, openArgocdEmulator } from '../emulators/argocd/emulator.ts';
import { claimsOf } from '../emulators/kubernetes/claims.ts';
import { type Kubernetes, startKubernetes } from '../emulators/kubernetes/emulator.ts';
import { expandAll } from '../emulators/kubernetes/expand.ts';
import type { KubernetesObject } from '../emulators/kubernetes/resources.ts';
import { controlWorkloads, podStatus } from '../emulators/kubernetes/workloads.ts';

type Program = 'web' | 'ending' | 'breakable' | 'worker' | 'talking' | 'store';

export interface ArgocdFixture extends AsyncDisposable {
  readonly argocd: ArgocdEmulator;
  readonly cluster: Kubernetes;
  readonly lines: LogLine[];
  readonly measured: MetricSample[];
  readonly hints: string[];
  /** What the pods of each Deployment use together, in thousandths of a core. */
  load: number;
  readonly observations: ArgocdObservation[];
  runtime: ArgocdRuntime;
  program(name: Program): Promise<Artifact>;
  who(desired: DesiredWorkload): Promise<readonly string[]>;
  /** Through the cluster's ingress. */
  get(hostname: string, path?: string): Promise<{ readonly status: number; readonly body: string }>;
  /** One line to a `store`, from a program beside it. */
  ask(address: { readonly host: string; readonly port: number }, line: string): Promise<string>;
  /** As a restart of NorthStack. */
  reopen(): Promise<void>;
}

export interface FixtureOptions extends ArgocdOptions {
  /** Manifests go to this repository instead of into the values of a chart. */
  readonly repository?: string;
  /** Pods become ready after this long. */
  readonly delayMs?: number;
  readonly swagger?: string;
  /** A ClusterSecretStore that variables are fetched from. */
  readonly externalSecrets?: string;
  readonly installation?: string;
  /** A ClusterIssuer of cert-manager. */
  readonly issuer?: string;
  /** Of one call. */
  readonly timeoutMs?: number;
  /** Silence after which the stream counts as dead. */
  readonly idleMs?: number;
}

interface Container {
  readonly image?: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly { readonly secretRef?: { readonly name: string } }[];
}

export async function argocdFixture(options: FixtureOptions = {}): Promise<ArgocdFixture> {
  const {
    delayMs = 0,
    repository,
    swagger,
    externalSecrets = null,
    installation,
    issuer = null,
    timeoutMs = 30_000,
    idleMs,
    ...emulator
  } = options;
  const directory = await mkdtemp(join(tmpdir(), 'argocd-runtime-'));
  const cluster = await startKubernetes(swagger === undefined ? {} : { swagger });
  const argocd = await openArgocdEmulator({ ...emulator, kubernetes: cluster });
  const [lines, hints, observations]: [LogLine[], string[], ArgocdObservation[]] = [[], [], []];
  const measured: MetricSample[] = [];
  const containerOf = (object: KubernetesObject): Container => {
    const spec = (object.kind === 'Pod' ? object.spec : (object.spec?.template as { spec?: unknown })?.spec) as
      | { containers?: Container[] }
      | undefined;
    return spec?.containers?.[0] ?? {};
  };
  const programOf = (object: KubernetesObject): string =>
    /programs\/([a-z]+)@/.exec(containerOf(object).image ?? '')?.[1] ?? 'web';
  /** A pod whose Secret is missing does not start. */
  const environmentOf = (object: KubernetesObject): Record<string, string> | null => {
    const { env = [], envFrom = [] } = containerOf(object);
    const variables = expandAll(env);
    for (const { secretRef } of envFrom) {
      const secret = cluster.store.get(cluster.kind('secrets.'), object.metadata.namespace ?? '', secretRef?.name ?? '')?.object;
      if (!secret) return null;
      for (const [name, value] of Object.entries((secret.data as Record<string, string> | undefined) ?? {}))
        variables[name] = Buffer.from(value, 'base64').toString();
    }
    return variables;
  };
  /** What is in each volume: `data`, and `history` of what started and stopped over it. */
  const volumes = new Map<string, { data: string; readonly history: string[] }>();
  const volumeOf = ({ metadata, spec }: KubernetesObject) => {
    const [name = ''] = claimsOf({ spec });
    const claim = cluster.store.get(cluster.kind('persistentvolumeclaims.'), metadata.namespace ?? '', name)?.object;
    const key = String(claim?.spec?.volumeName);
    const found = volumes.get(key) ?? { data: '', history: [] };
    volumes.set(key, found);
    return found;
  };
  /** By pod, what it says of its end. */
  const running = new Map<string, () => void>();
  const unfollow = cluster.store.subscribe(({ key, type, object }) => {
    if (key === 'pods.' && type === 'DELETED') running.get(object.metadata.uid ?? '')?.();
  });
  const stop = controlWorkloads(cluster, {
    delayMs,
    load: () => fixture.load,
    outcome: (object) => {
      if (programOf(object) === 'ending') return { state: 'crash', exitCode: 3 };
      const environment = environmentOf(object);
      if (environment === null) return { state: 'pending', warning: 'Error: secret not found' };
      const health = environment.HEALTH ?? '200';
      if (health === '200') return 'ready';
      return { state: 'pending', warning: `Readiness probe failed: GET /health answered ${health}` };
    },
    onPod: (pod) => {
      const { namespace = '', name } = pod.metadata;
      const say = (line: string) => argocd.log(namespace, name, line);
      const environment = environmentOf(pod);
      switch (programOf(pod)) {
        case 'ending':
          return say('no database');
        case 'worker':
          return say('working');
        case 'talking':
          say(`the token is ${environment?.TOKEN}`);
          return say('to stderr');
        case 'store': {
          const { history } = volumeOf(pod);
          history.push(`start ${environment?.VERSION}`);
          running.set(pod.metadata.uid ?? '', () => history.push(`stop ${environment?.VERSION}`));
          return say(`keeps its data in ${environment?.NORTHSTACK_VOLUME_PATH}`);
        }
        default:
          return say(`version ${environment?.VERSION} listens`);
      }
    },
  });

  const isReady = ({ metadata, status }: KubernetesObject): boolean =>
    metadata.deletionTimestamp === undefined &&
    ((status?.conditions as { type: string; status: string }[] | undefined) ?? []).some(
      (c) => c.type === 'Ready' && c.status === 'True',
    );
  const identityOf = (pod: KubernetesObject): string => {
    const [container] = (pod.status?.containerStatuses as { restartCount: number }[] | undefined) ?? [];
    return `${pod.metadata.name}#${container?.restartCount ?? 0}`;
  };
  const podsOf = (namespace: string, matching: Readonly<Record<string, string>>): readonly KubernetesObject[] =>
    cluster
      .objects('pods.', namespace)
      .filter((pod) => Object.entries(matching).every(([label, value]) => pod.metadata.labels?.[label] === value));
  let turn = 0;

  const open = (): ArgocdRuntime =>
    openArgocdRuntime({
      argocd: { url: argocd.url, token: argocd.token, ca: null, timeoutMs },
      source:
        repository === undefined
          ? openChartSource({ repository: 'registry.example.org/charts', version: '1.0.0', credential: null })
          : openGitSource({
              repository,
              branch: 'main',
              directory: 'workloads',
              credential: null,
              cloneDirectory: join(directory, 'clone'),
              environment: process.env,
            }),
      cluster: { server: 'https://kubernetes.default.svc', access: readKubeconfig(cluster.kubeconfig()), timeoutMs },
      defaults: {
        port: 8080,
        entry: { kind: 'ingress', className: 'nginx', issuer },
        externalSecrets,
        ...(installation === undefined ? {} : { installation }),
        resources: { cpuMillicores: { request: 100, limit: 500 }, memoryMegabytes: { request: 128, limit: 256 } },
      },
      logs: { append: (more) => void lines.push(...more) },
      metrics: { record: (sample) => void measured.push(sample) },
      hint: ({ id }) => void hints.push(id),
      observe: (observation) => void observations.push(observation),
      timing: { resyncMs: 2_000, relistMs: 1_000, secondLookMs: 100, sampleMs: 200, ...(idleMs === undefined ? {} : { idleMs }) },
    });

  const fixture: ArgocdFixture = {
    argocd,
    cluster,
    lines,
    measured,
    hints,
    load: 0,
    observations,
    runtime: open(),
    program: async (name) => ({
      kind: 'image',
      reference: `registry.example.org/programs/${name}@sha256:${'a'.repeat(64)}`,
      digest: `sha256:${'a'.repeat(64)}`,
      framework: 'node',
      processes: processesOf(name),
    }),
    who: async ({ revision, placement, generation }) =>
      podsOf(placement.namespace, { 'northstack.io/revision': revision, 'northstack.io/generation': String(generation) })
        .filter((pod) => isReady(pod))
        .map(identityOf),
    get: async (hostname, path = '/') => {
      const { pathname, searchParams } = new URL(path, 'http://ingress');
      const ingress = cluster
        .objects('ingresses.networking.k8s.io')
        .find((i) => ((i.spec?.rules as { host: string }[] | undefined) ?? []).some((rule) => rule.host === hostname));
      await sleep(Number(searchParams.get('wait') ?? 0) + 1);
      if (!ingress) return { status: 404, body: '' };
      const { namespace = '', name } = ingress.metadata;
      const service = cluster.objects('services.', namespace).find((s) => s.metadata.name === name);
      const ready = podsOf(namespace, (service?.spec?.selector as Record<string, string> | undefined) ?? { none: 'none' }).filter(
        isReady,
      );
      turn += 1;
      const pod = ready[turn % Math.max(1, ready.length)];
      if (pod === undefined) return { status: 503, body: '' };
      if (pathname === '/exit') {
        const breaks = programOf(pod) === 'breakable';
        cluster.setStatus(pod, podStatus(breaks ? 'crash' : 'ready', { restarts: breaks ? 2 : 1, exitCode: breaks ? 9 : 7 }));
        if (breaks) argocd.log(namespace, pod.metadata.name, 'boom');
        return { status: 502, body: '' };
      }
      return { status: 200, body: `${environmentOf(pod)?.VERSION} ${identityOf(pod)}` };
    },
    ask: async ({ host, port }, line) => {
      const [, name = '', namespace = ''] = /^([^.]+)\.([^.]+)\.svc$/.exec(host) ?? [];
      const service = cluster.objects('services.', namespace).find((s) => s.metadata.name === name);
      const ports = (service?.spec?.ports as { port: number }[] | undefined) ?? [];
      const [pod] = podsOf(namespace, (service?.spec?.selector as Record<string, string> | undefined) ?? { none: 'none' }).filter(
        isReady,
      );
      if (pod === undefined || !ports.some((p) => p.port === port)) throw new Error('connection refused');
      const volume = volumeOf(pod);
      if (line === 'get') return volume.data;
      if (line === 'history') return volume.history.join(',');
      volume.data = line.slice('set '.length);
      return 'ok';
    },
    reopen: async () => {
      await fixture.runtime[Symbol.asyncDispose]();
      fixture.runtime = open();
    },
    [Symbol.asyncDispose]: async () => {
      await fixture.runtime[Symbol.asyncDispose]();
      stop();
      unfollow();
      await argocd[Symbol.asyncDispose]();
      await cluster[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return fixture;
}

function processesOf(name: Program): Record<string, string> {
  if (name === 'worker') return { worker: 'node work.js' };
  return name === 'store' ? { stateful: 'node store.js' } : { web: 'node server.js' };
}

/** A workload of its own project and environment, beside which others may be. */
export const placed = (desired: DesiredWorkload, changes: Partial<DesiredWorkload['placement']>): DesiredWorkload => ({
  ...desired,
  instanceId: randomUUID(),
  placement: { ...desired.placement, ...changes },
});
