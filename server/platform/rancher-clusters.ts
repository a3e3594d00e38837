/** The settings of `NORTHSTACK_CLUSTERS=rancher`: where Rancher is, and what machines are made of in each region. */
import { parse } from 'yaml';
import { z } from 'zod';
import { openRancherClusters } from '../../adapters/rancher/open-clusters.ts';
import { DRIVERS, type Driver } from '../../adapters/rancher/options.ts';
import type { ClusterProvider } from '../../domain/ports/cluster-provider.ts';
import { Fault } from '../../kit/fault.ts';
import { certificateFile, textFile } from '../config/file-setting.ts';
import { readSettings } from '../config/settings.ts';
import { installationName, installationOf } from './installation.ts';
import type { LookingPart } from './part.ts';

const settings = z.object({
  NORTHSTACK_RANCHER_URL: z.url({ error: 'is missing, or no URL: where Rancher is, for example https://rancher.example.com' }),
  NORTHSTACK_RANCHER_TOKEN: z
    .string({ error: 'is missing: an API token of an administrator' })
    .regex(/^[\w-]+:\w+$/, 'must be like token-abcde:…'),
  NORTHSTACK_RANCHER_CA_FILE: certificateFile,
  NORTHSTACK_RANCHER_PLACES_FILE: textFile(
    'is missing: the path of a YAML file that says what machines are made of in each region',
  ),
  NORTHSTACK_RANCHER_NAMESPACE: z.string().default('fleet-default'),
  NORTHSTACK_RANCHER_OWNER: installationName.optional(),
  NORTHSTACK_RANCHER_IMPORT: z.enum(['true', 'false'], 'must be true or false').default('false'),
  NORTHSTACK_RANCHER_KUBECONFIG_HOURS: z.coerce.number('must be a number').int().min(1).max(720).default(24),
});

const fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
const places = z.record(
  z.string().min(1),
  z.strictObject({
    driver: z.enum(Object.keys(DRIVERS) as [Driver, ...Driver[]]),
    cloudCredential: z.string().min(1),
    fields: fields.default({}),
    machineTypes: z.record(z.string(), fields).default({}),
  }),
);

export async function openRancher({ environment, hint, log, closers }: LookingPart): Promise<ClusterProvider> {
  const s = readSettings(environment, settings);
  const clusters = openRancherClusters({
    url: s.NORTHSTACK_RANCHER_URL,
    token: s.NORTHSTACK_RANCHER_TOKEN,
    ca: s.NORTHSTACK_RANCHER_CA_FILE,
    owner: s.NORTHSTACK_RANCHER_OWNER ?? installationOf(environment),
    namespace: s.NORTHSTACK_RANCHER_NAMESPACE,
    places: readPlaces(s.NORTHSTACK_RANCHER_PLACES_FILE),
    importRegistered: s.NORTHSTACK_RANCHER_IMPORT === 'true',
    maximumKubeconfigSeconds: s.NORTHSTACK_RANCHER_KUBECONFIG_HOURS * 3600,
    hint,
    observe: (observation) =>
      observation.kind === 'token-ends'
        ? log.warn(
            { at: new Date(observation.at).toISOString() },
            'the token for Rancher ends: make another there and set NORTHSTACK_RANCHER_TOKEN',
          )
        : log.warn(observation, 'Rancher said something unknown'),
  });
  closers.add({ name: 'clusters', close: () => clusters[Symbol.asyncDispose]() });
  return clusters;
}

/** @throws Fault reject `invalid-settings` */
export function readPlaces(text: string): z.output<typeof places> {
  const parsed = places.safeParse(parseYaml(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw wrong(`NORTHSTACK_RANCHER_PLACES_FILE: ${problems.join('; ')}`);
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

const wrong = (why: string): Fault => new Fault('reject', { code: 'invalid-settings', message: `Settings are wrong: ${why}.` });
