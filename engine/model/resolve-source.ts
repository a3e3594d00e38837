/** One source of the metadata: its tables with fields and permissions, its functions, its event triggers. */
import { type Catalog, tableKey } from '../catalog/catalog.ts';
import type { SourceMetadata } from '../metadata/metadata.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import type { TableMetadata } from '../metadata/table-metadata.ts';
import type { Environment } from './environment.ts';
import type { TrackedFunction } from './model.ts';
import { baseName, isGraphqlName, rootFields } from './names.ts';
import { type Naming, typeName } from './naming.ts';
import type { EnumValues } from './resolve.ts';
import { resolveEventTrigger } from './resolve-triggers.ts';
import { withInheriting } from './roles.ts';
import { columnFieldName, describe, resolveFields, type Shell, type Surroundings, type TableFields } from './table-fields.ts';
import { resolvePermissions, type TableMemory } from './table-permissions.ts';
import { resolveFunction } from './tracked-function.ts';
import type { EventTrigger } from './triggers.ts';
import { type Inconsistencies, Unresolvable } from './unresolvable.ts';

export interface SourceInput {
  readonly enumValues: EnumValues;
  readonly naming: Naming;
  /** How tables came out last time, by key. */
  readonly memories: ReadonlyMap<string, TableMemory>;
  readonly catalog: Catalog;
  readonly env: Environment;
  readonly inheritedRoles: ReadonlyMap<string, readonly string[]>;
  readonly problems: Inconsistencies;
}

export interface ResolvedSource {
  readonly tables: ReadonlyMap<string, TableMemory>;
  readonly functions: readonly TrackedFunction[];
  readonly eventTriggers: readonly EventTrigger[];
}

const POSTGRES = new Set(['postgres', 'pg', undefined, null]);

export function resolveSource(source: SourceMetadata, input: SourceInput): ResolvedSource {
  const { problems, catalog } = input;
  if (!POSTGRES.has(source.kind)) {
    problems.add(
      { type: 'source', name: `source ${source.name}`, definition: source.name },
      `source kind "${source.kind}" is not supported`,
    );
    return { tables: new Map(), functions: [], eventTriggers: [] };
  }
  const shells = resolveShells(source, input);
  const around: Surroundings = { catalog, shells, naming: input.naming };
  const fields = new Map<string, TableFields>();
  for (const shell of shells.values()) fields.set(shell.key, resolveFields(shell, around, problems));
  const tables = resolvePermissions(shells, fields, input);
  for (const { problems: found } of tables.values()) problems.push(...found);
  return {
    tables,
    functions: resolveFunctions(source, tables, input),
    eventTriggers: resolveEventTriggers(shells, input),
  };
}

function resolveShells(source: SourceMetadata, input: SourceInput): ReadonlyMap<string, Shell> {
  const shells = new Map<string, Shell>();
  const taken = new Map<string, Shell>();
  for (const metadata of source.tables ?? []) {
    const name = qualify(metadata.table);
    const what = { type: 'table', name: `table ${display(name)} in source ${source.name}`, definition: name };
    const shell = input.problems.attempt(what, '', () => {
      const found = resolveShell(source, metadata, input);
      claimNames(found, taken);
      return found;
    });
    if (shell) shells.set(shell.key, shell);
  }
  return shells;
}

function resolveShell(source: SourceMetadata, metadata: TableMetadata, input: SourceInput): Shell {
  const name = qualify(metadata.table);
  const key = tableKey(name.schema, name.name);
  const catalog = input.catalog.tables.get(key);
  if (!catalog) throw new Unresolvable(`no such table/view exists in source: "${display(name)}"`, 'not-exists');
  const { naming } = input;
  const custom = metadata.configuration?.custom_name;
  const base = custom || baseName(name);
  const isNameable = isGraphqlName(base);
  // A table is tracked whatever its name is: for its triggers, and for the conditions of others.
  if (!isNameable && (custom || metadata.is_enum)) {
    throw new Unresolvable(
      `cannot include "${display(name)}" in the GraphQL schema because "${base}" is not a valid GraphQL identifier`,
      'not-supported',
    );
  }
  mustNotMeet(metadata, catalog.columns, naming);
  const enumTable = metadata.is_enum ? input.enumValues.get(key) : undefined;
  if (enumTable?.problem !== undefined) throw new Unresolvable(enumTable.problem, 'constraint-violation');
  return {
    key,
    source: source.name,
    name,
    metadata,
    catalog,
    isNameable,
    baseName: { name: base, isCustom: Boolean(custom) },
    graphqlName: typeName(naming, { name: base, isCustom: Boolean(custom) }),
    rootFields: rootFields({ name: base, isCustom: Boolean(custom) }, metadata.configuration?.custom_root_fields, naming),
    enumValues: metadata.is_enum ? (enumTable?.values ?? []) : null,
  };
}

