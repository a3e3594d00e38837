/**
 * What SQL that altered the schema means for the metadata (dialect §8.2). Renamed tables and columns are renamed there, too; what
 * tracks a dropped table or function goes with it. Whatever else has become inconsistent depends on what was altered: that is an
 * error, and the SQL is undone, unless it may cascade.
 */
import { type CatalogFunction, tableKey } from '../catalog/catalog.ts';
import type { Identities, TableIdentity } from '../catalog/identities.ts';
import { EngineError } from '../error.ts';
import type { Draft } from '../lifecycle/draft.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { display, type Qualified, qualify } from '../metadata/qualified-name.ts';
import type { Inconsistency, Model } from '../model/model.ts';
import { dependentText, haveDependents } from './dependents.ts';
import { dropInconsistent } from './drop-inconsistent.ts';
import { withSource } from './edits/edit.ts';
import { type Renames, rename } from './edits/rename.ts';
import { usersByType } from './typed-columns.ts';

export interface Altered {
  readonly source: string;
  readonly before: Identities;
  readonly after: Identities;
  readonly cascade: boolean;
}

/** Called inside the transaction of the SQL, on a draft that has read the altered catalog. */
export async function adaptMetadata(draft: Draft, modelBefore: Model, altered: Altered): Promise<void> {
  refuseFunctions(modelBefore, draft);
  refuseComputedFields(modelBefore, draft);
  refuseTypes(modelBefore, draft, altered);
  refuseColumns(modelBefore, draft);
  const known = new Set(modelBefore.inconsistencies.map((i) => i.name));
  const isNew = (i: Inconsistency) => !known.has(i.name);
  const renamed = rename(draft.metadata, modelBefore, altered.source, renamesOf(altered));
  const kept = withoutDropped(renamed, modelBefore, draft, altered);
  let next = kept;
  for (;;) {
    await draft.edit(next, { allowInconsistent: true });
    const broken = draft.model.inconsistencies.filter(isNew).filter((i) => i.type !== 'inherited role permission inconsistency');
    if (broken.length === 0) return;
    const dependents = broken.filter((i) => i.type !== 'table');
    if (dependents.length === 0) {
      throw new EngineError('unexpected', 'cannot continue due to new inconsistent metadata', { internal: broken, status: 400 });
    }
    if (!altered.cascade) throw haveDependents(dependents);
    next = dropInconsistent(next, dependents);
  }
}

/** Same oid or attribute number, another name. */
function renamesOf({ before, after }: Altered): Partial<Renames> {
  const tables = new Map<string, TableIdentity>();
  const columns = new Map<string, string>();
  for (const [oid, old] of before.tables) {
    const now = after.tables.get(oid);
    if (!now) continue;
    const key = tableKey(old.schema, old.name);
    if (key !== tableKey(now.schema, now.name)) tables.set(key, now);
    for (const [number, name] of old.columns) {
      const newName = now.columns.get(number);
      if (newName !== undefined && newName !== name) columns.set(columnKey(old, name), newName);
    }
  }
  return {
    table: (name) => {
      const now = tables.get(tableKey(name.schema, name.name));
      return now ? { schema: now.schema, name: now.name } : name;
    },
    column: (table, name) => columns.get(columnKey(table, name)) ?? name,
  };
}

const columnKey = (table: Qualified, column: string) => `${tableKey(table.schema, table.name)}.${column}`;

