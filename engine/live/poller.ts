/**
 * Asks the statements of one plan. What is marked dirty is asked again, many cohorts in one statement, a few statements at a
 * time; while they run more may become dirty, so that load makes batches larger instead of queues longer. A change after a
 * quiet moment is asked about at once, those that follow it closely go together.
 */
import type { Database } from '../database/database.ts';
import { textArray } from '../database/text-array.ts';
import type { EngineError } from '../error.ts';
import type { Observe } from '../observation.ts';
import type { CompiledCohort } from '../sql/compile-cohort.ts';
import type { Answer, Cohort } from './cohort.ts';
import { isConnectionFailure } from './connection-failure.ts';

/** `more`: its last answer was not the whole. Somebody waits for it as for `start`. */
export type Reason = 'start' | 'more' | 'change' | 'timer';

export interface PollerDeps {
  readonly database: Database;
  readonly batchSize: number;
  readonly retryMs: number;
  readonly asEngineError: (error: unknown) => EngineError;
  readonly observe: Observe;
}

const MAX_STATEMENTS_AT_ONCE = 4;

/**
 * Changes are asked about at most every so often: a round trip costs an engine and a database about as much as telling three
 * clients, so that at 500 changes a second this saves a third of the processor time for a few milliseconds more.
 */
const GAP_MS = 5;

export class Poller<C extends Cohort> {
  private readonly statements: readonly CompiledCohort[];
  private readonly deps: PollerDeps;
  /** Called when a cohort was answered with `more`. */
  private readonly onMore: (cohort: C) => void;
  private readonly dirty = new Map<C, Reason>();
  private running = 0;
  private scheduled: 'no' | 'after the gap' | 'now' = 'no';
  private gap: NodeJS.Timeout | null = null;
  private flushedAt = Number.NEGATIVE_INFINITY;
  private retry: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(statements: readonly CompiledCohort[], deps: PollerDeps, onMore: (cohort: C) => void) {
    this.statements = statements;
    this.deps = deps;
    this.onMore = onMore;
  }

  mark(cohort: C, reason: Reason): void {
    if (!cohort.isReady || this.isClosed) return;
    this.dirty.set(cohort, reason);
    this.schedule(reason === 'start' || reason === 'more');
  }

  forget(cohort: C): void {
    this.dirty.delete(cohort);
  }

  close(): void {
    this.isClosed = true;
    if (this.retry) clearTimeout(this.retry);
    if (this.gap) clearTimeout(this.gap);
    this.dirty.clear();
  }

  /** After what is being read now: the changes of one packet go together. */
  private schedule(isUrgent: boolean): void {
    if (this.retry || this.scheduled === 'now') return;
    const wait = isUrgent ? 0 : this.flushedAt + GAP_MS - performance.now();
    if (wait > 0) {
      if (this.scheduled === 'no') this.gap = setTimeout(() => this.flush(), wait);
      this.scheduled = 'after the gap';
      return;
    }
    if (this.gap) clearTimeout(this.gap);
    this.scheduled = 'now';
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.scheduled = 'no';
    this.gap = null;
    this.flushedAt = performance.now();
    while (this.running < MAX_STATEMENTS_AT_ONCE) {
      const batch = this.takeBatch();
      if (!batch) return;
      this.running += 1;
      void this.ask(batch.cohorts, batch.reason).finally(() => {
        this.running -= 1;
        for (const cohort of batch.cohorts) cohort.isRunning = false;
        if (this.dirty.size > 0) this.schedule(false);
      });
    }
  }

  private takeBatch(): { cohorts: C[]; reason: Reason } | null {
    const cohorts: C[] = [];
    let reason: Reason = 'timer';
    for (const [cohort, why] of this.dirty) {
      // Two answers for one cohort under way could overtake each other.
      if (cohort.isRunning) continue;
      this.dirty.delete(cohort);
      cohort.isRunning = true;
      if (why !== 'timer') reason = why;
      cohorts.push(cohort);
      if (cohorts.length >= this.deps.batchSize) break;
    }
    return cohorts.length === 0 ? null : { cohorts, reason };
  }

  private async ask(cohorts: readonly C[], reason: Reason): Promise<void> {
    const startedAt = performance.now();
    let answers: readonly (readonly Answer[])[];
    try {
      answers = await this.answers(cohorts);
    } catch (error) {
      await this.failed(cohorts, reason, error);
      return;
    }
    let changed = 0;
    cohorts.forEach((cohort, i) => {
      if (cohort.subscribers.size === 0) return;
      const outcome = cohort.receive(answers[i] ?? []);
      if (outcome !== 'same') changed += 1;
      if (outcome === 'more') this.onMore(cohort);
    });
    this.deps.observe({ kind: 'live-poll', cohorts: cohorts.length, changed, durationMs: performance.now() - startedAt, reason });
  }

  /** A lost database is waited for. Otherwise the guilty cohort is found by asking one by one, so that the others go on. */
  private async failed(cohorts: readonly C[], reason: Reason, error: unknown): Promise<void> {
    if (isConnectionFailure(error)) {
      // The database is closed as well, and nobody asks any more.
      if (this.isClosed) return;
      for (const cohort of cohorts) if (cohort.subscribers.size > 0) this.dirty.set(cohort, reason);
      this.retry ??= setTimeout(() => {
        this.retry = null;
        this.schedule(true);
      }, this.deps.retryMs);
      return;
    }
    const [only] = cohorts;
    if (only && cohorts.length === 1) only.fail(this.deps.asEngineError(error));
    else for (const cohort of cohorts) await this.ask([cohort], reason);
  }

  /** By cohort, then by statement. */
  private async answers(cohorts: readonly C[]): Promise<readonly (readonly Answer[])[]> {
    const byStatement = await Promise.all(
      this.statements.map(async ({ text, parameters }, s) => {
        const values = parameters.map((_, p) => textArray(cohorts.map((cohort) => cohort.values[s]?.[p] ?? null)));
        // A statement without parameters takes an array only for the number of cohorts.
        if (values.length === 0) values.push(textArray(cohorts.map(() => null)));
        const [rows = []] = await this.deps.database.batch([{ text, values, prepare: true }]);
        const byPosition: Answer[] = [];
        for (const row of rows) {
          const [n, result, cursor] = row.texts();
          byPosition[Number(n) - 1] = { result: result ?? 'null', cursor: cursor ?? null };
        }
        return byPosition;
      }),
    );
    return cohorts.map((_, i) => byStatement.map((answers) => answers[i] ?? { result: 'null', cursor: null }));
  }
}
