import { expect, test } from 'vitest';
import type { DatabaseObservation } from '../ports/database-provider.ts';
import type { DatabaseStatus } from '../states/database.ts';
import { databaseMachine } from '../states/database.ts';
import { type DatabaseView, lostReason, planDatabase, wasMade } from './database.ts';

const view = (status: DatabaseStatus, changes: Partial<DatabaseView> = {}): DatabaseView => ({
  status,
  generation: 2,
  deadlineAt: 100,
  backupUnderWay: false,
  restore: null,
  newestBackup: null,
  ...changes,
});
type Present = Extract<DatabaseObservation, { state: 'present' }>;
const seen = (phase: Present['phase'], generation = 2, reason: string | null = null): Present => ({
  state: 'present',
  phase,
  reason,
  generation,
  endpoint: null,
  pooler: null,
  version: null,
  readyNodes: 1,
  sizeBytes: null,
  recoverable: null,
  observedAt: 0,
});
const absent: DatabaseObservation = { state: 'absent' };
const plan = (v: DatabaseView, s: DatabaseObservation, refusal: string | null = null, now = 0) =>
  planDatabase(v, s, refusal, now);
const move = (to: string, problem: unknown = null) => ({ do: 'move', to, problem });

test('provisioning ends when the wished generation runs, and fails with what the provider says or when it is late', () => {
  expect(plan(view('provisioning'), seen('creating', 0))).toEqual({ do: 'wait' });
  expect(plan(view('provisioning'), seen('running', 1))).toEqual({ do: 'wait' });
  expect(plan(view('provisioning'), seen('running', 2))).toEqual(move('running'));
  expect(plan(view('provisioning'), absent, 'No.')).toEqual({ do: 'fail', reason: 'No.' });
  expect(plan(view('provisioning'), seen('failed', 0, 'Disk full.'))).toEqual({ do: 'fail', reason: 'Disk full.' });
  expect(plan(view('provisioning'), seen('creating', 0, 'Waits for a volume.'), null, 100)).toEqual({
    do: 'fail',
    reason: 'It was not ready in time. Waits for a volume.',
  });
});

test('scaling that does not succeed leaves it running, and says so', () => {
  expect(plan(view('scaling'), seen('running', 2))).toEqual(move('running'));
  expect(plan(view('scaling'), seen('changing', 1))).toEqual({ do: 'wait' });
  expect(plan(view('scaling'), seen('running', 1), 'Too large.')).toEqual(
    move('running', { step: 'scaling', reason: 'Too large.' }),
  );
  expect(plan(view('scaling'), seen('changing', 1), null, 100)).toEqual(
    move('running', { step: 'scaling', reason: 'It did not end in time.' }),
  );
  expect(plan(view('scaling'), seen('unreachable', 1), null, 100)).toMatchObject(move('unreachable', expect.anything()));
});

test('a running one is unreachable when it does not answer, and comes back', () => {
  expect(plan(view('running'), seen('running'))).toEqual({ do: 'wait' });
  expect(plan(view('running'), seen('changing', 1))).toEqual({ do: 'wait' });
  for (const lost of [seen('unreachable'), seen('unknown'), seen('removing')])
    expect(plan(view('running'), lost)).toEqual(move('unreachable'));
  expect(plan(view('unreachable'), seen('running'))).toEqual(move('running'));
  expect(plan(view('running'), seen('failing-over'))).toEqual(move('failing_over'));
  expect(plan(view('failing_over'), seen('failing-over'))).toEqual({ do: 'wait' });
  expect(plan(view('failing_over'), seen('running'))).toEqual(move('running'));
});

test('it is backing up exactly while a backup is under way', () => {
  expect(plan(view('running', { backupUnderWay: true }), seen('running'))).toEqual(move('backing_up'));
  expect(plan(view('backing_up', { backupUnderWay: true }), seen('running'))).toEqual({ do: 'wait' });
  expect(plan(view('backing_up'), seen('running'))).toEqual(move('running'));
  expect(plan(view('backing_up', { backupUnderWay: true }), seen('unreachable'))).toEqual(move('unreachable'));
});

