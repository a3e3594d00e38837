/**
 * Subscriptions: live queries and streams. Their plans become statements for many subscribers at once; what cannot be one
 * (the result of an asynchronous action) is asked again for each subscriber.
 */
import type { CatalogTable } from '../catalog/catalog.ts';
import type { EngineConfig } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import type { GraphqlAnswer, GraphqlRequest, RequestContext, Snapshot } from '../engine.ts';
import { EngineError } from '../error.ts';
import type { Value } from '../model/condition.ts';
import type { Observe } from '../observation.ts';
import { bindValue } from '../plan/bind.ts';
import type { OperationPlan } from '../plan/operation-plan.ts';
import type { PlannedOperation } from '../plan/planner.ts';
import type { CompileOptions } from '../sql/scope.ts';
import { askAgain } from './ask-again.ts';
import { openChangeFeed } from './change-feed.ts';
import { compileLive } from './compile-live.ts';
import { type Active, type Prepared, replanAll } from './replan.ts';
import type { Sink } from './sink.ts';
import { type LivePlan, statementsOf } from './statement.ts';
import { Subscriptions, type SubscriptionsDeps } from './subscriptions.ts';

export interface Live extends AsyncDisposable {
  /** Answers flow to the sink until the returned function is called. Throws an `EngineError` when the request is wrong. */
  subscribe(request: GraphqlRequest, context: RequestContext, sink: Sink): () => void;
  /** Groups of subscribers with equal answers. */
  readonly cohorts: number;
}

export interface LiveDeps {
  readonly config: Pick<EngineConfig, 'liveQueries' | 'streamingQueries' | 'notify'>;
  readonly database: Database;
  readonly snapshot: () => Snapshot;
  /** null: whoever subscribes ends by himself when the metadata changes. */
  readonly onChange: ((listener: () => void) => () => void) | null;
  readonly plan: (request: GraphqlRequest, context: RequestContext) => PlannedOperation;
  /** Answers a subscription's request once, as if it were a query. */
  readonly answer: (request: GraphqlRequest, context: RequestContext) => Promise<GraphqlAnswer>;
  readonly compileOptions: CompileOptions;
  /** What the database threw, in Hasura's words. */
  readonly toEngineError: (error: unknown) => EngineError;
  readonly observe: Observe;
}

const RETRY_MS = 500;

export function openLive(deps: LiveDeps): Live {
  const { config, database, snapshot, observe } = deps;
  const table = (key: string): CatalogTable | null => snapshot().catalog.tables.get(key) ?? null;
  const feed =
    config.notify && !snapshot().catalog.isYugabyte
      ? openChangeFeed({
          database,
          onChange: (change) => both((subscriptions) => subscriptions.changed(change)),
          onGap: (key) => both((subscriptions) => subscriptions.missed(key)),
          observe,
        })
      : null;
  const common: Omit<SubscriptionsDeps, 'batchSize'> = {
    database,
    feed,
    table,
    retryMs: RETRY_MS,
    asEngineError: deps.toEngineError,
    observe,
  };
  const live = new Subscriptions({ ...common, batchSize: config.liveQueries.batchSize });
  const streams = new Subscriptions({ ...common, batchSize: config.streamingQueries.batchSize });
  const both = (act: (subscriptions: Subscriptions) => void) => {
    act(live);
    act(streams);
  };
  const compiled = new WeakMap<OperationPlan, LivePlan | null>();
  const timers = [
    setInterval(() => {
      if (live.size + streams.size > 0) feed?.beat();
      live.tick();
    }, config.liveQueries.refetchIntervalMs),
    setInterval(() => streams.tick(), config.streamingQueries.refetchIntervalMs),
  ];

  const livePlan = (plan: OperationPlan): LivePlan | null => {
    let found = compiled.get(plan);
    if (found === undefined) {
      found = compileLive(plan, deps.compileOptions);
      compiled.set(plan, found);
    }
    return found;
  };

  const prepare = (request: GraphqlRequest, context: RequestContext, sink: Sink): Prepared => {
    const planned = deps.plan(request, context);
    if (planned.plan.kind !== 'subscription') throw new EngineError('validation-failed', 'expected a subscription');
    const plan = livePlan(planned.plan);
    if (!plan) {
      const ask = () => deps.answer(request, context);
      const options = { ask, sink, intervalMs: config.liveQueries.refetchIntervalMs, toEngineError: deps.toEngineError };
      return { plan, values: [], start: () => ({ stop: askAgain(options), values: [], isServed: true }) };
    }
    const bind = (value: Value) => bindValue(value, context.session, planned.variables);
    const values = statementsOf(plan.roots).map(({ parameters }) => parameters.map(bind));
    const subscriptions = plan.kind === 'stream' ? streams : live;
    return { plan, values, start: (from) => subscriptions.subscribe({ plan, values, bind, sink, ...from }) };
  };

  const active = new Set<Active>();
  const endReplanning = deps.onChange?.(() => void replanAll(active, deps.toEngineError));
  const subscribe = (request: GraphqlRequest, context: RequestContext, sink: Sink): (() => void) => {
    const prepared = prepare(request, context, sink);
    const running = prepared.start(null);
    if (!deps.onChange) return running.stop;
    const one: Active = { sink, prepare: () => prepare(request, context, sink), prepared, running };
    active.add(one);
    return () => {
      active.delete(one);
      one.running.stop();
    };
  };

  return {
    subscribe,
    get cohorts() {
      return live.size + streams.size;
    },
    [Symbol.asyncDispose]: async () => {
      endReplanning?.();
      for (const timer of timers) clearInterval(timer);
      both((subscriptions) => subscriptions.close());
      await feed?.[Symbol.asyncDispose]();
    },
  };
}
