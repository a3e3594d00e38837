/** What can be wrong with custom types by themselves and against the tables they are joined to; all of it is told at once. */
import { parseType, type TypeNode } from 'graphql';
import { tableKey } from '../catalog/catalog.ts';
import type { CustomTypesMetadata } from '../metadata/action-metadata.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import { isGraphqlName } from './names.ts';
import type { TableFields } from './table-fields.ts';

export interface KnownTypes {
  /** Scalars that need no declaration: GraphQL's and PostgreSQL's. */
  readonly scalars: ReadonlySet<string>;
  readonly tables: ReadonlyMap<string, TableFields>;
}

export function customTypeProblems(metadata: CustomTypesMetadata, { scalars, tables }: KnownTypes): string[] {
  const names = (list: readonly { readonly name: string }[] | null | undefined) => (list ?? []).map((item) => item.name);
  const declared = {
    scalars: names(metadata.scalars),
    enums: names(metadata.enums),
    inputs: names(metadata.input_objects),
    objects: names(metadata.objects),
  };
  const all = Object.values(declared).flat();
  const leaves = new Set([...scalars, ...declared.scalars, ...declared.enums]);
  const inputs = new Set([...leaves, ...declared.inputs]);
  const outputs = new Set([...leaves, ...declared.objects]);
  const problems: string[] = [];
  const twice = duplicates(all);
  if (twice.length > 0) problems.push(`duplicate type names: ${listed(twice)}`);
  for (const name of all) if (!isGraphqlName(name)) problems.push(`"${name}" is not a valid GraphQL name`);
  for (const item of metadata.enums ?? []) {
    const values = item.values.map((v) => v.value);
    const again = duplicates(values);
    if (again.length > 0) problems.push(`the enum type "${item.name}" has duplicate values: ${listed(again)}`);
    for (const value of values)
      if (!isGraphqlName(value)) problems.push(`"${value}" of "${item.name}" is not a valid GraphQL name`);
  }
  for (const item of metadata.input_objects ?? []) {
    const again = duplicates(names(item.fields));
    if (again.length > 0) problems.push(`the input object "${item.name}" has duplicate fields: ${listed(again)}`);
    problems.push(...fieldProblems(item, inputs, 'input object type'));
  }
  for (const item of metadata.objects ?? []) {
    const again = duplicates([...names(item.fields), ...names(item.relationships)]);
    if (again.length > 0) problems.push(`the object "${item.name}" has duplicate fields: ${listed(again)}`);
    problems.push(...fieldProblems(item, outputs, 'object type'), ...relationshipProblems(item, leaves, tables));
  }
  return problems;
}

interface Fields {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

function fieldProblems({ name: owner, fields }: Fields, known: ReadonlySet<string>, what: string): string[] {
  return fields.flatMap(({ name, type }) => {
    const base = baseType(type);
    if (!isGraphqlName(name)) return [`"${name}" in ${what} "${owner}" is not a valid GraphQL name`];
    if (base === null) return [`the type "${type}" for field "${name}" in ${what} "${owner}" is not a valid GraphQL type`];
    return known.has(base) ? [] : [`the type "${base}" for field "${name}" in ${what} "${owner}" does not exist`];
  });
}

type ObjectMetadata = NonNullable<CustomTypesMetadata['objects']>[number];

function relationshipProblems(
  object: ObjectMetadata,
  leaves: ReadonlySet<string>,
  tables: ReadonlyMap<string, TableFields>,
): string[] {
  const problems: string[] = [];
  const sources = new Set<string>();
  for (const { name, remote_table, field_mapping } of object.relationships ?? []) {
    const { schema, name: own } = qualify(remote_table);
    const target = tables.get(tableKey(schema, own));
    const label = display({ schema, name: own });
    if (!target) {
      problems.push(`the remote table "${label}" for relationship "${name}" of object type "${object.name}" does not exist`);
      continue;
    }
    sources.add(target.source);
    for (const [field, column] of Object.entries(field_mapping)) {
      const type = object.fields.find((f) => f.name === field)?.type;
      const base = type && !type.includes('[') ? baseType(type) : null;
      if (type && baseType(type) !== null && base === null) {
        problems.push(
          `the type of the field "${field}" for relationship "${name}" in object type "${object.name}" is a list type`,
        );
      } else if (base === null || !leaves.has(base)) {
        problems.push(`the field "${field}" for relationship "${name}" in object type "${object.name}" does not exist`);
      }
      if (!target.catalog.columns.some((c) => c.name === column)) {
        problems.push(
          `the column "${column}" of remote table "${label}" for relationship "${name}" of object type "${object.name}" does not exist`,
        );
      }
    }
  }
  if (sources.size > 1) problems.push(`the object "${object.name}" has relationships refers to tables in multiple sources`);
  return problems;
}

const duplicates = (names: readonly string[]): string[] => [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** `[Foo!]!` → `Foo`; null when it is no type. */
export function baseType(type: string): string | null {
  try {
    return nameIn(parseType(type, { noLocation: true }));
  } catch {
    return null;
  }
}

const nameIn = (type: TypeNode): string => (type.kind === 'NamedType' ? type.name.value : nameIn(type.type));
