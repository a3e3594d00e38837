/**
 * Databases as YBClusters of the former open-source operator (yugabyte.com/v1alpha1), which is not maintained any more: each in a namespace of
 * its own, since the operator knows one a namespace. It takes no backups, and its custom resource has counts and no phase: a cluster is
 * ready when both StatefulSets are and the servers answer SQL.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type {
  DatabaseEndpoint,
  DatabaseObservation,
  DatabaseProvider,
  DesiredDatabase,
} from '../../domain/ports/database-provider.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import { Fault } from '../../kit/fault.ts';
import { deletionOf } from '../kubernetes/client/deletion.ts';
import { heldBy } from '../kubernetes/client/installation.ts';
import { defineKind } from '../kubernetes/client/kind.ts';
import type { KubernetesClient } from '../kubernetes/client/open-client.ts';
import { ensureLogins, type LoginServer } from '../sql/logins.ts';
import { withClient } from '../sql/with-client.ts';
import { usernamesOf } from './carry-out.ts';
import { ensureSuperuser, readLogins, readSuperuser, writeCredentials } from './credentials.ts';
import { CARRIED_OUT, DATABASE, LOGINS, labelsOf, OURS, universeName, WISH } from './names.ts';
import { nothing } from './place.ts';
import { type Wish, wishOf } from './wish.ts';

export interface LegacyOptions {
  readonly places: readonly { readonly region: string | null; readonly client: KubernetesClient }[];
  /** Tags of the image; the first is the default. */
  readonly versions: readonly [string, ...string[]];
  readonly image: string;
  readonly storageClass: string | null;
  readonly maximumNodes: number;
  readonly hint: Hint;
  readonly onProblem: (database: string, problem: unknown) => void;
  /** Another process carries out what is wished. */
  readonly looking?: boolean;
  readonly now?: () => number;
  readonly pollMs?: number;
}

