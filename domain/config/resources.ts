/** What a configuration speaks of, flat: each thing with its fields. The wanted and the present state are compared in this form. */

export type ResourceKind = 'project' | 'environment' | 'database' | 'service';

export type Scalar = string | number | boolean | null;

export interface Resource {
  readonly kind: ResourceKind;
  /** `shop`, `shop/environments/staging`, `shop/services/web`. */
  readonly path: string;
  /** `name`, `variables.LOG_LEVEL`, `replicas.production`, `overrides.staging.startCommand`. null and absent are the same. */
  readonly fields: Readonly<Record<string, Scalar>>;
  /** Beginnings of fields that nothing is wished of: what is there stays. */
  readonly open?: readonly string[];
}

export const projectPath = (project: string): string => project;
export const environmentPath = (project: string, environment: string): string => `${project}/environments/${environment}`;
export const servicePath = (project: string, service: string): string => `${project}/services/${service}`;

export const databasePath = (project: string, database: string, environment: string): string =>
  `${project}/databases/${database}@${environment}`;

/** The last part of a path: the thing's slug. */
export const slugOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const projectOf = (path: string): string => path.split('/', 1)[0] ?? path;

/** The entries of a map that was spread out: `entries(fields, 'labels')` of `labels.a` is `a`. */
export const entries = (fields: Resource['fields'], prefix: string): Readonly<Record<string, Scalar>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) =>
      field.startsWith(`${prefix}.`) && value !== null ? [[field.slice(prefix.length + 1), value]] : [],
    ),
  );

/** Spreads a map out into fields. */
export const spread = (prefix: string, map: Readonly<Record<string, Scalar>>): Record<string, Scalar> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [`${prefix}.${key}`, value]));

/** Each domain is a field of its own. */
export const domainsField = (environment: string): string => `domains.${environment}`;

/** `domains.production.www.example.com`; null: the field is about something else. */
export function domainOf(field: string): { readonly environment: string; readonly hostname: string } | null {
  const [, environment = '', hostname = ''] = /^domains\.([^.]+)\.(.+)$/.exec(field) ?? [];
  return hostname === '' ? null : { environment, hostname };
}

/** A variable that is a database's whole address, credentials included: it is given by the platform and stands in no settings. */
export interface DatabaseBinding {
  readonly variable: string;
  readonly database: string;
  /** The address of the connection pool instead. */
  readonly pooled: boolean;
}

const BINDING = /^\s*\$\{\{\s*([a-z0-9][a-z0-9-]*)\.(URL|POOL_URL)\s*\}\}\s*$/;

export function bindingOf(variable: string, text: string, databases: ReadonlySet<string>): DatabaseBinding | null {
  const [, database = '', what] = BINDING.exec(text) ?? [];
  return databases.has(database) ? { variable, database, pooled: what === 'POOL_URL' } : null;
}

export const bindingText = ({ database, pooled }: Omit<DatabaseBinding, 'variable'>): string =>
  `\${{ ${database}.${pooled ? 'POOL_URL' : 'URL'} }}`;
