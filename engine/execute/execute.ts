/** Runs a request: planned, compiled once a plan, bound to the caller, one round trip to PostgreSQL, answered as text. */
import type { ActionDeps } from '../actions/call-action.ts';
import type { Connection, Database, TransactionOptions } from '../database/database.ts';
import type { GraphqlAnswer, GraphqlRequest, RequestContext, Snapshot } from '../engine.ts';
import { EngineError, type Explanation } from '../error.ts';
import type { Observe } from '../observation.ts';
import type { PlannedOperation, Planner } from '../plan/planner.ts';
import { type WrittenTables, writtenTables } from '../plan/written-tables.ts';
import type { Session } from '../session.ts';
import type { CompileOptions } from '../sql/scope.ts';
import { createCompiler } from './compile-operation.ts';
import { checkLimits, withTimeLimit } from './limits.ts';
import { runMutation } from './run-mutation.ts';
import type { Repeats } from './run-once.ts';
import { runQuery } from './run-query.ts';
import type { WriteVariables } from './session-settings.ts';

export interface ExecutorDeps {
  readonly database: Database;
  /** Where asynchronous actions are logged: the metadata database. */
  readonly actionLog: Connection;
  readonly planner: Planner;
  readonly actions: ActionDeps;
  readonly compile: CompileOptions;
  /** Of mutations; PostgreSQL's own default when absent. */
  readonly isolation?: TransactionOptions['isolation'];
  readonly snapshot: () => Snapshot;
  /** Called when a mutation has written, before it is answered. */
  readonly afterWrites?: (tables: WrittenTables) => Promise<void>;
  readonly observe?: Observe;
  readonly writeVariables?: WriteVariables;
  readonly explain?: Explain;
  /** Absent: keys of requests mean nothing. */
  readonly repeats?: Repeats;
}

/** Words for a write that the database refused; null: there are none. */
export type Explain = (refusal: { readonly code: string; readonly message: string }, session: Session) => Explanation | null;

/** One request under way. */
export interface Run {
  readonly deps: ExecutorDeps;
  readonly snapshot: Snapshot;
  readonly request: GraphqlRequest;
  readonly planned: PlannedOperation;
  readonly context: RequestContext;
  /** Grows as handlers answer. */
  readonly cookies: string[];
}

/** `asQuery`: a subscription is answered once; otherwise it is refused. */
export type Execute = (request: GraphqlRequest, context: RequestContext, asQuery?: boolean) => Promise<GraphqlAnswer>;

/** The promise rejects with an `EngineError` for everything that Hasura would tell the client. */
export function createExecutor(deps: ExecutorDeps): Execute {
  const compiler = createCompiler(deps.compile);
  return async (request, context, asQuery = false) => {
    const snapshot = deps.snapshot();
    const planned = deps.planner.plan(snapshot, request, context.session);
    checkLimits(snapshot.model.limits, context.session, planned.measure);
    return await withTimeLimit(snapshot.model.limits, context, async (limited) => {
      const run: Run = { deps, snapshot, request, planned, context: limited, cookies: [] };
      const { plan } = planned;
      if (plan.kind === 'subscription' && !asQuery) {
        throw new EngineError('unexpected-payload', 'subscriptions are not supported over HTTP, use websockets instead');
      }
      const data =
        plan.kind === 'mutation' ? await runMutation(run, compiler.mutation(plan)) : await runQuery(run, compiler.query(plan));
      if (plan.kind === 'mutation') await deps.afterWrites?.(writtenTables(plan));
      return { body: `{"data":${data}}`, status: 200, cookies: run.cookies };
    });
  };
}
