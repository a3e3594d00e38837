/** Commands that look at the database for the console: a table's columns and keys, relationships that its foreign keys suggest. */
import { z } from 'zod';
import { type CatalogTable, tableKey } from '../catalog/catalog.ts';
import { QualifiedName, qualify, sameName } from '../metadata/qualified-name.ts';
import type { Relationship } from '../model/model.ts';
import { scalarOf } from '../model/scalar.ts';
import { type Commands, command } from './command.ts';
import { DEFAULT_SOURCE, refuse, sourceOf, tableName } from './edits/edit.ts';

const source = z.string().default(DEFAULT_SOURCE);

export const catalogCommands: Commands = {
  get_table_info: command(z.object({ source, table: QualifiedName }), async ({ draft }, { source: name, table }) => {
    sourceOf(draft.metadata, name);
    const { schema, name: own } = qualify(table);
    const found = draft.catalog.tables.get(tableKey(schema, own));
    if (!found) return refuse('not-found', `table "${tableName(table)}" does not exist in source: ${name}`);
    return {
      name: { schema: found.schema, name: found.name },
      type: found.kind === 'view' || found.kind === 'materialized_view' ? 'view' : 'table',
      columns: found.columns.map((column) => ({
        name: column.name,
        type: scalarOf(column.type),
        nullable: column.isNullable,
        insertable: column.isGenerated !== 'always',
        updatable: column.isGenerated !== 'always',
        ...(column.comment === null ? {} : { description: column.comment }),
      })),
      primary_key: found.primaryKey?.columns ?? null,
      foreign_keys: Object.fromEntries(
        found.foreignKeys.map((key) => [
          key.name,
          { foreign_table: { schema: key.schema, name: key.table }, column_mapping: mappingOf(key) },
        ]),
      ),
      description: found.comment,
      insertable: found.isInsertable,
      updatable: found.isUpdatable,
      deletable: found.isDeletable,
    };
  }),

  suggest_relationships: command(
    z.object({ source, tables: z.array(QualifiedName).nullish(), omit_tracked: z.boolean().default(false) }),
    async ({ draft }, { source: name, tables, omit_tracked }) => {
      sourceOf(draft.metadata, name);
      const isWanted = (table: CatalogTable) => !tables || tables.some((t) => sameName(t, table));
      const suggestions: Suggestion[] = [];
      for (const { catalog: from } of draft.model.tables.values()) {
        for (const key of from.foreignKeys) {
          const to = draft.model.tables.get(tableKey(key.schema, key.table))?.catalog;
          if (!to) continue;
          const local = key.columns.map((c) => c.local);
          const remote = key.columns.map((c) => c.remote);
          const isOneToOne = from.uniqueIndexes.some((i) => i.isConstraint && sameSet(i.columns, local));
          const here = { table: qualify(from), columns: local, constraint_name: key.name };
          const there = { table: qualify(to), columns: remote };
          if (isWanted(from)) suggestions.push({ type: 'object', from: here, to: there });
          if (isWanted(to)) suggestions.push({ type: isOneToOne ? 'object' : 'array', from: there, to: here });
        }
      }
      const isTracked = ({ type, from, to }: Suggestion) =>
        draft.model.tables
          .get(tableKey(from.table.schema, from.table.name))
          ?.relationships.some(
            (r) => r.kind === type && r.target === tableKey(to.table.schema, to.table.name) && joins(r, from, to),
          ) ?? false;
      return { relationships: omit_tracked ? suggestions.filter((s) => !isTracked(s)) : suggestions };
    },
  ),
};

interface End {
  readonly table: { readonly schema: string; readonly name: string };
  readonly columns: readonly string[];
  readonly constraint_name?: string;
}

interface Suggestion {
  readonly type: 'object' | 'array';
  readonly from: End;
  readonly to: End;
}

const joins = ({ mapping }: Relationship, from: End, to: End): boolean =>
  mapping.length === from.columns.length &&
  from.columns.every((c, i) => mapping.some((m) => m.local === c && m.remote === to.columns[i]));

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

const mappingOf = ({ columns }: CatalogTable['foreignKeys'][number]) =>
  Object.fromEntries(columns.map(({ local, remote }) => [local, remote]));
