/** The engine's core as the transports see it: every request, whichever way it came, is held to the same rules and then run. */
import type { Core, GraphqlAnswer, GraphqlRequest, RequestContext } from './engine.ts';
import { createAllowList } from './limits/allow-list.ts';
import type { PlannedOperation, Planner } from './plan/planner.ts';

export interface CoreDeps extends Pick<Core, 'database' | 'snapshot' | 'onChange'> {
  readonly planner: Planner;
  readonly enableAllowlist: boolean;
  readonly execute: (request: GraphqlRequest, context: RequestContext) => Promise<GraphqlAnswer>;
}

export interface PlanningCore extends Core {
  /** Decides what a request is. Throws an `EngineError` when it may not or cannot run. */
  plan(request: GraphqlRequest, context: RequestContext): PlannedOperation;
}

export function createCore(deps: CoreDeps): PlanningCore {
  const { database, snapshot, onChange, planner, execute } = deps;
  const checkAllowed = deps.enableAllowlist ? createAllowList() : null;
  return {
    database,
    snapshot,
    onChange,
    plan: (request, { session }) => {
      checkAllowed?.(snapshot(), request.query, session);
      return planner.plan(snapshot(), request, session);
    },
    execute: checkAllowed
      ? async (request, context) => {
          checkAllowed(snapshot(), request.query, context.session);
          return await execute(request, context);
        }
      : execute,
  };
}
