/** Collects the statements of one mutation field. */
import type { MutationAnswer } from '../plan/operation-plan.ts';
import { answerPieces, readsAfterwards, wantedRows } from './answer-pieces.ts';
import { compileWrite, selectRows, type WantedRows, type Write } from './compile-write.ts';
import { localRows, type Piece, type Step } from './mutation-program.ts';
import { type CompileContext, type CompileOptions, compileContext } from './scope.ts';
import { join, relation, type Sql, sql } from './sql.ts';

export class ProgramBuilder {
  readonly steps: Step[] = [];
  readonly options: CompileOptions;

  constructor(options: CompileOptions) {
    this.options = options;
  }

  /** For the next statement: aliases need only be unique within one. */
  context(): CompileContext {
    return compileContext(this.options);
  }

  /** Answers the step's number. */
  write(write: Write, path: string): number {
    const { sql: text, refusals } = compileWrite(write);
    return this.steps.push({ sql: text, path, refusals }) - 1;
  }

  /** Fields of rows that were kept in settings. */
  read(wanted: readonly WantedRows[], kept: readonly string[], table: string): number {
    const context = this.context();
    const names = kept.map((name) => localRows(name, relation(table)));
    const rows = sql`unnest(${join(names, ' || ')})`;
    const columns = wanted.map((w) => selectRows(w, rows, table, context));
    return this.add(sql`select ${join(columns)}`, '$');
  }

  add(statement: Sql, path: string): number {
    return this.steps.push({ sql: statement, path, refusals: [] }) - 1;
  }

  /** One statement that writes, and what it answers; related rows by a second one. */
  writeAndAnswer(write: Omit<Write, 'rows' | 'keep'>, answer: MutationAnswer, path: string): Piece[] {
    const wanted = wantedRows(answer);
    const otherwise = answer.kind === 'row' ? 'null' : '[]';
    if (!readsAfterwards(wanted)) {
      const step = this.write({ ...write, rows: wanted, keep: [] }, path);
      return answerPieces(answer, [step], (i) => ({ kind: 'cell', step, column: 1 + i, otherwise }));
    }
    const counted = this.write({ ...write, rows: [], keep: [{ name: KEPT, isAdded: false }] }, path);
    const step = this.read(wanted, [KEPT], write.scope.current.table);
    return answerPieces(answer, [counted], (i) => ({ kind: 'cell', step, column: i, otherwise }));
  }
}

const KEPT = 'rows';
