/**
 * Delivers cron and one-off events at their time: sleeps until the next one is due, claims, calls, settles. An event that is
 * later than its tolerance is dead. At least once; several processes share the work.
 */
import { setMaxListeners } from 'node:events';
import type { Database } from '../../database/database.ts';
import { DEFAULT_LEASE_SECONDS, type Lease, openLease } from '../../database/lease.ts';
import type { Snapshot } from '../../engine.ts';
import type { Environment } from '../../model/environment.ts';
import type { Observe } from '../../observation.ts';
import { type Alarm, startAlarm } from '../alarm.ts';
import { type DeliveryDeps, deliver } from '../deliver.ts';
import { planCronEvents, removeCronEvents } from './plan-cron-events.ts';
import { type ScheduledCall, scheduledCall } from './scheduled-call.ts';
import { ensureScheduledTables, SCHEDULE_CHANNEL } from './scheduled-catalog.ts';
import {
  type ClaimedScheduled,
  claimScheduled,
  markDead,
  nextDue,
  releaseScheduled,
  settleScheduled,
  takeOverScheduled,
} from './scheduled-store.ts';

export interface ScheduledDeps extends DeliveryDeps {
  /** The metadata database. */
  readonly database: Database;
  readonly snapshot: () => Snapshot;
  readonly onChange: (listener: (snapshot: Snapshot) => void) => () => void;
  readonly observe: Observe;
  /** What addresses and headers of one-off events refer to. */
  readonly env: Environment;
  /** A uuid of this process. */
  readonly instanceId: string;
  /** What a process holds that has been silent for so long is taken over. Default 20. */
  readonly leaseSeconds?: number;
  /** How long deliveries under way may still take at the end. */
  readonly shutdownMs: number;
  /** The database has NOTIFY. */
  readonly notify: boolean;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

/** Looked at when nothing is known to be due: what another process put on the schedule without a notification. */
const POLL_MS = 10_000;
const PLAN_EVERY_MS = 60_000;
/** After a pass that the database did not let finish. */
const RETRY_MS = 1_000;
const CONCURRENCY = 100;

/** Makes the tables, then works until disposed. */
export async function startScheduledTriggers(deps: ScheduledDeps): Promise<AsyncDisposable> {
  await ensureScheduledTables(deps.database, { lock: deps.notify });
  const processor = new ScheduledProcessor(deps);
  await processor.start();
  return { [Symbol.asyncDispose]: () => processor.stop() };
}

class ScheduledProcessor {
  private readonly deps: ScheduledDeps;
  private readonly now: () => Date;
  private readonly lease: Lease;
  private readonly leaseSeconds: number;
  private readonly giveUp = new AbortController();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly closing: (() => void | PromiseLike<void>)[] = [];
  private alarm: Alarm | null = null;
  private plannedAt = 0;
  private planAgain = true;
  /** Claims that nobody will end have to be looked for before the next claim. */
  private takesOver = true;

  constructor(deps: ScheduledDeps) {
    this.deps = deps;
    this.now = deps.now ?? (() => new Date());
    this.leaseSeconds = deps.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
    this.lease = openLease(deps.database, deps.instanceId, this.leaseSeconds);
    setMaxListeners(0, this.giveUp.signal);
  }

  async start(): Promise<void> {
    const wake = () => this.alarm?.wake();
    if (this.deps.notify) {
      const listening = await this.deps.database.listen(SCHEDULE_CHANNEL, wake, wake);
      this.closing.push(() => listening[Symbol.asyncDispose]());
    }
    this.closing.push(
      this.deps.onChange(() => {
        this.planAgain = true;
        wake();
      }),
    );
    const takeOver = setInterval(() => {
      this.takesOver = true;
      wake();
    }, this.leaseSeconds * 500);
    this.closing.push(() => clearInterval(takeOver));
    this.alarm = startAlarm(() => this.pass(), POLL_MS);
  }

  async stop(): Promise<void> {
    for (const close of this.closing) await close();
    await this.alarm?.stop();
    const patience = setTimeout(() => this.giveUp.abort(), this.deps.shutdownMs);
    await Promise.all(this.underWay.values());
    clearTimeout(patience);
    this.lease.stop();
  }

