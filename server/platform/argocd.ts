/** The settings of `NORTHSTACK_RUNTIME=argocd`: the Argo CD, the cluster it deploys to by itself, and where it finds manifests. */
import { join } from 'node:path';
import { z } from 'zod';
import { openArgocdRuntime } from '../../adapters/argocd/open-runtime.ts';
import { openChartSource } from '../../adapters/argocd/sources/chart-source.ts';
import { openGitSource } from '../../adapters/argocd/sources/git-source.ts';
import type { ManifestSource } from '../../adapters/argocd/sources/manifest-source.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openKubernetesJobs } from '../../adapters/kubernetes/jobs/open-jobs.ts';
import type { Resources } from '../../adapters/kubernetes/manifests/workload.ts';
import type { AppRuntime } from '../../domain/ports/app-runtime.ts';
import type { JobRunner } from '../../domain/ports/job-runner.ts';
import type { MetricSink } from '../../domain/ports/sinks.ts';
import { certificateFile, textFile } from '../config/file-setting.ts';
import { readSettings } from '../config/settings.ts';
import { installationOf } from './installation.ts';
import type { Part } from './part.ts';

const megabytes = z.coerce.number('must be a number').int().min(16).max(1_048_576);
const millicores = z.coerce.number('must be a number').int().min(1).max(256_000);
const settings = z
  .object({
    NORTHSTACK_ARGOCD_URL: z.url({ protocol: /^https?$/, error: 'must be the address of Argo CD' }),
    NORTHSTACK_ARGOCD_TOKEN: z.string({ error: 'is missing: a token of an Argo CD account with the capability apiKey' }),
    NORTHSTACK_ARGOCD_CA_FILE: certificateFile,
    NORTHSTACK_ARGOCD_KUBECONFIG: textFile('is missing: the path of a kubeconfig of the cluster that apps run in'),
    NORTHSTACK_ARGOCD_CLUSTER: z.url().default('https://kubernetes.default.svc'),
    NORTHSTACK_ARGOCD_CHART_REPOSITORY: z.string().optional(),
    NORTHSTACK_ARGOCD_CHART_VERSION: z.string().default('1.0.0'),
    NORTHSTACK_ARGOCD_GIT_REPOSITORY: z.string().optional(),
    NORTHSTACK_ARGOCD_GIT_BRANCH: z.string().default('main'),
    NORTHSTACK_ARGOCD_GIT_DIRECTORY: z
      .string()
      .regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, 'must be a path without slashes at its ends')
      .default('workloads'),
    NORTHSTACK_ARGOCD_SOURCE_USERNAME: z.string().default('northstack'),
    NORTHSTACK_ARGOCD_SOURCE_TOKEN: z.string().optional(),
    NORTHSTACK_ARGOCD_INGRESS_CLASS: z.string().default('nginx'),
    NORTHSTACK_ARGOCD_CERTIFICATE_ISSUER: z.string().optional(),
    NORTHSTACK_ARGOCD_GATEWAY: z
      .string()
      .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'must be namespace/name of a Gateway')
      .optional(),
    NORTHSTACK_ARGOCD_SECRET_STORE: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'must be the name of a ClusterSecretStore')
      .optional(),
    NORTHSTACK_ARGOCD_STORAGE_CLASS: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'must be the name of a StorageClass')
      .optional(),
    NORTHSTACK_ARGOCD_CPU_MILLICORES: millicores.default(250),
    NORTHSTACK_ARGOCD_MEMORY_MEGABYTES: megabytes.default(256),
  })
  .refine(
    (given) =>
      (given.NORTHSTACK_ARGOCD_CHART_REPOSITORY === undefined) !== (given.NORTHSTACK_ARGOCD_GIT_REPOSITORY === undefined),
    {
      path: ['NORTHSTACK_ARGOCD_CHART_REPOSITORY'],
      message: 'or NORTHSTACK_ARGOCD_GIT_REPOSITORY is required, and only one of them',
      when: () => true,
    },
  );
type Settings = z.output<typeof settings>;

