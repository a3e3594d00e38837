/**
 * Delivers the events of event triggers: claims due ones in batches, keeps up to `concurrency` webhooks under way, claims the
 * next batch meanwhile, and settles finished deliveries many at a time. A notification starts a claim at once; a poll finds
 * what no notification told. At least once: the event's id is the same in every try. No order is promised.
 */
import { setMaxListeners } from 'node:events';
import type { Database } from '../database/database.ts';
import { DEFAULT_LEASE_SECONDS, forgetInstances, type Lease, openLease } from '../database/lease.ts';
import type { Snapshot } from '../engine.ts';
import type { EventTrigger } from '../model/triggers.ts';
import type { Observe } from '../observation.ts';
import { type Delivery, type DeliveryDeps, deliver } from './deliver.ts';
import { EVENT_CHANNEL } from './event-catalog.ts';
import { type ClaimedEvent, claimEvents, releaseEvents, type Settlement, settleEvents, takeOverEvents } from './event-store.ts';

export interface EventDeliveryDeps extends DeliveryDeps {
  readonly database: Database;
  readonly snapshot: () => Snapshot;
  readonly onChange: (listener: (snapshot: Snapshot) => void) => () => void;
  readonly observe: Observe;
  /** A uuid of this process. */
  readonly instanceId: string;
  /** What a process holds that has been silent for so long is taken over. Default 20. */
  readonly leaseSeconds?: number;
  /** Deliveries under way at once (`HASURA_GRAPHQL_EVENTS_HTTP_POOL_SIZE`, 100). */
  readonly concurrency: number;
  /** Events claimed at once (`HASURA_GRAPHQL_EVENTS_FETCH_BATCH_SIZE`, 100); 0 delivers nothing. */
  readonly batchSize: number;
  /** Poll when nothing was notified (`HASURA_GRAPHQL_EVENTS_FETCH_INTERVAL`, 1000); 0 delivers nothing. */
  readonly pollMs: number;
  /** How long deliveries under way may still take at the end (`HASURA_GRAPHQL_GRACEFUL_SHUTDOWN_TIMEOUT`, 60 s). */
  readonly shutdownMs: number;
  /** The database has NOTIFY. */
  readonly notify: boolean;
}

/** From an event to its claim. */
const GATHER_MS = 5;

/** Disposing stops claiming, waits for deliveries under way, and gives back what is left. */
export async function startEventDelivery(deps: EventDeliveryDeps): Promise<AsyncDisposable> {
  if (deps.pollMs === 0 || deps.batchSize === 0) return { [Symbol.asyncDispose]: async () => {} };
  const processor = new Processor(deps);
  await processor.start();
  return { [Symbol.asyncDispose]: () => processor.stop() };
}

class Processor {
  private readonly deps: EventDeliveryDeps;
  private readonly lease: Lease;
  private readonly leaseSeconds: number;
  private readonly giveUp = new AbortController();
  /** Ids of all that is claimed and not settled. */
  private readonly held = new Set<string>();
  private readonly waiting: ClaimedEvent[] = [];
  private readonly settled: Settlement[] = [];
  private underWay = 0;
  private claiming: Promise<void> | null = null;
  private settling: Promise<void> | null = null;
  /** Something may be due that the last claim did not see. */
  private nudged = true;
  /** Claims that nobody will end have to be looked for before the next claim. */
  private takesOver = true;
  private stopping = false;
  /** Claims that failed one after the other. */
  private failures = 0;
  private pollTimer: NodeJS.Timeout | null = null;
  private takeOverTimer: NodeJS.Timeout | null = null;
  private gathering: NodeJS.Timeout | null = null;
  private readonly retryTimers = new Set<NodeJS.Timeout>();
  private idle: (() => void)[] = [];
  private readonly closing: (() => void | PromiseLike<void>)[] = [];

  constructor(deps: EventDeliveryDeps) {
    this.deps = deps;
    this.leaseSeconds = deps.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
    this.lease = openLease(deps.database, deps.instanceId, this.leaseSeconds);
    setMaxListeners(0, this.giveUp.signal);
  }

