/**
 * Subscriptions that outlive a change of metadata: each is planned again by what is served now. Who still asks the same of the
 * database notices nothing; a stream goes on behind the last row it was given; who may no longer ask is told so, and it is over.
 */
import { setImmediate as others } from 'node:timers/promises';
import type { EngineError } from '../error.ts';
import type { Values } from './cohort.ts';
import type { Sink } from './sink.ts';
import { type LivePlan, statementsOf } from './statement.ts';
import type { Running } from './subscriptions.ts';

/** What a request means now. `plan` null: it cannot be one statement for many. */
export interface Prepared {
  readonly plan: LivePlan | null;
  readonly values: readonly Values[];
  /** Answers flow to the sink. `from`: where a stream was. */
  start(from: { readonly values: readonly Values[]; readonly isServed: boolean } | null): Running;
}

export interface Active {
  readonly sink: Sink;
  /** Throws when the request is wrong by now. */
  readonly prepare: () => Prepared;
  prepared: Prepared;
  running: Running;
}

/** Between so many there is time for others. */
const AT_ONCE = 200;

export async function replanAll(active: Set<Active>, asEngineError: (error: unknown) => EngineError): Promise<void> {
  let done = 0;
  for (const one of [...active]) {
    if (active.has(one)) replan(one, active, asEngineError);
    done += 1;
    if (done % AT_ONCE === 0) await others();
  }
}

function replan(one: Active, active: Set<Active>, asEngineError: (error: unknown) => EngineError): void {
  const { prepared: before, running } = one;
  try {
    const now = one.prepare();
    if (now.plan && now.plan.key === before.plan?.key && JSON.stringify(now.values) === JSON.stringify(before.values)) return;
    running.stop();
    const isStream = before.plan?.kind === 'stream' && now.plan?.kind === 'stream';
    const from = isStream ? { values: carried(before.plan, running.values, now), isServed: running.isServed } : null;
    one.running = now.start(from);
    one.prepared = now;
  } catch (error) {
    active.delete(one);
    running.stop();
    one.sink.refuse(asEngineError(error));
  }
}

/** The new values, with the cursors where they are. */
function carried(plan: LivePlan, values: readonly Values[], now: Prepared): readonly Values[] {
  const old = statementsOf(plan.roots);
  const next = now.plan ? statementsOf(now.plan.roots) : [];
  return now.values.map((of, s) => {
    const from = old[s]?.cursor ?? null;
    const to = next[s]?.cursor ?? null;
    return from === null || to === null ? of : of.with(to, values[s]?.[from] ?? null);
  });
}
