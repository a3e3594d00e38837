/**
 * What is left to do for a universe that is ready: its restore, its logins, its snapshots, its pool. Each step may be done again; what is
 * done is written on the universe, so that a restart goes on where it was.
 */
import type { DatabaseEndpoint } from '../../domain/ports/database-provider.ts';
import { Fault } from '../../kit/fault.ts';
import { ensureLogins, type Login, type LoginServer } from '../sql/logins.ts';
import { readLogins, readSuperuser, writeCredentials } from './credentials.ts';
import { pitrConfigs, secrets, type Universe, universes } from './kinds.ts';
import { CARRIED_OUT, LOGINS, labelsOf, pitrName, RECOVERABLE_SINCE, RESTORES, superuserSecretName, WORKED_ON } from './names.ts';
import type { Place } from './place.ts';
import { ensurePooler, removePooler } from './pooler.ts';
import { advanceRestore, openRestore, type RestoreRecord, readRestores, withRestore } from './restores.ts';
import { carriedOut, isSettled, numberOn, snapshotStateOf, stateOf } from './states.ts';
import { readWish, type Wish } from './wish.ts';

export interface CarryOutOptions {
  readonly place: Place;
  readonly now: () => number;
  readonly settleMs: number;
  readonly giveUpMs: number;
  readonly snapshots: { readonly intervalSeconds: number; readonly retentionSeconds: number };
  readonly pooling: { readonly kind: 'ysql' } | { readonly kind: 'pgbouncer'; readonly image: string };
  /** PEM of the authority of the servers; null: encrypted only. */
  readonly authority: string | null;
  readonly unknown: (what: string) => void;
}

/**
 * `idle`: there was nothing to do. `done`: something was done, and nothing is left. `waiting`: look again when the operator says something,
 * or after a while. `going`: there is more to do now.
 */
export type Progress =
  | { readonly is: 'idle' | 'done' | 'going' | 'waiting' }
  | { readonly is: 'restored'; readonly restoreId: string };

export async function carryOut(options: CarryOutOptions, name: string): Promise<Progress> {
  const { place, now, settleMs } = options;
  const universe = await place.client.get(universes, { namespace: place.namespace, name });
  const wish = universe === null ? null : readWish(universe);
  if (universe === null || wish === null || stateOf(universe).is === 'deleting') return { is: 'idle' };
  await noteWork(place, universe);
  if (!isSettled(universe, now(), settleMs)) return { is: 'waiting' };
  const logins = await readLogins(place, wish.databaseId);
  const endpoint = endpointOf(universe);
  if (logins === null || endpoint === null) return { is: 'waiting' };
  const server = await serverOf(options, universe, wish, endpoint);
  const restore = openRestore(universe);
  if (restore !== null) return await restoreFurther(options, universe, { wish, logins, server }, restore);
  const last = readRestores(universe).at(-1);
  if (last?.step === 'failed' && !last.inPlace) return { is: 'idle' };
  const snapshots = numberOn(universe, RECOVERABLE_SINCE) > 0 || !(await place.features()).pointInTime;
  const current = universe.metadata.annotations?.[LOGINS] === usernamesOf(logins);
  if (carriedOut(universe) >= wish.generation && current && snapshots) return { is: 'idle' };
  return (await finish(options, universe, { wish, logins, server, endpoint })) ? { is: 'done' } : { is: 'waiting' };
}

/** The operator was seen to work on this generation of the object: when it is ready again, it has done so. */
async function noteWork({ client, namespace }: Place, universe: Universe): Promise<void> {
  const { generation = 1, name } = universe.metadata;
  const { is } = stateOf(universe);
  if ((is !== 'editing' && is !== 'edit-failed') || numberOn(universe, WORKED_ON) >= generation) return;
  await annotate(client, namespace, name, { [WORKED_ON]: String(generation) });
}

interface Inside {
  readonly wish: Wish;
  readonly logins: readonly Login[];
  readonly server: LoginServer;
}

async function serverOf(
  { place, authority }: CarryOutOptions,
  universe: Universe,
  { databaseId }: Wish,
  { host, port }: DatabaseEndpoint,
): Promise<LoginServer> {
  const password = encodeURIComponent(await readSuperuser(place, databaseId));
  const tls = universe.spec.enableClientToNodeEncrypt === false ? null : { authority };
  return {
    url: (database) => `postgresql://yugabyte:${password}@${host}:${port}/${encodeURIComponent(database)}`,
    maintenance: ['yugabyte', 'postgres'],
    options: { timeoutMs: 60_000, tls },
  };
}

