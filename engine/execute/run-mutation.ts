/** A mutation: its writes in one transaction and one round trip, actions one after the other. */
import type { Cells, Statement } from '../database/database.ts';
import { PostgresError, toEngineError } from '../database/postgres-error.ts';
import { EngineError } from '../error.ts';
import { type Piece, refusalIn } from '../sql/mutation-program.ts';
import { bindStatement } from './bind.ts';
import type { CompiledMutation, CompiledStep, MutationUnit } from './compile-operation.ts';
import type { Run } from './execute.ts';
import { runEffect } from './run-query.ts';
import { sessionSettings } from './session-settings.ts';
import { validateInputs } from './validate-inputs.ts';

type Transaction = Extract<MutationUnit, { readonly kind: 'transaction' }>;

/** The JSON text of `data`. */
export async function runMutation(run: Run, mutation: CompiledMutation): Promise<string> {
  const answers = new Map<MutationUnit, string>();
  for (const unit of mutation.units) {
    answers.set(unit, unit.kind === 'effect' ? await runEffect(run, unit.effect) : await runTransaction(run, unit));
  }
  return mutation.parts.map((part) => (typeof part === 'string' ? part : (answers.get(part) ?? 'null'))).join('');
}

async function runTransaction(run: Run, unit: Transaction): Promise<string> {
  const { deps, context, planned } = run;
  await validateInputs(run, unit.writes);
  const steps = unit.steps.map((step) => bindStatement(step, context.session, planned.variables));
  const results = steps.length > 0 ? await write(run, unit.steps, steps, deps.isolation) : [];
  return unit.pieces.map((piece) => pieceText(piece, results)).join('');
}

async function write(
  run: Run,
  steps: readonly CompiledStep[],
  statements: readonly Statement[],
  isolation: Run['deps']['isolation'],
) {
  const { database } = run.deps;
  try {
    const [, ...results] = await database.batch([sessionSettings(run.context, run.deps.writeVariables), ...statements], {
      signal: run.context.signal,
      ...(isolation ? { transaction: { isolation } } : {}),
    });
    return results;
  } catch (error) {
    if (error instanceof PostgresError && error.code.startsWith('23')) {
      const { variables: session } = run.context.session;
      run.deps.observe?.({ kind: 'write-refused', sqlState: error.code, message: error.message, session });
    }
    throw explained(run, failure(error, steps, statements));
  }
}

function explained({ deps, context }: Run, error: unknown): unknown {
  const explanation = error instanceof EngineError ? deps.explain?.(error, context.session) : null;
  if (!(error instanceof EngineError) || !explanation) return error;
  const { path, internal, status, code, cause } = error;
  return new EngineError('unexpected', error.message, { path, internal, status, handlerCode: code, cause, explanation });
}

function failure(error: unknown, steps: readonly CompiledStep[], statements: readonly Statement[]): unknown {
  if (!(error instanceof PostgresError)) return toEngineError(error);
  // The session's settings went first.
  const index = error.statementIndex - 1;
  const step = steps[index];
  const statement = statements[index];
  const refusal = step ? refusalIn(error, step.refusals) : null;
  if (refusal) return new EngineError(refusal.code, refusal.message, { path: refusal.path });
  return toEngineError(error, { path: step?.path ?? '$', ...(statement ? { statement } : {}) });
}

type Results = readonly (readonly Cells[])[];

function pieceText(piece: Piece, results: Results): string {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'cell':
      return results[piece.step]?.[0]?.text(piece.column) ?? piece.otherwise;
    case 'sum':
      return String(piece.steps.reduce((sum, step) => sum + Number(results[step]?.[0]?.text(0) ?? 0), 0));
    case 'lists':
      return `[${piece.steps
        .map((step) => (results[step]?.[0]?.text(piece.column) ?? '[]').slice(1, -1))
        .filter((items) => items !== '')
        .join(',')}]`;
  }
}