/** Entries of tables, functions and computed fields' functions that were there before and are no more. */
function withoutDropped(metadata: Metadata, before: Model, { catalog }: Draft, { source }: Altered): Metadata {
  const wasThere = new Set(before.functions.map((f) => tableKey(f.function.schema, f.function.name)));
  const computed = new Set(
    [...before.tables.values()].flatMap((t) => t.computedFields.map((f) => tableKey(f.function.schema, f.function.name))),
  );
  const keyOf = ({ schema, name }: Qualified) => tableKey(schema, name);
  const isGone = (was: ReadonlySet<string>, key: string) => was.has(key) && !catalog.functions.has(key);
  const tablesBefore = new Set(before.tables.keys());
  return withSource(metadata, source, (s) => ({
    ...s,
    tables: s.tables
      ?.filter((t) => !tablesBefore.has(keyOf(qualify(t.table))) || catalog.tables.has(keyOf(qualify(t.table))))
      .map((t) =>
        t.computed_fields?.some((f) => isGone(computed, keyOf(qualify(f.definition.function))))
          ? { ...t, computed_fields: t.computed_fields.filter((f) => !isGone(computed, keyOf(qualify(f.definition.function)))) }
          : t,
      ),
    ...(s.functions ? { functions: s.functions.filter((f) => !isGone(wasThere, keyOf(qualify(f.function)))) } : {}),
  }));
}

/** Functions in use may neither get a second signature nor become volatile. */
function refuseFunctions(before: Model, { catalog }: Draft): void {
  const tracked = before.functions.map((f) => f.function);
  const now = (fn: CatalogFunction) => catalog.functions.get(tableKey(fn.schema, fn.name)) ?? [];
  const overloaded = tracked.filter((fn) => now(fn).length > 1);
  if (overloaded.length > 0) {
    const names = overloaded.map(display).join(', ');
    throw new EngineError('not-supported', `the following tracked function(s) cannot be overloaded: ${names}`);
  }
  for (const fn of tracked) {
    if (fn.volatility === 'volatile' || !now(fn).some((f) => f.volatility === 'volatile')) continue;
    throw new EngineError(
      'not-supported',
      `type of function "${display(fn)}" is altered to "VOLATILE" which is not supported now`,
    );
  }
}

/** The same of functions under computed fields. The missing space is Hasura's. */
function refuseComputedFields(before: Model, { catalog }: Draft): void {
  for (const { catalog: table, computedFields } of before.tables.values()) {
    for (const { name, function: fn } of computedFields) {
      const now = catalog.functions.get(tableKey(fn.schema, fn.name)) ?? [];
      const [label, on] = [`"${display(fn)}"`, `"${name}" of table "${display(table)}"`];
      if (now.length > 1) {
        throw new EngineError('not-supported', `The function ${label} associated with computed field${on} is being overloaded`);
      }
      if (now[0]?.volatility === 'volatile') {
        throw new EngineError(
          'not-supported',
          `The type of function ${label} associated with computed field ${on} is being altered to "VOLATILE"`,
        );
      }
    }
  }
}

/** A column that permissions compare with fixed values keeps its type. */
function refuseTypes(before: Model, { catalog }: Draft, { before: was, after: is }: Altered): void {
  for (const [oid, table] of was.tables) {
    const now = is.tables.get(oid);
    const model = before.tables.get(tableKey(table.schema, table.name));
    const altered = now && catalog.tables.get(tableKey(now.schema, now.name));
    if (!model || !altered) continue;
    for (const [number, name] of table.columns) {
      const oldType = model.catalog.columns.find((c) => c.name === name)?.type.sql;
      const newName = now.columns.get(number);
      const newType = altered.columns.find((c) => c.name === newName)?.type.sql;
      if (newName !== name || oldType === undefined || newType === undefined || oldType === newType) continue;
      const users = usersByType(before, model, name);
      if (users.length === 0) continue;
      throw new EngineError(
        'dependency-error',
        `cannot change type of column "${name}" in table "${display(table)}" because of the following dependencies: ${users
          .map(dependentText)
          .join(', ')}`,
      );
    }
  }
}

/** A new column may not take the name of a relationship or computed field. */
function refuseColumns(before: Model, { catalog }: Draft): void {
  for (const [key, { catalog: old, relationships, computedFields }] of before.tables) {
    const taken = new Set([...relationships, ...computedFields].map((field) => field.name));
    for (const { name } of catalog.tables.get(key)?.columns ?? []) {
      if (!taken.has(name) || old.columns.some((c) => c.name === name)) continue;
      const what = `cannot add column "${name}" in table "${display(old)}"`;
      throw new EngineError('already-exists', `${what} as a relationship with the name already exists`);
    }
  }
}
