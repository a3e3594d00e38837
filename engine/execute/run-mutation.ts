/** A mutation: its writes in one transaction and one round trip, actions one after the other. */
import type { Cells, Statement } from '../database/database.ts';
import { PostgresError, toEngineError } from '../database/postgres-error.ts';
import { EngineError } from '../error.ts';
import { type Piece, refusalIn } from '../sql/mutation-program.ts';
import { bindStatement } from './bind.ts';
import type { CompiledMutation, CompiledStep, MutationUnit } from './compile-operation.ts';
import type { Run } from './execute.ts';
import { earlierAnswer, type Once, onceOf } from './run-once.ts';
import { runEffect } from './run-query.ts';
import { sessionSettings } from './session-settings.ts';
import { validateInputs } from './validate-inputs.ts';

type Transaction = Extract<MutationUnit, { readonly kind: 'transaction' }>;

/** The JSON text of `data`. */
export async function runMutation(run: Run, mutation: CompiledMutation): Promise<string> {
  const once = onceOf(run);
  if (once !== null) return await runOnce(run, mutation, once);
  const answers = new Map<MutationUnit, string>();
  for (const unit of mutation.units) {
    answers.set(unit, unit.kind === 'effect' ? await runEffect(run, unit.effect) : await runTransaction(run, unit));
  }
  return textOf(mutation, answers);
}

const textOf = ({ parts }: CompiledMutation, answers: ReadonlyMap<MutationUnit, string>): string =>
  parts.map((part) => (typeof part === 'string' ? part : (answers.get(part) ?? 'null'))).join('');

async function runOnce(run: Run, mutation: CompiledMutation, once: Once): Promise<string> {
  const [unit, ...others] = mutation.units;
  if (unit?.kind !== 'transaction' || others.length > 0)
    throw new EngineError(
      'not-supported',
      'an Idempotency-Key is for changes of tables; commands take a request id of their own',
    );
  // The most common repeat comes when the first was answered long ago.
  const earlier = await earlierAnswer(run, once);
  if (earlier !== null) return earlier;
  const { deps, context, planned } = run;
  await validateInputs(run, unit.writes);
  const statements = unit.steps.map((step) => bindStatement(step, context.session, planned.variables));
  const first = [sessionSettings(context, deps.writeVariables), once.claim];
  const { signal } = context;
  try {
    return await deps.database.transaction({ signal, ...(deps.isolation ? { isolation: deps.isolation } : {}) }, async (work) => {
      const [, , ...results] = await work.batch([...first, ...statements], { signal });
      const pieces = unit.pieces.map((piece) => pieceText(piece, results)).join('');
      const text = textOf(mutation, new Map([[unit, pieces]]));
      await work.query(once.repeats.record(once.request, text), { signal });
      return text;
    });
  } catch (error) {
    // Somebody else was first, and has committed.
    const isTaken = error instanceof PostgresError && error.code === '23505' && error.statementIndex === 1;
    const answer = isTaken ? await earlierAnswer(run, once) : null;
    if (answer !== null) return answer;
    throw refused(run, error, unit.steps, statements, first.length);
  }
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
    throw refused(run, error, steps, statements, 1);
  }
}

/** @param before how many statements went before the steps' own */
function refused(
  run: Run,
  error: unknown,
  steps: readonly CompiledStep[],
  statements: readonly Statement[],
  before: number,
): unknown {
  if (error instanceof PostgresError && error.code.startsWith('23')) {
    const { variables: session } = run.context.session;
    run.deps.observe?.({ kind: 'write-refused', sqlState: error.code, message: error.message, session });
  }
  return explained(run, failure(error, steps, statements, before));
}

function explained({ deps, context }: Run, error: unknown): unknown {
  const explanation = error instanceof EngineError ? deps.explain?.(error, context.session) : null;
  if (!(error instanceof EngineError) || !explanation) return error;
  const { path, internal, status, code, cause } = error;
  return new EngineError('unexpected', error.message, { path, internal, status, handlerCode: code, cause, explanation });
}

function failure(error: unknown, steps: readonly CompiledStep[], statements: readonly Statement[], before: number): unknown {
  if (!(error instanceof PostgresError)) return toEngineError(error);
  const index = error.statementIndex - before;
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
