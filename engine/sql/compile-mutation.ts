/** A mutation's root field as a program of statements. */
import type { RootPlan } from '../plan/operation-plan.ts';
import { compileInsert } from './compile-insert.ts';
import { compileSelect } from './compile-select.ts';
import { compileDelete, compileUpdate } from './compile-update.ts';
import { type MutationProgram, type Piece, text } from './mutation-program.ts';
import { ProgramBuilder } from './program-builder.ts';
import type { CompileOptions } from './scope.ts';
import { sql } from './sql.ts';

export type WritingRoot = Extract<
  RootPlan,
  { readonly kind: 'insert' | 'update' | 'update_many' | 'delete' | 'function_mutation' }
>;

export function compileMutation(root: WritingRoot, options: CompileOptions): MutationProgram {
  const program = new ProgramBuilder(options);
  const answer = pieces(root, program);
  return { steps: program.steps, answer };
}

function pieces(root: WritingRoot, program: ProgramBuilder): Piece[] {
  switch (root.kind) {
    case 'insert':
      return compileInsert(root.insert, root.answer, program);
    case 'update':
      return compileUpdate(root.update, root.answer, program);
    case 'delete':
      return compileDelete(root.delete, root.answer, program);
    case 'update_many': {
      const each = root.updates.map((update) => compileUpdate(update, root.answer, program));
      return [text('['), ...each.flatMap((answer, i) => (i === 0 ? answer : [text(','), ...answer])), text(']')];
    }
    case 'function_mutation': {
      const step = program.add(sql`select (${compileSelect(root.select, program.context())})`, '$');
      return [{ kind: 'cell', step, column: 0, otherwise: 'null' }];
    }
  }
}
