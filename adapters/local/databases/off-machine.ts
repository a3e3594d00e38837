/**
 * Copies of backups in an object store, so that they survive the machine: an archive each, and its record, which is written last and makes
 * it count. Passwords in it are sealed with the key of the data directory, which has to be kept apart.
 */
import { createHash, type Hash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { ObjectStore } from '../../../domain/ports/object-store.ts';
import { Fault } from '../../../kit/fault.ts';
import { removeTree } from '../files/remove-tree.ts';
import type { BackupFolders } from './folders.ts';
import { packFolder, unpackFolder } from './pack.ts';
import { type BackupRecord, backupRecord } from './record.ts';

export interface OffMachine {
  locationOf(databaseId: string, backupId: string): string;
  /** Tries for some minutes when the store cannot be reached. @throws Fault */
  store(record: BackupRecord, folders: BackupFolders, signal: AbortSignal): Promise<void>;
  /** null: there is none. @throws Fault retry | auth */
  find(databaseId: string, backupId: string, signal?: AbortSignal): Promise<BackupRecord | null>;
  /** Brings it into folders that are not there. @throws Fault */
  fetch(databaseId: string, backupId: string, into: BackupFolders, signal: AbortSignal): Promise<void>;
  /** Removing the absent succeeds. @throws Fault retry | auth */
  remove(databaseId: string, backupId: string, signal?: AbortSignal): Promise<void>;
  /** All of a database. */
  removeAll(databaseId: string, signal?: AbortSignal): Promise<void>;
}

const RETRY_AFTER_MS = [1_000, 5_000, 20_000, 60_000];

const manifest = z.object({ record: backupRecord, archive: z.object({ sha256: z.string(), bytes: z.number() }) });

export function openOffMachine(objects: ObjectStore): OffMachine {
  const archiveOf = (databaseId: string, backupId: string): string => `backups/${databaseId}/${backupId}.tar.gz`;
  const manifestOf = (databaseId: string, backupId: string): string => `backups/${databaseId}/${backupId}.json`;

  const read = async (databaseId: string, backupId: string, signal?: AbortSignal): Promise<z.infer<typeof manifest> | null> => {
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await objects.get(manifestOf(databaseId, backupId), signal)) chunks.push(chunk);
      return manifest.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    } catch (error) {
      if (error instanceof Fault && error.kind === 'gone') return null;
      throw error;
    }
  };

  return {
    locationOf: (databaseId, backupId) => objects.locationOf(archiveOf(databaseId, backupId)),
    store: async (record, folders, signal) => {
      const { databaseId, backupId } = record;
      for (const waitMs of [...RETRY_AFTER_MS, null]) {
        try {
          const counted = { hash: createHash('sha256'), bytes: 0 };
          await objects.put(archiveOf(databaseId, backupId), counting(packFolder(folders.root), counted), signal);
          const archive = { sha256: counted.hash.digest('hex'), bytes: counted.bytes };
          const text = JSON.stringify({ record, archive } satisfies z.input<typeof manifest>);
          await objects.put(manifestOf(databaseId, backupId), only(Buffer.from(text)), signal);
          return;
        } catch (error) {
          if (waitMs === null || !(error instanceof Fault && error.kind === 'retry')) throw error;
          await delay(waitMs, undefined, { signal });
        }
      }
    },
    find: async (databaseId, backupId, signal) => (await read(databaseId, backupId, signal))?.record ?? null,
    fetch: async (databaseId, backupId, into, signal) => {
      const found = await read(databaseId, backupId, signal);
      if (found === null) throw new Fault('gone', { code: 'backup-not-found', message: 'There is no such backup any more.' });
      const counted = { hash: createHash('sha256'), bytes: 0 };
      try {
        const archive = await objects.get(archiveOf(databaseId, backupId), signal);
        await unpackFolder(counting(archive, counted), into.root, signal);
        if (counted.hash.digest('hex') !== found.archive.sha256)
          throw new Fault('reject', { code: 'backup-damaged', message: 'The copy of the backup is damaged. Choose another.' });
      } catch (error) {
        await removeTree(into.root);
        throw error;
      }
    },
    remove: async (databaseId, backupId, signal) => {
      // What counts goes first.
      await objects.delete(manifestOf(databaseId, backupId), signal);
      await objects.delete(archiveOf(databaseId, backupId), signal);
    },
    removeAll: async (databaseId, signal) => {
      const keys = await objects.list(`backups/${databaseId}/`, signal);
      const order = [...keys].sort((a, b) => Number(b.endsWith('.json')) - Number(a.endsWith('.json')));
      for (const key of order) await objects.delete(key, signal);
    },
  };
}

async function* counting(
  chunks: AsyncIterable<Uint8Array>,
  counted: { readonly hash: Hash; bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    counted.hash.update(chunk);
    counted.bytes += chunk.byteLength;
    yield chunk;
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
