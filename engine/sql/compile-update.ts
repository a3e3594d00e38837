/** `update` and `delete` as programs of one statement, or two when related rows are answered. */
import type { Assignment, DeletePlan, MutationAnswer, UpdatePlan } from '../plan/operation-plan.ts';
import { nothingWritten } from './answer-pieces.ts';
import { column, compileCondition } from './compile-expression.ts';
import type { Piece } from './mutation-program.ts';
import { CHECK_FAILED } from './permission-check.ts';
import type { ProgramBuilder } from './program-builder.ts';
import { rowScope, type Scope } from './scope.ts';
import { ident, join, relation, type Sql, sql, value } from './sql.ts';

/** Hasura's errors of updates and deletes have no place in the request. */
const PATH = '$';

export function compileUpdate(update: UpdatePlan, answer: MutationAnswer, program: ProgramBuilder): Piece[] {
  if (update.set.length === 0) return nothingWritten(answer);
  const scope = rowScope(program.context(), update.table);
  const set = join(update.set.map((assignment) => assign(assignment, scope)));
  const where = compileCondition(update.where, scope);
  return program.writeAndAnswer(
    {
      statement: sql`update ${relation(update.table)} as ${scope.current.alias} set ${set} where ${where}`,
      scope,
      check: checked(update.check, scope),
      atLeastOne: null,
    },
    answer,
    PATH,
  );
}

function checked(check: UpdatePlan['check'], scope: Scope) {
  if (!check || (check.kind === 'constant' && check.value)) return null;
  return { of: compileCondition(check, scope), refusal: { ...CHECK_FAILED, path: PATH } };
}

function assign(assignment: Assignment, scope: Scope): Sql {
  const old = column(scope.current, assignment.column);
  return sql`${ident(assignment.column)} = ${changed(assignment, old)}`;
}

function changed(assignment: Assignment, old: Sql): Sql {
  const given = value(assignment.value);
  switch (assignment.kind) {
    case 'set':
      return given;
    case 'inc':
      return sql`${old} + ${given}`;
    case 'append':
      return sql`${old} || ${given}`;
    case 'prepend':
      return sql`${given} || ${old}`;
    case 'delete_key':
    case 'delete_elem':
      return sql`${old} - ${given}`;
    case 'delete_at_path':
      return sql`${old} #- ${given}`;
  }
}

export function compileDelete(plan: DeletePlan, answer: MutationAnswer, program: ProgramBuilder): Piece[] {
  const scope = rowScope(program.context(), plan.table);
  const statement = sql`delete from ${relation(plan.table)} as ${scope.current.alias} where ${compileCondition(plan.where, scope)}`;
  return program.writeAndAnswer({ statement, scope, check: null, atLeastOne: null }, answer, PATH);
}
