/**
 * Schedules that the operator keeps itself. It makes a Backup of its own each time, whose name begins with the schedule's: it is found by that,
 * and gets our labels with its uid for an id, so that it is one of ours from then on and never two.
 *
 * Source: the operator's documentation (incremental backups and backup schedules) and its CustomResourceDefinitions.
 */
import type { BackupSchedules, TakenBackup } from '../../domain/ports/database-provider.ts';
import { containsJson } from '../../kit/contains-json.ts';
import { Fault } from '../../kit/fault.ts';
import { backupSchedules, backups, type Universe } from './kinds.ts';
import { BACKUP, ENGINE_VERSION, labelsOf, scheduleName } from './names.ts';
import type { Place } from './place.ts';
import { readWish } from './wish.ts';

export interface ScheduleOptions {
  /** Where the database is; null: nowhere. */
  readonly find: (
    databaseId: string,
    signal?: AbortSignal,
  ) => Promise<{ readonly place: Place; readonly found: Universe } | null>;
  /** null: there is no place for backups. */
  readonly storage: ((place: Place, signal?: AbortSignal) => Promise<string>) | null;
}

export function openSchedules({ find, storage }: ScheduleOptions): BackupSchedules {
  return {
    keep: async ({ databaseId, cron }, signal) => {
      signal?.throwIfAborted();
      const hit = await find(databaseId, signal);
      if (hit === null || storage === null) return false;
      const { place, found: universe } = hit;
      const features = await place.features(signal);
      if (!features.schedules) return false;
      const wish = readWish(universe);
      if (wish === null || universe.metadata.deletionTimestamp !== undefined) return false;
      const { client, namespace } = place;
      const key = { namespace, name: scheduleName(databaseId) };
      const fixed = {
        backupType: 'PGSQL_TABLE_TYPE',
        universe: universe.metadata.name,
        keyspace: wish.databaseName,
        // How long each is kept is decided where all of them are known.
        timeBeforeDelete: 0,
      };
      const present = await client.get(backupSchedules, key, { signal });
      const storageConfig = await storage(place, signal);
      const spec = { ...fixed, storageConfig, cronExpression: cron, ...(features.pointInTime ? { useRoles: true } : {}) };
      if (present?.metadata.deletionTimestamp !== undefined) throw busy();
      if (present !== null && containsJson(present.spec, spec)) return true;
      // Nothing but the times of one can be changed.
      if (present !== null && !containsJson(present.spec, { ...fixed, storageConfig })) {
        await client.delete(backupSchedules, key, { signal });
        throw busy();
      }
      await client.apply(backupSchedules, { metadata: { ...key, labels: labelsOf(databaseId) }, spec }, { signal });
      return true;
    },
    end: async (databaseId, signal) => {
      signal?.throwIfAborted();
      const hit = await find(databaseId, signal);
      if (hit !== null) await endSchedule(hit.place, databaseId, signal);
    },
    taken: async (databaseId, signal) => {
      signal?.throwIfAborted();
      const hit = await find(databaseId, signal);
      if (hit === null) return [];
      const { client, namespace } = hit.place;
      const begins = `${scheduleName(databaseId)}-`;
      const all: TakenBackup[] = [];
      for (const { metadata, spec } of (await client.list(backups, { namespace, signal })).items) {
        const { name, uid, labels, creationTimestamp } = metadata;
        // An increment belongs to the full one before it, and goes with it.
        if (!name.startsWith(begins) || spec.universe !== hit.found.metadata.name || spec.incrementalBackupBase) continue;
        if (metadata.deletionTimestamp !== undefined || uid === undefined) continue;
        if (labels?.[BACKUP] !== uid) {
          const version = hit.found.spec.ybSoftwareVersion;
          const annotations = version === undefined ? {} : { [ENGINE_VERSION]: version };
          const body = { metadata: { labels: { ...labelsOf(databaseId), [BACKUP]: uid }, annotations } };
          await client.patch(backups, { namespace, name }, { type: 'merge', body }, { signal });
        }
        all.push({ backupId: uid, at: Date.parse(creationTimestamp ?? '') || Date.now() });
      }
      return all;
    },
  };
}

/** Where the operator knows no schedules there is none. */
export async function endSchedule(place: Place, databaseId: string, signal?: AbortSignal): Promise<void> {
  if (!(await place.features(signal)).schedules) return;
  await place.client.delete(backupSchedules, { namespace: place.namespace, name: scheduleName(databaseId) }, { signal });
}

const busy = (): Fault => new Fault('retry', { code: 'schedule-busy', message: 'The former backup schedule is being removed.' });