  /** Plans, starts what is due, answers when the next is. */
  private async pass(): Promise<Date | null> {
    const due = await this.attempt('processing scheduled events', async (): Promise<Date | null> => {
      await this.plan();
      await this.takeOver();
      const triggers = [...this.deps.snapshot().model.cronTriggers.keys()];
      for (const kind of ['cron', 'one_off'] as const) await this.claim(kind, triggers);
      return this.underWay.size >= CONCURRENCY ? null : nextDue(this.deps.database, triggers);
    });
    if (due === undefined) return new Date(Date.now() + RETRY_MS);
    return due ? new Date(Date.now() + due.getTime() - this.now().getTime()) : null;
  }

  private async plan(): Promise<void> {
    const now = this.now();
    if (!this.planAgain && now.getTime() - this.plannedAt < PLAN_EVERY_MS) return;
    const { model } = this.deps.snapshot();
    if (this.planAgain) await removeCronEvents(this.deps.database, model.namedTriggers.cron, now);
    if (model.cronTriggers.size > 0) await planCronEvents(this.deps.database, model.cronTriggers.values(), now);
    this.planAgain = false;
    this.plannedAt = now.getTime();
  }

  private async claim(kind: 'cron' | 'one_off', triggers: readonly string[]): Promise<void> {
    if (kind === 'cron' && triggers.length === 0) return;
    const limit = CONCURRENCY - this.underWay.size;
    if (limit <= 0) return;
    await this.lease.renew();
    const options = { now: this.now(), triggers, limit, owner: this.deps.instanceId };
    const events = await claimScheduled(this.deps.database, kind, options);
    this.lease.hold(events.length);
    for (const event of events) {
      const work = this.run(event).finally(() => {
        this.underWay.delete(event.id);
        this.lease.hold(-1);
        // A full house may have left due events unclaimed.
        if (this.underWay.size === CONCURRENCY - 1) this.alarm?.wake();
      });
      this.underWay.set(event.id, work);
    }
  }

  private async run(event: ClaimedScheduled): Promise<void> {
    const call = scheduledCall(event, this.deps.snapshot().model.cronTriggers, this.deps.env);
    if (call === null) return this.release(event);
    const late = (this.now().getTime() - event.scheduledAt.getTime()) / 1000;
    if (late > call.toleranceSeconds) {
      await this.persist(event, () => markDead(this.deps.database, event));
      this.observed('cron-dead', event, call);
      return;
    }
    try {
      const result = await deliver(this.deps, { ...call.delivery, signal: this.giveUp.signal });
      const retryAt = result.outcome === 'retry' ? new Date(this.now().getTime() + result.waitSeconds * 1000) : null;
      await this.persist(event, () => settleScheduled(this.deps.database, event, { ...result, retryAt }));
      this.observed(result.outcome === 'delivered' ? 'cron-delivered' : 'cron-failed', event, call);
      if (retryAt) this.alarm?.wake();
    } catch (error) {
      if (!this.giveUp.signal.aborted) this.failed(`delivering scheduled event ${event.id}`, error);
      await this.release(event);
    }
  }

  /** Tries until the database takes it. */
  private async persist(event: ClaimedScheduled, write: () => Promise<void>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await write();
      } catch (error) {
        this.failed(`settling scheduled event ${event.id}`, error);
        if (this.giveUp.signal.aborted || attempt === 20) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 5000)));
      }
    }
  }

  private release(event: ClaimedScheduled): Promise<void> {
    return this.persist(event, () => releaseScheduled(this.deps.database, event.kind, [event.id]));
  }

  private async takeOver(): Promise<void> {
    if (!this.takesOver) return;
    const taker = { owner: this.deps.instanceId, leaseSeconds: this.leaseSeconds, held: this.underWay.keys() };
    await takeOverScheduled(this.deps.database, taker);
    this.takesOver = false;
  }

  private observed(kind: 'cron-delivered' | 'cron-failed' | 'cron-dead', event: ClaimedScheduled, call: ScheduledCall): void {
    this.deps.observe({
      kind,
      trigger: call.name ?? 'one-off',
      eventId: event.id,
      tries: event.tries + (kind === 'cron-dead' ? 0 : 1),
    });
  }

  private async attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.takesOver = true;
      this.failed(what, error);
      return undefined;
    }
  }

  private failed(what: string, cause: unknown): void {
    this.deps.observe({ kind: 'internal-error', message: `${what} failed`, cause });
  }
}
