/** What a desired workload is in Argo CD: its manifests, its Application, and the Application of its environment's namespace. Pure. */
import { createHash } from 'node:crypto';
import { ownDomains, workloadCommand } from '../../domain/plan/check-workload.ts';
import type { DesiredWorkload } from '../../domain/ports/app-runtime.ts';
import { Fault } from '../../kit/fault.ts';
import { hasCertificates } from '../kubernetes/manifests/certificate-name.ts';
import type { Manifest } from '../kubernetes/manifests/manifest.ts';
import { manifestsOf } from '../kubernetes/manifests/manifests-of.ts';
import { placementManifests } from '../kubernetes/manifests/namespace.ts';
import type { Entry, ExternalVariables, KubernetesWorkload, Resources, Scale } from '../kubernetes/manifests/workload.ts';
import type { WantedApplication } from './argocd-api.ts';
import { annotations, environmentName, labels, ownLabels, projectName, workloadName } from './names.ts';
import { keptBySyncs, type PlannedVolume, planVolume } from './volume-of.ts';

export interface WorkloadDefaults {
  readonly resources: Resources;
  /** For web services that say none; given as PORT. */
  readonly port: number;
  readonly entry: Entry;
  /** A ClusterSecretStore of the External Secrets Operator that reads the store of our secrets; absent: their values are put by us. */
  readonly externalSecrets?: string | null;
  /** Of new volumes; absent: the cluster's default. */
  readonly storageClass?: string | null;
  /** Whose workloads these are, where several installations use one Argo CD; absent: everybody's. */
  readonly installation?: string;
}

