/**
 * Quick reads share connections: several are on their way on one before the first is answered, and those that arrive together are one
 * transaction. That saves system calls, switches of processes and the server's own work around a transaction (1.4 × the requests for
 * look-ups by key) and would cost dearly behind something slow. So only statements take part that have been quick so far, no
 * connection is given more than a millisecond of work, and one that does not answer in time is given nothing more.
 */
import { LRUCache } from 'lru-cache';
import type { Backend, BatchStatement, StatementResult } from './backend.ts';
import type { BackendPool } from './backend-pool.ts';

/** Runs before a statement is known. */
const FIRST_RUNS = 5;
const QUICK_MS = 0.5;
/** A statement that is slow for some values runs alone while more than this share of its last runs (some two hundred) was slow. */
const SLOW_MS = 20;
const SLOW_SHARE = 0.02;
/** How far a run moves the share and raises the estimate. A quicker one lowers it at once: what is measured includes our own delays. */
const WEIGHT = 0.005;

/** Until so many are in use, a free connection is better than a shared one. */
const FEWEST_LANES = 4;
const MOST_IN_A_LANE = 8;
const MOST_LANE_MS = 1;
/** Whoever has waited this long is behind something slow. */
const STUCK_MS = 10;

/** Characters of the statements whose cost is remembered. */
const KNOWN_CHARACTERS = 4 << 20;

interface Cost {
  runs: number;
  /** Of the server's time. */
  ms: number;
  slowShare: number;
}

interface Lane {
  readonly backend: Backend;
  /** Of what is under way. */
  ms: number;
  count: number;
}

export class ReadLanes {
  private readonly pool: BackendPool;
  private readonly lanes = new Set<Lane>();
  private readonly costs = new LRUCache<string, Cost>({
    maxSize: KNOWN_CHARACTERS,
    sizeCalculation: (_, text) => text.length + 1,
  });

  constructor(pool: BackendPool) {
    this.pool = pool;
  }

  async run(statement: BatchStatement): Promise<readonly StatementResult[]> {
    const cost = this.costOf(statement.text);
    const isQuick = cost.runs >= FIRST_RUNS && cost.ms <= QUICK_MS && cost.slowShare < SLOW_SHARE;
    const lane = (isQuick ? this.laneFor(cost) : null) ?? { backend: await this.pool.lend(), ms: 0, count: 0 };
    if (isQuick) this.lanes.add(lane);
    const ms = isQuick ? cost.ms : 0;
    lane.ms += ms;
    lane.count += 1;
    try {
      const onTime = (took: number) => learn(cost, took);
      return await (isQuick ? lane.backend.share(statement, onTime) : lane.backend.run([statement], [onTime]));
    } finally {
      lane.ms -= ms;
      lane.count -= 1;
      if (lane.count === 0) {
        this.lanes.delete(lane);
        this.pool.giveBack(lane.backend);
      }
    }
  }

  /** null: none may take it, so that it waits its turn for a connection. Nothing is shared while others wait for one. */
  private laneFor(cost: Cost): Lane | null {
    if (this.pool.isAwaited) return null;
    const backend = this.lanes.size < FEWEST_LANES ? this.pool.lendNow() : null;
    if (backend) return { backend, ms: 0, count: 0 };
    const now = performance.now();
    let best: Lane | null = null;
    for (const lane of this.lanes) {
      if (lane.count >= MOST_IN_A_LANE || lane.ms + cost.ms > MOST_LANE_MS || (best && lane.ms >= best.ms)) continue;
      if (lane.backend.isOpen && lane.backend.waitedMs(now) < STUCK_MS && !this.pool.isOld(lane.backend)) best = lane;
    }
    return best;
  }

  private costOf(text: string): Cost {
    let cost = this.costs.get(text);
    if (!cost) {
      cost = { runs: 0, ms: Number.POSITIVE_INFINITY, slowShare: 0 };
      this.costs.set(text, cost);
    }
    return cost;
  }
}

function learn(cost: Cost, ms: number): void {
  cost.runs += 1;
  cost.ms = ms < cost.ms ? ms : cost.ms + (ms - cost.ms) * WEIGHT;
  cost.slowShare += ((ms > SLOW_MS ? 1 : 0) - cost.slowShare) * WEIGHT;
}
