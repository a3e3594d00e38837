/** Marks a permission's condition that refers to its own table's row (`["$", "column"]`), so that it keeps its meaning inside others. */
import type { Condition, Operand, Value } from '../model/condition.ts';

export const rooted = (condition: Condition): Condition =>
  mentionsRoot(condition) ? { kind: 'rooted', of: condition } : condition;

function mentionsRoot(condition: Condition): boolean {
  switch (condition.kind) {
    case 'constant':
    case 'rooted':
      return false;
    case 'and':
    case 'or':
      return condition.of.some(mentionsRoot);
    case 'not':
      return mentionsRoot(condition.of);
    case 'compare':
      return isRoot(condition.subject) || isRoot(condition.value);
    case 'is_null':
      return isRoot(condition.subject);
    case 'related':
    case 'related_function':
    case 'exists':
      return mentionsRoot(condition.where);
    case 'aggregate':
      return mentionsRoot(condition.filter);
  }
}

function isRoot(side: Operand | Value): boolean {
  switch (side.kind) {
    case 'column':
      return side.of === 'root';
    case 'cast':
    case 'masked':
      return isRoot(side.operand);
    default:
      return false;
  }
}
