/**
 * Databases as universes of the YugabyteDB Kubernetes operator (YugabyteDB Anywhere), in one or several clusters. What is wanted goes into
 * custom resources with names of ours; what became of it is read from them, because accepted is not done and not every end is told.
 * What the operator has no resource for (logins, ownership, putting content aside) is done in SQL, as soon as it says that it is ready.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BackupObservation,
  BackupReference,
  BackupRequest,
  DatabaseObservation,
  DatabaseProvider,
  DesiredDatabase,
  RestoreObservation,
  RestoreReference,
  RestoreRequest,
} from '../../domain/ports/database-provider.ts';
import type { Hint } from '../../domain/ports/sinks.ts';
import { containsJson } from '../../kit/contains-json.ts';
import { Fault } from '../../kit/fault.ts';
import { sameJson } from '../../kit/same-json.ts';
import { deletionOf } from '../kubernetes/client/deletion.ts';
import { heldBy } from '../kubernetes/client/installation.ts';
import type { Kind } from '../kubernetes/client/kind.ts';
import { annotate, type CarryOutOptions, carryOut, endpointOf } from './carry-out.ts';
import { ensureSuperuser, readLogins, removeCredentials, writeCredentials } from './credentials.ts';
import { backups, pitrConfigs, pitrRestores, restoreJobs, secrets, storageConfigs, type Universe, universes } from './kinds.ts';
import {
  BACKUP,
  backupName,
  CHANGED_AT,
  DATABASE,
  ENGINE_VERSION,
  labelsOf,
  MANAGED_BY,
  OURS,
  RECOVERABLE_SINCE,
  RESTORES,
  universeName,
  WISH,
} from './names.ts';
import { type Features, nothing, type Place } from './place.ts';
import { poolerEndpoint, removePooler } from './pooler.ts';
import { openRestore, type RestoreRecord, readRestores, withRestore } from './restores.ts';
import { endSchedule, openSchedules } from './schedules.ts';
import { backupStateOf, carriedOut, isSettled, numberOn, stateOf } from './states.ts';
import { readWish, specOf, type Wish, wishOf } from './wish.ts';

export interface UniverseOptions {
  readonly places: readonly Place[];
  /** Versions of which the operator has a Release; the first is the default. */
  readonly versions: readonly [string, ...string[]];
  readonly storageClass: string | null;
  readonly providerName: string | null;
  /** Whether the servers encrypt connections; of those that are made, as that cannot be changed. */
  readonly tls: boolean;
  readonly authority: string | null;
  readonly maximumNodes: number;
  readonly pooling: CarryOutOptions['pooling'];
  /** null: there are no backups. */
  readonly storage: BackupStorage | null;
  readonly snapshots: CarryOutOptions['snapshots'];
  /** Another process carries out what is wished. */
  readonly looking?: boolean;
  readonly hint: Hint;
  /** What was not understood is told once. */
  readonly onUnknown: (what: string) => void;
  readonly onProblem: (database: string, problem: unknown) => void;
  readonly now?: () => number;
  /** How long the operator may take to begin with a change. */
  readonly settleMs?: number;
  /** Between looks where nothing tells of a change. */
  readonly pollMs?: number;
  readonly giveUpMs?: number;
}

export interface BackupStorage {
  /** `s3://bucket/prefix` */
  readonly location: string;
  /** null: the identity of the pods. */
  readonly access: { readonly keyId: string; readonly secret: string } | null;
  /** Of S3-compatible storage elsewhere. */
  readonly endpoint: string | null;
  readonly region: string | null;
  readonly pathStyle: boolean;
}

export interface Universes extends DatabaseProvider, AsyncDisposable {}

const LONGEST_PAUSE_MS = 30_000;
const STORAGE_MS = 10_000;
const NO_BACKUPS = 'Backups need object storage. Ask whoever runs this installation to set NORTHSTACK_YUGABYTE_BACKUP_LOCATION.';