test('a failed restore in place leaves what was there; into a new one it fails that', () => {
  const restoring = (state: 'open' | 'succeeded' | 'failed', inPlace: boolean) =>
    view('restoring', { restore: { state, inPlace, reason: state === 'failed' ? 'No such moment.' : null } });
  expect(plan(restoring('open', true), seen('restoring'), null, 100)).toEqual({ do: 'wait' });
  expect(plan(restoring('succeeded', false), seen('restoring'))).toEqual({ do: 'wait' });
  expect(plan(restoring('succeeded', false), seen('running', 1))).toEqual(move('running'));
  expect(plan(restoring('failed', true), seen('running'))).toEqual(
    move('running', { step: 'restoring', reason: 'No such moment.' }),
  );
  expect(plan(restoring('failed', false), seen('failed'))).toEqual({ do: 'fail', reason: 'No such moment.' });
});

test('one that held data and is gone is lost, with the way out, until it is there again; one that held none is made', () => {
  const newestBackup = { id: 'b1', takenAt: Date.parse('2026-11-20T02:00:00Z') };
  for (const status of ['running', 'scaling', 'backing_up', 'failing_over', 'unreachable'] as const)
    expect(plan(view(status, { newestBackup }), absent)).toEqual(
      move('lost', {
        step: status,
        reason: expect.stringMatching(/2026-11-20T02:00:00.000Z: northstack db restore .* --backup b1$/),
      }),
    );
  expect(plan(view('running'), absent)).toEqual(move('lost', { step: 'running', reason: expect.stringContaining('no backup') }));
  expect(plan(view('running'), absent, 'There is no operator.')).toEqual(move('unreachable'));
  expect(plan(view('lost'), absent, null, 100)).toEqual({ do: 'wait' });
  expect(plan(view('lost'), seen('running'))).toEqual(move('running'));
  expect(plan(view('lost'), seen('creating'))).toEqual(move('unreachable'));
  expect(plan(view('provisioning'), absent)).toEqual({ do: 'wait' });
  const restoring = (state: 'open' | 'succeeded' | 'failed', inPlace: boolean) =>
    view('restoring', { restore: { state, inPlace, reason: state === 'failed' ? 'No such backup.' : null } });
  expect(plan(restoring('open', true), absent)).toEqual({ do: 'wait' });
  expect(plan(restoring('succeeded', false), absent)).toMatchObject(move('lost', { step: 'restoring' }));
  expect(plan(restoring('failed', true), absent)).toEqual(
    move('lost', { step: 'restoring', reason: `No such backup. ${lostReason({ newestBackup: null })}` }),
  );
  expect(plan(restoring('failed', false), absent)).toEqual({ do: 'fail', reason: 'No such backup.' });
  // Whoever asks for it to be made says the same.
  for (const v of [view('provisioning'), restoring('open', true), restoring('failed', false), view('deleting'), view('failed')])
    expect(wasMade(v)).toBe(false);
});

test('deleting ends when nothing is there', () => {
  expect(plan(view('deleting'), seen('removing'))).toEqual({ do: 'wait' });
  expect(plan(view('deleting'), absent)).toEqual({ do: 'gone' });
  expect(plan(view('deleting'), seen('removing'), null, 100)).toMatchObject({ do: 'fail' });
});

test('whatever is seen, only legal moves are planned, and every state with a deadline leaves it', () => {
  const phases = [
    'creating',
    'running',
    'changing',
    'restoring',
    'failing-over',
    'unreachable',
    'removing',
    'failed',
    'unknown',
  ] as const;
  const statuses = Object.keys(databaseMachine) as DatabaseStatus[];
  for (const status of statuses)
    for (const s of [absent, ...phases.flatMap((p) => [seen(p, 1), seen(p, 2)])])
      for (const refusal of [null, 'No.'])
        for (const now of [0, 100])
          for (const restore of [null, { state: 'succeeded', reason: null, inPlace: true } as const]) {
            const v = view(status, { restore });
            const p = plan(v, s, refusal, now);
            const targets: readonly string[] = Object.values(databaseMachine[status]);
            const to = p.do === 'move' ? p.to : p.do === 'fail' ? 'failed' : p.do === 'gone' ? 'deleted' : null;
            if (to !== null) expect(targets, `${status} ${JSON.stringify(s)}`).toContain(to);
            else if (now === 100 && !['running', 'unreachable', 'lost', 'deleted', 'failed'].includes(status))
              expect.fail(`${status} stays for ever with ${JSON.stringify(s)}`);
          }
});
