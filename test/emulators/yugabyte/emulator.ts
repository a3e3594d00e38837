/**
 * The YugabyteDB Kubernetes operator, emulated as controllers on the emulated API server: its words, its secrets, its finalizers, and its
 * habits (progress in messages only, no word when a restore to a moment is done, RestoreJobs that run again when it restarts). The servers
 * of a universe are a real PostgreSQL.
 *
 *   await using yugabyte = await openYugabyteEmulator({ directory });
 *   yugabyte.outcome = (task) => (task.kind === 'Backup' ? { fail: 'no space left' } : 'ok');
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Cron } from 'croner';
import { type Kubernetes, startKubernetes } from '../kubernetes/emulator.ts';
import type { KubernetesObject } from '../kubernetes/resources.ts';
import { type OperatorVersion, operatorDefinitions } from './definitions.ts';
import { makeTemplate, startUniverseServer, type UniverseServer } from './server.ts';

export interface YugabyteOptions {
  /** Where servers and backups live; open to pass through for PostgreSQL's user. */
  readonly directory: string;
  /** Default: a cluster of its own. */
  readonly cluster?: Kubernetes;
  readonly version?: Exclude<OperatorVersion, 'legacy'>;
  /** Of each step. Default 20. */
  readonly delayMs?: number;
  /** The operator's Releases. */
  readonly releases?: readonly string[];
  readonly namespace?: string;
  /** A stopped server's data, as `makeTemplate` makes it. Default: one of its own. */
  readonly template?: () => Promise<string>;
}

export interface Task {
  readonly kind: 'create' | 'edit' | 'Backup' | 'BackupSchedule' | 'RestoreJob' | 'PitrConfig' | 'PitrRestore' | 'StorageConfig';
  readonly object: KubernetesObject;
}
/** `never`: it stays under way. `state`: the universe says this word instead of Ready. */
export type Outcome = 'ok' | 'never' | { readonly fail: string } | { readonly state: string };

export interface YugabyteEmulator extends AsyncDisposable {
  readonly cluster: Kubernetes;
  readonly namespace: string;
  outcome: (task: Task) => Outcome;
  delayMs: number;
  /** The time of every schedule has come; without it the clock says when. Answers how many backups were begun. */
  strike(): number;
  /** Runs every RestoreJob that is still there again. */
  restartOperator(): void;
  /** How often each RestoreJob was run, by name. */
  readonly runs: ReadonlyMap<string, number>;
}

const SWAGGER = resolve(import.meta.dirname, '../../../../shared/specs/kubernetes/swagger-subset-v1.35.json');
const FINALIZER = 'finalizer.k8soperator.yugabyte.com';
const PLURALS: Readonly<Record<string, string>> = {
  YBUniverse: 'ybuniverses',
  StorageConfig: 'storageconfigs',
  Backup: 'backups',
  BackupSchedule: 'backupschedules',
  RestoreJob: 'restorejobs',
  PitrConfig: 'pitrconfigs',
  PitrRestore: 'pitrrestores',
};
const key = (plural: string): string => `${plural}.operator.yugabyte.io`;

/** A cluster with the operator's kinds, which refuses what the vendor's contract does not know. */
export const startYugabyteCluster = (version: OperatorVersion = '2026'): Promise<Kubernetes> =>
  startKubernetes({
    definitions: operatorDefinitions(version),
    ...(existsSync(SWAGGER) ? { swagger: SWAGGER } : {}),
  });

