/** What stands after `from`: a table or the rows of a function, under the scope's alias. */
import type { RowSource } from '../plan/operation-plan.ts';
import { compileCall } from './compile-expression.ts';
import type { RowAlias, Scope } from './scope.ts';
import { relation, type Sql, sql } from './sql.ts';

/** `outer` is the row that a computed field's function takes. */
export function compileSource(source: RowSource, scope: Scope, outer: RowAlias | null): Sql {
  const from = source.kind === 'table' ? relation(source.table) : compileCall(source.call, outer);
  return sql`${from} ${scope.current.alias}`;
}