  async start(): Promise<void> {
    const nudge = () => this.nudge();
    if (this.deps.notify) {
      const listening = await this.deps.database.listen(EVENT_CHANNEL, () => this.gather(), nudge);
      this.closing.push(() => listening[Symbol.asyncDispose]());
    }
    this.closing.push(this.deps.onChange(nudge));
    this.takeOverTimer = setInterval(() => {
      this.takesOver = true;
      this.nudge();
    }, this.leaseSeconds * 500);
    await forgetInstances(this.deps.database).catch(() => {});
    this.pump();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.retryTimers) clearTimeout(timer);
    if (this.pollTimer) clearTimeout(this.pollTimer);
    if (this.takeOverTimer) clearInterval(this.takeOverTimer);
    if (this.gathering) clearTimeout(this.gathering);
    for (const close of this.closing) await close();
    await this.claiming;
    const untried = this.waiting.splice(0).map((event) => event.id);
    await this.release(untried);
    const patience = setTimeout(() => this.giveUp.abort(), this.deps.shutdownMs);
    while (this.underWay > 0 || this.settling) await new Promise<void>((resolve) => this.idle.push(resolve));
    clearTimeout(patience);
    this.lease.stop();
  }

  private nudge(): void {
    this.nudged = true;
    this.pump();
  }

  /** There is an event: whoever made it is answered first, and what happens in the same moment is claimed together. */
  private gather(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.nudge();
    }, GATHER_MS);
  }

  /** Starts whatever may start now. Called after everything that changes what may. */
  private pump(): void {
    while (!this.stopping && this.underWay < this.deps.concurrency) {
      const event = this.waiting.shift();
      if (!event) break;
      this.underWay++;
      void this.run(event);
    }
    if (!this.stopping && !this.claiming && this.nudged && this.waiting.length < this.deps.batchSize) {
      this.claiming = this.claim().finally(() => {
        this.claiming = null;
        this.pump();
      });
    }
    if (this.settled.length > 0 && !this.settling) {
      this.settling = this.settle().finally(() => {
        this.settling = null;
        this.pump();
      });
    }
    if (this.underWay === 0 && !this.settling) for (const resolve of this.idle.splice(0)) resolve();
  }

  private async claim(): Promise<void> {
    this.nudged = false;
    const triggers = [...this.deps.snapshot().model.eventTriggers.keys()];
    try {
      if (triggers.length > 0) {
        await this.lease.renew();
        await this.takeOver();
        const events = await claimEvents(this.deps.database, triggers, this.deps.batchSize, this.deps.instanceId);
        this.waiting.push(...events);
        this.hold(events.map((event) => event.id));
        if (events.length >= this.deps.batchSize) this.nudged = true;
      }
      this.failures = 0;
    } catch (error) {
      this.failures++;
      this.takesOver = true;
      this.failed('claiming events failed', error);
    }
    this.pollAgain();
  }

  private pollAgain(): void {
    if (this.pollTimer) clearTimeout(this.pollTimer);
    if (this.stopping) return;
    const waitMs = this.failures === 0 ? this.deps.pollMs : Math.min(100 * 2 ** this.failures, 10_000);
    this.pollTimer = setTimeout(() => this.nudge(), waitMs);
  }

  private async run(event: ClaimedEvent): Promise<void> {
    const started = performance.now();
    const trigger = this.deps.snapshot().model.eventTriggers.get(event.trigger);
    try {
      if (trigger === undefined) {
        await this.release([event.id]);
      } else {
        const result = await deliver(this.deps, deliveryOf(event, trigger, this.giveUp.signal));
        this.deps.observe({
          kind: result.outcome === 'delivered' ? 'event-delivered' : 'event-failed',
          trigger: event.trigger,
          eventId: event.id,
          tries: event.tries + 1,
          status: result.status,
          durationMs: performance.now() - started,
        });
        this.settled.push({ id: event.id, trigger: event.trigger, ...result });
      }
    } catch (error) {
      if (!this.giveUp.signal.aborted) this.failed(`delivering event ${event.id} failed`, error);
      await this.release([event.id]);
    }
    this.underWay--;
    this.pump();
  }

  /** Writes what has finished since the last time; tries until the database takes it, so that nothing delivered is forgotten. */
  private async settle(): Promise<void> {
    // Let deliveries that finish in this turn of the event loop join the statement.
    await new Promise((resolve) => setImmediate(resolve));
    const batch = this.settled.splice(0);
    for (let attempt = 0; ; attempt++) {
      try {
        await settleEvents(this.deps.database, batch);
        break;
      } catch (error) {
        this.failed('settling events failed', error);
        if (this.giveUp.signal.aborted) break;
        if (isRefused(error) && batch.some((s) => s.response !== UNLOGGABLE)) {
          batch.forEach((s, i) => {
            batch[i] = { ...s, request: UNLOGGABLE, response: UNLOGGABLE };
          });
          continue;
        }
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 5000)));
      }
    }
    this.letGo(batch.map((s) => s.id));
    for (const { outcome, waitSeconds } of batch) if (outcome === 'retry') this.nudgeIn(waitSeconds * 1000);
  }

  /** A put-off event is due at a known moment; the poll alone would find it up to an interval late. */
  private nudgeIn(delayMs: number): void {
    if (this.stopping || this.retryTimers.size >= 1000 || delayMs > 3_600_000) return;
    const timer = setTimeout(() => {
      this.retryTimers.delete(timer);
      this.nudge();
    }, delayMs + 1);
    this.retryTimers.add(timer);
  }

  private hold(ids: readonly string[]): void {
    for (const id of ids) this.held.add(id);
    this.lease.hold(ids.length);
  }

  private letGo(ids: readonly string[]): void {
    for (const id of ids) this.held.delete(id);
    this.lease.hold(-ids.length);
  }

  private async release(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    this.letGo(ids);
    // If it cannot be told now, the next look for lost claims finds them.
    await releaseEvents(this.deps.database, ids).catch((error) => this.failed('releasing events failed', error));
  }

  private async takeOver(): Promise<void> {
    if (!this.takesOver) return;
    const taker = { owner: this.deps.instanceId, leaseSeconds: this.leaseSeconds, held: this.held };
    await takeOverEvents(this.deps.database, taker);
    this.takesOver = false;
  }

  private failed(message: string, cause: unknown): void {
    this.deps.observe({ kind: 'internal-error', message, cause });
  }
}

