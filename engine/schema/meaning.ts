/**
 * What a field of the schema means. It rides on the GraphQL types as `extensions.engine`, so that the planner reads meaning and
 * never parses names such as `users_by_pk`.
 */
import type { CatalogType } from '../catalog/catalog.ts';
import type { Action, ActionRelationship } from '../model/actions.ts';
import type { Comparison, Condition, Operand } from '../model/condition.ts';
import type { Column, ComputedField, Relationship, Table, TrackedFunction } from '../model/model.ts';

/** A field of an output object. */
export type FieldMeaning =
  // roots
  | { readonly kind: 'select' | 'select_by_pk' | 'select_aggregate' | 'select_stream'; readonly table: Table }
  | { readonly kind: 'insert' | 'insert_one'; readonly table: Table }
  | { readonly kind: 'update' | 'update_by_pk' | 'update_many'; readonly table: Table }
  | { readonly kind: 'delete' | 'delete_by_pk'; readonly table: Table }
  | { readonly kind: 'function' | 'function_aggregate'; readonly function: TrackedFunction; readonly table: Table }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'action_result'; readonly action: Action }
  | { readonly kind: 'placeholder' }
  /** A source's root fields, under one. */
  | { readonly kind: 'namespace' }
  // rows
  | { readonly kind: 'column'; readonly operand: Operand; readonly isJson: boolean }
  | { readonly kind: 'object_relationship' | 'array_relationship'; readonly relationship: Relationship; readonly table: Table }
  | { readonly kind: 'array_relationship_aggregate'; readonly relationship: Relationship; readonly table: Table }
  | {
      readonly kind: 'computed_scalar';
      readonly field: ComputedField;
      readonly type: CatalogType;
      readonly mask: Condition | null;
      readonly isJson: boolean;
    }
  | { readonly kind: 'computed_table'; readonly field: ComputedField; readonly table: Table; readonly isSet: boolean }
  // aggregates
  | { readonly kind: 'aggregate' | 'nodes' | 'count' }
  | { readonly kind: 'aggregate_function'; readonly function: string }
  | { readonly kind: 'aggregate_value'; readonly operand: Operand }
  // answers of mutations
  | { readonly kind: 'affected_rows' | 'returning' }
  // actions
  | { readonly kind: 'output_value' }
  | {
      readonly kind: 'output_relationship' | 'output_relationship_aggregate';
      readonly relationship: ActionRelationship;
      readonly table: Table;
    }
  | { readonly kind: 'result_id' | 'result_created_at' | 'result_errors' | 'result_output' };

/** Which value an operator takes, relative to the type of the operand it compares. */
export type OperatorValue = 'same' | 'list' | 'text' | 'text_list' | 'lquery' | 'lquery_list' | 'ltxtquery' | 'jsonpath';

/** An argument of a field or a field of an input object. */
export type InputMeaning =
  // boolean expressions
  | { readonly kind: 'and' | 'or' | 'not' }
  | { readonly kind: 'compare'; readonly operand: Operand; readonly column: Column | null }
  | { readonly kind: 'related'; readonly relationship: Relationship; readonly table: Table }
  | { readonly kind: 'related_function'; readonly field: ComputedField; readonly table: Table }
  | { readonly kind: 'related_aggregate'; readonly relationship: Relationship; readonly table: Table }
  | { readonly kind: 'aggregate_predicate'; readonly function: string; readonly type: CatalogType | null }
  // comparisons
  | { readonly kind: 'operator'; readonly operator: Comparison; readonly value: OperatorValue }
  | { readonly kind: 'is_null' }
  | { readonly kind: 'cast' }
  | { readonly kind: 'cast_to'; readonly type: CatalogType }
  // orders
  | { readonly kind: 'order_value'; readonly operand: Operand }
  | { readonly kind: 'order_related'; readonly relationship: Relationship; readonly table: Table }
  | { readonly kind: 'order_aggregate'; readonly relationship: Relationship; readonly table: Table }
  | { readonly kind: 'order_function_aggregate'; readonly field: ComputedField; readonly table: Table }
  | { readonly kind: 'order_count' }
  | { readonly kind: 'order_function'; readonly function: string }
  // rows
  | { readonly kind: 'column_value'; readonly column: Column; readonly acceptsNull: boolean; readonly type: CatalogType }
  | { readonly kind: 'insert_object' | 'insert_array'; readonly relationship: Relationship; readonly table: Table }
  // updates
  | { readonly kind: 'update_operator'; readonly operator: UpdateOperator }
  // functions
  | {
      readonly kind: 'function_argument';
      /** Index among the function's arguments. */
      readonly index: number;
      readonly type: CatalogType;
    };

export type UpdateOperator = 'set' | 'inc' | 'append' | 'prepend' | 'delete_key' | 'delete_elem' | 'delete_at_path';

/** A value of an enum of columns. */
export interface ColumnEnumMeaning {
  readonly column: Column;
  readonly operand: Operand;
}

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    engine?: FieldMeaning;
  }
  interface GraphQLArgumentExtensions {
    engine?: InputMeaning;
  }
  interface GraphQLInputFieldExtensions {
    engine?: InputMeaning;
  }
  interface GraphQLEnumValueExtensions {
    engine?: ColumnEnumMeaning;
  }
}
