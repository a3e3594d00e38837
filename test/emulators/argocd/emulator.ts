/**
 * An Argo CD for tests and `up --emulate`: its API on a port of its own, its controller working on the emulated Kubernetes, where its objects are
 * kept and what they deploy becomes ready by the workload controllers there. It keeps the vendor's habits: 415 for any other content type, 403 for
 * what is missing without a project, 400 for two things at once, operations that clear their state first, a stream that loses events.
 *
 *   await using argocd = await openArgocdEmulator();
 *   argocd.faults.add({ path: /sync$/, fault: { kind: 'lost-answer' } });
 *   expect(argocd.violations).toEqual([]);
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Faults } from '../faults.ts';
import { type Kubernetes, startKubernetes } from '../kubernetes/emulator.ts';
import type { Application } from './application.ts';
import { readContract } from './contract.ts';
import { type Controller, type ControllerOptions, type ControllerTiming, startController } from './controller.ts';
import { startArgocdServer } from './server.ts';
import { type Charts, openSources } from './sources.ts';

export interface ArgocdOptions {
  readonly port?: number;
  /** Where its own objects are, and what runs "in cluster". Default: one of its own. */
  readonly kubernetes?: Kubernetes;
  /** Other clusters by their address: usable once registered. */
  readonly clusters?: Readonly<Record<string, Kubernetes>>;
  /** The same for those that come later: by address and bearer token; null: there is none, or it refuses. */
  readonly reach?: (server: string, token: string) => Kubernetes | null;
  readonly token?: string;
  /** Folder of the vendor's contracts; without it shapes are not checked. */
  readonly specs?: string;
  readonly timing?: Partial<ControllerTiming>;
  readonly charts?: Charts;
  /** What a sync comes to. Default: what applying gives. */
  readonly outcome?: ControllerOptions['outcome'];
}

export interface ArgocdEmulator extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly kubernetes: Kubernetes;
  readonly faults: Faults;
  /** What was sent or answered against the vendor's description. */
  readonly violations: readonly string[];
  readonly problems: readonly unknown[];
  readonly requests: readonly { readonly method: string; readonly path: string; readonly body: unknown }[];
  readonly controller: Controller;
  applications(): readonly Application[];
  /** Addresses of the clusters that it knows besides its own. */
  clusters(): readonly string[];
  /** A line of a pod's log, for those who follow it too. */
  log(namespace: string, pod: string, line: string): void;
  /** Ends all streams without a word. */
  cutStreams(): void;
  /** Tells an error in all streams, and ends them. */
  failStreams(message: string): void;
  /** Events are lost while this is true. */
  deaf: boolean;
  /** A sync window of the project forbids manual syncs. */
  windowIsClosed: boolean;
  /** All tokens that were given are over. */
  expire(): void;
}

/** Without the vendor's definitions: names only. */
const bare = (plural: string, kind: string) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.argoproj.io }
spec:
  group: argoproj.io
  names: { plural: ${plural}, kind: ${kind} }
  scope: Namespaced
  versions: [{ name: v1alpha1, served: true, storage: true }]
`;

/** Renders what it is given: the chart of this project does the same with a template of three lines. */
const workloadChart: Charts = { 'northstack-workload': (values) => (values.manifests as readonly unknown[] | undefined) ?? [] };

export async function openArgocdEmulator(options: ArgocdOptions = {}): Promise<ArgocdEmulator> {
  const { specs, token = 'argocd-token', clusters = {} } = options;
  const definitions =
    specs === undefined
      ? [bare('applications', 'Application'), bare('appprojects', 'AppProject')]
      : ['application', 'appproject'].map((name) => readFileSync(join(specs, `argocd/${name}-crd.yaml`), 'utf8'));
  const own = options.kubernetes === undefined ? await startKubernetes() : null;
  const kubernetes = options.kubernetes ?? own ?? (await startKubernetes());
  kubernetes.define(definitions);
  const namespace = 'argocd';
  kubernetes.ensureNamespace(namespace);
  const sources = openSources({ ...workloadChart, ...options.charts });
  const registered = new Map<string, { name: string; body: Record<string, unknown> }>();
  const inCluster = 'https://kubernetes.default.svc';
  registered.set(inCluster, { name: 'in-cluster', body: { server: inCluster, name: 'in-cluster', config: {} } });
  const fixed = new Map([[inCluster, kubernetes], ...Object.entries(clusters)]);
  /** As it is registered now. */
  const reach = (server: string, body: Record<string, unknown> | undefined): Kubernetes | null => {
    const { bearerToken } = (body?.config ?? {}) as { readonly bearerToken?: string };
    return fixed.get(server) ?? options.reach?.(server, bearerToken ?? '') ?? null;
  };
  const controller = startController({
    control: kubernetes,
    namespace,
    sources,
    timing: { syncMs: 20, healthLagMs: 0, deleteMs: 20, ...options.timing },
    outcome: options.outcome ?? (() => null),
    clusterOf: ({ server, name }) => {
      const address = server ?? [...registered].find(([, cluster]) => cluster.name === name)?.[0];
      return address === undefined || !registered.has(address) ? null : reach(address, registered.get(address)?.body);
    },
  });
  const contract = specs === undefined ? null : readContract(join(specs, 'argocd/swagger.json'));
  const server = await startArgocdServer({
    port: options.port ?? 0,
    kubernetes,
    namespace,
    controller,
    token,
    contract,
    registered,
    reach,
  });
  return {
    url: server.url,
    token,
    kubernetes,
    faults: server.faults,
    violations: server.violations,
    requests: server.requests,
    problems: controller.problems,
    controller,
    applications: () => kubernetes.objects('applications.argoproj.io', namespace) as unknown as readonly Application[],
    clusters: () => [...registered.keys()].filter((address) => address !== inCluster),
    log: server.log,
    cutStreams: server.cutStreams,
    failStreams: server.failStreams,
    get windowIsClosed() {
      return server.windowIsClosed;
    },
    set windowIsClosed(value) {
      server.windowIsClosed = value;
    },
    expire: server.expire,
    get deaf() {
      return server.deaf;
    },
    set deaf(value) {
      server.deaf = value;
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      controller[Symbol.dispose]();
      await sources[Symbol.asyncDispose]();
      await own?.[Symbol.asyncDispose]();
    },
  };
}
