/**
 * Runs asynchronous actions: claims waiting calls, calls their handlers, writes the outcome. One try each, as Hasura has it;
 * a call that a shutdown or a killed process interrupted waits again and is run once more.
 */
import { setMaxListeners } from 'node:events';
import type { Database } from '../database/database.ts';
import { DEFAULT_LEASE_SECONDS, type Lease, openLease } from '../database/lease.ts';
import type { Snapshot } from '../engine.ts';
import { EngineError, toApiError } from '../error.ts';
import { writeJson } from '../json.ts';
import {
  ACTION_CHANNEL,
  type ActionOutcome,
  type ClaimedAction,
  claimActions,
  ensureActionLog,
  releaseActions,
  settleAction,
  takeOverActions,
} from './action-log.ts';
import { type ActionDeps, callAction } from './call-action.ts';

export interface AsyncActionsDeps extends ActionDeps {
  /** The metadata database. */
  readonly database: Database;
  readonly snapshot: () => Snapshot;
  readonly onChange: (listener: (snapshot: Snapshot) => void) => () => void;
  /** A uuid of this process. */
  readonly instanceId: string;
  /** What a process holds that has been silent for so long is taken over. Default 20. */
  readonly leaseSeconds?: number;
  /** `HASURA_GRAPHQL_ASYNC_ACTIONS_FETCH_BATCH_SIZE`, 10. */
  readonly batchSize: number;
  /** `HASURA_GRAPHQL_ASYNC_ACTIONS_FETCH_INTERVAL`, 1000; 0 runs nothing. */
  readonly pollMs: number;
  /** How long calls under way may still take at the end. */
  readonly shutdownMs: number;
  /** The database has NOTIFY. */
  readonly notify: boolean;
}

/** Handlers called at once by one process. */
const CONCURRENCY = 100;

/** Makes the log's table, then works until disposed. */
export async function startAsyncActions(deps: AsyncActionsDeps): Promise<AsyncDisposable> {
  await ensureActionLog(deps.database, { lock: deps.notify });
  if (deps.pollMs === 0) return { [Symbol.asyncDispose]: async () => {} };
  const worker = new Worker(deps);
  await worker.start();
  return { [Symbol.asyncDispose]: () => worker.stop() };
}

class Worker {
  private readonly deps: AsyncActionsDeps;
  private readonly lease: Lease;
  private readonly leaseSeconds: number;
  private readonly giveUp = new AbortController();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly closing: (() => void | PromiseLike<void>)[] = [];
  private claiming: Promise<void> | null = null;
  private nudged = true;
  /** Claims that nobody will end have to be looked for before the next claim. */
  private takesOver = true;
  private stopping = false;
  private failures = 0;
  private pollTimer: NodeJS.Timeout | null = null;

  constructor(deps: AsyncActionsDeps) {
    this.deps = deps;
    this.leaseSeconds = deps.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
    this.lease = openLease(deps.database, deps.instanceId, this.leaseSeconds);
    setMaxListeners(0, this.giveUp.signal);
  }