export async function openYugabyteEmulator(options: YugabyteOptions): Promise<YugabyteEmulator> {
  const { directory, version = '2026', releases = ['2025.2.2.1-b1'], namespace = 'yugabyte' } = options;
  const cluster = options.cluster ?? (await startYugabyteCluster(version));
  cluster.ensureNamespace(namespace);
  const servers = new Map<string, Promise<UniverseServer>>();
  const runs = new Map<string, number>();
  const stops: (() => void)[] = [];
  let closed = false;
  let template: Promise<string> | undefined;
  const emulator: YugabyteEmulator = {
    cluster,
    namespace,
    outcome: () => 'ok',
    delayMs: options.delayMs ?? 20,
    runs,
    strike: () => cluster.objects(key('backupschedules')).filter((schedule) => takeScheduled(schedule)).length,
    restartOperator: () => {
      for (const job of cluster.objects(key('restorejobs'))) void restore(job);
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      for (const stop of stops) stop();
      for (const { clock } of clocks.values()) clock.stop();
      await Promise.all([...queues.values()]);
      for (const server of servers.values()) await server.then((s) => s.destroy()).catch(() => {});
      for (const folder of ['backups', 'template', 'universes'])
        await rm(join(directory, folder), { recursive: true, force: true });
      if (!options.cluster) await cluster[Symbol.asyncDispose]();
    },
  };
  const pause = () => delay(emulator.delayMs);

  /** What is done to one universe is done one after the other. */
  const queues = new Map<string, Promise<unknown>>();
  function queued(universe: string, work: () => Promise<void>): Promise<void> {
    const run = async () => (closed ? undefined : await work());
    const result = (queues.get(universe) ?? Promise.resolve()).then(run, run);
    queues.set(
      universe,
      result.catch(() => {}),
    );
    return result;
  }

  const idOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace}/${metadata.name}`;
  const kindKey = ({ kind }: KubernetesObject): string => key(PLURALS[kind] ?? kind);
  const read = (plural: string, name: unknown): KubernetesObject | null =>
    cluster.objects(key(plural)).find((o) => o.metadata.name === name) ?? null;
  const fresh = (object: KubernetesObject): KubernetesObject | null =>
    cluster.objects(kindKey(object), object.metadata.namespace).find((o) => o.metadata.uid === object.metadata.uid) ?? null;
  const tell = (object: KubernetesObject, status: Record<string, unknown>): void => {
    const now = fresh(object);
    if (now) cluster.setStatus(now, status);
  };
  const finalizers = (object: KubernetesObject, all: readonly string[]): void => {
    cluster.api.patch(cluster.kind(kindKey(object)), object.metadata.namespace ?? null, object.metadata.name, 'merge', {
      metadata: { finalizers: all },
    });
  };
  /** Held until what is behind it is gone. */
  const held = (object: KubernetesObject): boolean => (object.metadata.finalizers ?? []).includes(FINALIZER);
  const hold = (object: KubernetesObject): void => {
    if (!held(object) && object.metadata.deletionTimestamp === undefined)
      finalizers(object, [...(object.metadata.finalizers ?? []), FINALIZER]);
  };
  const release = (object: KubernetesObject): void => {
    const now = fresh(object);
    if (now && held(now))
      finalizers(
        now,
        (now.metadata.finalizers ?? []).filter((f) => f !== FINALIZER),
      );
  };
  const secretText = (name: unknown, in_: unknown, field: string): string | null => {
    const secret = cluster.objects('secrets.').find((s) => s.metadata.name === name && s.metadata.namespace === in_);
    const data = secret?.data as Record<string, string> | undefined;
    return data?.[field] === undefined ? null : Buffer.from(data[field], 'base64').toString('utf8');
  };

  // --- universes --------------------------------------------------------------------------------------------------------------------

  const seen = new Map<string, number>();

  async function universe(object: KubernetesObject): Promise<void> {
    const { metadata, spec = {} } = object;
    const id = idOf(object);
    if (metadata.deletionTimestamp !== undefined) {
      if (!held(object)) return;
      await queued(id, async () => {
        tell(object, { universeState: 'Deleting' });
        await pause();
        await (await servers.get(id)?.catch(() => null))?.destroy();
        servers.delete(id);
        seen.delete(metadata.uid ?? '');
        // Its schedules go with it; its backups stay.
        for (const schedule of cluster.objects(key('backupschedules'), metadata.namespace))
          if (schedule.spec?.universe === metadata.name)
            cluster.api.delete(cluster.kind(key('backupschedules')), metadata.namespace ?? null, schedule.metadata.name);
        release(object);
      });
      return;
    }
    hold(object);
    const known = seen.get(metadata.uid ?? '');
    const generation = metadata.generation ?? 1;
    if (known !== undefined && known >= generation) return;
    seen.set(metadata.uid ?? '', generation);
    if (known === undefined) await queued(id, () => create(object, id));
    else await queued(id, () => edit(object, spec));
  }

  async function create(object: KubernetesObject, id: string): Promise<void> {
    const { spec = {}, metadata } = object;
    await pause();
    const task = { kind: 'create', object } as const;
    const outcome = emulator.outcome(task);
    const secret = (spec.ysqlPassword as { secretName?: string } | undefined)?.secretName;
    const password = secretText(secret, metadata.namespace, 'ysqlPassword');
    const wrong =
      typeof outcome === 'object' && 'fail' in outcome
        ? outcome.fail
        : password === null
          ? `secret ${secret} with the key ysqlPassword is not there`
          : password.length < 12 ||
              !/\d/.test(password) ||
              !/[a-z]/.test(password) ||
              !/[A-Z]/.test(password) ||
              !/\W/.test(password)
            ? 'the YSQL password is too weak'
            : !releases.includes(String(spec.ybSoftwareVersion))
              ? `release ${spec.ybSoftwareVersion} is not there`
              : null;
    tell(object, { universeState: 'Creating', resourceUUID: randomUUID(), actions: [] });
    if (wrong !== null || password === null) {
      await pause();
      tell(object, {
        universeState: 'Error Creating',
        actions: [{ action_type: 'Create', message: wrong, taskUUID: randomUUID(), status: 'failed' }],
      });
      return;
    }
    template ??= options.template?.() ?? makeTemplate(join(directory, 'template'));
    const starting = template.then((from) =>
      startUniverseServer(join(directory, 'universes', metadata.uid ?? ''), from, password),
    );
    servers.set(id, starting);
    const server = await starting;
    await pause();
    if (outcome === 'never') return;
    ready(object, server, typeof outcome === 'object' && 'state' in outcome ? outcome.state : 'Ready');
  }

  async function edit(object: KubernetesObject, spec: Record<string, unknown>): Promise<void> {
    // Until the operator has noticed, it is Ready as before.
    await pause();
    tell(object, { universeState: 'Editing' });
    await pause();
    const outcome = emulator.outcome({ kind: 'edit', object });
    if (outcome === 'never') return;
    const server = await servers.get(idOf(object));
    if (!server) return;
    const wrong =
      typeof outcome === 'object' && 'fail' in outcome
        ? outcome.fail
        : releases.includes(String(spec.ybSoftwareVersion))
          ? null
          : `release ${spec.ybSoftwareVersion} is not there`;
    if (wrong !== null)
      tell(object, {
        universeState: 'Error Updating',
        actions: [{ action_type: 'Update', message: wrong, taskUUID: randomUUID(), status: 'failed' }],
      });
    else ready(object, server, typeof outcome === 'object' && 'state' in outcome ? outcome.state : 'Ready');
  }

  function ready(object: KubernetesObject, { port }: UniverseServer, universeState: string): void {
    const nodes = Number(fresh(object)?.spec?.numNodes ?? 1);
    const sqlEndpoints = Array.from({ length: nodes }, () => `127.0.0.1:${port}`);
    tell(object, { universeState, sqlEndpoints, cqlEndpoints: [], actions: [] });
  }

  /** The server of a universe named in a resource; its name is looked for in all namespaces. */
  async function serverOf(name: unknown): Promise<{ readonly object: KubernetesObject; readonly server: UniverseServer } | null> {
    const object = read('ybuniverses', name);
    const server = object && (await servers.get(idOf(object)));
    return object && server ? { object, server } : null;
  }
  const named = (object: KubernetesObject): string => {
    const found = read('ybuniverses', object.spec?.universe);
    return found === null ? idOf(object) : idOf(found);
  };

  // --- backups ----------------------------------------------------------------------------------------------------------------------

  const once = new Set<string>();
  const first = ({ metadata }: KubernetesObject): boolean => {
    const uid = metadata.uid ?? '';
    if (once.has(uid)) return false;
    once.add(uid);
    return true;
  };
  const backupAt = ({ metadata }: KubernetesObject) => join(directory, 'backups', metadata.uid ?? '');

  async function storage(object: KubernetesObject): Promise<void> {
    const outcome = emulator.outcome({ kind: 'StorageConfig', object });
    if (object.status?.success === true || outcome === 'never') return;
    await pause();
    const reference = object.spec?.awsSecretAccessKeySecret as { name?: string; namespace?: string } | undefined;
    const data = object.spec?.data as { USE_IAM?: boolean } | undefined;
    const there = data?.USE_IAM === true || secretText(reference?.name, reference?.namespace, 'awsSecretAccessKey') !== null;
    const failure = typeof outcome === 'object' && 'fail' in outcome ? outcome.fail : there ? null : 'the secret is not there';
    tell(object, { success: failure === null, message: failure ?? 'Created storage config', resourceUUID: randomUUID() });
  }

  async function backup(object: KubernetesObject): Promise<void> {
    const { metadata, spec = {} } = object;
    if (metadata.deletionTimestamp !== undefined) {
      if (!held(object)) return;
      await pause();
      await rm(backupAt(object), { recursive: true, force: true });
      release(object);
      return;
    }
    hold(object);
    if (!first(object)) return;
    await queued(named(object), async () => {
      await pause();
      const found = await serverOf(spec.universe);
      const place = read('storageconfigs', spec.storageConfig);
      const wrong =
        found === null || found.object.status?.universeState !== 'Ready'
          ? 'universe is not ready'
          : place?.status?.success !== true
            ? 'storage config is not there'
            : (await found.server.hasDatabase(String(spec.keyspace)))
              ? null
              : 'keyspace is not there';
      if (wrong !== null || found === null) return tell(object, { message: `Failed in scheduling backup task: ${wrong}` });
      const ids = { taskUUID: randomUUID(), resourceUUID: randomUUID() };
      tell(object, { message: 'scheduled backup task', ...ids });
      await pause();
      tell(object, { message: 'Backup State: InProgress' });
      const outcome = emulator.outcome({ kind: 'Backup', object });
      if (outcome === 'never') return;
      if (typeof outcome === 'object')
        return tell(object, { message: 'state' in outcome ? outcome.state : 'Backup State: Failed' });
      await found.server.copy(backupAt(object));
      await pause();
      tell(object, { message: 'Backup State: Completed' });
    });
  }

  // --- schedules --------------------------------------------------------------------------------------------------------------------

  const clocks = new Map<string, { readonly expression: string; readonly clock: Cron }>();
  let lastScheduled = 0;

  async function schedule(object: KubernetesObject): Promise<void> {
    const { metadata, spec = {} } = object;
    const uid = metadata.uid ?? '';
    const expression = String(spec.cronExpression ?? '');
    if (metadata.deletionTimestamp !== undefined) {
      clocks.get(uid)?.clock.stop();
      clocks.delete(uid);
      if (held(object)) release(object);
      return;
    }
    hold(object);
    if (clocks.get(uid)?.expression === expression || closed) return;
    clocks.get(uid)?.clock.stop();
    const clock = new Cron(expression, { timezone: 'UTC', unref: true }, () => {
      const now = fresh(object);
      if (now !== null) takeScheduled(now);
    });
    clocks.set(uid, { expression, clock });
    await pause();
    tell(object, { state: 'Active', scheduleUUID: randomUUID(), nextBackupTime: clock.nextRun()?.toISOString() ?? '' });
  }

  /** A Backup without anybody's labels, with a name that begins with the schedule's. */
  function takeScheduled(object: KubernetesObject): boolean {
    const { spec = {}, metadata } = object;
    if (closed || emulator.outcome({ kind: 'BackupSchedule', object }) !== 'ok') return false;
    lastScheduled = Math.max(Date.now(), lastScheduled + 1000);
    const at = new Date(lastScheduled).toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
    const { backupType, storageConfig, universe: of, keyspace, timeBeforeDelete, useRoles } = spec;
    cluster.api.create(cluster.kind(key('backups')), metadata.namespace ?? null, {
      apiVersion: object.apiVersion,
      kind: 'Backup',
      metadata: { name: `${metadata.name}-1069296176-full-${at}`, namespace: metadata.namespace ?? '' },
      spec: { backupType, storageConfig, universe: of, keyspace, timeBeforeDelete, useRoles },
    });
    return true;
  }

  async function restore(object: KubernetesObject): Promise<void> {
    const { spec = {}, metadata } = object;
    await queued(named(object), async () => {
      await pause();
      const found = await serverOf(spec.universe);
      const from = read('backups', spec.backup);
      if (found === null || from === null)
        return tell(object, { message: 'Failed in scheduling restore Job: universe or backup is not there' });
      runs.set(metadata.name, (runs.get(metadata.name) ?? 0) + 1);
      tell(object, { message: 'scheduled restoreJob task', taskUUID: randomUUID(), resourceUUID: randomUUID() });
      const outcome = emulator.outcome({ kind: 'RestoreJob', object });
      if (outcome === 'never') return;
      const keyspace = String(spec.keyspace ?? from.spec?.keyspace);
      await pause();
      if (typeof outcome === 'object')
        return tell(object, { message: 'state' in outcome ? outcome.state : 'Failed Restore task' });
      // It restores into a keyspace that is not there yet.
      if (await found.server.hasDatabase(keyspace)) return tell(object, { message: 'Failed Restore task' });
      await found.server.restoreCopy(backupAt(from), String(from.spec?.keyspace), keyspace);
      tell(object, { message: 'Finished Restore' });
    });
  }

  // --- moments ----------------------------------------------------------------------------------------------------------------------

  async function pitrConfig(object: KubernetesObject): Promise<void> {
    if (object.metadata.deletionTimestamp !== undefined) {
      if (held(object)) release(object);
      return;
    }
    hold(object);
    if (!first(object)) return;
    await queued(named(object), async () => {
      await pause();
      const outcome = emulator.outcome({ kind: 'PitrConfig', object });
      const found = await serverOf(object.spec?.universe);
      if (outcome === 'never' || found === null) return;
      if (typeof outcome === 'object')
        return tell(object, { message: `Failed to create PITR config: ${'fail' in outcome ? outcome.fail : ''}` });
      found.server.snapshot();
      tell(object, { message: 'PITR config created', resourceUUID: randomUUID() });
    });
  }

  async function pitrRestore(object: KubernetesObject): Promise<void> {
    if (object.metadata.deletionTimestamp !== undefined || !first(object)) return;
    await queued(named(object), async () => {
      await pause();
      const { spec = {} } = object;
      const found = await serverOf(spec.universe);
      const outcome = emulator.outcome({ kind: 'PitrRestore', object });
      if (outcome === 'never') return;
      if (found === null || typeof outcome === 'object') {
        tell(object, {
          message: `Failed to process PITR restore: ${typeof outcome === 'object' && 'fail' in outcome ? outcome.fail : ''}`,
        });
        // It tries again by itself.
        once.delete(object.metadata.uid ?? '');
        await pause();
        const again = fresh(object);
        if (again) setImmediate(() => void pitrRestore(again));
        return;
      }
      tell(object, { message: 'PITR restore task created', taskUUID: randomUUID() });
      tell(found.object, { universeState: 'Editing' });
      await pause();
      // Nothing says how it went.
      await found.server.restoreMoment(Date.parse(String(spec.restoreTime))).catch(() => {});
      ready(found.object, found.server, 'Ready');
    });
  }

  stops.push(
    cluster.control(key('ybuniverses'), universe),
    cluster.control(key('storageconfigs'), storage),
    cluster.control(key('backups'), backup),
    cluster.control(key('backupschedules'), schedule),
    cluster.control(key('restorejobs'), (job) => (first(job) ? restore(job) : undefined)),
  );
  if (version === '2026')
    stops.push(cluster.control(key('pitrconfigs'), pitrConfig), cluster.control(key('pitrrestores'), pitrRestore));
  return emulator;
}