export interface PlannedApplication {
  readonly name: string;
  readonly project: string;
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  /** Of the manifests. */
  readonly hash: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Names of the Secrets with what does not stand in manifests. */
export interface WorkloadSecrets {
  readonly environment: string | null;
  readonly pull: string | null;
}

/** @param volume what `volumeOf` says of the Application that is there @throws Fault reject */
export function planWorkload(
  desired: DesiredWorkload,
  secrets: WorkloadSecrets,
  defaults: WorkloadDefaults,
  volume: string | null = null,
): PlannedApplication {
  const { artifact, placement, resources, secretNames } = desired;
  if (artifact.kind !== 'image')
    throw new Fault('reject', {
      code: 'needs-image',
      message: 'A cluster runs container images. Build one (NORTHSTACK_BUILDER), or deploy an image.',
    });
  const command = workloadCommand(desired);
  const isSecret = new Set(secretNames);
  const { replicas } = desired;
  const scale = scaleOf(desired);
  const kept = desired.type === 'stateful' ? planVolume(desired, volume, defaults.storageClass ?? null) : null;
  const { project, environment, service, organization } = placement;
  const domains = ownDomains(desired);
  const manifests = manifestsOf({
    name: workloadName(desired.instanceId),
    namespace: placement.namespace,
    organization: organization.id,
    project: project.id,
    service: service.id,
    revision: desired.revision,
    generation: desired.generation,
    image: artifact.reference,
    command: command === null ? null : ['/bin/sh', '-c', command],
    environment: Object.fromEntries(
      Object.entries(desired.environment)
        .filter(([name]) => !isSecret.has(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    // Its name is another one for other contents.
    secret: secrets.environment === null ? null : { name: secrets.environment, hash: secrets.environment },
    external: externalOf(desired, defaults),
    registrySecret: secrets.pull,
    resources: {
      cpuMillicores: resources.cpuMillicores ?? defaults.resources.cpuMillicores,
      memoryMegabytes: resources.memoryMegabytes ?? defaults.resources.memoryMegabytes,
    },
    stopTimeoutSeconds: Math.ceil(desired.stopTimeoutMs / 1000),
    writablePaths: [],
    run: runOf(desired, kept, defaults),
  });
  const hash = hashOf([manifests, placement.cluster?.clusterId ?? null]);
  return {
    name: workloadName(desired.instanceId),
    project: projectName(project.id),
    namespace: placement.namespace,
    manifests,
    hash,
    labels: {
      ...ownLabels(defaults.installation),
      [labels.instance]: desired.instanceId,
      [labels.environment]: environment.id,
      [labels.project]: project.id,
    },
    annotations: {
      [annotations.revision]: desired.revision,
      [annotations.generation]: String(desired.generation),
      [annotations.replicas]: String(replicas),
      ...(scale.kind === 'automatic' ? { [annotations.most]: String(scale.most) } : {}),
      // One that has to stop before the next one starts takes that time as well.
      [annotations.healthTimeout]: String(desired.healthTimeoutMs + (kept === null ? 0 : desired.stopTimeoutMs)),
      ...(kept === null ? {} : { [annotations.volume]: kept.note, [annotations.port]: String(portOf(desired, defaults)) }),
      ...(domains.length > 0 && hasCertificates(defaults.entry) ? { [annotations.domains]: [hash, ...domains].join(' ') } : {}),
      [annotations.about]: `${organization.slug}/${project.slug}/${environment.slug}/${service.slug}`,
    },
  };
}

const scaleOf = ({ replicas, scaling }: DesiredWorkload): Scale =>
  scaling === undefined || replicas === 0 ? { kind: 'fixed', replicas } : { kind: 'automatic', least: replicas, ...scaling };

const portOf = ({ port }: DesiredWorkload, defaults: WorkloadDefaults): number => port ?? defaults.port;

function runOf(desired: DesiredWorkload, kept: PlannedVolume | null, defaults: WorkloadDefaults): KubernetesWorkload['run'] {
  const healthTimeoutSeconds = Math.ceil(desired.healthTimeoutMs / 1000);
  const port = portOf(desired, defaults);
  if (kept !== null)
    return { kind: 'stateful', replicas: desired.replicas === 0 ? 0 : 1, port, healthTimeoutSeconds, storage: kept.storage };
  if (desired.type === 'worker') return { kind: 'worker', scale: scaleOf(desired) };
  return {
    kind: 'web',
    scale: scaleOf(desired),
    port,
    healthPath: desired.healthPath,
    healthTimeoutSeconds,
    hostnames: desired.hostnames,
    domains: ownDomains(desired),
    entry: defaults.entry,
  };
}

/** Names of the secrets that the operator fetches. */
export const fetchedSecrets = (
  { secretNames, secretLocations = {} }: DesiredWorkload,
  defaults: WorkloadDefaults,
): readonly string[] =>
  defaults.externalSecrets == null ? [] : secretNames.filter((name) => Object.hasOwn(secretLocations, name));

function externalOf(desired: DesiredWorkload, defaults: WorkloadDefaults): ExternalVariables | null {
  const { secretLocations = {}, instanceId } = desired;
  const variables = Object.fromEntries(
    fetchedSecrets(desired, defaults).flatMap((name) => {
      const location = secretLocations[name];
      return location === undefined ? [] : [[name, location]];
    }),
  );
  if (defaults.externalSecrets == null || Object.keys(variables).length === 0) return null;
  // A Secret is never changed: other places are another one, and pods of before keep theirs.
  const name = `${workloadName(instanceId)}-x-${hashOf(variables).slice(0, 10)}`;
  return { name, store: { name: defaults.externalSecrets, kind: 'ClusterSecretStore' }, variables };
}

/** Closed to what is not allowed, with the limits of those that say none. */
export function planNamespace({ placement }: DesiredWorkload, defaults: WorkloadDefaults): PlannedApplication {
  const { organization, project, environment, namespace, quota } = placement;
  const manifests = placementManifests(placement, { name: namespace, quota, annotations: keptBySyncs }, defaults.resources);
  return {
    name: environmentName(environment.id),
    project: projectName(project.id),
    namespace,
    manifests,
    hash: hashOf([manifests, placement.cluster?.clusterId ?? null]),
    labels: { ...ownLabels(defaults.installation), [labels.environment]: environment.id, [labels.project]: project.id },
    annotations: { [annotations.about]: `${organization.slug}/${project.slug}/${environment.slug}` },
  };
}

/** No automated policy: what is deployed when is ours to say, and a rollback is a change of the source like any other. */
export const applicationOf = (
  planned: PlannedApplication,
  source: object,
  destination: { readonly server: string },
  wasStopped: boolean,
): WantedApplication => {
  const follows = annotations.most in planned.annotations && !wasStopped;
  return {
    metadata: {
      name: planned.name,
      labels: planned.labels,
      annotations: { ...planned.annotations, [annotations.manifests]: planned.hash },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: planned.project,
      source,
      destination: { ...destination, namespace: planned.namespace },
      // Argo CD's own field manager beside the autoscaler's and ours. Where the number of replicas follows the load it stays as it is in the cluster,
      // also at the moment in which that begins: without a word about it the API server would go back to one, from which a stopped one has to begin,
      // because an autoscaler lets zero be.
      syncPolicy: { syncOptions: ['ServerSideApply=true', ...(follows ? ['RespectIgnoreDifferences=true'] : [])] },
      ...(follows ? { ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }] } : {}),
      revisionHistoryLimit: 10,
    },
  };
};

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