/** What PostgreSQL does not take as a value (class 22) or as too complex (54) will not be taken later either. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(22|54)/.test(error.code);

/** Stands in the invocation log for what could not be written there. */
const UNLOGGABLE = '{"type":"client_error","data":{"message":"this could not be logged"},"version":"2"}';

function deliveryOf(event: ClaimedEvent, trigger: EventTrigger, signal: AbortSignal): Delivery {
  return {
    webhook: trigger.webhook,
    body: eventBody(event, trigger),
    headers: trigger.headers,
    retry: trigger.retry,
    tries: event.tries,
    requestTransform: trigger.requestTransform,
    responseTransform: trigger.responseTransform,
    sessionVariables:
      trigger.requestTransform === null && trigger.responseTransform === null
        ? null
        : (JSON.parse(event.payload)?.session_variables ?? null),
    traceId: event.traceId,
    logVersion: '2',
    signal,
  };
}

const eventBody = (event: ClaimedEvent, trigger: EventTrigger) =>
  `{"id":${JSON.stringify(event.id)},"created_at":"${event.createdAt}","table":{"schema":${JSON.stringify(event.schema)},"name":${JSON.stringify(event.table)}},"trigger":{"name":${JSON.stringify(event.trigger)}},"event":${event.payload},"delivery_info":{"current_retry":${event.tries},"max_retries":${trigger.retry.numRetries}}}`;
