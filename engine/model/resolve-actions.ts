/** Actions and custom types, resolved (dialect §5.1): every type named in a signature is known, every relationship has its table. */
import { type Catalog, tableKey } from '../catalog/catalog.ts';
import type { ActionMetadata, CustomTypesMetadata } from '../metadata/action-metadata.ts';
import { display, qualify } from '../metadata/qualified-name.ts';
import type { Action, ActionRelationship, CustomObject, CustomTypes } from './actions.ts';
import { type Environment, fillTemplate, resolveHeaders } from './environment.ts';
import { scalarOf } from './scalar.ts';
import type { TableFields } from './table-fields.ts';
import { Unresolvable } from './unresolvable.ts';

const DEFAULT_TIMEOUT_SECONDS = 30;

export function resolveAction(
  metadata: ActionMetadata,
  types: CustomTypes,
  scalars: ReadonlySet<string>,
  env: Environment,
): Action {
  const { definition } = metadata;
  for (const argument of definition.arguments ?? []) {
    const base = baseType(argument.type);
    if (types.inputObjects.has(base) || isLeaf(base, types, scalars)) continue;
    throw new Unresolvable(
      `the type: "${base}" is not defined in custom types or it is not a scalar/enum/input_object`,
      'invalid-params',
    );
  }
  const output = baseType(definition.output_type);
  if (!types.objects.has(output) && !isLeaf(output, types, scalars)) {
    throw new Unresolvable(`the type: "${output}" is not an object type defined in custom types`, 'invalid-params');
  }
  return {
    name: metadata.name,
    type: definition.type ?? 'mutation',
    kind: definition.kind || 'synchronous',
    handler: fillTemplate(definition.handler, env),
    arguments: (definition.arguments ?? []).map((a) => ({ name: a.name, type: a.type, description: a.description ?? null })),
    outputType: definition.output_type,
    forwardClientHeaders: definition.forward_client_headers ?? false,
    headers: resolveHeaders(definition.headers, env),
    timeoutSeconds: definition.timeout ?? DEFAULT_TIMEOUT_SECONDS,
    requestTransform: definition.request_transform ?? null,
    responseTransform: definition.response_transform ?? null,
    roles: new Set((metadata.permissions ?? []).map((p) => p.role)),
    comment: metadata.comment ?? null,
  };
}

export function resolveCustomTypes(
  metadata: CustomTypesMetadata | null | undefined,
  tables: ReadonlyMap<string, TableFields>,
  scalars: ReadonlySet<string>,
): CustomTypes {
  const fieldsOf = (item: { name: string; description?: string | null; fields: readonly Field[] }): CustomObject => ({
    name: item.name,
    description: item.description ?? null,
    fields: item.fields.map((f) => ({ name: f.name, type: f.type, description: f.description ?? null })),
  });
  const types: CustomTypes = {
    enums: byName(
      (metadata?.enums ?? []).map((item) => ({
        name: item.name,
        description: item.description ?? null,
        values: item.values.map((v) => ({
          value: v.value,
          description: v.description ?? null,
          isDeprecated: v.is_deprecated ?? false,
        })),
      })),
    ),
    inputObjects: byName((metadata?.input_objects ?? []).map(fieldsOf)),
    objects: byName(
      (metadata?.objects ?? []).map((item) => ({
        ...fieldsOf(item),
        relationships: (item.relationships ?? []).map((r) => resolveRelationship(item, r, tables)),
      })),
    ),
    scalars: byName((metadata?.scalars ?? []).map((item) => ({ name: item.name, description: item.description ?? null }))),
  };
  for (const object of types.inputObjects.values()) {
    for (const field of object.fields) mustBeKnown(object.name, field, types.inputObjects, types, scalars);
  }
  for (const object of types.objects.values()) {
    for (const field of object.fields) mustBeKnown(object.name, field, types.objects, types, scalars);
  }
  return types;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly description?: string | null | undefined;
}

const byName = <T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.name, item]));

/** `[Foo!]!` → `Foo`. */
export const baseType = (type: string): string => type.replaceAll(/[[\]!\s]/g, '');

const BUILT_IN = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

const isLeaf = (name: string, types: CustomTypes, scalars: ReadonlySet<string>): boolean =>
  BUILT_IN.has(name) || types.scalars.has(name) || types.enums.has(name) || scalars.has(name);

function mustBeKnown(
  owner: string,
  field: Field,
  siblings: ReadonlyMap<string, unknown>,
  types: CustomTypes,
  scalars: ReadonlySet<string>,
): void {
  const base = baseType(field.type);
  if (siblings.has(base) || isLeaf(base, types, scalars)) return;
  throw new Unresolvable(`the type "${base}" for field "${field.name}" of "${owner}" is not defined`, 'constraint-error');
}

function resolveRelationship(
  object: { readonly name: string; readonly fields: readonly Field[] },
  item: NonNullable<NonNullable<CustomTypesMetadata['objects']>[number]['relationships']>[number],
  tables: ReadonlyMap<string, TableFields>,
): ActionRelationship {
  const { schema, name } = qualify(item.remote_table);
  const target = tables.get(tableKey(schema, name));
  const where = `the relationship "${item.name}" of object type "${object.name}"`;
  if (!target) throw new Unresolvable(`the table "${display({ schema, name })}" of ${where} is not tracked`, 'not-exists');
  const mapping = Object.entries(item.field_mapping).map(([local, remote]) => {
    if (!object.fields.some((f) => f.name === local)) {
      throw new Unresolvable(`the field "${local}" of ${where} does not exist`, 'not-exists');
    }
    if (!target.catalog.columns.some((c) => c.name === remote)) {
      throw new Unresolvable(`the column "${remote}" of ${where} does not exist`, 'not-exists');
    }
    return { local, remote };
  });
  return { name: item.name, kind: item.type, target: target.key, mapping };
}

/** PostgreSQL's scalars that signatures may use without declaring them: its own and those of the catalog's columns. */
export function knownScalars(catalog: Catalog): ReadonlySet<string> {
  const names = new Set([...POSTGRES]);
  for (const table of catalog.tables.values()) for (const column of table.columns) names.add(scalarOf(column.type));
  return names;
}

const POSTGRES = [
  ...['smallint', 'bigint', 'float8', 'numeric', 'money', 'bpchar', 'citext', 'uuid', 'date', 'time', 'timetz', 'timestamp'],
  ...['timestamptz', 'interval', 'json', 'jsonb', 'bytea', 'inet', 'cidr', 'macaddr', 'ltree', 'xml', 'name', 'bit', 'point'],
];
