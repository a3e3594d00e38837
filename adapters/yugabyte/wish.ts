/** What is wanted of a universe, kept on the object itself, and the specification that says it to the operator. Pure. */
import { z } from 'zod';
import type { DesiredDatabase } from '../../domain/ports/database-provider.ts';
import { Fault } from '../../kit/fault.ts';
import type { Universe } from './kinds.ts';
import { superuserSecretName, WISH } from './names.ts';

const wish = z.object({
  databaseId: z.string(),
  label: z.string(),
  nodes: z.int(),
  cpuMillicores: z.int(),
  memoryMegabytes: z.int(),
  storageGigabytes: z.int(),
  pooling: z.boolean(),
  databaseName: z.string(),
  usernames: z.array(z.string()),
  version: z.string(),
  generation: z.int(),
});
export type Wish = z.infer<typeof wish>;

export function wishOf(desired: DesiredDatabase, version: string): Wish {
  const { databaseId, label, nodes, cpuMillicores, memoryMegabytes, storageGigabytes, pooling, databaseName, generation } =
    desired;
  const usernames = desired.logins.map((l) => l.username);
  return {
    databaseId,
    label,
    nodes,
    cpuMillicores,
    memoryMegabytes,
    storageGigabytes,
    pooling,
    databaseName,
    usernames,
    version,
    generation,
  };
}

/** null: it was not made by us, or by another version of us. */
export function readWish({ metadata }: Universe): Wish | null {
  const text = metadata.annotations?.[WISH];
  if (text === undefined) return null;
  try {
    return wish.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export interface SpecOptions {
  readonly storageClass: string | null;
  readonly providerName: string | null;
  readonly tls: boolean;
  /** Whether the operator has fields for the resources of its pods; before, only overrides of its chart. */
  readonly resourceSpecs: boolean;
  readonly pooling: 'ysql' | 'pgbouncer';
}

/** Three copies where there are nodes for them. It can never be changed. */
const copiesFor = (nodes: number): number => (nodes >= 3 ? 3 : 1);

/**
 * What can never be changed stays as it was made, whatever the settings say now.
 * @throws Fault reject naming the field that cannot be changed like this
 */
export function specOf(wanted: Wish, present: Universe | null, options: SpecOptions): Record<string, unknown> {
  const copies = present?.spec.replicationFactor ?? copiesFor(wanted.nodes);
  if (wanted.nodes < copies)
    throw new Fault('reject', {
      code: 'nodes-too-few',
      message: `This database keeps ${copies} copies of everything (replicationFactor), which cannot be changed, so it needs at least ${copies} nodes.`,
    });
  const size = present?.spec.deviceInfo?.volumeSize;
  if (size !== undefined && wanted.storageGigabytes < size)
    throw new Fault('reject', {
      code: 'storage-shrinks',
      message: `Storage cannot be made smaller (deviceInfo.volumeSize is ${size} GB). Restore a backup into a new, smaller database instead.`,
    });
  const storageClass = present ? present.spec.deviceInfo?.storageClass : (options.storageClass ?? undefined);
  const providerName = present ? present.spec.providerName : options.providerName;
  const flags = options.pooling === 'ysql' ? { enable_ysql_conn_mgr: String(wanted.pooling) } : {};
  return {
    numNodes: wanted.nodes,
    replicationFactor: copies,
    ybSoftwareVersion: wanted.version,
    enableYSQL: true,
    enableYSQLAuth: true,
    ysqlPassword: { secretName: superuserSecretName(wanted.databaseId) },
    enableYCQL: false,
    enableNodeToNodeEncrypt: present?.spec.enableNodeToNodeEncrypt ?? options.tls,
    enableClientToNodeEncrypt: present?.spec.enableClientToNodeEncrypt ?? options.tls,
    ...(typeof providerName === 'string' ? { providerName } : {}),
    deviceInfo: { volumeSize: wanted.storageGigabytes, numVolumes: 1, ...(storageClass === undefined ? {} : { storageClass }) },
    gFlags: { tserverGFlags: flags, masterGFlags: {} },
    ...(options.resourceSpecs
      ? // Less than one core or one GiB it does not take.
        {
          tserverResourceSpec: {
            cpu: Math.max(1, wanted.cpuMillicores / 1000),
            memory: Math.max(1, wanted.memoryMegabytes / 1024),
          },
        }
      : { kubernetesOverrides: { resource: { tserver: resourcesOf(wanted) } } }),
  };
}

function resourcesOf({ cpuMillicores, memoryMegabytes }: Wish) {
  const amounts = { cpu: `${cpuMillicores}m`, memory: `${memoryMegabytes}Mi` };
  return { requests: amounts, limits: amounts };
}
