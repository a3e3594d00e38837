/**
 * Copies a running cluster's files between `pg_backup_start` and `pg_backup_stop` (PostgreSQL, "Making a Base Backup Using the Low Level
 * API"), together with the part of the log that makes the copy consistent: it can be restored without anything else.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess } from '../../../kit/process-identity.ts';
import { withClient } from '../../sql/with-client.ts';
import type { Cluster } from '../postgres/cluster.ts';
import { segmentsBetween } from './archive.ts';
import { copyTree } from './copy-tree.ts';
import type { BackupFolders } from './folders.ts';

export interface BaseBackup {
  readonly engineVersion: string;
  readonly timeline: number;
  readonly firstSegment: string;
  readonly lastSegment: string;
  readonly consistentAt: number;
  readonly sizeBytes: number;
}

export interface BaseBackupSource {
  readonly cluster: Cluster;
  readonly data: string;
  readonly archive: string;
}

/** A day: a large database on a slow disk. The row's deadline ends it sooner. */
const TIMEOUT_MS = 24 * 3600_000;

export async function takeBaseBackup(
  { cluster, data, archive }: BaseBackupSource,
  backupId: string,
  to: BackupFolders,
  signal: AbortSignal,
): Promise<BaseBackup> {
  await mkdir(to.root, { recursive: true, mode: 0o700 });
  return await withClient(
    cluster.url('postgres'),
    async (client) => {
      const { rows: started } = await client.query<{ segment: string; version: string }>(
        `select pg_walfile_name(pg_backup_start($1, true)) as segment, current_setting('server_version') as version`,
        [backupId],
      );
      const copied = await copyTree(data, to.files, { choose: inBackup, signal });
      const { rows: stopped } = await client.query<{ segment: string; label: string; spaces: string; at: string }>(
        `select pg_walfile_name(lsn) as segment, labelfile as label, spcmapfile as spaces,
           (extract(epoch from clock_timestamp()) * 1000)::bigint::text as at from pg_backup_stop(false)`,
      );
      const [first, last] = [started[0], stopped[0]];
      if (!first || !last) throw new Error('PostgreSQL does not say what it backed up');
      await writeFile(join(to.files, 'backup_label'), last.label, { mode: 0o600 });
      if (last.spaces !== '') await writeFile(join(to.files, 'tablespace_map'), last.spaces, { mode: 0o600 });
      await archived({ cluster, archive }, last.segment, signal);
      await mkdir(to.wal, { recursive: true, mode: 0o700 });
      const segments = await segmentsBetween(archive, first.segment, last.segment);
      for (const { name } of segments) await copyFile(join(archive, name), join(to.wal, name));
      return {
        engineVersion: first.version,
        timeline: Number.parseInt(first.segment.slice(0, 8), 16),
        firstSegment: first.segment,
        lastSegment: last.segment,
        // A restore to this very moment must find the copy consistent.
        consistentAt: Number(last.at) + 1,
        sizeBytes: copied + segments.reduce((sum, s) => sum + s.bytes, 0),
      };
    },
    { timeoutMs: TIMEOUT_MS, signal },
  );
}

/**
 * `pg_backup_stop(true)` would look once a second. Files are archived in order and have their name when they are complete; an archive that
 * cannot be written to is waited for, until somebody gives up.
 */
async function archived(
  { cluster, archive }: Omit<BaseBackupSource, 'data'>,
  segment: string,
  signal: AbortSignal,
): Promise<void> {
  while (!existsSync(join(archive, segment))) {
    if (!isSameProcess(cluster.process)) throw new Error('The database ended before its log was archived.');
    await delay(20, undefined, { signal });
  }
}

/** The documentation's list of what does not belong into a copy. */
function inBackup(path: string): 'copy' | 'skip' | 'empty' {
  if (/^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|recovery\.signal|standby\.signal)$/.test(path))
    return 'skip';
  if (/^(pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans|pg_wal)\/./.test(path)) {
    return path === 'pg_wal/archive_status' ? 'empty' : 'skip';
  }
  if (/(^|\/)(pg_internal\.init[^/]*|pgsql_tmp[^/]*)$/.test(path)) return 'skip';
  return 'copy';
}
