/** The fields of one table: columns, relationships and computed fields, with names and types. Permissions are resolved over these. */
import { type Catalog, type CatalogTable, tableKey } from '../catalog/catalog.ts';
import { display, type Qualified, qualify } from '../metadata/qualified-name.ts';
import type { TableMetadata } from '../metadata/table-metadata.ts';
import { resolveComputedField } from './computed-field.ts';
import type { Column, ComputedField, Relationship, Table } from './model.ts';
import { isGraphqlName, type RootFields } from './names.ts';
import { type BaseName, fieldName, type Naming, typeName } from './naming.ts';
import { resolveArrayRelationship, resolveObjectRelationship, resolveRemoteRelationship } from './relationship.ts';
import { scalarOf } from './scalar.ts';
import { type Described, type Inconsistencies, Unresolvable } from './unresolvable.ts';

export type TableFields = Omit<Table, 'permissions'>;

/** A tracked table that exists, before its fields are known. */
export interface Shell {
  readonly key: string;
  readonly source: string;
  readonly name: Qualified;
  readonly metadata: TableMetadata;
  readonly catalog: CatalogTable;
  readonly isNameable: boolean;
  readonly baseName: BaseName;
  readonly graphqlName: string;
  readonly rootFields: RootFields;
  readonly enumValues: Table['enumValues'];
}

export interface Surroundings {
  readonly catalog: Catalog;
  readonly shells: ReadonlyMap<string, Shell>;
  readonly naming: Naming;
}

export function resolveFields(shell: Shell, around: Surroundings, problems: Inconsistencies): TableFields {
  const columns = resolveColumns(shell, around);
  const claim = claims(shell, columns);
  const { metadata } = shell;
  const relationships: Relationship[] = [];
  for (const item of metadata.object_relationships ?? []) {
    const found = problems.attempt(describe(shell, 'object_relation', item.name, item), inTable(shell, item.name), () => {
      const relationship = resolveObjectRelationship(item, shell, around);
      claim(item.name);
      return relationship;
    });
    if (found) relationships.push(found);
  }
  for (const item of metadata.array_relationships ?? []) {
    const found = problems.attempt(describe(shell, 'array_relation', item.name, item), inTable(shell, item.name), () => {
      const relationship = resolveArrayRelationship(item, shell, around);
      claim(item.name);
      return relationship;
    });
    if (found) relationships.push(found);
  }
  const computedFields: ComputedField[] = [];
  for (const item of metadata.computed_fields ?? []) {
    const context = `in table "${display(shell.name)}": in computed field "${item.name}": `;
    const found = problems.attempt(describe(shell, 'computed_field', item.name, item), context, () => {
      const field = resolveComputedField(item, shell, around);
      claim(item.name);
      return field;
    });
    if (found) computedFields.push(found);
  }
  for (const item of metadata.remote_relationships ?? []) {
    const found = problems.attempt(describe(shell, 'remote_relationship', item.name, item), inTable(shell, item.name), () => {
      const relationship = resolveRemoteRelationship(item, columns, shell, around);
      claim(item.name);
      return relationship;
    });
    if (found) relationships.push(found);
  }
  return {
    key: shell.key,
    source: shell.source,
    catalog: shell.catalog,
    baseName: shell.baseName,
    isNameable: shell.isNameable,
    graphqlName: shell.graphqlName,
    rootFieldNames: shell.rootFields.names,
    rootFieldComments: shell.rootFields.comments,
    description: metadata.configuration?.comment ?? shell.catalog.comment,
    columns,
    relationships,
    computedFields,
    enumValues: shell.enumValues,
  };
}

/** A field's name is taken once: by a column (under its own name or its custom one), a relationship or a computed field. */
function claims(shell: Shell, columns: readonly Column[]): (name: string) => void {
  const taken = new Set<string>();
  return (name) => {
    if (!isGraphqlName(name)) throw new Unresolvable(`the name "${name}" is not a valid GraphQL identifier`);
    if (shell.catalog.columns.some((c) => c.name === name)) {
      throw new Unresolvable('field definition conflicts with postgres column', 'already-exists');
    }
    const custom = columns.find((c) => c.name === name);
    if (custom) {
      const column = custom.column.name;
      throw new Unresolvable(
        `field definition conflicts with custom field name for postgres column "${column}"`,
        'already-exists',
      );
    }
    if (taken.has(name))
      throw new Unresolvable(`conflicting definitions for field "${name}"`, 'already-exists', 'Conflicting objects');
    taken.add(name);
  };
}

const inTable = (shell: Shell, relationship: string) => `in table "${display(shell.name)}": in relationship "${relationship}": `;

/** An object of a table, as `get_inconsistent_metadata` shows it. */
export function describe(shell: Shell, type: string, name: string, definition: object): Described {
  return {
    type,
    name: `${type} ${name} in table ${display(shell.name)} in source ${shell.source}`,
    definition: { comment: null, ...definition, source: shell.source, table: qualify(shell.name) },
  };
}

function resolveColumns(shell: Shell, around: Surroundings): Column[] {
  const { configuration } = shell.metadata;
  const columns: Column[] = [];
  for (const column of shell.catalog.columns) {
    const config = configuration?.column_config?.[column.name];
    const name = columnFieldName(shell.metadata, column.name, around.naming);
    const scalar = scalarOf(column.type);
    if (!isGraphqlName(name) || !isGraphqlName(scalar)) continue;
    const enumTable = enumTableOf(shell, column.name, around);
    columns.push({
      name,
      column,
      scalar: enumTable ? typeName(around.naming, enumTable.baseName, 'enum') : scalar,
      isArray: column.type.element !== null,
      enumTable: enumTable?.key ?? null,
      description: config?.comment ?? column.comment,
    });
  }
  return columns;
}

/** The custom name, in its newer spelling before the older, or the column's own. */
export const columnFieldName = ({ configuration }: TableMetadata, column: string, naming: Naming): string =>
  configuration?.column_config?.[column]?.custom_name ??
  configuration?.custom_column_names?.[column] ??
  fieldName(naming, column);

/** The enum table that a single-column foreign key of this column refers to. */
function enumTableOf(shell: Shell, column: string, around: Surroundings): Shell | null {
  for (const key of shell.catalog.foreignKeys) {
    const [pair, ...more] = key.columns;
    if (!pair || more.length > 0 || pair.local !== column) continue;
    const target = around.shells.get(tableKey(key.schema, key.table));
    if (target?.enumValues && target.catalog.primaryKey?.columns[0] === pair.remote) return target;
  }
  return null;
}
