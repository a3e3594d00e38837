/** A subscription's plan as statements that answer for many subscribers at once. */
import type { CompiledCohort } from '../sql/compile-cohort.ts';
import type { Dependencies } from './dependencies.ts';

/** One root field: known text, or a statement. */
export type LiveRoot =
  | { readonly alias: string; readonly kind: 'text'; readonly json: string }
  | { readonly alias: string; readonly kind: 'statement'; readonly statement: CompiledCohort }
  | { readonly alias: string; readonly kind: 'namespace'; readonly roots: readonly LiveRoot[] };

export interface LivePlan {
  readonly kind: 'live' | 'stream';
  /** Equal for plans with equal statements. */
  readonly key: string;
  readonly roots: readonly LiveRoot[];
  readonly dependencies: Dependencies;
}

export const statementsOf = (roots: readonly LiveRoot[]): readonly CompiledCohort[] =>
  roots.flatMap((root) => {
    if (root.kind === 'namespace') return statementsOf(root.roots);
    return root.kind === 'statement' ? [root.statement] : [];
  });

/** `{"data":{…}}` from the roots' texts. `results` in the order of the statement roots. */
export function assemble(roots: readonly LiveRoot[], results: readonly string[]): string {
  let next = 0;
  const object = (of: readonly LiveRoot[]): string => {
    const members = of.map((root) => `${JSON.stringify(root.alias)}:${json(root)}`);
    return `{${members.join(',')}}`;
  };
  const json = (root: LiveRoot): string => {
    if (root.kind === 'namespace') return object(root.roots);
    return root.kind === 'text' ? root.json : (results[next++] ?? 'null');
  };
  return `{"data":${object(roots)}}`;
}
