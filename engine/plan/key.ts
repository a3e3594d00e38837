/** Arguments that name one row by its primary key. */
import { type Condition, conjunction, TRUE } from '../model/condition.ts';
import type { InputMeaning } from '../schema/meaning.ts';
import { comparisonRule } from './comparison.ts';
import type { Input } from './input.ts';
import type { Planning } from './planning.ts';
import { readValue } from './values.ts';

export interface KeyPart {
  readonly input: Input;
  readonly meaning: InputMeaning | undefined;
  readonly path: string;
}

export function keyCondition(planning: Planning, parts: readonly KeyPart[]): Condition {
  return conjunction(
    parts.map(({ input, meaning, path }): Condition => {
      if (meaning?.kind !== 'compare') return TRUE;
      const rule = comparisonRule(planning, meaning.operand.type, meaning.column);
      const value = readValue(planning.reader, input, rule, path);
      return { kind: 'compare', subject: meaning.operand, operator: 'eq', value, nullSafe: false };
    }),
  );
}
