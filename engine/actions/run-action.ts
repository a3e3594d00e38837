/** An action's root field in a request: its part of the answer as JSON text. The one call that execute/ makes. */
import type { Connection } from '../database/database.ts';
import type { RequestContext } from '../engine.ts';
import { EngineError } from '../error.ts';
import type { Model } from '../model/model.ts';
import type { ActionPlan } from '../plan/operation-plan.ts';
import { enqueueAction } from './action-log.ts';
import { type ActionDeps, callAction } from './call-action.ts';
import { type JoinRows, selectOutput } from './select-output.ts';

export interface ActionRun {
  readonly plan: ActionPlan;
  /** `plan.input` with the request's variables in place: JSON text. */
  readonly input: string;
  readonly model: Model;
  readonly context: RequestContext;
  /** Text of the GraphQL request. */
  readonly requestQuery: string;
  readonly joinRows: JoinRows;
}

export interface ActionFieldAnswer {
  readonly json: string;
  readonly cookies: readonly string[];
}

/** `log` is where asynchronous actions wait: the metadata database. */
export async function runAction(deps: ActionDeps & { readonly log: Connection }, run: ActionRun): Promise<ActionFieldAnswer> {
  const { plan, context, model } = run;
  const action = model.actions.get(plan.name);
  if (action === undefined) throw new EngineError('not-exists', `action with name "${plan.name}" does not exist`);
  if (action.kind === 'asynchronous') {
    const id = await enqueueAction(deps.log, {
      name: plan.name,
      input: run.input,
      session: context.session,
      headers: context.headers,
    });
    return { json: JSON.stringify(id), cookies: [] };
  }
  const { value, cookies } = await callAction(deps, {
    action,
    types: model.customTypes,
    input: run.input,
    session: context.session,
    headers: context.headers,
    requestQuery: run.requestQuery,
    ...(context.signal ? { signal: context.signal } : {}),
  });
  return { json: await selectOutput(value, plan.selection, run.joinRows), cookies };
}
