/** Makes the next version of a service's settings: the newest one with some values changed. */
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { type ConfigValuesFragment, CreateConfigDocument, LatestConfigDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';

export interface ConfigChange {
  readonly set?: Readonly<Record<string, string>>;
  readonly unset?: readonly string[];
  readonly buildCommand?: string;
  readonly startCommand?: string;
  readonly releaseCommand?: string;
  readonly port?: number;
  readonly healthPath?: string;
  readonly volumePath?: string;
  readonly volumeGigabytes?: number;
}

const texts = z.record(z.string(), z.string());

export async function latestConfig({ client }: Connection, serviceId: string): Promise<ConfigValuesFragment | null> {
  const { service_configs } = await client.request(LatestConfigDocument, { serviceId }, { idempotent: true });
  return service_configs[0] ?? null;
}

export function variablesOf(config: ConfigValuesFragment | null): Record<string, string> {
  return config === null ? {} : texts.parse(config.variables);
}

export async function changeConfig(
  connection: Connection,
  serviceId: string,
  change: ConfigChange,
): Promise<ConfigValuesFragment> {
  const before = await latestConfig(connection, serviceId);
  const variables = { ...variablesOf(before), ...change.set };
  for (const name of change.unset ?? []) delete variables[name];
  return await insertConfig(connection, serviceId, {
    variables,
    overrides: before?.overrides ?? {},
    build_command: change.buildCommand ?? before?.build_command ?? null,
    release_command: change.releaseCommand ?? before?.release_command ?? null,
    start_command: change.startCommand ?? before?.start_command ?? null,
    port: change.port ?? before?.port ?? null,
    health_path: change.healthPath ?? before?.health_path ?? null,
    volume_path: change.volumePath ?? before?.volume_path ?? null,
    volume_gigabytes: change.volumeGigabytes ?? before?.volume_gigabytes ?? null,
    // The table's own defaults, for the first version.
    health_timeout_seconds: before?.health_timeout_seconds ?? 60,
    stop_timeout_seconds: before?.stop_timeout_seconds ?? 10,
    build_timeout_seconds: before?.build_timeout_seconds ?? 900,
    cpu_request_millicores: before?.cpu_request_millicores ?? null,
    cpu_limit_millicores: before?.cpu_limit_millicores ?? null,
    memory_request_megabytes: before?.memory_request_megabytes ?? null,
    memory_limit_megabytes: before?.memory_limit_megabytes ?? null,
  });
}

/** Every change is a new version. */
export async function insertConfig(
  { client }: Connection,
  serviceId: string,
  config: Omit<ConfigValuesFragment, 'version'>,
): Promise<ConfigValuesFragment> {
  const { insert_service_configs_one: made } = await client.request(CreateConfigDocument, {
    serviceId,
    variables: config.variables,
    overrides: config.overrides,
    buildCommand: config.build_command,
    releaseCommand: config.release_command,
    startCommand: config.start_command,
    port: config.port,
    healthPath: config.health_path,
    volumePath: config.volume_path,
    volumeGigabytes: config.volume_gigabytes,
    healthTimeoutSeconds: config.health_timeout_seconds,
    stopTimeoutSeconds: config.stop_timeout_seconds,
    buildTimeoutSeconds: config.build_timeout_seconds,
    cpuRequestMillicores: config.cpu_request_millicores,
    cpuLimitMillicores: config.cpu_limit_millicores,
    memoryRequestMegabytes: config.memory_request_megabytes,
    memoryLimitMegabytes: config.memory_limit_megabytes,
  });
  if (!made) throw new Fault('auth', { code: 'permission-error', message: 'Your role may not change settings.' });
  return made;
}
