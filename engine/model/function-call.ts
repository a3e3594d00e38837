/** A call of an SQL function with its arguments in place. */
import type { CatalogType } from '../catalog/catalog.ts';
import type { Value } from './condition.ts';

export interface FunctionCall {
  readonly schema: string;
  readonly name: string;
  /** Positional while every argument is given, then by name (an omitted argument takes its default). */
  readonly arguments: readonly FunctionArgument[];
}

export type FunctionArgument =
  /** The current row of the table, for computed fields. */
  | { readonly kind: 'row'; readonly name: string | null }
  | { readonly kind: 'value'; readonly name: string | null; readonly value: Value; readonly type: CatalogType };
