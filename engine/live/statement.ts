/** A subscription's plan as statements that answer for many subscribers at once. */
import type { Value } from '../model/condition.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * `text` takes one array a parameter, with an element a cohort, and answers a row a cohort: `n`, its position from 1,
 * `result`, JSON text, and for streams `cursor`.
 */
export interface CohortStatement {
  readonly text: string;
  readonly parameters: readonly Value[];
  /** Streams: the position of the parameter that holds the cursor. */
  readonly cursor: number | null;
}

/** One root field: known text, or a statement. */
export type LiveRoot =
  | { readonly alias: string; readonly kind: 'text'; readonly json: string }
  | { readonly alias: string; readonly kind: 'statement'; readonly statement: CohortStatement };

export interface LivePlan {
  readonly kind: 'live' | 'stream';
  /** Equal for plans with equal statements. */
  readonly key: string;
  readonly roots: readonly LiveRoot[];
  readonly dependencies: Dependencies;
}

export const statementsOf = (plan: LivePlan): readonly CohortStatement[] =>
  plan.roots.flatMap((root) => (root.kind === 'statement' ? [root.statement] : []));

/** `{"data":{…}}` from the roots' texts. `results` in the order of the statement roots. */
export function assemble(roots: readonly LiveRoot[], results: readonly string[]): string {
  let next = 0;
  const members = roots.map((root) => {
    const json = root.kind === 'text' ? root.json : (results[next++] ?? 'null');
    return `${JSON.stringify(root.alias)}:${json}`;
  });
  return `{"data":{${members.join(',')}}}`;
}
