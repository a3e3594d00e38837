/** Names of root fields and types that tables and functions have: an action may not have them, too. */
import type { RootFieldKind, Table, TrackedFunction } from './model.ts';

export interface TakenNames {
  readonly query: ReadonlySet<string>;
  readonly mutation: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

const QUERIES: readonly RootFieldKind[] = ['select', 'select_by_pk', 'select_aggregate'];
const MUTATIONS: readonly RootFieldKind[] = [
  ...(['insert', 'insert_one', 'update', 'update_by_pk', 'update_many', 'delete', 'delete_by_pk'] as const),
];
const ROOTS = ['query_root', 'mutation_root', 'subscription_root'];

export function takenNames(tables: Iterable<Table>, functions: readonly TrackedFunction[]): TakenNames {
  const query = new Set<string>();
  const mutation = new Set<string>();
  const types = new Set(ROOTS);
  for (const { isNameable, catalog, rootFieldNames, graphqlName } of tables) {
    if (!isNameable) continue;
    const exists = (kind: RootFieldKind) => catalog.primaryKey !== null || !kind.endsWith('_by_pk');
    for (const kind of QUERIES.filter(exists)) query.add(rootFieldNames[kind]);
    for (const kind of MUTATIONS.filter(exists)) mutation.add(rootFieldNames[kind]);
    for (const suffix of ['', '_bool_exp', '_order_by']) types.add(graphqlName + suffix);
  }
  for (const { exposedAs, rootFieldNames } of functions) {
    const root = exposedAs === 'query' ? query : mutation;
    root.add(rootFieldNames.function).add(rootFieldNames.function_aggregate);
  }
  return { query, mutation, types };
}