  async start(): Promise<void> {
    const nudge = () => this.nudge();
    if (this.deps.notify) {
      const listening = await this.deps.database.listen(ACTION_CHANNEL, nudge, nudge);
      this.closing.push(() => listening[Symbol.asyncDispose]());
    }
    this.closing.push(this.deps.onChange(nudge));
    const takeOver = setInterval(() => {
      this.takesOver = true;
      this.nudge();
    }, this.leaseSeconds * 500);
    this.closing.push(() => clearInterval(takeOver));
    this.nudge();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.pollTimer) clearTimeout(this.pollTimer);
    for (const close of this.closing) await close();
    await this.claiming;
    const patience = setTimeout(() => this.giveUp.abort(), this.deps.shutdownMs);
    await Promise.all(this.underWay.values());
    clearTimeout(patience);
    this.lease.stop();
  }

  private nudge(): void {
    this.nudged = true;
    this.pump();
  }

  private pump(): void {
    if (this.stopping || this.claiming || !this.nudged || this.underWay.size >= CONCURRENCY) return;
    this.claiming = this.claim().finally(() => {
      this.claiming = null;
      this.pump();
    });
  }

  private async claim(): Promise<void> {
    this.nudged = false;
    const names = [...this.deps.snapshot().model.actions.values()].filter((a) => a.kind === 'asynchronous').map((a) => a.name);
    try {
      if (names.length > 0) {
        await this.lease.renew();
        await this.takeOver();
        const calls = await claimActions(this.deps.database, names, this.deps.batchSize, this.deps.instanceId);
        this.lease.hold(calls.length);
        for (const call of calls) this.begin(call);
        if (calls.length >= this.deps.batchSize) this.nudged = true;
      }
      this.failures = 0;
    } catch (error) {
      this.failures++;
      this.takesOver = true;
      this.failed('claiming asynchronous actions failed', error);
    }
    if (this.pollTimer) clearTimeout(this.pollTimer);
    if (this.stopping) return;
    const waitMs = this.failures === 0 ? this.deps.pollMs : Math.min(100 * 2 ** this.failures, 10_000);
    this.pollTimer = setTimeout(() => this.nudge(), waitMs);
  }

  private begin(call: ClaimedAction): void {
    const work = this.run(call).finally(() => {
      this.underWay.delete(call.id);
      this.lease.hold(-1);
      this.pump();
    });
    this.underWay.set(call.id, work);
  }

  private async run(call: ClaimedAction): Promise<void> {
    let outcome = await this.outcome(call);
    for (let attempt = 0; ; attempt++) {
      try {
        if (outcome === null) await releaseActions(this.deps.database, [call.id]);
        else await settleAction(this.deps.database, call.id, outcome);
        return;
      } catch (error) {
        this.failed(`writing the outcome of action ${call.id} failed`, error);
        if (isRefused(error)) outcome = UNSTORABLE;
        if (this.giveUp.signal.aborted || attempt === 20) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 5000)));
      }
    }
  }

  /** Null: not run to its end, to be run again. */
  private async outcome(call: ClaimedAction): Promise<ActionOutcome | null> {
    const { model } = this.deps.snapshot();
    const action = model.actions.get(call.name);
    if (action === undefined) return null;
    const role = call.sessionVariables['x-hasura-role'] ?? '';
    try {
      const { value } = await callAction(this.deps, {
        action,
        types: model.customTypes,
        input: call.input,
        session: { role, variables: call.sessionVariables, backendOnly: false, expiresAt: null },
        headers: call.headers,
        requestQuery: null,
        signal: this.giveUp.signal,
      });
      return { status: 'completed', response: writeJson(value) };
    } catch (error) {
      if (this.giveUp.signal.aborted) return null;
      const told = error instanceof EngineError ? error : new EngineError('unexpected', 'internal error', { cause: error });
      if (told !== error) this.failed(`action ${call.name} failed`, error);
      const extensions = told.extensions ? { extensions: told.extensions } : {};
      return { status: 'error', errors: JSON.stringify({ ...toApiError(told, role === 'admin'), ...extensions }) };
    }
  }

  private async takeOver(): Promise<void> {
    if (!this.takesOver) return;
    const taker = { owner: this.deps.instanceId, leaseSeconds: this.leaseSeconds, held: this.underWay.keys() };
    await takeOverActions(this.deps.database, taker);
    this.takesOver = false;
  }

  private failed(message: string, cause: unknown): void {
    this.deps.observe({ kind: 'internal-error', message, cause });
  }
}

/** Text that PostgreSQL does not hold (NUL, lone surrogates). */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22');

const UNSTORABLE: ActionOutcome = {
  status: 'error',
  errors: JSON.stringify({
    path: '$',
    error: 'the response of the webhook holds text that the database cannot store',
    code: 'unexpected',
  }),
};