const count = z.number().optional();
const clusters = defineKind(
  { apiVersion: 'yugabyte.com/v1alpha1', kind: 'YBCluster', plural: 'ybclusters', namespaced: true },
  {
    spec: z.looseObject({
      image: z.looseObject({ tag: z.string().optional() }).optional(),
      replicationFactor: count,
      tserver: z.looseObject({ replicas: count, storage: z.looseObject({ size: z.string().optional() }).optional() }),
    }),
    status: z
      .looseObject({
        tserverReplicas: count,
        conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).nullish(),
      })
      .optional(),
  },
);
type Cluster = z.infer<typeof clusters.schema>;
const namespaces = defineKind({ apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false }, {});
const sets = defineKind(
  { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets', namespaced: true },
  { spec: z.looseObject({ replicas: count }), status: z.looseObject({ readyReplicas: count }).optional() },
);
const services = defineKind(
  { apiVersion: 'v1', kind: 'Service', plural: 'services', namespaced: true },
  {
    status: z
      .looseObject({
        loadBalancer: z
          .looseObject({
            ingress: z.array(z.looseObject({ ip: z.string().optional(), hostname: z.string().optional() })).nullish(),
          })
          .nullish(),
      })
      .optional(),
    spec: z.looseObject({ ports: z.array(z.looseObject({ name: z.string().optional(), port: z.number() })).optional() }),
  },
);

/** Set by the operator, whatever the cluster is called. */
const [MASTERS, TSERVERS, SERVICE, PORT] = ['yb-master', 'yb-tserver', 'yb-tservers', 5433];
const NO_BACKUPS = 'The YBCluster operator takes no backups. Use NORTHSTACK_YUGABYTE_OPERATOR=universe for backups and moments.';

export function openLegacyClusters(options: LegacyOptions): DatabaseProvider & AsyncDisposable {
  const { places, versions, hint, now = Date.now, pollMs = 2_000 } = options;
  const closing = new AbortController();
  const working = new Map<string, AbortController>();
  const problems = new Map<string, string>();

  async function find(databaseId: string, signal?: AbortSignal) {
    signal?.throwIfAborted();
    const name = universeName(databaseId);
    const all = await Promise.all(
      places.map(async ({ client }) => {
        const namespace = await client.get(namespaces, { name }, { signal });
        if (namespace?.metadata.labels?.[DATABASE] !== databaseId) return null;
        return { client, namespace, cluster: await client.get(clusters, { namespace: name, name }, { signal }) };
      }),
    );
    return all.find((hit) => hit !== null) ?? null;
  }

  // --- wishes -----------------------------------------------------------------------------------------------------------------------

  async function apply(desired: DesiredDatabase, signal?: AbortSignal): Promise<void> {
    const { databaseId, databaseName, nodes, logins } = desired;
    const hit = await find(databaseId, signal);
    const present = hit?.cluster ?? null;
    // Without its cluster alone, its volumes are there: they are its data.
    if (hit === null && desired.madeBefore)
      throw new Fault('gone', { code: 'database-lost', message: 'The database is not there any more, nor its data.' });
    const version = desired.version ?? present?.spec.image?.tag ?? versions[0];
    if (desired.engine !== 'yugabytedb' || !versions.includes(version))
      throw reject(
        'engine-unavailable',
        `There is no ${desired.engine} ${version} here. There is yugabytedb: ${versions.join(', ')}.`,
      );
    if (nodes > options.maximumNodes)
      throw reject('nodes-unavailable', `A database has at most ${options.maximumNodes} nodes here.`);
    if (desired.pooling) throw reject('pooling-unavailable', NO_POOL);
    if (desired.storageGigabytes > 9_999) throw reject('storage-too-large', 'A node has at most 9,999 GB here.');
    const copies = present?.spec.replicationFactor ?? (nodes >= 3 ? 3 : 1);
    if (nodes < copies)
      throw reject(
        'nodes-too-few',
        `This database keeps ${copies} copies of everything (replicationFactor), so it needs that many nodes.`,
      );
    const size = `${desired.storageGigabytes}Gi`;
    if (present !== null && present.spec.tserver.storage?.size !== size)
      throw reject(
        'storage-fixed',
        `The storage of a node (tserver.storage.size, ${present.spec.tserver.storage?.size}) can never be changed here.`,
      );
    if (hit?.namespace.metadata.deletionTimestamp !== undefined)
      throw new Fault('conflict', { code: 'database-being-removed', message: 'The database is being removed.' });
    const client =
      hit?.client ?? (places.find((p) => p.region === desired.region) ?? places.find((p) => p.region === null))?.client;
    if (client === undefined) throw reject('region-unavailable', `There are no databases in the region "${desired.region}".`);
    const wish = wishOf(desired, version);
    const name = universeName(databaseId);
    if (present === null) await requireOperator(client, signal);
    if (hit === null) await client.apply(namespaces, { metadata: { name, labels: labelsOf(databaseId) } }, { signal });
    const place = { client, namespace: name };
    await ensureSuperuser(place, databaseId, signal);
    const endpoint = present !== null && carriedOut(present) > 0 ? await endpointOf(client, name, signal) : null;
    await writeCredentials(place, { databaseId, databaseName }, logins, { endpoint, ownerReferences: [] }, signal);
    const manifest = {
      metadata: { name, namespace: name, labels: labelsOf(databaseId), annotations: { [WISH]: JSON.stringify(wish) } },
      spec: specOf(wish, copies, options),
    };
    await client.apply(clusters, manifest, { signal });
    goOn(databaseId);
  }

  async function remove(databaseId: string, signal?: AbortSignal): Promise<void> {
    const hit = await find(databaseId, signal);
    if (hit === null) return;
    working.get(databaseId)?.abort();
    const name = universeName(databaseId);
    // Nothing holds it: its volumes would stay, so all of its namespace goes.
    await hit.client.delete(clusters, { namespace: name, name }, { signal });
    await hit.client.delete(namespaces, { name }, { signal });
  }

  // --- carrying out -----------------------------------------------------------------------------------------------------------------

  function goOn(databaseId: string): void {
    working.get(databaseId)?.abort();
    if (closing.signal.aborted || options.looking === true) return;
    const mine = new AbortController();
    working.set(databaseId, mine);
    const signal = AbortSignal.any([mine.signal, closing.signal]);
    void (async () => {
      while (!signal.aborted) {
        try {
          const step = await carryOut(databaseId, signal);
          problems.delete(databaseId);
          if (step === 'done') hint({ kind: 'database', id: databaseId });
          if (step !== 'waiting') break;
        } catch (problem) {
          if (signal.aborted) return;
          problems.set(databaseId, problem instanceof Error ? problem.message : 'It does not answer.');
          options.onProblem(databaseId, problem);
        }
        await sleep(pollMs, undefined, { signal }).catch(() => {});
      }
    })();
  }

  async function carryOut(databaseId: string, signal: AbortSignal): Promise<'idle' | 'done' | 'waiting'> {
    const hit = await find(databaseId, signal);
    if (!hit?.cluster) return 'idle';
    const { client, cluster } = hit;
    const wish = readWish(cluster);
    if (wish === null) return 'idle';
    const name = universeName(databaseId);
    const place = { client, namespace: name };
    const logins = (await readLogins(place, databaseId)) ?? [];
    const current = cluster.metadata.annotations?.[LOGINS] === usernamesOf(logins);
    if (carriedOut(cluster) >= wish.generation && current) return 'idle';
    const endpoint = await endpointOf(client, name, signal);
    if (!(await isReady(client, cluster, signal)) || endpoint === null) return 'waiting';
    await ensureLogins(await serverOf(place, databaseId, endpoint), wish.databaseName, logins);
    await writeCredentials(place, wish, logins, { endpoint, ownerReferences: [] }, signal);
    const annotations = { [CARRIED_OUT]: String(wish.generation), [LOGINS]: usernamesOf(logins) };
    await client.patch(clusters, { namespace: name, name }, { type: 'merge', body: { metadata: { annotations } } }, { signal });
    return 'done';
  }

  /** It begins with the vendor's own password, which is the first thing to go. */
  async function serverOf(
    place: { readonly client: KubernetesClient; readonly namespace: string },
    databaseId: string,
    { host, port }: DatabaseEndpoint,
  ): Promise<LoginServer> {
    const password = await readSuperuser(place, databaseId);
    const as = (secret: string) => (database: string) =>
      `postgresql://yugabyte:${encodeURIComponent(secret)}@${host}:${port}/${encodeURIComponent(database)}`;
    const server: LoginServer = { url: as(password), maintenance: ['yugabyte', 'postgres'] };
    try {
      await withClient(server.url('yugabyte'), (sql) => sql.query('select 1'));
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== '28P01') throw error;
      await withClient(as('yugabyte')('yugabyte'), (sql) =>
        sql.query(`alter role yugabyte password ${sql.escapeLiteral(password)}`),
      );
    }
    return server;
  }

  // --- looking ----------------------------------------------------------------------------------------------------------------------

  async function isReady(client: KubernetesClient, { metadata, spec, status }: Cluster, signal?: AbortSignal): Promise<boolean> {
    if (isMoving(status?.conditions ?? [])) return false;
    const wanted = [
      [MASTERS, spec.replicationFactor],
      [TSERVERS, spec.tserver.replicas],
    ] as const;
    for (const [name, replicas] of wanted) {
      const set = await client.get(sets, { namespace: metadata.namespace ?? '', name }, { signal });
      if (set === null || set.spec.replicas !== replicas || set.status?.readyReplicas !== replicas) return false;
    }
    return true;
  }

  /** Within the cluster by its name, from outside by what a load balancer gave it. */
  async function endpointOf(client: KubernetesClient, namespace: string, signal?: AbortSignal): Promise<DatabaseEndpoint | null> {
    const service = await client.get(services, { namespace, name: SERVICE }, { signal });
    if (service === null) return null;
    const [outside] = service.status?.loadBalancer?.ingress ?? [];
    const port = service.spec.ports?.find((p) => /ysql/.test(p.name ?? ''))?.port ?? PORT;
    return { host: outside?.ip ?? outside?.hostname ?? `${SERVICE}.${namespace}.svc`, port };
  }

  async function observe(databaseId: string, signal?: AbortSignal): Promise<DatabaseObservation> {
    const hit = await find(databaseId, signal);
    if (hit === null) return { state: 'absent' };
    const { client, cluster, namespace } = hit;
    const deletion = (cluster === null ? null : deletionOf(cluster)) ?? deletionOf(namespace);
    const removing = deletion !== null;
    const wish = cluster === null ? null : readWish(cluster);
    const generation = cluster === null ? 0 : carriedOut(cluster);
    const ready = cluster !== null && !removing && (await isReady(client, cluster, signal));
    const done = ready && wish !== null && generation >= wish.generation;
    const tservers = removing
      ? null
      : await client.get(sets, { namespace: universeName(databaseId), name: TSERVERS }, { signal });
    const readyNodes = tservers?.status?.readyReplicas ?? 0;
    const phase = removing
      ? 'removing'
      : generation === 0
        ? 'creating'
        : done
          ? 'running'
          : readyNodes === 0
            ? 'unreachable'
            : 'changing';
    return {
      state: 'present',
      phase,
      reason: deletion ?? (phase === 'running' ? null : (problems.get(databaseId) ?? null)),
      generation,
      endpoint: generation > 0 && !removing ? await endpointOf(client, universeName(databaseId), signal) : null,
      pooler: null,
      version: cluster?.spec.image?.tag ?? null,
      readyNodes,
      sizeBytes: null,
      recoverable: null,
      observedAt: now(),
    };
  }

  const noBackups = (): Promise<never> => Promise.reject(reject('backups-unavailable', NO_BACKUPS));
  return {
    capabilities: {
      provider: 'yugabyte-legacy',
      engines: [{ engine: 'yugabytedb', versions }],
      unavailable: null,
      maximumNodes: options.maximumNodes,
      poolingUnavailable: NO_POOL,
      backups: false,
      restoreInPlace: false,
      restoreIntoNew: false,
      pointInTime: 'none',
    },
    apply,
    observe,
    remove: (databaseId, _, signal) => remove(databaseId, signal),
    list: async (signal) => {
      signal?.throwIfAborted();
      const all = await Promise.all(
        places.map(({ client }) => client.list(clusters, { labelSelector: OURS, signal }).catch(nothing)),
      );
      return heldBy(
        all.flatMap(({ items }) => items),
        DATABASE,
      );
    },
    startBackup: noBackups,
    schedules: null,
    observeBackup: async () => ({ state: 'absent' }),
    removeBackup: async () => {},
    startRestore: noBackups,
    observeRestore: async () => ({ state: 'absent' }),
    [Symbol.asyncDispose]: async () => closing.abort(),
  };
}

