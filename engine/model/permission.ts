/** One role's permission on a table, resolved: columns exist, expressions are conditions, presets are values (dialect §1.5). */
import type { CatalogColumn } from '../catalog/catalog.ts';
import type {
  DeletePermissionMetadata,
  InsertPermissionMetadata,
  SelectPermissionMetadata,
  UpdatePermissionMetadata,
  ValidateInputMetadata,
} from '../metadata/permission-metadata.ts';
import { display } from '../metadata/qualified-name.ts';
import { type Environment, fillTemplate, resolveHeaders } from './environment.ts';
import { metadataValue } from './literal.ts';
import type { DeletePermission, InsertPermission, Presets, SelectPermission, UpdatePermission, ValidateInput } from './model.ts';
import { resolveExpression, type Scope } from './permission-expression.ts';
import { Unresolvable } from './unresolvable.ts';

export function resolveSelect({ permission }: SelectPermissionMetadata, scope: Scope): SelectPermission {
  const { root } = scope;
  const names = permission.columns === '*' ? root.catalog.columns.map((c) => c.name) : permission.columns;
  for (const name of names) columnOf(name, scope);
  for (const name of permission.computed_fields ?? []) {
    const field = root.computedFields.find((f) => f.name === name);
    if (!field)
      throw new Unresolvable(`computed field "${name}" does not exist in table "${display(root.catalog)}"`, 'not-exists');
    if (field.returns.kind === 'table') {
      throw new Unresolvable(
        `select permissions on computed field "${name}" are auto-derived from the permissions on its returning table`,
        'invalid-params',
      );
    }
  }
  if (typeof permission.limit === 'number' && permission.limit < 0)
    throw new Unresolvable('unexpected negative value', 'not-supported');
  mustAllowRootFields(permission, new Set(names), scope);
  return {
    columns: new Map(names.map((name) => [name, null])),
    computedFields: new Map((permission.computed_fields ?? []).map((name) => [name, null])),
    filter: resolveExpression(permission.filter, scope),
    limit: permission.limit ?? null,
    allowAggregations: permission.allow_aggregations ?? false,
    queryRootFields: permission.query_root_fields ? new Set(permission.query_root_fields) : null,
    subscriptionRootFields: permission.subscription_root_fields ? new Set(permission.subscription_root_fields) : null,
  };
}

/** Root fields that the permission names must be possible with what else it says. */
function mustAllowRootFields(
  permission: SelectPermissionMetadata['permission'],
  columns: ReadonlySet<string>,
  { root }: Scope,
): void {
  const named = new Set<string>([...(permission.query_root_fields ?? []), ...(permission.subscription_root_fields ?? [])]);
  const key = root.catalog.primaryKey?.columns ?? [];
  if (named.has('select_by_pk') && (key.length === 0 || !key.every((column) => columns.has(column)))) {
    throw new Unresolvable(
      'The "select_by_pk" field cannot be included in the query_root_fields or subscription_root_fields because the role does not ' +
        `have access to the primary key of the table "${display(root.catalog)}" in the source "${root.source}"`,
      'validation-failed',
    );
  }
  if (named.has('select_aggregate') && !permission.allow_aggregations) {
    throw new Unresolvable(
      'The "select_aggregate" root field can only be enabled in the query_root_fields or in the subscription_root_fields when ' +
        '"allow_aggregations" is set to true',
      'validation-failed',
    );
  }
}

export function resolveInsert({ permission }: InsertPermissionMetadata, scope: Scope, env: Environment): InsertPermission {
  const presets = resolvePresets(permission.set, scope);
  return {
    columns: writable(permission.columns ?? '*', presets, scope),
    check: resolveExpression(permission.check, scope),
    presets,
    backendOnly: permission.backend_only ?? false,
    validateInput: resolveValidateInput(permission.validate_input, env),
  };
}

export function resolveUpdate({ permission }: UpdatePermissionMetadata, scope: Scope, env: Environment): UpdatePermission {
  const presets = resolvePresets(permission.set, scope);
  return {
    columns: writable(permission.columns, presets, scope),
    filter: resolveExpression(permission.filter, scope),
    check: permission.check ? resolveExpression(permission.check, scope) : null,
    presets,
    backendOnly: permission.backend_only ?? false,
    validateInput: resolveValidateInput(permission.validate_input, env),
  };
}

export function resolveDelete({ permission }: DeletePermissionMetadata, scope: Scope, env: Environment): DeletePermission {
  return {
    filter: resolveExpression(permission.filter, scope),
    backendOnly: permission.backend_only ?? false,
    validateInput: resolveValidateInput(permission.validate_input, env),
  };
}

function columnOf(name: string, { root }: Scope): CatalogColumn {
  const column = root.catalog.columns.find((c) => c.name === name);
  if (!column) throw new Unresolvable(`column "${name}" does not exist`, 'not-exists');
  return column;
}

/** Columns a role may give: generated ones are never inputs, preset ones are already given. */
function writable(columns: '*' | readonly string[], presets: Presets, scope: Scope): ReadonlySet<string> {
  const names = columns === '*' ? scope.root.catalog.columns.map((c) => c.name) : columns;
  return new Set(names.filter((name) => columnOf(name, scope).isGenerated !== 'always' && !presets.has(name)));
}

const resolvePresets = (set: Readonly<Record<string, unknown>> | null | undefined, scope: Scope): Presets =>
  new Map(Object.entries(set ?? {}).map(([name, value]) => [name, metadataValue(value, columnOf(name, scope).type)]));

function resolveValidateInput(metadata: ValidateInputMetadata | null | undefined, env: Environment): ValidateInput | null {
  if (!metadata) return null;
  const { url, headers, forward_client_headers, timeout } = metadata.definition;
  return {
    url: fillTemplate(url, env),
    headers: resolveHeaders(headers, env).map(({ name, value }) => ({ name, value })),
    forwardClientHeaders: forward_client_headers ?? false,
    timeoutSeconds: timeout ?? 10,
  };
}
