/** The settings of `NORTHSTACK_DATABASES=yugabyte`: clusters with the operator by region, and what is made there. */
import { z } from 'zod';
import { ofInstallation } from '../../adapters/kubernetes/client/installation.ts';
import { readKubeconfig } from '../../adapters/kubernetes/client/kubeconfig.ts';
import { openKubernetesClient } from '../../adapters/kubernetes/client/open-client.ts';
import { openLegacyClusters } from '../../adapters/yugabyte/open-legacy.ts';
import { openUniverses } from '../../adapters/yugabyte/open-universes.ts';
import { openPlace } from '../../adapters/yugabyte/place.ts';
import type { DatabaseProvider } from '../../domain/ports/database-provider.ts';
import { certificateFile, readSettingFile } from '../config/file-setting.ts';
import { readSettings } from '../config/settings.ts';
import { installationOf } from './installation.ts';
import type { LookingPart } from './part.ts';
import { splitPlaces } from './split-places.ts';

const version = z.string().regex(/^\d[\w.-]*$/, 'must be versions with commas between them, for example 2025.2.2.1-b1');
const settings = z
  .object({
    NORTHSTACK_YUGABYTE_KUBECONFIG: z.string({
      error: 'is missing: the path of a kubeconfig, or region=path with commas between them',
    }),
    NORTHSTACK_YUGABYTE_OPERATOR: z.enum(['universe', 'legacy']).default('universe'),
    NORTHSTACK_YUGABYTE_IMAGE: z.string().default('yugabytedb/yugabyte'),
    NORTHSTACK_YUGABYTE_NAMESPACE: z.string().default('yugabyte'),
    NORTHSTACK_YUGABYTE_VERSIONS: z
      .string({ error: 'is missing: versions of which the operator has a Release, the default first' })
      .transform((text) => text.split(',').map((v) => v.trim()))
      .pipe(z.tuple([version], version)),
    NORTHSTACK_YUGABYTE_STORAGE_CLASS: z.string().nullable().default(null),
    NORTHSTACK_YUGABYTE_PROVIDER: z.string().nullable().default(null),
    NORTHSTACK_YUGABYTE_TLS: z.enum(['on', 'off']).default('on'),
    NORTHSTACK_YUGABYTE_CA_FILE: certificateFile,
    NORTHSTACK_YUGABYTE_MAXIMUM_NODES: z.coerce.number().int().min(1).max(100).default(9),
    NORTHSTACK_YUGABYTE_POOLING: z.enum(['ysql', 'pgbouncer']).default('ysql'),
    NORTHSTACK_YUGABYTE_PGBOUNCER_IMAGE: z.string().nullable().default(null),
    NORTHSTACK_YUGABYTE_BACKUP_LOCATION: z
      .string()
      .regex(/^s3:\/\/[\w.-]+/, 'must be like s3://bucket/prefix')
      .nullable()
      .default(null),
    NORTHSTACK_YUGABYTE_BACKUP_ACCESS_KEY_ID: z.string().nullable().default(null),
    NORTHSTACK_YUGABYTE_BACKUP_SECRET_ACCESS_KEY: z.string().nullable().default(null),
    NORTHSTACK_YUGABYTE_BACKUP_ENDPOINT: z.string().nullable().default(null),
    NORTHSTACK_YUGABYTE_BACKUP_REGION: z.string().nullable().default(null),
    NORTHSTACK_YUGABYTE_BACKUP_PATH_STYLE: z.enum(['true', 'false']).default('false'),
    NORTHSTACK_YUGABYTE_SNAPSHOT_SECONDS: z.coerce.number().int().min(60).default(86_400),
    NORTHSTACK_YUGABYTE_SNAPSHOT_RETENTION_SECONDS: z.coerce.number().int().min(120).default(604_800),
  })
  .refine((s) => s.NORTHSTACK_YUGABYTE_POOLING !== 'pgbouncer' || s.NORTHSTACK_YUGABYTE_PGBOUNCER_IMAGE !== null, {
    path: ['NORTHSTACK_YUGABYTE_PGBOUNCER_IMAGE'],
    message: 'is missing: the image of PgBouncer for NORTHSTACK_YUGABYTE_POOLING=pgbouncer',
  })
  .refine(
    (s) => (s.NORTHSTACK_YUGABYTE_BACKUP_ACCESS_KEY_ID === null) === (s.NORTHSTACK_YUGABYTE_BACKUP_SECRET_ACCESS_KEY === null),
    {
      path: ['NORTHSTACK_YUGABYTE_BACKUP_SECRET_ACCESS_KEY'],
      message: 'and NORTHSTACK_YUGABYTE_BACKUP_ACCESS_KEY_ID belong together; without both the identity of the pods is used',
    },
  )
  .refine((s) => s.NORTHSTACK_YUGABYTE_SNAPSHOT_RETENTION_SECONDS > s.NORTHSTACK_YUGABYTE_SNAPSHOT_SECONDS, {
    path: ['NORTHSTACK_YUGABYTE_SNAPSHOT_RETENTION_SECONDS'],
    message: 'must be longer than NORTHSTACK_YUGABYTE_SNAPSHOT_SECONDS',
  });

