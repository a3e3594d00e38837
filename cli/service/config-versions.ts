/** The versions of a service's settings: listed, compared, brought back. */
import { Fault } from '../../kit/fault.ts';
import { type ConfigValuesFragment, ConfigVersionDocument, ConfigVersionsDocument } from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';
import { insertConfig, latestConfig } from './change-config.ts';
import { findService, serviceName } from './find-service.ts';

/** One line for each setting, so that two versions can be compared line by line. */
function settingsOf({ version: _, variables, overrides, ...rest }: ConfigValuesFragment): Map<string, string> {
  const plain = Object.entries(rest).filter(([, value]) => value !== null && typeof value !== 'object');
  const named = Object.entries(variables ?? {}).map(([key, value]) => [`variables.${key}`, value] as const);
  const others = Object.entries(overrides ?? {}).map(([key, value]) => [`overrides.${key}`, JSON.stringify(value)] as const);
  return new Map([...plain, ...named, ...others].map(([key, value]) => [key, String(value)]));
}

export interface ConfigChangeLine {
  readonly setting: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function compareConfigs(before: ConfigValuesFragment | null, after: ConfigValuesFragment): readonly ConfigChangeLine[] {
  const [a, b] = [before === null ? new Map<string, string>() : settingsOf(before), settingsOf(after)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .sort()
    .map((setting) => ({ setting, before: a.get(setting) ?? null, after: b.get(setting) ?? null }))
    .filter((line) => line.before !== line.after);
}

export async function configHistory(connection: Connection, output: Output, name: string, lines: string): Promise<void> {
  const limit = Number(lines);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500)
    throw new Fault('reject', { code: 'invalid-lines', message: '--lines is a number from 1 to 500.' });
  const service = await findService(connection, name);
  const { service_configs: versions } = await connection.client.request(
    ConfigVersionsDocument,
    // One more, to say what the last one changed.
    { serviceId: service.id, limit: limit + 1 },
    { idempotent: true },
  );
  const settings = versions.map(({ created_at: _, author: __, ...config }) => config);
  const shown = settings.slice(0, limit).map((config, i) => ({
    version: config.version,
    createdAt: versions[i]?.created_at ?? '',
    author: versions[i]?.author?.email ?? null,
    changed: compareConfigs(settings[i + 1] ?? null, config).map((line) => line.setting),
  }));
  output.result(shown, () =>
    table(
      ['VERSION', 'WHEN', 'WHO', 'CHANGED'],
      shown.map((v) => [String(v.version), v.createdAt.slice(0, 19), v.author ?? '', v.changed.join(', ')]),
      'No settings yet: «northstack env set» makes the first version.',
    ),
  );
}

export async function configDiff(
  connection: Connection,
  output: Output,
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string | undefined },
): Promise<void> {
  const service = await findService(connection, name);
  const before = await versionOf(connection, service.id, from);
  const after = to === undefined ? await latestConfig(connection, service.id) : await versionOf(connection, service.id, to);
  const lines = compareConfigs(before, after ?? before);
  const { paint } = output;
  output.result({ from: before.version, to: (after ?? before).version, changes: lines }, () =>
    lines
      .flatMap((l) => [
        ...(l.before === null ? [] : [paint('red', `- ${l.setting}=${l.before}`)]),
        ...(l.after === null ? [] : [paint('green', `+ ${l.setting}=${l.after}`)]),
      ])
      .join('\n'),
  );
}

export async function restoreConfig(connection: Connection, output: Output, name: string, version: string): Promise<void> {
  const service = await findService(connection, name);
  const wanted = await versionOf(connection, service.id, version);
  // A volume stays as large as it is.
  const made = await insertConfig(connection, service.id, { ...wanted, volume_gigabytes: null });
  output.result(
    { version: made.version, restored: Number(version) },
    () =>
      `Version ${made.version} of the settings says what version ${version} said. Next: northstack deploy ${serviceName(service)}`,
  );
}

async function versionOf({ client }: Connection, serviceId: string, text: string): Promise<ConfigValuesFragment> {
  const version = Number(text.replace(/^v/, ''));
  if (!Number.isInteger(version) || version < 1)
    throw new Fault('reject', { code: 'invalid-version', message: `«${text}» is not a version: it is a number from 1 on.` });
  const { service_configs } = await client.request(ConfigVersionDocument, { serviceId, version }, { idempotent: true });
  const [found] = service_configs;
  if (found) return found;
  throw new Fault('gone', {
    code: 'version-not-found',
    message: `There is no version ${version} of the settings: «northstack env history» lists them.`,
  });
}
