/** Operands as fields of an answer carry them: the value, and apart from it the condition under which the role sees it. */
import type { Condition, Operand } from '../model/condition.ts';

export function unmasked(operand: Operand): { readonly operand: Operand; readonly mask: Condition | null } {
  return operand.kind === 'masked' ? { operand: operand.operand, mask: operand.when } : { operand, mask: null };
}

/** The column behind an operand, null for others. */
export function columnOf(operand: Operand): string | null {
  switch (operand.kind) {
    case 'column':
      return operand.column;
    case 'masked':
      return columnOf(operand.operand);
    default:
      return null;
  }
}
