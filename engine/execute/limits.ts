/** `api_limits` of one operation: depth, nodes and time (dialect §1.8). Admins have none. */
import type { RequestContext } from '../engine.ts';
import { EngineError } from '../error.ts';
import type { ApiLimits, Limit } from '../model/model.ts';
import type { OperationMeasure } from '../plan/measure.ts';
import type { Session } from '../session.ts';

export function checkLimits(limits: ApiLimits, session: Session, measure: OperationMeasure): void {
  if (limits.disabled || session.role === 'admin') return;
  const depth = limitFor(limits.depth, session.role);
  if (depth !== null && measure.depth > depth) {
    throw new EngineError(
      'invalid-query-resource-limits',
      `depth limit exceeded: the operation has a depth of ${measure.depth}, the limit is ${depth}`,
    );
  }
  const nodes = limitFor(limits.nodes, session.role);
  if (nodes !== null && measure.nodes > nodes) {
    throw new EngineError(
      'invalid-query-resource-limits',
      `node limit exceeded: the operation has ${measure.nodes} nodes, the limit is ${nodes}`,
    );
  }
}

/** Cancels what PostgreSQL does for the operation when its time is over. */
export async function withTimeLimit<T>(
  limits: ApiLimits,
  context: RequestContext,
  work: (context: RequestContext) => Promise<T>,
): Promise<T> {
  const { role } = context.session;
  const seconds = limits.disabled || role === 'admin' ? null : limitFor(limits.timeSeconds, role);
  if (seconds === null) return await work(context);
  const over = AbortSignal.timeout(seconds * 1000);
  const signal = context.signal ? AbortSignal.any([context.signal, over]) : over;
  try {
    return await work({ ...context, signal });
  } catch (error) {
    if (!over.aborted) throw error;
    throw new EngineError('invalid-query-resource-limits', `time limit exceeded: the limit is ${seconds} seconds`, {
      cause: error,
    });
  }
}

/** A role's own limit overrides the global one. */
const limitFor = (limit: Limit, role: string): number | null => limit.perRole.get(role) ?? limit.global;
