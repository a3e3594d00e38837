/**
 * A row predicate. A role's permission filter and the caller's `where` are the same type, joined by `and`; session variables
 * and GraphQL variables stay symbolic until a statement is executed, so one plan serves every user of a role.
 */
import type { CatalogType } from '../catalog/catalog.ts';
import type { FunctionCall } from './function-call.ts';

export type Condition =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  /** A permission's filter inside a larger condition: `root` operands in it mean the row at hand here. */
  | { readonly kind: 'rooted'; readonly of: Condition }
  | {
      readonly kind: 'compare';
      readonly subject: Operand;
      readonly operator: Comparison;
      readonly value: Value | Operand;
      /** Metadata's `_eq`/`_ne` treat two NULLs as equal; GraphQL's do not (dialect §3.3). */
      readonly nullSafe: boolean;
    }
  | { readonly kind: 'is_null'; readonly subject: Operand; readonly isNull: boolean }
  /** A row of `table` joined by `mapping` satisfies `where` (which already holds that table's own filter where it applies). */
  | {
      readonly kind: 'related';
      readonly table: string;
      readonly mapping: readonly ColumnPair[];
      readonly where: Condition;
      /** Part of a role's filter: it says what a caller sees at all, and is asked for many rows. A hint for SQL, no difference in meaning. */
      readonly ofPermission?: true;
    }
  /** A row of the function's result (called on the current row) satisfies `where`. */
  | { readonly kind: 'related_function'; readonly call: FunctionCall; readonly table: string; readonly where: Condition }
  /** `_exists`: any row of `table` satisfies `where`; not correlated with the current row. */
  | { readonly kind: 'exists'; readonly table: string; readonly where: Condition }
  /** An aggregate over related rows satisfies `predicate` (comparisons whose subject is the aggregate's value). */
  | {
      readonly kind: 'aggregate';
      readonly table: string;
      readonly mapping: readonly ColumnPair[];
      readonly function: string;
      /** Empty: `count(*)`. */
      readonly columns: readonly Operand[];
      readonly distinct: boolean;
      /** Rows that are aggregated: the role's filter and the caller's. */
      readonly filter: Condition;
      readonly predicate: readonly { readonly operator: Comparison | 'is_null' | 'is_not_null'; readonly value: Value }[];
    };

export interface ColumnPair {
  readonly local: string;
  readonly remote: string;
}

/** The left side of a comparison, or the right side of a column comparison. */
export type Operand =
  /** `root` is the table the permission is defined on (`["$","col"]`), `current` the row at hand, however nested. */
  | { readonly kind: 'column'; readonly column: string; readonly of: 'current' | 'root'; readonly type: CatalogType }
  | { readonly kind: 'function'; readonly call: FunctionCall; readonly type: CatalogType }
  /** `_cast`: the operand as another type. */
  | { readonly kind: 'cast'; readonly operand: Operand; readonly type: CatalogType }
  /** The operand where `when` holds, else NULL: what an inherited role sees of a column (dialect §3.5). */
  | { readonly kind: 'masked'; readonly operand: Operand; readonly when: Condition; readonly type: CatalogType };

/** Named after the GraphQL operator without its underscore. */
export type Comparison =
  | 'eq'
  | 'neq'
  | 'gt'
  | 'lt'
  | 'gte'
  | 'lte'
  | 'in'
  | 'nin'
  | 'like'
  | 'nlike'
  | 'ilike'
  | 'nilike'
  | 'similar'
  | 'nsimilar'
  | 'regex'
  | 'nregex'
  | 'iregex'
  | 'niregex'
  | 'contains'
  | 'contained_in'
  | 'has_key'
  | 'has_keys_any'
  | 'has_keys_all'
  | 'jsonb_path_exists'
  | 'jsonb_path_match'
  | 'ancestor'
  | 'descendant'
  | 'ancestor_any'
  | 'descendant_any'
  | 'matches'
  | 'matches_any'
  | 'matches_fulltext';

