/** A subscription's plan as statements for many subscribers; null when it needs more than SQL (asynchronous actions). */
import type { OperationPlan, Root } from '../plan/operation-plan.ts';
import { compileLiveCohort, compileStreamCohort } from '../sql/compile-cohort.ts';
import type { CompileOptions } from '../sql/scope.ts';
import { dependenciesOf } from './dependencies.ts';
import type { LivePlan, LiveRoot } from './statement.ts';

export function compileLive(plan: OperationPlan, options: CompileOptions): LivePlan | null {
  const roots = plan.roots.map((root) => compileRoot(root, options));
  const compiled = roots.filter((root) => root !== null);
  if (compiled.length < roots.length) return null;
  const key = JSON.stringify(compiled.map((r) => [r.alias, r.kind === 'text' ? r.json : r.statement.text]));
  const isStream = plan.roots.some((root) => root.field.kind === 'stream');
  return { kind: isStream ? 'stream' : 'live', key, roots: compiled, dependencies: dependenciesOf(plan) };
}

function compileRoot({ alias, field }: Root, options: CompileOptions): LiveRoot | null {
  switch (field.kind) {
    case 'text':
      return { alias, kind: 'text', json: field.json };
    case 'select':
      return { alias, kind: 'statement', statement: compileLiveCohort(field.select, options) };
    case 'stream':
      return { alias, kind: 'statement', statement: compileStreamCohort(field.stream, options) };
    default:
      return null;
  }
}