export function openUniverses(options: UniverseOptions): Universes {
  const { places, versions, storage, hint, now = Date.now, settleMs = 60_000, pollMs = 5_000, giveUpMs = 600_000 } = options;
  const closing = new AbortController();
  const at = new Map<string, Place>();
  const problems = new Map<string, string>();
  const told = new Set<string>();
  const unknown = (what: string): void => {
    if (told.has(what)) return;
    told.add(what);
    options.onUnknown(what);
  };

  const learned = <T>(read: (features: NonNullable<Place['known']>) => T, unless: T): readonly T[] =>
    places.map((place) => (place.known === null ? unless : read(place.known)));
  const capabilities: DatabaseProvider['capabilities'] = {
    provider: 'yugabyte',
    engines: [{ engine: 'yugabytedb', versions }],
    unavailable: null,
    maximumNodes: options.maximumNodes,
    poolingUnavailable: null,
    // An operator that could not be asked yet is asked again with each call, which then says what it lacks.
    get backups() {
      return options.storage !== null && learned((f) => f.backups, true).every(Boolean);
    },
    get restoreInPlace() {
      return capabilities.backups;
    },
    get restoreIntoNew() {
      return capabilities.backups;
    },
    get pointInTime() {
      return learned((f) => f.pointInTime, false).every(Boolean) ? 'in-place' : 'none';
    },
  };

  // --- carrying out, one universe at a time -----------------------------------------------------------------------------------------

  const working = new Map<string, { again: boolean; timer: NodeJS.Timeout | undefined; failures: number }>();

  /** Goes on with a universe now, and again for as long as something is left. */
  function goOn(place: Place, name: string, databaseId: string): void {
    if (closing.signal.aborted || options.looking === true) return;
    const busy = working.get(name);
    if (busy && busy.timer === undefined) {
      busy.again = true;
      return;
    }
    clearTimeout(busy?.timer);
    const turn = { again: false, timer: undefined as NodeJS.Timeout | undefined, failures: busy?.failures ?? 0 };
    working.set(name, turn);
    const later = (ms: number) => {
      if (closing.signal.aborted) return void working.delete(name);
      turn.timer = setTimeout(() => goOn(place, name, databaseId), turn.again ? 0 : ms);
      turn.timer.unref();
    };
    const { snapshots, pooling, authority } = options;
    carryOut({ place, now, settleMs, giveUpMs, snapshots, pooling, authority, unknown }, name).then(
      (progress) => {
        turn.failures = 0;
        problems.delete(databaseId);
        if (progress.is === 'restored') hint({ kind: 'restore', id: progress.restoreId });
        if ((progress.is === 'idle' || progress.is === 'done') && !turn.again) working.delete(name);
        else later(progress.is === 'waiting' ? pollMs : 0);
        // Not for nothing: whoever listens asks for the same again.
        if (progress.is === 'done' || progress.is === 'restored') hint({ kind: 'database', id: databaseId });
      },
      (problem: unknown) => {
        turn.failures += 1;
        problems.set(databaseId, problem instanceof Error ? problem.message : 'It does not answer.');
        options.onProblem(databaseId, problem);
        later(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** Math.min(turn.failures, 10)));
      },
    );
  }

  async function follow(place: Place, kind: Kind, seen: (labels: Readonly<Record<string, string>>, name: string) => void) {
    const { signal } = closing;
    const { client, namespace } = place;
    for await (const event of client.watch(kind, { namespace, labelSelector: OURS, signal, onProblem: () => {} })) {
      const objects = event.type === 'listed' ? event.objects : [event.object];
      for (const { metadata } of objects) seen(metadata.labels ?? {}, metadata.name);
    }
  }

  for (const place of places) {
    if (options.looking === true) {
      void begin(place, () => {});
      continue;
    }
    void follow(place, universes, (labels, name) => {
      const id = labels[DATABASE];
      if (id === undefined) return;
      at.set(id, place);
      goOn(place, name, id);
      hint({ kind: 'database', id });
    });
    const touch = (labels: Readonly<Record<string, string>>) => {
      const id = labels[DATABASE];
      if (id !== undefined) goOn(place, universeName(id), id);
    };
    void begin(place, () => {
      if (place.known?.backups) {
        void follow(place, backups, (labels) => labels[BACKUP] !== undefined && hint({ kind: 'backup', id: labels[BACKUP] }));
        void follow(place, restoreJobs, touch);
      }
      if (place.known?.pointInTime) {
        void follow(place, pitrConfigs, touch);
        void follow(place, pitrRestores, touch);
      }
    });
  }

  /** When the operator has said what it can do. */
  async function begin(place: Place, ready: () => void): Promise<void> {
    for (let pauseMs = 500; !closing.signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await place.features(closing.signal);
        return ready();
      } catch (problem) {
        if (closing.signal.aborted) return;
        options.onProblem(place.region ?? 'default', problem);
        await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }

  // --- finding ----------------------------------------------------------------------------------------------------------------------

  function placeFor(region: string): Place {
    const found = places.find((p) => p.region === region) ?? places.find((p) => p.region === null);
    if (found) return found;
    throw new Fault('reject', {
      code: 'region-unavailable',
      message: `There are no databases in the region "${region}". There are in: ${places.map((p) => p.region).join(', ')}.`,
    });
  }

  /** The first place that has it, without waiting for the others; null when all say that they have not. @throws Fault retry */
  async function find<T>(look: (place: Place) => Promise<T | null>): Promise<{ place: Place; found: T } | null> {
    return await new Promise((resolve, reject) => {
      let open = places.length;
      let failure: unknown = null;
      for (const place of places)
        look(place)
          .then(
            (found) => found !== null && resolve({ place, found }),
            (error: unknown) => {
              failure ??= error;
            },
          )
          .finally(() => {
            open -= 1;
            if (open === 0) failure === null ? resolve(null) : reject(failure);
          });
    });
  }

  async function findUniverse(databaseId: string, signal?: AbortSignal): Promise<{ place: Place; found: Universe } | null> {
    signal?.throwIfAborted();
    const how = signal ? { signal } : {};
    const known = at.get(databaseId);
    const look = async (place: Place) => {
      const found = await place.client.get(universes, { namespace: place.namespace, name: universeName(databaseId) }, how);
      return found !== null && isOf(found, databaseId) ? found : null;
    };
    if (known) {
      const found = await look(known);
      if (found !== null) return { place: known, found };
      at.delete(databaseId);
    }
    const hit = await find(look);
    if (hit !== null) at.set(databaseId, hit.place);
    return hit;
  }

  /** A list says it for certain: where universes are not served at the moment, none of them is lost. */
  async function lost(signal?: AbortSignal): Promise<Fault> {
    try {
      for (const { client, namespace } of places)
        await client.list(universes, { namespace, labelSelector: OURS, pageSize: 1, ...(signal ? { signal } : {}) });
      return new Fault('gone', { code: 'database-lost', message: 'The database is not there any more, nor its data.' });
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'gone') throw error;
      return new Fault('retry', {
        code: 'universes-not-served',
        message: 'The cluster does not serve universes at the moment.',
        cause: error,
      });
    }
  }

  async function findBackup({ backupId, databaseId }: BackupReference, signal?: AbortSignal) {
    signal?.throwIfAborted();
    const how = signal ? { signal } : {};
    return await find(async (place) => {
      // Those that a schedule took have names of the operator's.
      const labelSelector = `${BACKUP}=${backupId},${DATABASE}=${databaseId}`;
      const { items } = await place.client.list(backups, { namespace: place.namespace, labelSelector, ...how });
      return items[0] ?? null;
    });
  }

  // --- wishes -----------------------------------------------------------------------------------------------------------------------

  function versionOf({ engine, version }: DesiredDatabase): string {
    if (engine === 'yugabytedb' && (version === null || versions.includes(version))) return version ?? versions[0];
    throw new Fault('reject', {
      code: 'engine-unavailable',
      message: `There is no ${engine}${version === null ? '' : ` ${version}`} here. There is yugabytedb: ${versions.join(', ')}.`,
    });
  }

  async function apply(desired: DesiredDatabase, restore: RestoreRecord | null, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const how = signal ? { signal } : {};
    const version = versionOf(desired);
    const { databaseId, databaseName, logins } = desired;
    if (desired.nodes > options.maximumNodes)
      throw new Fault('reject', {
        code: 'nodes-unavailable',
        message: `A database has at most ${options.maximumNodes} nodes here.`,
      });
    const hit = await findUniverse(databaseId, signal);
    const place = hit?.place ?? placeFor(desired.region);
    const present = hit?.found ?? null;
    if (present === null && desired.madeBefore && restore === null) throw await lost(signal);
    if (present?.metadata.deletionTimestamp !== undefined)
      throw new Fault('conflict', { code: 'database-being-removed', message: 'The database is being removed.' });
    const features = await place.features(signal);
    // Where nothing said otherwise, the version stays: an upgrade is somebody's decision.
    const before = present === null ? null : readWish(present);
    const wish = wishOf(desired, desired.version === null && before !== null ? before.version : version);
    if (before !== null && before.generation > wish.generation) return;
    const spec = specOf(wish, present, {
      storageClass: options.storageClass,
      providerName: options.providerName,
      tls: options.tls,
      resourceSpecs: features.pointInTime,
      pooling: options.pooling.kind,
    });
    const { client, namespace } = place;
    const name = universeName(databaseId);
    const changed = present !== null && !containsJson(present.spec, spec);
    // Reconcilers ask for the same again and again: what is written again is told as a change, and asked for again.
    const marked = present !== null && containsJson(present.metadata.labels, labelsOf(databaseId));
    if (marked && !changed && restore === null && present.metadata.annotations?.[WISH] === JSON.stringify(wish)) {
      if (sameJson(await readLogins(place, databaseId), logins)) return goOn(place, name, databaseId);
    }
    await ensureSuperuser(place, databaseId, signal).catch((error: unknown) => {
      throw error instanceof Fault && error.code === 'cluster-object-not-found' ? noNamespace(namespace, error) : error;
    });
    const ownerReferences =
      present === null ? [] : [{ apiVersion: universes.apiVersion, kind: universes.kind, name, uid: present.metadata.uid }];
    const credentials = { endpoint: present === null ? null : endpointOf(present), ownerReferences };
    await writeCredentials(place, { databaseId, databaseName }, logins, credentials, signal);
    const changedAt = changed ? String(now()) : present?.metadata.annotations?.[CHANGED_AT];
    const annotations = {
      [WISH]: JSON.stringify(wish),
      ...(changedAt === undefined ? {} : { [CHANGED_AT]: changedAt }),
    };
    const metadata = { name, namespace, labels: labelsOf(databaseId), annotations };
    const restores: Record<string, string> =
      restore === null ? {} : { [RESTORES]: JSON.stringify(withRestore(present, restore)) };
    if (present === null) {
      const manifest = { metadata: { ...metadata, annotations: { ...annotations, ...restores } }, spec };
      try {
        await client.create(universes, manifest, how);
      } catch (error) {
        // Nothing came of it, so nothing of it stays.
        if (error instanceof Fault && error.kind === 'reject') await removeCredentials(place, databaseId);
        throw error;
      }
    } else {
      const manifest = { metadata, spec };
      await client.apply(universes, manifest, how);
      // Not with the rest: what is applied once must be applied always.
      if (restore !== null) await annotate(client, namespace, name, restores);
    }
    at.set(databaseId, place);
    goOn(place, name, databaseId);
  }

  async function remove(databaseId: string, keepBackups: boolean, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const how = signal ? { signal } : {};
    const hit = await findUniverse(databaseId, signal);
    await Promise.all(
      (hit === null ? places : [hit.place]).map(async (place) => {
        const { client, namespace } = place;
        const selector = { namespace, labelSelector: `${DATABASE}=${databaseId}`, ...how };
        const known = await featuresIfAny(place, signal);
        if (known.schedules) await endSchedule(place, databaseId, signal);
        const ours: Kind[] = [
          ...(known.backups ? [restoreJobs, ...(keepBackups ? [] : [backups])] : []),
          ...(known.pointInTime ? [pitrRestores, pitrConfigs] : []),
        ];
        for (const kind of ours)
          for (const { metadata } of (await client.list(kind, selector)).items)
            await client.delete(kind, { namespace, name: metadata.name }, how);
        await removePooler({ client, namespace, databaseId });
        // Its secrets are its own and go with it; those of one that never came to be go now.
        if (hit === null) await removeCredentials(place, databaseId, signal);
        else await client.delete(universes, { namespace, name: universeName(databaseId) }, how);
      }),
    );
  }

  // --- looking ----------------------------------------------------------------------------------------------------------------------

  async function observe(databaseId: string, signal?: AbortSignal): Promise<DatabaseObservation> {
    const hit = await findUniverse(databaseId, signal);
    if (hit === null) return { state: 'absent' };
    const { place, found: universe } = hit;
    const wish = readWish(universe);
    const { phase, reason } = phaseOf(universe, wish);
    const endpoint = carriedOut(universe) > 0 || phase === 'restoring' ? endpointOf(universe) : null;
    const since = numberOn(universe, RECOVERABLE_SINCE);
    const earliest = Math.max(since, now() - options.snapshots.retentionSeconds * 1000);
    return {
      state: 'present',
      phase,
      reason: reason ?? (phase === 'running' ? null : (problems.get(databaseId) ?? null)),
      generation: carriedOut(universe),
      endpoint,
      pooler: wish?.pooling && endpoint !== null ? poolOf(place, databaseId, endpoint) : null,
      version: universe.spec.ybSoftwareVersion ?? null,
      readyNodes: Math.min(universe.status?.sqlEndpoints?.length ?? 0, universe.spec.numNodes ?? 0),
      sizeBytes: null,
      recoverable: since === 0 ? null : { from: earliest, until: now() },
      observedAt: now(),
    };
  }

  /** The connection manager is in the servers and answers on their port. */
  function poolOf({ namespace }: Place, databaseId: string, endpoint: { readonly host: string; readonly port: number }) {
    return options.pooling.kind === 'ysql' ? endpoint : poolerEndpoint({ namespace, databaseId });
  }

  function phaseOf(
    universe: Universe,
    wish: Wish | null,
  ): Pick<Extract<DatabaseObservation, { state: 'present' }>, 'phase' | 'reason'> {
    const state = stateOf(universe);
    const made = carriedOut(universe) > 0;
    const last = readRestores(universe).at(-1);
    if (state.is === 'deleting') return { phase: 'removing', reason: deletionOf(universe) };
    if (state.is === 'failed') return { phase: 'failed', reason: state.reason };
    if (last?.step === 'failed' && !last.inPlace) return { phase: 'failed', reason: last.reason };
    if (openRestore(universe) !== null) return { phase: 'restoring', reason: null };
    switch (state.is) {
      case 'creating':
        return { phase: made ? 'changing' : 'creating', reason: null };
      case 'editing':
        return { phase: made ? 'changing' : 'creating', reason: null };
      case 'edit-failed':
        // It goes on as it was.
        return { phase: made ? 'changing' : 'creating', reason: state.reason };
      case 'paused':
        return { phase: 'unreachable', reason: 'It is paused, or was until now.' };
      case 'pause-failed':
        return { phase: 'unreachable', reason: state.reason };
      case 'unknown':
        unknown(`YBUniverse: ${state.word}`);
        return { phase: 'unknown', reason: `The operator says "${state.word}", which we do not know.` };
      case 'ready': {
        const done = wish !== null && carriedOut(universe) >= wish.generation && isSettled(universe, now(), settleMs);
        return { phase: done ? 'running' : made ? 'changing' : 'creating', reason: null };
      }
    }
  }

  // --- backups and restores ---------------------------------------------------------------------------------------------------------

  async function ensureStorage(place: Place, storage: BackupStorage, signal?: AbortSignal): Promise<string> {
    const { client, namespace } = place;
    const how = signal ? { signal } : {};
    // The location of one can never be changed: another location is another one.
    const name = `northstack-backups-${createHash('sha256').update(storage.location).digest('hex').slice(0, 8)}`;
    const labels = { [MANAGED_BY]: 'northstack' };
    const { access, endpoint, region } = storage;
    if (access !== null) {
      const data = { awsSecretAccessKey: Buffer.from(access.secret).toString('base64') };
      const secret = { metadata: { name, namespace, labels }, type: 'Opaque', data };
      await client.apply(secrets, secret, how);
    }
    const manifest = {
      metadata: { name, namespace, labels },
      spec: {
        config_type: 'STORAGE_S3',
        data: {
          BACKUP_LOCATION: storage.location,
          ...(access === null ? { USE_IAM: true } : { AWS_ACCESS_KEY_ID: access.keyId }),
          ...(endpoint === null ? {} : { AWS_HOST_BASE: endpoint }),
          ...(storage.pathStyle ? { PATH_STYLE_ACCESS: true } : {}),
          ...(region === null ? {} : { SIGNING_REGION: region }),
        },
        ...(access === null ? {} : { awsSecretAccessKeySecret: { name, namespace } }),
      },
    };
    let { status } = await client.apply(storageConfigs, manifest, how);
    for (const until = now() + STORAGE_MS; status?.success !== true && now() < until; ) {
      await sleep(Math.min(pollMs, 500), undefined, how);
      status = (await client.get(storageConfigs, { namespace, name }, how))?.status;
    }
    if (status?.success === true) return name;
    throw new Fault('retry', {
      code: 'backup-storage-unavailable',
      message: `The place for backups is not usable yet${status?.message ? `: ${status.message}` : ''}.`,
    });
  }

  async function startBackup({ backupId, databaseId, keepMs }: BackupRequest, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const how = signal ? { signal } : {};
    if (storage === null) throw noBackups();
    const hit = await findUniverse(databaseId, signal);
    if (hit === null) throw new Fault('gone', { code: 'database-not-found', message: 'The database is not there any more.' });
    const { place, found: universe } = hit;
    if (!(await place.features(signal)).backups)
      throw new Fault('reject', { code: 'backups-unavailable', message: 'This version of the operator takes no backups.' });
    if ((await findBackup({ backupId, databaseId }, signal)) !== null) return;
    const wish = readWish(universe);
    if (wish === null || carriedOut(universe) === 0 || stateOf(universe).is !== 'ready')
      throw new Fault('retry', { code: 'database-busy', message: 'The database is not running at the moment.' });
    const { client, namespace } = place;
    const others = await client.list(backups, { namespace, labelSelector: `${DATABASE}=${databaseId}`, ...how });
    if (others.items.some((b) => backupStateOf(b.status?.message).is === 'running'))
      throw new Fault('retry', { code: 'backup-under-way', message: 'Another backup of the database is under way.' });
    const storageConfig = await ensureStorage(place, storage, signal);
    const roles = (await place.features(signal)).pointInTime ? { useRoles: true } : {};
    const manifest = {
      metadata: {
        name: backupName(backupId),
        namespace,
        labels: { ...labelsOf(databaseId), [BACKUP]: backupId },
        annotations: { [ENGINE_VERSION]: universe.spec.ybSoftwareVersion ?? wish.version },
      },
      spec: {
        backupType: 'PGSQL_TABLE_TYPE',
        storageConfig,
        universe: universe.metadata.name,
        keyspace: wish.databaseName,
        timeBeforeDelete: keepMs === null ? 0 : Math.max(1, Math.round(keepMs)),
        ...roles,
      },
    };
    try {
      await client.create(backups, manifest, how);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'cluster-object-exists') throw error;
    }
  }

  async function observeBackup(reference: BackupReference, signal?: AbortSignal): Promise<BackupObservation> {
    const hit = await findBackup(reference, signal);
    if (hit === null) return { state: 'absent' };
    const { metadata, spec, status } = hit.found;
    // It is gone when it is gone; what goes is not there to be restored any more.
    if (metadata.deletionTimestamp !== undefined) return { state: 'running' };
    const state = backupStateOf(status?.message);
    switch (state.is) {
      case 'unknown':
        unknown(`Backup: ${state.word}`);
        return { state: 'running' };
      case 'running':
        return { state: 'running' };
      case 'failed':
        return { state: 'failed', reason: state.reason };
      case 'succeeded':
        return {
          state: 'succeeded',
          sizeBytes: null,
          location: `${options.storage?.location ?? spec.storageConfig}, backup ${status?.resourceUUID ?? metadata.name}`,
          engineVersion: metadata.annotations?.[ENGINE_VERSION] ?? null,
          consistentAt: Date.parse(metadata.creationTimestamp ?? new Date(now()).toISOString()),
        };
    }
  }

  async function startRestore(request: RestoreRequest, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { restoreId, sourceDatabaseId, target, from } = request;
    const inPlace = target.databaseId === sourceDatabaseId;
    const hit = await findUniverse(target.databaseId, signal);
    if (hit !== null && readRestores(hit.found).some((r) => r.restoreId === restoreId)) return;
    if (hit !== null && !inPlace)
      throw new Fault('reject', {
        code: 'target-exists',
        message: 'The database to restore into exists already. Restore into a new one.',
      });
    if (hit !== null && openRestore(hit.found) !== null)
      throw new Fault('retry', { code: 'restore-under-way', message: 'Another restore of the database is under way.' });
    const source =
      from.kind === 'backup' ? await fromBackup(request, from.backupId, signal) : await fromMoment(request, from.at, hit);
    // There is no former content to go back to where it was lost, also when a first try to bring it back failed.
    const last = hit === null ? null : (readRestores(hit.found).at(-1) ?? null);
    const hasContent = hit !== null && !(last?.step === 'failed' && !last.inPlace);
    const record: RestoreRecord = {
      restoreId,
      from: source,
      inPlace: inPlace && hasContent,
      step: 'prepare',
      reason: null,
      begunAt: now(),
    };
    await apply(target, record, signal);
  }

  async function fromBackup({ sourceDatabaseId, target }: RestoreRequest, backupId: string, signal?: AbortSignal) {
    const hit = await findBackup({ backupId, databaseId: sourceDatabaseId }, signal);
    if (hit === null || backupStateOf(hit.found.status?.message).is !== 'succeeded')
      throw new Fault('reject', { code: 'backup-not-found', message: 'There is no such backup that could be restored.' });
    const place = at.get(target.databaseId) ?? placeFor(target.region);
    if (hit.place !== place)
      throw new Fault('reject', {
        code: 'backup-elsewhere',
        message: 'The backup was taken in another region. Restore it into a database of that region.',
      });
    return { backup: hit.found.metadata.name };
  }

  async function fromMoment(
    { sourceDatabaseId, target }: RestoreRequest,
    moment: number,
    hit: { readonly place: Place; readonly found: Universe } | null,
  ) {
    if (hit === null || target.databaseId !== sourceDatabaseId)
      throw new Fault('reject', {
        code: 'moment-in-place-only',
        message: 'Moments can be restored in place only. Restore the nearest backup into a new database instead.',
      });
    const since = numberOn(hit.found, RECOVERABLE_SINCE);
    const earliest = Math.max(since, now() - options.snapshots.retentionSeconds * 1000);
    if (since === 0 || moment < earliest || moment > now())
      throw new Fault('reject', {
        code: 'moment-not-recoverable',
        message:
          since === 0
            ? 'No moment of this database can be restored.'
            : `Moments since ${new Date(earliest).toISOString()} can be restored.`,
      });
    return { at: moment };
  }

  async function observeRestore({ restoreId, targetDatabaseId }: RestoreReference, signal?: AbortSignal) {
    const hit = await findUniverse(targetDatabaseId, signal);
    const found = hit && readRestores(hit.found).find((r) => r.restoreId === restoreId);
    const seen: RestoreObservation = !found
      ? { state: 'absent' }
      : found.step === 'succeeded'
        ? { state: 'succeeded' }
        : found.step === 'failed'
          ? { state: 'failed', reason: found.reason ?? 'The restore failed.' }
          : { state: 'running' };
    return seen;
  }

  return {
    capabilities,
    apply: (desired, signal) => apply(desired, null, signal),
    observe,
    remove: (databaseId, { keepBackups }, signal) => remove(databaseId, keepBackups, signal),
    list: async (signal) => {
      signal?.throwIfAborted();
      const how = signal ? { signal } : {};
      const all = await Promise.all(
        places.map(({ client, namespace }) => client.list(universes, { namespace, labelSelector: OURS, ...how }).catch(nothing)),
      );
      return heldBy(
        all.flatMap(({ items }) => items),
        DATABASE,
      );
    },
    startBackup,
    schedules: openSchedules({
      find: findUniverse,
      storage: storage === null ? null : (place, signal) => ensureStorage(place, storage, signal),
    }),
    observeBackup,
    removeBackup: async (reference, signal) => {
      const hit = await findBackup(reference, signal);
      if (hit === null) return;
      const { client, namespace } = hit.place;
      await client.delete(backups, { namespace, name: hit.found.metadata.name }, signal ? { signal } : {});
    },
    startRestore,
    observeRestore,
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      for (const { timer } of working.values()) clearTimeout(timer);
    },
  };
}

/** By its label; where somebody took that away, by the wish on it. */
const isOf = (universe: Universe, databaseId: string): boolean =>
  (universe.metadata.labels?.[DATABASE] ?? readWish(universe)?.databaseId) === databaseId;

/** Where there is no operator there is nothing of its to be removed. */
async function featuresIfAny(place: Place, signal?: AbortSignal): Promise<Features> {
  try {
    return await place.features(signal);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'databases-unavailable') throw error;
    return { backups: false, pointInTime: false, schedules: false };
  }
}

const noNamespace = (namespace: string, cause: unknown): Fault =>
  new Fault('reject', {
    code: 'databases-unavailable',
    message: `The cluster has no namespace "${namespace}". Create it where the YugabyteDB operator looks for universes, or set NORTHSTACK_YUGABYTE_NAMESPACE.`,
    cause,
  });

const noBackups = (): Fault => new Fault('reject', { code: 'backups-unavailable', message: NO_BACKUPS });
