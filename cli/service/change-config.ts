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
  const { insert_service_configs_one: made } = await connection.client.request(CreateConfigDocument, {
    serviceId,
    variables,
    overrides: before?.overrides ?? {},
    buildCommand: change.buildCommand ?? before?.build_command ?? null,
    releaseCommand: change.releaseCommand ?? before?.release_command ?? null,
    startCommand: change.startCommand ?? before?.start_command ?? null,
    port: change.port ?? before?.port ?? null,
    healthPath: change.healthPath ?? before?.health_path ?? null,
    // The table's own defaults, for the first version.
    healthTimeoutSeconds: before?.health_timeout_seconds ?? 60,
    stopTimeoutSeconds: before?.stop_timeout_seconds ?? 10,
    buildTimeoutSeconds: before?.build_timeout_seconds ?? 900,
    cpuRequestMillicores: before?.cpu_request_millicores ?? null,
    cpuLimitMillicores: before?.cpu_limit_millicores ?? null,
    memoryRequestMegabytes: before?.memory_request_megabytes ?? null,
    memoryLimitMegabytes: before?.memory_limit_megabytes ?? null,
  });
  if (!made) throw new Fault('auth', { code: 'permission-error', message: 'Your role may not change settings.' });
  return made;
}
