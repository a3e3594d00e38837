/** Short words for writing plans by hand, for the tests of this stage. */
import type { CatalogType } from '../../engine/catalog/catalog.ts';
import { type Comparison, type Condition, type Operand, TRUE, type Value } from '../../engine/model/condition.ts';
import type { Field, RowSource, SelectPlan } from '../../engine/plan/operation-plan.ts';

const base = (name: string, sql: string): CatalogType => ({ name, sql, kind: 'base', element: null });
export const INT = base('int4', 'integer');
export const BIGINT = base('int8', 'bigint');
export const NUMERIC = base('numeric', 'numeric');
export const TEXT = base('text', 'text');
export const BOOLEAN = base('bool', 'boolean');
export const JSONB = base('jsonb', 'jsonb');

export const columnOf = (column: string, type: CatalogType) => ({ kind: 'column', column, of: 'current', type }) as const;
export const literalOf = (text: string | null, type: CatalogType): Value => ({ kind: 'literal', text, type });
export const listOf = (texts: readonly string[], element: CatalogType): Value => ({
  kind: 'list',
  of: texts.map((text) => literalOf(text, element)),
  type: { name: `_${element.name}`, sql: `${element.sql}[]`, kind: 'array', element },
});
export const compare = (operator: Comparison, subject: Operand, value: Value | Operand, nullSafe = false): Condition => ({
  kind: 'compare',
  subject,
  operator,
  value,
  nullSafe,
});
export const field = (alias: string, operand: Operand): Field => ({ kind: 'value', alias, operand, jsonPath: null, mask: null });

export function select(from: string | RowSource, plan: Partial<SelectPlan>): SelectPlan {
  return {
    from: typeof from === 'string' ? { kind: 'table', table: from } : from,
    shape: 'list',
    where: TRUE,
    orderBy: [],
    distinctOn: [],
    limit: null,
    offset: null,
    permissionLimit: null,
    fields: [],
    aggregate: [],
    ...plan,
  };
}
