/** States of a database. Its backups and restores have states of their own. */
import type { Machine } from './machine.ts';

export type DatabaseStatus =
  | 'provisioning'
  | 'running'
  | 'scaling'
  | 'backing_up'
  | 'restoring'
  | 'failing_over'
  | 'unreachable'
  | 'lost'
  | 'deleting'
  | 'deleted'
  | 'failed';

export type DatabaseEvent =
  | 'ready'
  | 'scale'
  | 'back-up'
  | 'restore'
  | 'fail-over'
  | 'lose'
  | 'vanish'
  | 'fail'
  | 'delete'
  | 'gone';

/**
 * A database that was made once is never `failed` by what is done to it afterwards: scaling that does not succeed leaves it running (or
 * unreachable, when it is) with the step and the reason written down. Only one that could not be made, or not be removed, fails. One that
 * its platform does not have any more is `lost`, with its data: it is not made anew by itself.
 */
export const databaseMachine: Machine<DatabaseStatus, DatabaseEvent> = {
  provisioning: { ready: 'running', fail: 'failed', delete: 'deleting' },
  running: {
    scale: 'scaling',
    'back-up': 'backing_up',
    restore: 'restoring',
    'fail-over': 'failing_over',
    lose: 'unreachable',
    vanish: 'lost',
    delete: 'deleting',
  },
  scaling: { ready: 'running', lose: 'unreachable', vanish: 'lost', delete: 'deleting' },
  backing_up: { ready: 'running', lose: 'unreachable', vanish: 'lost', delete: 'deleting' },
  // `fail`: a new database whose content could not be brought back. One that is restored in place keeps what it had.
  restoring: { ready: 'running', lose: 'unreachable', vanish: 'lost', fail: 'failed', delete: 'deleting' },
  failing_over: { ready: 'running', lose: 'unreachable', vanish: 'lost', delete: 'deleting' },
  unreachable: { ready: 'running', 'fail-over': 'failing_over', restore: 'restoring', vanish: 'lost', delete: 'deleting' },
  // `ready` and `lose`: its platform has it again.
  lost: { ready: 'running', lose: 'unreachable', restore: 'restoring', delete: 'deleting' },
  deleting: { gone: 'deleted', fail: 'failed' },
  deleted: {},
  failed: { delete: 'deleting' },
};