async function restoreFurther(
  { place, now, giveUpMs, unknown }: CarryOutOptions,
  universe: Universe,
  inside: Inside,
  record: RestoreRecord,
): Promise<Progress> {
  const { client, namespace } = place;
  const { name } = universe.metadata;
  const context = { client, namespace, universe: name, ...inside, now, giveUpMs, unknown };
  const next = await advanceRestore(context, record);
  const ended = next.step === 'succeeded' || next.step === 'failed';
  if (next === record) return { is: 'waiting' };
  const fresh = next.step === 'succeeded' && 'backup' in next.from;
  await annotate(client, namespace, name, {
    [RESTORES]: JSON.stringify(withRestore(universe, next)),
    // The database is another one: its snapshots begin anew.
    ...(fresh ? { [RECOVERABLE_SINCE]: null } : {}),
  });
  if (ended) return { is: 'restored', restoreId: next.restoreId };
  return { is: next.step === 'asked' ? 'waiting' : 'going' };
}

/** Whether everything is done. */
async function finish(
  options: CarryOutOptions,
  universe: Universe,
  { wish, logins, server, endpoint }: Inside & { readonly endpoint: DatabaseEndpoint },
): Promise<boolean> {
  const { place, now, pooling } = options;
  const { client, namespace } = place;
  const { databaseId, databaseName } = wish;
  const ownerReferences = ownersOf(universe);
  await ensureLogins(server, databaseName, logins);
  await writeCredentials(place, { databaseId, databaseName }, logins, { endpoint, ownerReferences });
  await client.patch(
    secrets,
    { namespace, name: superuserSecretName(databaseId) },
    { type: 'merge', body: { metadata: { ownerReferences } } },
  );
  const pool = { client, namespace, databaseId };
  if (pooling.kind === 'pgbouncer') {
    const tls = universe.spec.enableClientToNodeEncrypt !== false;
    if (!wish.pooling) await removePooler(pool);
    else if (
      !(await ensurePooler(pool, { image: pooling.image, databaseName, upstream: endpoint, tls, logins, ownerReferences }))
    )
      return false;
  }
  const since = await ensureSnapshots(options, universe, wish);
  if (since === 'waiting') return false;
  await annotate(client, namespace, universe.metadata.name, {
    [CARRIED_OUT]: String(wish.generation),
    [LOGINS]: usernamesOf(logins),
    ...(since === 'none' || numberOn(universe, RECOVERABLE_SINCE) > 0 ? {} : { [RECOVERABLE_SINCE]: String(now()) }),
  });
  return true;
}

async function ensureSnapshots(
  { place, snapshots, unknown }: CarryOutOptions,
  universe: Universe,
  { databaseId, databaseName }: Wish,
): Promise<'none' | 'waiting' | 'there'> {
  const { client, namespace } = place;
  if (!(await place.features()).pointInTime) return 'none';
  const name = pitrName(databaseId);
  const manifest = {
    metadata: { name, namespace, labels: labelsOf(databaseId), ownerReferences: ownersOf(universe) },
    spec: {
      universe: universe.metadata.name,
      name,
      tableType: 'YSQL',
      database: databaseName,
      intervalInSeconds: snapshots.intervalSeconds,
      retentionPeriodInSeconds: snapshots.retentionSeconds,
    },
  };
  const { status } = await client.apply(pitrConfigs, manifest);
  if (status?.resourceUUID) return 'there';
  const state = snapshotStateOf(status?.message);
  if (state.is === 'failed')
    throw new Fault('retry', { code: 'snapshots-failed', message: `Snapshots could not be set up: ${state.reason}` });
  if (state.is === 'unknown') unknown(`PitrConfig: ${state.word}`);
  return 'waiting';
}

/** A password never changes: another one has a name of its own. */
export const usernamesOf = (logins: readonly Login[]): string => logins.map((l) => l.username).join();

const ownersOf = ({ metadata }: Universe): readonly object[] => [
  { apiVersion: universes.apiVersion, kind: universes.kind, name: metadata.name, uid: metadata.uid },
];

/** `host:port`, as the operator lists them; the port may be missing. */
export function endpointOf({ status }: Universe): DatabaseEndpoint | null {
  const [first] = status?.sqlEndpoints ?? [];
  const [, host, port] = /^(.+?)(?::(\d+))?$/.exec(first ?? '') ?? [];
  return host === undefined ? null : { host, port: port === undefined ? 5433 : Number(port) };
}

export async function annotate(
  client: Place['client'],
  namespace: string,
  name: string,
  annotations: Readonly<Record<string, string | null>>,
): Promise<void> {
  await client.patch(universes, { namespace, name }, { type: 'merge', body: { metadata: { annotations } } });
}
