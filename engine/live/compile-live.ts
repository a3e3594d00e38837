/** A subscription's plan as statements for many subscribers; null when it needs more than SQL (asynchronous actions). */
import type { OperationPlan, Root } from '../plan/operation-plan.ts';
import { compileLiveCohort, compileStreamCohort } from '../sql/compile-cohort.ts';
import type { CompileOptions } from '../sql/scope.ts';
import { dependenciesOf } from './dependencies.ts';
import { type LivePlan, type LiveRoot, statementsOf } from './statement.ts';

export function compileLive(plan: OperationPlan, options: CompileOptions): LivePlan | null {
  const compiled = compileRoots(plan.roots, options);
  if (!compiled) return null;
  const isStream = statementsOf(compiled).some((statement) => statement.cursor !== null);
  return {
    kind: isStream ? 'stream' : 'live',
    key: JSON.stringify(compiled.map(keyOf)),
    roots: compiled,
    dependencies: dependenciesOf(plan),
  };
}

function compileRoots(roots: readonly Root[], options: CompileOptions): readonly LiveRoot[] | null {
  const all = roots.map((root) => compileRoot(root, options));
  const compiled = all.filter((root) => root !== null);
  return compiled.length < all.length ? null : compiled;
}

function keyOf(root: LiveRoot): unknown {
  if (root.kind === 'namespace') return [root.alias, root.roots.map(keyOf)];
  return [root.alias, root.kind === 'text' ? root.json : root.statement.text];
}

function compileRoot({ alias, field }: Root, options: CompileOptions): LiveRoot | null {
  switch (field.kind) {
    case 'text':
      return { alias, kind: 'text', json: field.json };
    case 'select':
      return { alias, kind: 'statement', statement: compileLiveCohort(field.select, options) };
    case 'stream':
      return { alias, kind: 'statement', statement: compileStreamCohort(field.stream, options) };
    case 'namespace': {
      const roots = compileRoots(field.roots, options);
      return roots && { alias, kind: 'namespace', roots };
    }
    default:
      return null;
  }
}
