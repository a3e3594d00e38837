/**
 * What a request means, decided: no names are looked up after this, no permission is consulted. `sql/` turns it into
 * statements and `execute/` runs them. Values stay symbolic (`Value`), so one plan serves every user of a role and every
 * set of variables of the same shape.
 */
import type { ActionRelationship } from '../model/actions.ts';
import type { ColumnPair, Condition, JsonTemplate, Operand, Value } from '../model/condition.ts';
import type { FunctionCall } from '../model/function-call.ts';
import type { Presets, ValidateInput } from '../model/model.ts';

export interface OperationPlan {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly name: string | null;
  /** In the order of the request. */
  readonly roots: readonly Root[];
}

/** One root field: `alias` is its key in the answer, `path` where its errors point (`$.selectionSet.<alias>`). */
export interface Root {
  readonly alias: string;
  readonly path: string;
  readonly field: RootPlan;
}

export type RootPlan =
  /** An answer known at planning: `__typename`, introspection, the placeholder field. JSON text. */
  | { readonly kind: 'text'; readonly json: string }
  | { readonly kind: 'select'; readonly select: SelectPlan }
  | { readonly kind: 'stream'; readonly stream: StreamPlan }
  | { readonly kind: 'insert'; readonly insert: InsertPlan; readonly answer: MutationAnswer }
  | { readonly kind: 'update'; readonly update: UpdatePlan; readonly answer: MutationAnswer }
  /** `update_T_many`: one after the other, answers in a list. */
  | { readonly kind: 'update_many'; readonly updates: readonly UpdatePlan[]; readonly answer: MutationAnswer }
  | { readonly kind: 'delete'; readonly delete: DeletePlan; readonly answer: MutationAnswer }
  /** A VOLATILE function under mutation_root: selected like a query, run in the mutation's transaction. */
  | { readonly kind: 'function_mutation'; readonly select: SelectPlan }
  | { readonly kind: 'action'; readonly action: ActionPlan }
  /** `action(id:)` of an asynchronous action: its log row. */
  | {
      readonly kind: 'action_result';
      readonly name: string;
      readonly id: Value;
      readonly selection: readonly ActionResultField[];
    }
  /** Several root fields under one (a source's namespace). */
  | { readonly kind: 'namespace'; readonly roots: readonly Root[] };

// ---------------------------------------------------------------- reading rows

export interface SelectPlan {
  readonly from: RowSource;
  /** `list`: a JSON array; `row`: one object or null (more rows is an error for functions, impossible by key); `aggregate`: one object. */
  readonly shape: 'list' | 'row' | 'aggregate';
  /** The role's filter and the caller's `where`. */
  readonly where: Condition;
  readonly orderBy: readonly OrderBy[];
  /** Columns; they match the first `orderBy` entries (checked while planning). */
  readonly distinctOn: readonly Operand[];
  /** The caller's limit; the smaller of it and `permissionLimit` applies. */
  readonly limit: Value | null;
  readonly offset: Value | null;
  /** For aggregates it bounds `nodes` only. */
  readonly permissionLimit: number | null;
  /** Fields of each row (`list`, `row`). */
  readonly fields: readonly Field[];
  /** Fields of the aggregate object (`aggregate`). */
  readonly aggregate: readonly AggregateField[];
}

export type RowSource =
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'function'; readonly call: FunctionCall; readonly table: string };

/** One key of an answer's object. Keys come out in this order. */
export type Field =
  | { readonly kind: 'typename'; readonly alias: string; readonly name: string }
  | {
      readonly kind: 'value';
      readonly alias: string;
      readonly operand: Operand;
      /** `path` argument of a json column: text[] for `#>`. */
      readonly jsonPath: Value | null;
      /** NULL unless it holds (inherited roles). */
      readonly mask: Condition | null;
    }
  /** A relationship or a table-valued computed field; `join` is empty for the latter (its call takes the row). */
  | {
      readonly kind: 'rows';
      readonly alias: string;
      readonly join: readonly ColumnPair[];
      readonly select: SelectPlan;
      readonly mask: Condition | null;
    };

export type AggregateField =
  | { readonly kind: 'typename'; readonly alias: string; readonly name: string }
  | { readonly kind: 'aggregate'; readonly alias: string; readonly fields: readonly AggregateValue[] }
  | { readonly kind: 'nodes'; readonly alias: string; readonly fields: readonly Field[] };

export type AggregateValue =
  | { readonly kind: 'typename'; readonly alias: string; readonly name: string }
  | { readonly kind: 'count'; readonly alias: string; readonly columns: readonly Operand[]; readonly distinct: boolean }
  /** `sum { a b }`: one object with a key a column. `function` is a PostgreSQL aggregate's name. */
  | {
      readonly kind: 'function';
      readonly alias: string;
      readonly function: string;
      readonly fields: readonly (
        | { readonly kind: 'typename'; readonly alias: string; readonly name: string }
        | { readonly kind: 'value'; readonly alias: string; readonly operand: Operand; readonly mask: Condition | null }
      )[];
    };

