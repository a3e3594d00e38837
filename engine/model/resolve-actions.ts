/** Actions and custom types, resolved (dialect §5.1): every type named in a signature is known, every relationship has its table. */
import { type Catalog, tableKey } from '../catalog/catalog.ts';
import type { ActionMetadata, CustomTypesMetadata } from '../metadata/action-metadata.ts';
import { qualify } from '../metadata/qualified-name.ts';
import type { Action, CustomObject, CustomTypes } from './actions.ts';
import { type Environment, fillTemplate, resolveHeaders } from './environment.ts';
import { isGraphqlName } from './names.ts';
import { reasonText } from './reasons.ts';
import { scalarOf } from './scalar.ts';
import type { TableFields } from './table-fields.ts';
import type { TakenNames } from './taken-names.ts';
import { Unresolvable } from './unresolvable.ts';
import { baseType, customTypeProblems } from './validate-custom-types.ts';

const DEFAULT_TIMEOUT_SECONDS = 30;

export function resolveAction(
  metadata: ActionMetadata,
  types: CustomTypes,
  { scalars, taken }: KnownNames,
  env: Environment,
): Action {
  const { definition } = metadata;
  const type = definition.type ?? 'mutation';
  const kind = definition.kind || 'synchronous';
  mustHaveSignature(metadata, types, scalars);
  mustNotMeet(metadata, types, taken);
  if (type === 'query' && kind === 'asynchronous')
    throw new Unresolvable('a query action cannot be asynchronous', 'parse-failed');
  return {
    name: metadata.name,
    type,
    kind,
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

function mustHaveSignature({ name, definition }: ActionMetadata, types: CustomTypes, scalars: ReadonlySet<string>): void {
  if (!isGraphqlName(name)) throw new Unresolvable(`the action name "${name}" is not a valid GraphQL name`, 'parse-failed');
  const isLeaf = (base: string) => types.scalars.has(base) || types.enums.has(base) || scalars.has(base);
  const seen = new Set<string>();
  for (const argument of definition.arguments ?? []) {
    if (!isGraphqlName(argument.name) || seen.has(argument.name)) {
      throw new Unresolvable(`the argument "${argument.name}" is not valid or given twice`, 'parse-failed');
    }
    seen.add(argument.name);
    const base = baseType(argument.type);
    if (base !== null && (types.inputObjects.has(base) || isLeaf(base))) continue;
    throw new Unresolvable(
      `the type: "${base ?? argument.type}" is not defined in custom types or it is not a scalar/enum/input_object`,
      'invalid-params',
    );
  }
  const output = baseType(definition.output_type);
  if (output === null || !(types.objects.has(output) || isLeaf(output))) {
    throw new Unresolvable(
      `the type: "${output ?? definition.output_type}" is not an object or scalar type defined in custom types`,
      'not-exists',
    );
  }
  const nested = types.objects.get(output)?.fields.filter((f) => types.objects.has(baseType(f.type) ?? '')) ?? [];
  const isAsynchronous = definition.kind === 'asynchronous';
  if (isAsynchronous && nested.length > 0 && types.objects.get(output)?.relationships?.length) {
    const names = nested.map((f) => `"${f.name}"`).join(', ');
    throw new Unresolvable(`Async action relations cannot be used with object fields: ${names}`, 'constraint-error');
  }
}

export interface KnownNames {
  readonly scalars: ReadonlySet<string>;
  readonly taken: TakenNames;
}

/** Neither the action's field nor a type it leads to may have a name that tables or functions have. */
function mustNotMeet({ name, definition }: ActionMetadata, types: CustomTypes, taken: TakenNames): void {
  const root = definition.type === 'query' ? 'query' : 'mutation';
  if (taken[root].has(name)) throw new Unresolvable(`found conflicting definitions of "${name}" in ${root}_root`, 'unexpected');
  const seen = new Set<string>();
  const visit = (type: string): void => {
    const base = baseType(type);
    const fields = base === null ? undefined : (types.objects.get(base) ?? types.inputObjects.get(base))?.fields;
    if (base === null || fields === undefined || seen.has(base)) return;
    seen.add(base);
    if (taken.types.has(base)) throw new Unresolvable(`Found conflicting definitions for GraphQL type '${base}'`, 'unexpected');
    for (const field of fields) visit(field.type);
  };
  visit(definition.output_type);
  for (const argument of definition.arguments ?? []) visit(argument.type);
}

const BUILT_IN = ['Int', 'Float', 'String', 'Boolean', 'ID'];

export function resolveCustomTypes(
  metadata: CustomTypesMetadata | null | undefined,
  tables: ReadonlyMap<string, TableFields>,
  scalars: ReadonlySet<string>,
): CustomTypes {
  const problems = metadata ? customTypeProblems(metadata, { tables, scalars }) : [];
  if (problems.length > 0) {
    throw new Unresolvable(`validation for the given custom types failed ${reasonText(problems)}`, 'constraint-violation');
  }
  const fieldsOf = (item: { name: string; description?: string | null; fields: readonly Field[] }): CustomObject => ({
    name: item.name,
    description: item.description ?? null,
    fields: item.fields.map((f) => ({ name: f.name, type: f.type, description: f.description ?? null })),
  });
  return {
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
        relationships: (item.relationships ?? []).map((r) => {
          const { schema, name } = qualify(r.remote_table);
          const mapping = Object.entries(r.field_mapping).map(([local, remote]) => ({ local, remote }));
          return { name: r.name, kind: r.type, target: tableKey(schema, name), mapping };
        }),
      })),
    ),
    scalars: byName((metadata?.scalars ?? []).map((item) => ({ name: item.name, description: item.description ?? null }))),
  };
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly description?: string | null | undefined;
}

const byName = <T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.name, item]));

/** Scalars that signatures may use without declaring them: GraphQL's, PostgreSQL's, and those of the catalog's columns. */
export function knownScalars(catalog: Catalog): ReadonlySet<string> {
  const names = new Set([...BUILT_IN, ...POSTGRES, ...(catalog.baseTypes ?? [])]);
  for (const table of catalog.tables.values()) for (const column of table.columns) names.add(scalarOf(column.type));
  return names;
}

const POSTGRES = [
  ...['smallint', 'bigint', 'float8', 'numeric', 'money', 'bpchar', 'citext', 'uuid', 'date', 'time', 'timetz', 'timestamp'],
  ...['timestamptz', 'interval', 'json', 'jsonb', 'bytea', 'inet', 'cidr', 'macaddr', 'ltree', 'xml', 'name', 'bit', 'point'],
];
