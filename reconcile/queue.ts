/**
 * Work by key: one at a time for a key, different keys in parallel up to a bound. Adding a key that waits changes nothing; adding one
 * that is being worked on makes it run once more. Failures come again with backoff and jitter. Nothing here must survive a crash:
 * a resync adds everything again.
 *
 * Fair to everybody when something outside hangs: work that takes long gives its place up to the next and goes on beside the others, and what
 * took long the last time does not take a place at all. So the places are for work that moves, and what a dead cluster holds up is its own.
 *
 * Something happened, or everything is looked at: what happened goes first, so that after a start nobody's deployment waits behind a thousand services
 * that are as they were. One in eight places goes to those that can wait, so that they come to it as well.
 */

export interface WorkResult {
  /** Look again after this long; nothing: wait to be added. */
  readonly requeueAfterMs?: number;
}

export interface QueueOptions {
  readonly work: (key: string) => Promise<WorkResult>;
  /** Places for work that moves. Default 16. */
  readonly concurrency?: number;
  /** After this long work gives its place up. Default 1 s. */
  readonly slowAfterMs?: number;
  /** How much slow work goes on beside the places; more keeps its place, or waits. Default 256. */
  readonly slowConcurrency?: number;
  /** First wait after a failure; doubles up to `maxBackoffMs`. Defaults 200 ms and 30 s. */
  readonly backoffMs?: number;
  readonly maxBackoffMs?: number;
  readonly onDone?: (key: string, durationMs: number) => void;
  readonly onFailure?: (key: string, error: unknown, failures: number, retryInMs: number) => void;
}

export type Urgency = 'now' | 'can-wait';

export interface WorkQueue extends AsyncDisposable {
  /** `can-wait`: behind all that something happened to. */
  add(key: string, urgency?: Urgency): void;
  /** How many keys wait for a place, are worked on, and are worked on for long. */
  load(): QueueLoad;
  /** Resolves when nothing waits or runs; later requeues do not count. */
  settled(): Promise<void>;
}

export interface QueueLoad {
  readonly waiting: number;
  readonly working: number;
  readonly slow: number;
}

interface Entry {
  state: 'resting' | 'waiting' | 'working' | 'working-and-again';
  failures: number;
  timer: NodeJS.Timeout | null;
  /** It took long the last time. */
  slow: boolean;
}

/** Keys in the order in which they came. */
interface Lane {
  readonly places: number;
  readonly waiting: Set<string>;
  readonly patient: Set<string>;
  taken: number;
  /** How many went since one of those that can wait. */
  inRow: number;
}

const openLane = (places: number): Lane => ({ places, waiting: new Set(), patient: new Set(), taken: 0, inRow: 0 });
const IN_ROW = 7;

function next(lane: Lane): string | undefined {
  const isTheirTurn = lane.waiting.size === 0 || (lane.inRow >= IN_ROW && lane.patient.size > 0);
  const from = isTheirTurn ? lane.patient : lane.waiting;
  const [key] = from;
  if (key === undefined) return undefined;
  from.delete(key);
  lane.inRow = isTheirTurn ? 0 : lane.inRow + 1;
  return key;
}

export function createQueue(options: QueueOptions): WorkQueue {
  const { work, concurrency = 16, slowAfterMs = 1_000, slowConcurrency = 256 } = options;
  const { backoffMs = 200, maxBackoffMs = 30_000, onDone, onFailure } = options;
  const entries = new Map<string, Entry>();
  const [brisk, slow] = [openLane(concurrency), openLane(slowConcurrency)];
  const settlers: (() => void)[] = [];
  let closed = false;
  const working = () => brisk.taken + slow.taken;
  const waiting = () => [brisk, slow].reduce((sum, lane) => sum + lane.waiting.size + lane.patient.size, 0);
  const isSettled = () => working() === 0 && waiting() === 0;

  const add: WorkQueue['add'] = (key, urgency = 'now') => {
    if (closed) return;
    const entry = entries.get(key) ?? { state: 'resting', failures: 0, timer: null, slow: false };
    entries.set(key, entry);
    if (entry.timer) clearTimeout(entry.timer);
    entry.timer = null;
    if (entry.state === 'working') entry.state = 'working-and-again';
    if (entry.state !== 'resting' && entry.state !== 'waiting') return;
    const lane = entry.slow ? slow : brisk;
    if (urgency === 'now') {
      lane.patient.delete(key);
      lane.waiting.add(key);
    } else if (entry.state === 'resting') lane.patient.add(key);
    entry.state = 'waiting';
    pump();
  };

  const later = (key: string, entry: Entry, delayMs: number): void => {
    if (closed) return;
    entry.timer = setTimeout(() => add(key), delayMs);
    entry.timer.unref();
  };

  const pump = (): void => {
    for (const lane of [brisk, slow])
      while (!closed && lane.taken < lane.places) {
        const key = next(lane);
        const entry = key === undefined ? undefined : entries.get(key);
        if (key === undefined || entry === undefined) break;
        lane.taken += 1;
        entry.state = 'working';
        void run(key, entry, lane);
      }
    if (closed ? working() === 0 : isSettled()) for (const settle of settlers.splice(0)) settle();
  };

  const run = async (key: string, entry: Entry, lane: Lane): Promise<void> => {
    const startedAt = performance.now();
    let place = lane;
    let tookLong = false;
    const patience = setTimeout(() => {
      tookLong = true;
      if (place === slow || slow.taken >= slow.places) return;
      place = slow;
      brisk.taken -= 1;
      slow.taken += 1;
      pump();
    }, slowAfterMs);
    patience.unref();
    try {
      const { requeueAfterMs } = await work(key);
      entry.failures = 0;
      if (requeueAfterMs !== undefined && entry.state === 'working') later(key, entry, requeueAfterMs);
      onDone?.(key, performance.now() - startedAt);
    } catch (error) {
      entry.failures += 1;
      // Half fixed, half random: losers of the same race do not meet again.
      const full = Math.min(maxBackoffMs, backoffMs * 2 ** (entry.failures - 1));
      const retryInMs = full / 2 + (Math.random() * full) / 2;
      if (entry.state === 'working') later(key, entry, retryInMs);
      onFailure?.(key, error, entry.failures, retryInMs);
    }
    clearTimeout(patience);
    place.taken -= 1;
    entry.slow = tookLong;
    const again = entry.state === 'working-and-again';
    entry.state = 'resting';
    if (again) add(key);
    else if (entry.timer === null && entry.failures === 0) entries.delete(key);
    pump();
  };

  return {
    add,
    load: () => ({ waiting: waiting(), working: working(), slow: slow.taken }),
    settled: () => new Promise((resolve) => (isSettled() ? resolve() : settlers.push(resolve))),
    [Symbol.asyncDispose]: async () => {
      closed = true;
      for (const { waiting, patient } of [brisk, slow]) {
        waiting.clear();
        patient.clear();
      }
      for (const entry of entries.values()) if (entry.timer) clearTimeout(entry.timer);
      if (working() > 0) await new Promise<void>((resolve) => settlers.push(resolve));
    },
  };
}
