/** What a write answers: the fields of its rows that PostgreSQL writes, and the pieces around them. */
import type { Field, MutationAnswer, MutationField } from '../plan/operation-plan.ts';
import type { WantedRows } from './compile-write.ts';
import { type Piece, text } from './mutation-program.ts';

/** In the order in which `answerPieces` asks for them. */
export function wantedRows(answer: MutationAnswer): readonly WantedRows[] {
  if (answer.kind === 'row') return [{ fields: answer.fields, isList: false }];
  return answer.fields.flatMap((field) => (field.kind === 'returning' ? [{ fields: field.fields, isList: true }] : []));
}

/**
 * Related rows are read by a statement of their own: within the writing one, other scans do not see what was written. Anything
 * else comes from the writing statement, as in Hasura.
 */
export const readsAfterwards = (wanted: readonly WantedRows[]): boolean =>
  wanted.some(({ fields }) => fields.some((field: Field) => field.kind === 'rows' && field.join.length > 0));

/** `counted`: the steps whose rows count; `rowsAt`: where the text of each of the wanted rows is. */
export function answerPieces(answer: MutationAnswer, counted: readonly number[], rowsAt: (index: number) => Piece): Piece[] {
  if (answer.kind === 'row') return [rowsAt(0)];
  let returned = 0;
  const pieceOf = (field: MutationField): Piece => {
    switch (field.kind) {
      case 'typename':
        return text(JSON.stringify(field.name));
      case 'affected_rows':
        return { kind: 'sum', steps: counted };
      case 'returning':
        return rowsAt(returned++);
    }
  };
  const members = answer.fields.flatMap((field, i): Piece[] => [
    text(`${i === 0 ? '' : ','}${JSON.stringify(field.alias)}:`),
    pieceOf(field),
  ]);
  return [text('{'), ...members, text('}')];
}

/** The answer of a write that had nothing to do. */
export const nothingWritten = (answer: MutationAnswer): Piece[] =>
  answerPieces(answer, [], () => text(answer.kind === 'row' ? 'null' : '[]'));