/** Its two conditions; what it says of neither is no reason to wait, since readiness is read from its pods. */
export const isMoving = (conditions: readonly { readonly type: string; readonly status: string }[]): boolean =>
  conditions.some(({ type, status }) => (type === 'MovingData' || type === 'ScalingDownTServers') && status !== 'False');

async function requireOperator(client: KubernetesClient, signal?: AbortSignal): Promise<void> {
  const path = `/apis/${clusters.apiVersion}`;
  await client.call({ method: 'GET', path, repeatable: true, signal }).catch((error: unknown) => {
    if (!(error instanceof Fault) || error.kind !== 'gone') throw error;
    throw reject('databases-unavailable', 'The cluster has no YBCluster operator. Install the yugabyte-operator there.');
  });
}

const NO_POOL = 'The YBCluster operator has no connection pool.';

function specOf(wish: Wish, copies: number, { image, storageClass }: LegacyOptions) {
  const storage = (size: string) => ({ count: 1, size, ...(storageClass === null ? {} : { storageClass }) });
  const amounts = { cpu: `${wish.cpuMillicores}m`, memory: `${wish.memoryMegabytes}Mi` };
  return {
    image: { repository: image, tag: wish.version, pullPolicy: 'IfNotPresent' },
    replicationFactor: copies,
    domain: 'cluster.local',
    master: { replicas: copies, storage: storage('10Gi') },
    tserver: {
      replicas: wish.nodes,
      ysqlPort: PORT,
      storage: storage(`${wish.storageGigabytes}Gi`),
      resources: { requests: amounts, limits: amounts },
      // Without it everybody is let in.
      gflags: [{ key: 'ysql_enable_auth', value: 'true' }],
    },
  };
}

const shape = z.object({ databaseName: z.string(), databaseId: z.string(), generation: z.int() });

function readWish({ metadata }: Cluster): z.infer<typeof shape> | null {
  const parsed = shape.safeParse(JSON.parse(metadata.annotations?.[WISH] ?? 'null'));
  return parsed.success ? parsed.data : null;
}

const carriedOut = ({ metadata }: Cluster): number => Number(metadata.annotations?.[CARRIED_OUT] ?? '0');

const reject = (code: string, message: string): Fault => new Fault('reject', { code, message });
