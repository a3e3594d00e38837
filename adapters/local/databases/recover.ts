/** Makes a data directory out of a backup and the log that followed it, and lets PostgreSQL replay it until the moment that is wanted. */
import { chown, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess } from '../../../kit/process-identity.ts';
import { withClient } from '../../sql/with-client.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../postgres/cluster.ts';
import { databaseOwner, type Owner } from '../postgres/owner.ts';
import { copyTree } from './copy-tree.ts';
import type { BackupFolders } from './folders.ts';

export interface Recovery {
  readonly backup: BackupFolders;
  /** Seen from the data directory, with PostgreSQL's placeholders; null: what the backup holds is enough. */
  readonly source: { readonly archive: string; readonly data: string } | null;
  readonly until:
    | { readonly kind: 'consistent' }
    /** The timeline that was the current one then. */
    | { readonly kind: 'moment'; readonly at: number; readonly timeline: number };
}

/** Resolves with the server, which has left recovery and writes on a timeline of its own. @throws with PostgreSQL's words when it cannot. */
export async function recoverCluster(options: ClusterOptions, recovery: Recovery, signal: AbortSignal): Promise<Cluster> {
  const { directory } = options;
  const owner = databaseOwner(directory);
  await copyTree(recovery.backup.files, directory, { choose: () => 'copy', signal });
  for (const name of await readdir(recovery.backup.wal)) {
    await copyFile(join(recovery.backup.wal, name), join(directory, 'pg_wal', name));
  }
  for (const folder of EMPTY) await mkdir(join(directory, folder), { recursive: true, mode: 0o700 });
  await writeFile(join(directory, 'recovery.signal'), '', { mode: 0o600 });
  await writeFile(join(directory, 'postgresql.auto.conf'), recoverySettings(recovery), { mode: 0o600 });
  if (owner) await chownTree(directory, owner);
  signal.throwIfAborted();
  const cluster = await startCluster(options);
  await recovered(cluster, signal);
  // Past recovery it has no meaning any more, and must not be in the backups of the new content.
  await writeFile(join(directory, 'postgresql.auto.conf'), '', { mode: 0o600 });
  return cluster;
}

/** It accepts readers before it has replayed everything. A replay that cannot reach its end ends the server. */
async function recovered(cluster: Cluster, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (!isSameProcess(cluster.process)) throw new Error('PostgreSQL could not replay the log until there.');
    const done = await withClient(cluster.url('postgres'), async (client) => {
      const { rows } = await client.query<{ recovering: boolean }>('select pg_is_in_recovery() as recovering');
      return rows[0]?.recovering === false;
    }).catch(() => false);
    if (done) return;
    await delay(100);
  }
}

/** Folders whose content is not in a backup. */
const EMPTY = [
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal/archive_status',
];

function recoverySettings({ source, until }: Recovery): string {
  const settings: Record<string, string> = {
    // What is not archived yet is read where it is being written: replay ends at the first record that is not complete.
    restore_command:
      source === null ? 'false' : `cp ${source.archive}/%f %p 2>/dev/null || cp ${source.data}/pg_wal/%f %p 2>/dev/null`,
    recovery_target_action: 'promote',
  };
  if (until.kind === 'consistent') {
    settings.recovery_target = 'immediate';
    settings.recovery_target_timeline = 'current';
  } else {
    // Time zone names, Z among them, are not known yet when this is read.
    settings.recovery_target_time = new Date(until.at).toISOString().replace('T', ' ').replace('Z', '+00');
    settings.recovery_target_timeline = String(until.timeline);
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}

async function chownTree(path: string, owner: Owner): Promise<void> {
  await chown(path, owner.uid, owner.gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await chownTree(join(path, entry.name), owner);
    else await chown(join(path, entry.name), owner.uid, owner.gid);
  }
}
