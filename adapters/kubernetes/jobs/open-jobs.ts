/**
 * Runs as Kubernetes Jobs of their environment's cluster, in a namespace beside the environment's, so that neither goes because the other did.
 * The Job's name is made of the run's id: creating it again is refused by the cluster, which is what "never a second time" rests on. Nothing
 * restarts a run that failed. Its output is followed while it runs and read from where that stopped after a restart.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ReachableCluster } from '../../../domain/ports/cluster-provider.ts';
import type { JobObservation, JobRequest, JobRunner, RunReference } from '../../../domain/ports/job-runner.ts';
import type { Hint, LogSink } from '../../../domain/ports/sinks.ts';
import { Fault } from '../../../kit/fault.ts';
import { createRedact, type Redact } from '../../../kit/redact.ts';
import { asRenewed, openClusterClients } from '../client/cluster-clients.ts';
import { ofInstallation } from '../client/installation.ts';
import { defineKind, type Kind, plainKind } from '../client/kind.ts';
import type { KubernetesClient } from '../client/open-client.ts';
import { shortName } from '../manifests/labels.ts';
import type { Manifest } from '../manifests/manifest.ts';
import { manifestsOf } from '../manifests/manifests-of.ts';
import { placementManifests, withoutQuota } from '../manifests/namespace.ts';
import type { Resources } from '../manifests/workload.ts';
import { followRun } from './follow-run.ts';

export interface KubernetesJobsOptions {
  /** Of the platform's own cluster. Closed with the runner. */
  readonly client: KubernetesClient;
  /** Whose jobs these are. Default: everybody's. */
  readonly installation?: string;
  /** Of one call to another cluster. */
  readonly timeoutMs?: number;
  readonly resources: Resources;
  readonly logs: LogSink;
  readonly hint: Hint;
  readonly onProblem: (problem: unknown) => void;
}

const RUN = 'northstack.io/run';
const INSTANCE = 'northstack.io/instance';
const REVISION = 'northstack.io/revision';
/** On a Job that is being removed. */
const GOING = 'northstack.io/going';
const OURS = `app.kubernetes.io/managed-by=northstack,${RUN}`;
/** The reconciler ends runs that take too long; this is for the case that it is away. */
const LONGEST_SECONDS = 86_400;