export async function openYugabyteDatabases(
  { environment, hint, log, closers }: LookingPart,
  { looking }: { readonly looking: boolean },
): Promise<DatabaseProvider> {
  const s = readSettings(environment, settings);
  const installation = installationOf(environment);
  const named = splitPlaces('NORTHSTACK_YUGABYTE_KUBECONFIG', s.NORTHSTACK_YUGABYTE_KUBECONFIG);
  const clusters = named.map(({ region, path }) => {
    const plain = openKubernetesClient(readKubeconfig(readSettingFile('NORTHSTACK_YUGABYTE_KUBECONFIG', path)));
    const client = ofInstallation(plain, installation);
    closers.add({ name: `databases of ${region ?? 'all regions'}`, close: () => client[Symbol.asyncDispose]() });
    return { region, client };
  });
  const onProblem = (database: string, error: unknown) => log.warn({ database, error }, 'database');
  if (s.NORTHSTACK_YUGABYTE_OPERATOR === 'legacy') {
    const legacy = openLegacyClusters({
      places: clusters,
      versions: s.NORTHSTACK_YUGABYTE_VERSIONS,
      image: s.NORTHSTACK_YUGABYTE_IMAGE,
      storageClass: s.NORTHSTACK_YUGABYTE_STORAGE_CLASS,
      maximumNodes: s.NORTHSTACK_YUGABYTE_MAXIMUM_NODES,
      looking,
      hint: hint ?? (() => {}),
      onProblem,
    });
    closers.add({ name: 'databases', close: () => legacy[Symbol.asyncDispose]() });
    return legacy;
  }
  const places = clusters.map((cluster) => openPlace({ ...cluster, namespace: s.NORTHSTACK_YUGABYTE_NAMESPACE }));
  const keyId = s.NORTHSTACK_YUGABYTE_BACKUP_ACCESS_KEY_ID;
  const secret = s.NORTHSTACK_YUGABYTE_BACKUP_SECRET_ACCESS_KEY;
  const image = s.NORTHSTACK_YUGABYTE_PGBOUNCER_IMAGE;
  const location = s.NORTHSTACK_YUGABYTE_BACKUP_LOCATION;
  const databases = openUniverses({
    places,
    versions: s.NORTHSTACK_YUGABYTE_VERSIONS,
    storageClass: s.NORTHSTACK_YUGABYTE_STORAGE_CLASS,
    providerName: s.NORTHSTACK_YUGABYTE_PROVIDER,
    tls: s.NORTHSTACK_YUGABYTE_TLS === 'on',
    authority: s.NORTHSTACK_YUGABYTE_CA_FILE,
    maximumNodes: s.NORTHSTACK_YUGABYTE_MAXIMUM_NODES,
    pooling: s.NORTHSTACK_YUGABYTE_POOLING === 'pgbouncer' && image !== null ? { kind: 'pgbouncer', image } : { kind: 'ysql' },
    storage:
      location === null
        ? null
        : {
            location,
            access: keyId === null || secret === null ? null : { keyId, secret },
            endpoint: s.NORTHSTACK_YUGABYTE_BACKUP_ENDPOINT,
            region: s.NORTHSTACK_YUGABYTE_BACKUP_REGION,
            pathStyle: s.NORTHSTACK_YUGABYTE_BACKUP_PATH_STYLE === 'true',
          },
    snapshots: {
      intervalSeconds: s.NORTHSTACK_YUGABYTE_SNAPSHOT_SECONDS,
      retentionSeconds: s.NORTHSTACK_YUGABYTE_SNAPSHOT_RETENTION_SECONDS,
    },
    looking,
    hint: hint ?? (() => {}),
    onUnknown: (word) => log.warn({ word }, 'the YugabyteDB operator said something unknown'),
    onProblem,
  });
  // Closed before the connections it uses.
  closers.add({ name: 'databases', close: () => databases[Symbol.asyncDispose]() });
  return databases;
}
