/**
 * Where the parts of a database are. Programs of PostgreSQL see each other's folders by relative paths from their data directory, which
 * works also where only root may enter the folders above.
 */
import { join } from 'node:path';

export interface DatabaseFolders {
  readonly root: string;
  readonly record: string;
  readonly data: string;
  /** A new content on its way into `data`. */
  readonly incoming: string;
  /** The content before, until the new one serves. */
  readonly outgoing: string;
  /** A backup that was brought back from elsewhere, while it is restored. */
  readonly fetched: string;
  /** Finished files of the write-ahead log. */
  readonly archive: string;
  readonly log: string;
  readonly pooler: string;
}

export function databaseFolders(dataDirectory: string, databaseId: string): DatabaseFolders {
  const root = join(databasesFolder(dataDirectory), databaseId);
  return {
    root,
    record: join(root, 'record.json'),
    data: join(root, 'data'),
    incoming: join(root, 'incoming'),
    outgoing: join(root, 'outgoing'),
    fetched: join(root, 'fetched'),
    archive: join(root, 'archive'),
    log: join(root, 'postgres.log'),
    pooler: join(root, 'pooler'),
  };
}

export const databasesFolder = (dataDirectory: string): string => join(dataDirectory, 'databases');

export interface BackupFolders {
  readonly root: string;
  readonly record: string;
  /** The copied data directory. */
  readonly files: string;
  /** The part of the log that makes the copy consistent. */
  readonly wal: string;
}

export function backupFolders(dataDirectory: string, databaseId: string, backupId: string): BackupFolders {
  return backupFoldersAt(join(backupsFolder(dataDirectory, databaseId), backupId));
}

export const backupFoldersAt = (root: string): BackupFolders => ({
  root,
  record: join(root, 'backup.json'),
  files: join(root, 'files'),
  wal: join(root, 'wal'),
});

/** Beside the databases, so that backups can outlive theirs. */
export const backupsFolder = (dataDirectory: string, databaseId: string): string => join(dataDirectory, 'backups', databaseId);