/** A scalar that becomes a statement parameter (never SQL text), already in PostgreSQL's text form or yet to be read. */
export type Value =
  | { readonly kind: 'literal'; readonly text: string | null; readonly type: CatalogType }
  /** A session variable, read at execution; missing is an error, never NULL. A list type is given as a PG array literal. */
  | { readonly kind: 'session'; readonly name: string; readonly type: CatalogType }
  /** All session variables as one JSON object (functions' session argument). */
  | { readonly kind: 'session_object'; readonly type: CatalogType }
  /** A scalar inside the request's variables, read and encoded at execution: `path` starts with the variable's name. */
  | { readonly kind: 'variable'; readonly path: VariablePath; readonly type: CatalogType }
  /** An array of the values, bound as one parameter; `type` is the array type. */
  | { readonly kind: 'list'; readonly of: readonly Value[]; readonly type: CatalogType }
  /** JSON with variables inside, bound as one parameter. */
  | { readonly kind: 'json'; readonly of: JsonTemplate; readonly type: CatalogType };

export const isOperand = (right: Value | Operand): right is Operand =>
  right.kind === 'column' || right.kind === 'function' || right.kind === 'cast' || right.kind === 'masked';

/** JSON text in pieces: text as it is, and paths into the request's variables whose value is written as JSON. */
export type JsonTemplate = readonly (string | { readonly path: VariablePath })[];

/** From a variable's name into its value. */
export type VariablePath = readonly [string, ...(string | number)[]];

export const TRUE: Condition = { kind: 'constant', value: true };
export const FALSE: Condition = { kind: 'constant', value: false };

/** Conjunction without noise: constants fold, nested ands flatten. */
export const allOf = (...conditions: readonly Condition[]): Condition => conjunction(conditions);

export function conjunction(conditions: readonly Condition[]): Condition {
  const parts = conditions.flatMap((c) => (c.kind === 'and' ? c.of : [c])).filter((c) => !(c.kind === 'constant' && c.value));
  const no = parts.find((c) => c.kind === 'constant');
  if (no) return no;
  const [only] = parts;
  return only === undefined ? TRUE : parts.length === 1 ? only : { kind: 'and', of: parts };
}

/** A filter to be put into another table's condition: `root` operands in it keep meaning its own row. */
export const rooted = (filter: Condition): Condition => (refersToRoot(filter) ? { kind: 'rooted', of: filter } : filter);

function refersToRoot(condition: Condition): boolean {
  switch (condition.kind) {
    case 'constant':
    case 'rooted':
      return false;
    case 'and':
    case 'or':
      return condition.of.some(refersToRoot);
    case 'not':
      return refersToRoot(condition.of);
    case 'compare':
      return isRootOperand(condition.subject) || (isOperand(condition.value) && isRootOperand(condition.value));
    case 'is_null':
      return isRootOperand(condition.subject);
    case 'related':
    case 'related_function':
    case 'exists':
      return refersToRoot(condition.where);
    case 'aggregate':
      return refersToRoot(condition.filter) || condition.columns.some(isRootOperand);
  }
}

function isRootOperand(operand: Operand): boolean {
  switch (operand.kind) {
    case 'column':
      return operand.of === 'root';
    case 'function':
      return false;
    case 'cast':
      return isRootOperand(operand.operand);
    case 'masked':
      return isRootOperand(operand.operand) || refersToRoot(operand.when);
  }
}

/** Disjunction without noise. None of none is false. */
export function disjunction(conditions: readonly Condition[]): Condition {
  const parts = conditions.filter((c) => !(c.kind === 'constant' && !c.value));
  const yes = parts.find((c) => c.kind === 'constant');
  if (yes) return yes;
  const [only] = parts;
  return only === undefined ? FALSE : parts.length === 1 ? only : { kind: 'or', of: parts };
}
