/** An operation's plan as statements and the text around their answers; made once a plan. */
import type { OperationPlan, Root, RootPlan } from '../plan/operation-plan.ts';
import { compileMutation, type WritingRoot } from '../sql/compile-mutation.ts';
import { compileSelect } from '../sql/compile-select.ts';
import type { Piece, Refusal } from '../sql/mutation-program.ts';
import { type Rendered, renderPositional } from '../sql/render.ts';
import { type CompileOptions, compileContext } from '../sql/scope.ts';
import { join, type Sql, sql } from '../sql/sql.ts';

/** A root field that is not answered by a statement of ours alone. */
export interface Effect {
  readonly path: string;
  readonly field: Extract<RootPlan, { readonly kind: 'action' | 'action_result' }>;
}

/** Text, the number of a column of the one statement, or what someone else answers. */
export type QueryPart = string | number | Effect;

export interface CompiledQuery {
  /** null: nothing is asked of the database. */
  readonly statement: Rendered | null;
  readonly parts: readonly QueryPart[];
}

export interface CompiledStep extends Rendered {
  readonly path: string;
  readonly refusals: readonly Refusal[];
}

/** What runs in one transaction, or outside of any. */
export type MutationUnit =
  | {
      readonly kind: 'transaction';
      readonly steps: readonly CompiledStep[];
      readonly pieces: readonly Piece[];
      readonly writes: readonly WritingRoot[];
    }
  | { readonly kind: 'effect'; readonly effect: Effect };

export interface CompiledMutation {
  readonly units: readonly MutationUnit[];
  /** The answer: text, and the answers of units in their order. */
  readonly parts: readonly (string | MutationUnit)[];
}

export interface Compiler {
  query(plan: OperationPlan): CompiledQuery;
  mutation(plan: OperationPlan): CompiledMutation;
}

export function createCompiler(options: CompileOptions): Compiler {
  const queries = new WeakMap<OperationPlan, CompiledQuery>();
  const mutations = new WeakMap<OperationPlan, CompiledMutation>();
  return {
    query(plan) {
      let compiled = queries.get(plan);
      if (!compiled) {
        compiled = compileQuery(plan.roots, options);
        queries.set(plan, compiled);
      }
      return compiled;
    },
    mutation(plan) {
      let compiled = mutations.get(plan);
      if (!compiled) {
        compiled = compileMutationOperation(plan.roots, options);
        mutations.set(plan, compiled);
      }
      return compiled;
    },
  };
}

function compileQuery(roots: readonly Root[], options: CompileOptions): CompiledQuery {
  const columns: Sql[] = [];
  const context = compileContext(options);
  const parts = object(roots, ({ path, field }): QueryPart[] => {
    switch (field.kind) {
      case 'text':
        return [field.json];
      case 'select':
        return [columns.push(sql`(${compileSelect(field.select, context)})`) - 1];
      case 'action':
      case 'action_result':
        return [{ path, field }];
      default:
        throw new TypeError(`a query has no ${field.kind}`);
    }
  });
  const statement = columns.length > 0 ? renderPositional(sql`select ${join(columns)}`) : null;
  return { statement, parts: glued(parts) };
}

/** `{"alias":…}` with the parts of each root; namespaces nest. */
function object<T>(roots: readonly Root[], partsOf: (root: Root) => readonly (T | string)[]): (T | string)[] {
  const members = roots.flatMap((root, i) => [
    `${i === 0 ? '' : ','}${JSON.stringify(root.alias)}:`,
    ...(root.field.kind === 'namespace' ? object(root.field.roots, partsOf) : partsOf(root)),
  ]);
  return ['{', ...members, '}'];
}

function glued<T>(parts: readonly (T | string)[]): (T | string)[] {
  const out: (T | string)[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

/** All writes in one transaction; with actions among them each field runs for itself, as in Hasura (dialect §2.12). */
function compileMutationOperation(roots: readonly Root[], options: CompileOptions): CompiledMutation {
  const units: MutationUnit[] = [];
  const parts = object(roots, ({ path, field }): (string | MutationUnit)[] => {
    switch (field.kind) {
      case 'text':
        return [field.json];
      case 'action':
      case 'action_result': {
        const unit: MutationUnit = { kind: 'effect', effect: { path, field } };
        units.push(unit);
        return [unit];
      }
      case 'insert':
      case 'update':
      case 'update_many':
      case 'delete':
      case 'function_mutation': {
        const { steps, answer } = compileMutation(field, options);
        const compiled = steps.map((step) => ({ ...renderPositional(step.sql), path: step.path, refusals: step.refusals }));
        const unit: MutationUnit = { kind: 'transaction', steps: compiled, pieces: answer, writes: [field] };
        units.push(unit);
        return [unit];
      }
      default:
        throw new TypeError(`a mutation has no ${field.kind}`);
    }
  });
  if (units.some((unit) => unit.kind === 'effect')) return { units, parts: glued(parts) };
  const whole = oneTransaction(parts);
  return { units: [whole], parts: [whole] };
}

function oneTransaction(parts: readonly (string | MutationUnit)[]): MutationUnit {
  const steps: CompiledStep[] = [];
  const writes: WritingRoot[] = [];
  const pieces = parts.flatMap((part): Piece[] => {
    if (typeof part === 'string') return [{ kind: 'text', text: part }];
    if (part.kind === 'effect') return [];
    const first = steps.length;
    steps.push(...part.steps);
    writes.push(...part.writes);
    return part.pieces.map((piece) => shifted(piece, first));
  });
  return { kind: 'transaction', steps, pieces, writes };
}

function shifted(piece: Piece, by: number): Piece {
  switch (piece.kind) {
    case 'text':
      return piece;
    case 'cell':
      return { ...piece, step: piece.step + by };
    case 'sum':
    case 'lists':
      return { ...piece, steps: piece.steps.map((step) => step + by) };
  }
}
