/** States of a backup of a database. */
import type { Machine } from './machine.ts';

export type BackupStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'deleting' | 'deleted';
export type BackupEvent = 'start' | 'succeed' | 'fail' | 'delete' | 'gone';

export const backupMachine: Machine<BackupStatus, BackupEvent> = {
  queued: { start: 'running', fail: 'failed', delete: 'deleting' },
  running: { succeed: 'succeeded', fail: 'failed', delete: 'deleting' },
  succeeded: { delete: 'deleting' },
  failed: { delete: 'deleting' },
  deleting: { gone: 'deleted', fail: 'failed' },
  deleted: {},
};