export interface OrderBy {
  readonly by: OrderTarget;
  readonly direction: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
}

export type OrderTarget =
  | { readonly kind: 'value'; readonly operand: Operand; readonly mask: Condition | null }
  /** By a column of a related row: `where` is that table's filter for the role. */
  | {
      readonly kind: 'related';
      readonly table: string;
      readonly mapping: readonly ColumnPair[];
      readonly where: Condition;
      readonly by: OrderTarget;
    }
  /** By an aggregate over related rows (`count` has no operand). */
  | {
      readonly kind: 'aggregate';
      readonly from: RowSource;
      readonly mapping: readonly ColumnPair[];
      readonly where: Condition;
      readonly function: string;
      readonly operand: Operand | null;
    };

/** `T_stream`: rows after the cursor, in its order, at most `batchSize`. */
export interface StreamPlan {
  readonly table: string;
  readonly where: Condition;
  readonly cursor: {
    readonly column: Operand & { readonly kind: 'column' };
    readonly direction: 'asc' | 'desc';
    readonly initial: Value;
  };
  readonly batchSize: number;
  readonly fields: readonly Field[];
}

// ---------------------------------------------------------------- writing rows

/** What a mutation answers: `{affected_rows returning}`, or the row itself (`_one`, `_by_pk`). */
export type MutationAnswer =
  | { readonly kind: 'response'; readonly fields: readonly MutationField[] }
  | { readonly kind: 'row'; readonly fields: readonly Field[] };

export type MutationField =
  | { readonly kind: 'typename'; readonly alias: string; readonly name: string }
  | { readonly kind: 'affected_rows'; readonly alias: string }
  | { readonly kind: 'returning'; readonly alias: string; readonly fields: readonly Field[] };

/** Asked before the transaction begins. */
export interface InputValidation {
  readonly webhook: ValidateInput;
  /** A list: inserted rows, or the arguments of an update or delete. */
  readonly input: JsonTemplate;
}

export interface InsertPlan {
  readonly table: string;
  readonly rows: readonly InsertRow[];
  readonly check: Condition;
  readonly onConflict: OnConflict | null;
  readonly validateInput: InputValidation | null;
  /** Where a failed check of rows without nested ones points: `…args.objects` or `…args.object`; with them it is the row. */
  readonly path: string;
}

export interface InsertRow {
  /** PG column name → value; presets are already in and win. A column that is absent takes its DEFAULT. */
  readonly columns: Presets;
  /** Object relationships inserted first; `mapping` fills this row's columns from the inserted row. */
  readonly before: readonly NestedInsert[];
  /** Array relationships and after-parent object relationships; `mapping` fills their columns from this row. */
  readonly after: readonly NestedInsert[];
  readonly path: string;
}

export interface NestedInsert {
  readonly relationship: string;
  readonly kind: 'object' | 'array';
  readonly mapping: readonly ColumnPair[];
  readonly insert: InsertPlan;
}

export interface OnConflict {
  readonly constraint: string;
  /** Empty: DO NOTHING. */
  readonly update: readonly string[];
  readonly presets: Presets;
  /** The role's update filter and the caller's `where`. */
  readonly where: Condition;
  /** The role's update check; null: the insert check serves for updated rows too. */
  readonly updateCheck: Condition | null;
}

export interface UpdatePlan {
  readonly table: string;
  readonly where: Condition;
  readonly set: readonly Assignment[];
  /** null: none. */
  readonly check: Condition | null;
  readonly validateInput: InputValidation | null;
  readonly path: string;
}

export type Assignment =
  | { readonly kind: 'set'; readonly column: string; readonly value: Value }
  | {
      readonly kind: 'inc' | 'append' | 'prepend' | 'delete_key' | 'delete_elem' | 'delete_at_path';
      readonly column: string;
      readonly value: Value;
    };

export interface DeletePlan {
  readonly table: string;
  readonly where: Condition;
  readonly validateInput: InputValidation | null;
  readonly path: string;
}

// ---------------------------------------------------------------- actions

export interface ActionPlan {
  readonly name: string;
  /** The `input` object of the handler's payload, written by `bindJson`; absent optional arguments are absent. */
  readonly input: JsonTemplate;
  readonly selection: readonly ActionField[];
}

export type ActionField =
  | { readonly kind: 'typename'; readonly alias: string; readonly name: string }
  | { readonly kind: 'value'; readonly alias: string; readonly field: string; readonly selection: readonly ActionField[] }
  /** Joined from the database after the handler answered. */
  | { readonly kind: 'rows'; readonly alias: string; readonly relationship: ActionRelationship; readonly select: SelectPlan };

export type ActionResultField =
  | { readonly kind: 'typename'; readonly alias: string; readonly name: string }
  | { readonly kind: 'id' | 'created_at' | 'errors'; readonly alias: string }
  | { readonly kind: 'output'; readonly alias: string; readonly selection: readonly ActionField[] };
