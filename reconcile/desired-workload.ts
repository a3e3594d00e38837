/** What the runtime shall run, from the rows of an instance and one of its deployments. */
import { overrideFor } from '../domain/config/overrides.ts';
import type { DesiredWorkload, Range } from '../domain/ports/app-runtime.ts';
import { Fault } from '../kit/fault.ts';
import { artifactOf } from './artifact.ts';
import { openBindings } from './bound-databases.ts';
import type { ReconcileDeps } from './deps.ts';
import { pullCredentialOf } from './image-registry.ts';
import type { Instance } from './instance.ts';
import { type OpenedEnvironment, openEnvironment } from './open-secrets.ts';
import { placementOf } from './placement.ts';

type Deployment = Instance['deployments'][number];

/** @throws Fault reject when the deployment has nothing that could run, and what opening its secrets throws. */
export async function desiredWorkload(deps: ReconcileDeps, instance: Instance, deployment: Deployment): Promise<DesiredWorkload> {
  const { config } = deployment;
  const type = instance.service.type;
  if (type !== 'web' && type !== 'worker' && type !== 'stateful')
    throw new Fault('reject', { code: 'type-not-deployable', message: `Services of type ${type} have no workload.` });
  const artifact = artifactOf(deployment);
  return {
    instanceId: instance.id,
    placement: await placementOf(deps, instance.service, instance.environment),
    revision: deployment.id,
    type,
    artifact,
    pullCredential: await pullCredentialOf(deps, artifact, instance.environment.project),
    command: overrideFor(config?.overrides, deployment.environment.slug).startCommand ?? config?.start_command ?? null,
    ...(await environmentOf(deps, instance, deployment)),
    replicas: instance.desired_state === 'running' ? instance.desired_replicas : 0,
    ...scalingOf(instance),
    generation: instance.generation,
    hostnames: type === 'web' ? [deps.addresses.hostname(instance.subdomain)] : [],
    ...domainsOf(instance),
    ...volumeOf(instance, deployment),
    port: config?.port ?? null,
    healthPath: config?.health_path ?? null,
    healthTimeoutMs: (config?.health_timeout_seconds ?? 60) * 1000,
    stopTimeoutMs: (config?.stop_timeout_seconds ?? 10) * 1000,
    resources: {
      cpuMillicores: rangeOf(config?.cpu_request_millicores, config?.cpu_limit_millicores),
      memoryMegabytes: rangeOf(config?.memory_request_megabytes, config?.memory_limit_megabytes),
    },
  };
}

function scalingOf(instance: Instance): Pick<DesiredWorkload, 'scaling'> {
  const { max_replicas: most, cpu_target_percent: cpuPercent, memory_target_percent: memoryPercent } = instance;
  return most === null || instance.desired_state === 'stopped' ? {} : { scaling: { most, cpuPercent, memoryPercent } };
}

function domainsOf({ service, domains }: Instance): Pick<DesiredWorkload, 'domains'> {
  return service.type !== 'web' || domains.length === 0 ? {} : { domains: domains.map(({ hostname }) => hostname) };
}

/** An earlier version has the place of its time, and what the volume has grown to. */
function volumeOf({ service, volume_gigabytes: grown }: Instance, { config }: Deployment): Pick<DesiredWorkload, 'volume'> {
  if (service.type !== 'stateful') return {};
  return {
    volume: { path: config?.volume_path ?? '/data', gigabytes: Math.max(grown ?? 1, config?.volume_gigabytes ?? 1) },
  };
}

/** Of two numbers one may be missing: then it is the other one. */
function rangeOf(request: number | null | undefined, limit: number | null | undefined): Range | null {
  const [least, most] = [request ?? limit, limit ?? request];
  return least === null || least === undefined || most === null || most === undefined ? null : { request: least, limit: most };
}

/** What the service's own settings name counts before what a binding gives. */
async function environmentOf(deps: ReconcileDeps, instance: Instance, deployment: Deployment): Promise<OpenedEnvironment> {
  const bound = await openBindings(deps, instance.environment.id, instance.service.database_bindings);
  const own = await openEnvironment(deps, deployment.variables ?? deployment.config?.variables, deployment.secrets);
  const given = Object.keys(bound).filter((name) => !(name in own.environment));
  return { ...own, environment: { ...bound, ...own.environment }, secretNames: [...given, ...own.secretNames] };
}