/** @param directory where it may keep what can be lost @throws Fault reject `invalid-settings` naming everything that is missing */
export async function openArgocd(
  { environment, log, closers, logs, hint, metrics }: Part & { readonly metrics: MetricSink },
  directory: string,
): Promise<AppRuntime> {
  const given = readSettings(environment, settings);
  const runtime = openArgocdRuntime({
    argocd: {
      url: given.NORTHSTACK_ARGOCD_URL,
      token: given.NORTHSTACK_ARGOCD_TOKEN,
      ca: given.NORTHSTACK_ARGOCD_CA_FILE,
    },
    source: sourceOf(given, directory, environment),
    cluster: {
      server: given.NORTHSTACK_ARGOCD_CLUSTER,
      access: readKubeconfig(given.NORTHSTACK_ARGOCD_KUBECONFIG),
    },
    defaults: {
      port: 8080,
      entry: entryOf(given),
      externalSecrets: given.NORTHSTACK_ARGOCD_SECRET_STORE ?? null,
      storageClass: given.NORTHSTACK_ARGOCD_STORAGE_CLASS ?? null,
      resources: resourcesOf(given),
      installation: installationOf(environment),
    },
    logs,
    metrics,
    hint,
    observe: (observation) => log.warn(observation, 'Argo CD'),
  });
  closers.add({ name: 'Argo CD', close: () => runtime[Symbol.asyncDispose]() });
  return runtime;
}

/** Jobs of the same installation: in the platform's cluster, by the same settings. */
export async function openClusterJobs({ environment, log, closers, logs, hint }: Part): Promise<JobRunner> {
  const given = readSettings(environment, settings);
  const jobs = openKubernetesJobs({
    client: openKubernetesClient(readKubeconfig(given.NORTHSTACK_ARGOCD_KUBECONFIG)),
    installation: installationOf(environment),
    resources: resourcesOf(given),
    logs,
    hint,
    onProblem: (error) => log.warn({ error }, 'jobs'),
  });
  closers.add({ name: 'jobs', close: () => jobs[Symbol.asyncDispose]() });
  return jobs;
}

/** What a container gets that says nothing. */
function resourcesOf({ NORTHSTACK_ARGOCD_CPU_MILLICORES: cpu, NORTHSTACK_ARGOCD_MEMORY_MEGABYTES: memory }: Settings): Resources {
  return {
    cpuMillicores: { request: Math.ceil(cpu / 5), limit: cpu },
    memoryMegabytes: { request: memory, limit: memory },
  };
}

function sourceOf(given: Settings, directory: string, environment: Part['environment']): ManifestSource {
  const password = given.NORTHSTACK_ARGOCD_SOURCE_TOKEN;
  const credential = password === undefined ? null : { username: given.NORTHSTACK_ARGOCD_SOURCE_USERNAME, password };
  if (given.NORTHSTACK_ARGOCD_GIT_REPOSITORY === undefined)
    return openChartSource({
      repository: given.NORTHSTACK_ARGOCD_CHART_REPOSITORY ?? '',
      version: given.NORTHSTACK_ARGOCD_CHART_VERSION,
      credential,
    });
  return openGitSource({
    repository: given.NORTHSTACK_ARGOCD_GIT_REPOSITORY,
    branch: given.NORTHSTACK_ARGOCD_GIT_BRANCH,
    directory: given.NORTHSTACK_ARGOCD_GIT_DIRECTORY,
    credential,
    cloneDirectory: join(directory, 'gitops'),
    environment,
  });
}

function entryOf(given: Settings) {
  const [namespace, name] = given.NORTHSTACK_ARGOCD_GATEWAY?.split('/') ?? [];
  if (namespace !== undefined && name !== undefined) return { kind: 'gateway', namespace, name } as const;
  const [className, issuer] = [given.NORTHSTACK_ARGOCD_INGRESS_CLASS, given.NORTHSTACK_ARGOCD_CERTIFICATE_ISSUER ?? null];
  return { kind: 'ingress', className, issuer } as const;
}