const jobs = defineKind(
  { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs', namespaced: true },
  {
    spec: z.looseObject({ suspend: z.boolean().nullish() }),
    status: z
      .looseObject({
        startTime: z.string().nullish(),
        completionTime: z.string().nullish(),
        active: z.number().nullish(),
        conditions: z
          .array(z.looseObject({ type: z.string(), status: z.string(), lastTransitionTime: z.string().nullish() }))
          .nullish(),
      })
      .optional(),
  },
);
type Job = z.infer<typeof jobs.schema>;
const ended = z.looseObject({ exitCode: z.number(), signal: z.number().nullish(), finishedAt: z.string().nullish() });
const pods = defineKind(
  { apiVersion: 'v1', kind: 'Pod', plural: 'pods', namespaced: true },
  {
    status: z
      .looseObject({
        containerStatuses: z.array(z.looseObject({ state: z.looseObject({ terminated: ended.nullish() }).nullish() })).nullish(),
      })
      .optional(),
  },
);
const secrets = defineKind(
  { apiVersion: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true },
  { data: z.record(z.string(), z.string()).optional() },
);
const namespaces = plainKind('v1', 'Namespace', 'namespaces', 'cluster');
const written: readonly Kind[] = [
  namespaces,
  plainKind('v1', 'LimitRange', 'limitranges', 'namespaced'),
  plainKind('v1', 'ServiceAccount', 'serviceaccounts', 'namespaced'),
  plainKind('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', 'namespaced'),
  plainKind('rbac.authorization.k8s.io/v1', 'Role', 'roles', 'namespaced'),
];

export function openKubernetesJobs(options: KubernetesJobsOptions): JobRunner & AsyncDisposable {
  const { resources, logs, hint, onProblem } = options;
  const own = ofInstallation(options.client, options.installation ?? null);
  const ending = new AbortController();
  const runs = new Map<string, ReturnType<typeof followRun>>();
  /** Namespaces that were made, each with its cluster. */
  const prepared = new Set<string>();
  /** The cluster of a run, by its id, for those who do not remember; absent: the platform's own. */
  const places = new Map<string, string>();
  const watching = new Set<Promise<void>>();
  const clients = openClusterClients({
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.installation === undefined ? {} : { installation: options.installation }),
    opened: (clusterId, client, signal) => watch(client, clusterId, signal),
  });

  function watch(client: KubernetesClient, clusterId: string | null, signal: AbortSignal): void {
    const work = (async () => {
      for await (const event of client.watch(jobs, { labelSelector: OURS, signal, onProblem })) {
        const changed = event.type === 'listed' ? event.objects : [event.object];
        for (const { metadata } of changed) {
          const runId = metadata.labels?.[RUN] ?? '';
          if (clusterId !== null) places.set(runId, clusterId);
          hint({ kind: 'job', id: runId });
        }
      }
    })().catch(onProblem);
    watching.add(work);
    void work.finally(() => watching.delete(work));
  }

  /** Of a run that nobody remembers the place of, where it was seen. */
  function clientOf({ runId, cluster }: RunReference): KubernetesClient {
    if (cluster !== null) {
      places.set(runId, cluster.clusterId);
      return clients.of(cluster);
    }
    return clients.all().get(places.get(runId) ?? '') ?? own;
  }

  async function find(client: KubernetesClient, runId: string, signal?: AbortSignal): Promise<Job | null> {
    const { items } = await client.list(jobs, { labelSelector: `${RUN}=${runId}`, signal });
    return items[0] ?? null;
  }

  async function apply(client: KubernetesClient, manifest: Manifest, signal?: AbortSignal): Promise<void> {
    const kind = written.find((k) => k.apiVersion === manifest.apiVersion && k.kind === manifest.kind);
    if (kind === undefined) throw new Error(`${manifest.kind} is not written here`);
    await client.apply(kind, { ...manifest, metadata: { ...manifest.metadata } }, { signal });
  }

  /** Closed to what is not allowed, as the environments' own. */
  async function prepare(client: KubernetesClient, request: JobRequest, namespace: string, signal?: AbortSignal): Promise<void> {
    const key = `${client.server} ${namespace}`;
    if (prepared.has(key) && (await client.get(namespaces, { name: namespace }, { signal })) !== null) return;
    // Quotas count what stays; a run takes its own limits and goes.
    const manifests = placementManifests(request.placement, { name: namespace, quota: withoutQuota }, resources);
    for (const manifest of manifests) await apply(client, manifest, signal);
    prepared.add(key);
  }

  async function putSecret(
    client: KubernetesClient,
    { name, namespace, type, values }: { name: string; namespace: string; type: string; values: Values },
    signal?: AbortSignal,
  ): Promise<void> {
    const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
    const labels = { 'app.kubernetes.io/managed-by': 'northstack' };
    await client.apply(secrets, { metadata: { name, namespace, labels }, type, data }, { signal });
  }

  async function start(request: JobRequest, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    checkRequest(request);
    const client = clientOf({ runId: request.runId, cluster: request.placement.cluster });
    if ((await find(client, request.runId, signal)) !== null) return;
    const { placement, environment, secretNames, pullCredential, runId } = request;
    const name = nameOf(runId);
    const namespace = `${shortName(placement.namespace, 58)}-jobs`;
    await prepare(client, request, namespace, signal);
    const isSecret = new Set(secretNames);
    const [secret, plain] = [true, false].map((wanted) =>
      Object.fromEntries(Object.entries(environment).filter(([key]) => isSecret.has(key) === wanted)),
    );
    const hasSecrets = secret !== undefined && Object.keys(secret).length > 0;
    if (hasSecrets) await putSecret(client, { name, namespace, type: 'Opaque', values: secret }, signal);
    if (pullCredential !== null) {
      const { registry, username, password } = pullCredential;
      const server = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
      const config = JSON.stringify({ auths: { [server]: { username, password } } });
      const values = { '.dockerconfigjson': config };
      await putSecret(client, { name: `${name}-pull`, namespace, type: 'kubernetes.io/dockerconfigjson', values }, signal);
    }
    const manifests = manifestsOf({
      name,
      namespace,
      organization: placement.organization.id,
      project: placement.project.id,
      service: placement.service.id,
      revision: request.revision,
      generation: 1,
      image: request.artifact.reference,
      command: request.command === null ? null : ['/bin/sh', '-c', request.command],
      environment: plain ?? {},
      secret: hasSecrets ? { name, hash: runId } : null,
      external: null,
      registrySecret: pullCredential === null ? null : `${name}-pull`,
      resources,
      stopTimeoutSeconds: Math.ceil(request.stopTimeoutMs / 1000),
      writablePaths: [],
      run: { kind: 'job', timeoutSeconds: LONGEST_SECONDS, retries: 0 },
    });
    for (const manifest of manifests) {
      if (manifest.kind !== 'Job') await apply(client, manifest, signal);
      else {
        const labels = {
          ...manifest.metadata?.labels,
          [RUN]: runId,
          [INSTANCE]: request.instanceId,
          [REVISION]: request.revision,
        };
        const metadata = { ...manifest.metadata, name, namespace, labels };
        await client.create(jobs, { ...manifest, metadata }, { signal }).catch((error: unknown) => {
          if (!(error instanceof Fault) || error.code !== 'cluster-object-exists') throw error;
        });
      }
    }
  }

  /** What its lines must not hold, also after a restart: the Secret knows. */
  async function redactOf(client: KubernetesClient, { metadata }: Job, signal?: AbortSignal): Promise<Redact> {
    const found = await client.get(secrets, { namespace: metadata.namespace, name: metadata.name }, { signal });
    const values = Object.entries(found?.data ?? {}).map(
      ([name, value]) => [name, Buffer.from(value, 'base64').toString('utf8')] as const,
    );
    return createRedact(values);
  }

  async function follow(client: KubernetesClient, job: Job, runId: string, signal?: AbortSignal) {
    const known = runs.get(runId);
    if (known !== undefined) return known;
    const redact = await redactOf(client, job, signal);
    const again = runs.get(runId);
    if (again !== undefined) return again;
    const { labels, namespace = '', name } = job.metadata;
    const source = { kind: 'job', runId, instanceId: labels?.[INSTANCE] ?? '', revision: labels?.[REVISION] ?? '' } as const;
    const run = followRun({
      // With what signs in when it is asked.
      logs: (podName, sinceTime, ended) =>
        clientOf({ runId, cluster: null }).logs(
          { namespace, name: podName },
          { follow: true, timestamps: true, signal: ended, ...(sinceTime ? { sinceTime } : {}) },
        ),
      // Where to go on is kept with the Job.
      sinceTime: job.metadata.annotations?.['northstack.io/logs-until'] ?? null,
      keep: async (at) => {
        const body = { metadata: { annotations: { 'northstack.io/logs-until': at } } };
        await clientOf({ runId, cluster: null }).patch(jobs, { namespace, name }, { type: 'merge', body });
      },
      take: (text, at) => logs.append([{ source, stream: 'stdout', at, text: redact(text) }]),
      redact,
      signal: ending.signal,
    });
    runs.set(runId, run);
    return run;
  }

  async function observe(reference: RunReference, signal?: AbortSignal): Promise<JobObservation> {
    const { runId } = reference;
    const client = clientOf(reference);
    const job = await find(client, runId, signal);
    if (job === null) return { state: 'absent' };
    const { namespace, creationTimestamp } = job.metadata;
    const { items } = await client.list(pods, {
      namespace,
      labelSelector: `app.kubernetes.io/name=${job.metadata.name}`,
      signal,
    });
    const [pod] = items;
    const run = await follow(client, job, runId, signal);
    if (pod !== undefined) run.pod(pod.metadata.name);
    const startedAt = Date.parse(job.status?.startTime ?? creationTimestamp ?? '') || Date.now();
    const exit = pod?.status?.containerStatuses?.[0]?.state?.terminated ?? null;
    const condition = job.status?.conditions?.find(
      ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed' || type === 'Suspended'),
    );
    const stopped = condition?.type === 'Suspended' && (job.status?.active ?? 0) === 0;
    const isOver = condition !== undefined && (condition.type !== 'Suspended' || stopped);
    if (!isOver && exit === null) return { state: 'running', startedAt };
    await run.ended();
    const finishedAt =
      Date.parse(exit?.finishedAt ?? job.status?.completionTime ?? condition?.lastTransitionTime ?? '') || Date.now();
    // A program that a signal ended says so by its code.
    const bySignal = exit?.signal !== undefined && exit.signal !== null && exit.signal > 0;
    const exitCode = stopped || exit === null || bySignal ? null : exit.exitCode;
    return { state: 'ended', startedAt, finishedAt: Math.max(startedAt, finishedAt), exitCode, tail: run.tail() };
  }

  async function remove(reference: RunReference, signal?: AbortSignal): Promise<void> {
    const { runId } = reference;
    const client = clientOf(reference);
    const job = await find(client, runId, signal);
    await runs.get(runId)?.stop();
    runs.delete(runId);
    places.delete(runId);
    if (job === null) return;
    const { namespace = '', name } = job.metadata;
    for (const secret of [name, `${name}-pull`]) await client.delete(secrets, { namespace, name: secret }, { signal });
    const accounts = plainKind('v1', 'ServiceAccount', 'serviceaccounts', 'namespaced');
    await client.delete(accounts, { namespace, name }, { signal });
    // The Job goes last, since by it the rest is found again. It says before that it goes: of several that go at once the last one takes the namespace.
    const body = { metadata: { annotations: { [GOING]: 'true' } } };
    await client.patch(jobs, { namespace, name }, { type: 'merge', body }, { signal }).catch((error: unknown) => {
      if (!(error instanceof Fault) || error.kind !== 'gone') throw error;
    });
    const { items } = await client.list(jobs, { namespace, signal });
    if (items.every(({ metadata }) => metadata.name === name || metadata.annotations?.[GOING] !== undefined)) {
      prepared.delete(`${client.server} ${namespace}`);
      await client.delete(namespaces, { name: namespace }, { signal });
    }
    await client.delete(jobs, { namespace, name }, { propagation: 'Background', signal });
  }

  watch(own, null, ending.signal);

  /** What a cluster that does not answer holds is found when it does. */
  async function list(signal?: AbortSignal): Promise<readonly string[]> {
    const idsIn = async (client: KubernetesClient) => {
      const { items } = await client.list(jobs, { labelSelector: OURS, signal });
      return items.flatMap(({ metadata }) => (metadata.labels?.[RUN] === undefined ? [] : [metadata.labels[RUN]]));
    };
    const others = [...clients.all()].map(async ([clusterId, client]) => {
      const ids = await idsIn(client);
      for (const id of ids) places.set(id, clusterId);
      return ids;
    });
    const [mine, theirs] = await Promise.all([idsIn(own), Promise.allSettled(others)]);
    return [...mine, ...theirs.flatMap((listed) => (listed.status === 'fulfilled' ? listed.value : []))];
  }

  /** With the cluster's own word for what became of our access to it. */
  const inCluster = async <T>(cluster: ReachableCluster | null, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw asRenewed(error, cluster);
    }
  };

  return {
    start: (request, signal) => inCluster(request.placement.cluster, () => start(request, signal)),
    observe: (run, signal) => inCluster(run.cluster, () => observe(run, signal)),
    remove: (run, signal) => inCluster(run.cluster, () => remove(run, signal)),
    cancel: (run, signal) =>
      inCluster(run.cluster, async () => {
        const client = clientOf(run);
        const job = await find(client, run.runId, signal);
        if (job === null) return;
        // Its pods get SIGTERM and their time; the Job stays to be asked.
        const over = job.status?.conditions?.some(({ type, status }) => status === 'True' && type !== 'Suspended') === true;
        if (!over)
          await client.patch(
            jobs,
            { namespace: job.metadata.namespace, name: job.metadata.name },
            { type: 'merge', body: { spec: { suspend: true } } },
            { signal },
          );
      }),
    list,
    forgetCluster: async (clusterId) => {
      for (const [runId, place] of places) if (place === clusterId) places.delete(runId);
      clients.forget(clusterId);
    },
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await clients[Symbol.asyncDispose]();
      await Promise.all(watching);
      await Promise.all([...runs.values()].map((run) => run.stop()));
      await own[Symbol.asyncDispose]();
    },
  };
}

type Values = Readonly<Record<string, string>>;

/** @throws Fault reject */
function checkRequest({ artifact }: JobRequest): void {
  if (artifact.kind !== 'image')
    throw new Fault('reject', {
      code: 'needs-image',
      message: 'A cluster runs container images. Build one (NORTHSTACK_BUILDER), or deploy an image.',
    });
  if (artifact.reference.includes('@') && !/@sha256:[0-9a-f]{64}$/.test(artifact.reference))
    throw new Fault('reject', {
      code: 'invalid-image',
      message: `«${artifact.reference.slice(0, 200)}» is not the reference of an image.`,
    });
}

const nameOf = (runId: string): string => `ns-job-${createHash('sha256').update(runId).digest('hex').slice(0, 24)}`;