const isCustomised = ({ configuration }: TableMetadata, column: string): boolean =>
  Boolean(configuration?.column_config?.[column]?.custom_name || configuration?.custom_column_names?.[column]);

/** Two columns may not have one field name, and a name given to one is a name. */
function mustNotMeet(metadata: TableMetadata, columns: readonly { readonly name: string }[], naming: Naming): void {
  const byField = new Map<string, string>();
  for (const { name } of columns) {
    const field = columnFieldName(metadata, name, naming);
    if (isCustomised(metadata, name) && !isGraphqlName(field)) {
      throw new Unresolvable(`"${field}" is not a valid GraphQL identifier`, 'parse-failed');
    }
    const other = byField.get(field);
    if (other !== undefined) {
      throw new Unresolvable(
        `the definitions of columns "${other}" and "${name}" are in conflict: they are mapped to the same field name, "${field}"`,
        'already-exists',
      );
    }
    byField.set(field, name);
  }
}

/** Types and root fields of two tables may not meet under one name: the later table gives way. */
function claimNames(shell: Shell, taken: Map<string, Shell>): void {
  if (!shell.isNameable) return;
  const roots = Object.values(shell.rootFields.names);
  const invalid = roots.find((name) => !isGraphqlName(name));
  if (invalid !== undefined) throw new Unresolvable(`"${invalid}" is not a valid GraphQL identifier`, 'parse-failed');
  const twice = roots.filter((name, i) => roots.indexOf(name) !== i);
  if (twice.length > 0) {
    throw new Unresolvable(
      `the following custom root field names are duplicated: ${twice.map((n) => `"${n}"`).join(', ')}`,
      'validation-failed',
    );
  }
  const names = new Set([shell.graphqlName, ...roots]);
  for (const name of names) {
    const other = taken.get(name);
    if (!other) continue;
    throw new Unresolvable(
      `found conflicting definitions of "${name}": it is already used by table "${display(other.name)}"`,
      'already-exists',
    );
  }
  for (const name of names) taken.set(name, shell);
}

function resolveFunctions(
  source: SourceMetadata,
  tables: ReadonlyMap<string, TableMemory>,
  input: SourceInput,
): TrackedFunction[] {
  const functions: TrackedFunction[] = [];
  const around = {
    source: source.name,
    catalog: input.catalog,
    isTracked: (key: string) => tables.has(key),
    naming: input.naming,
  };
  for (const metadata of source.functions ?? []) {
    const name = qualify(metadata.function);
    const what = { type: 'function', name: `function ${display(name)} in source ${source.name}`, definition: name };
    const found = input.problems.attempt(what, '', () => resolveFunction(metadata, around));
    if (found) functions.push({ ...found, roles: withInheriting(found.roles, input.inheritedRoles) });
  }
  return functions;
}

function resolveEventTriggers(shells: ReadonlyMap<string, Shell>, { problems, env }: SourceInput): EventTrigger[] {
  const triggers: EventTrigger[] = [];
  for (const shell of shells.values()) {
    for (const item of shell.metadata.event_triggers ?? []) {
      const context = `in table "${display(shell.name)}": in event trigger "${item.name}": `;
      const found = problems.attempt(describe(shell, 'event_trigger', item.name, item), context, () =>
        resolveEventTrigger(item, shell, env),
      );
      if (found) triggers.push(found);
    }
  }
  return triggers;
}
