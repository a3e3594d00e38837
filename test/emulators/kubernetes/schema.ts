/**
 * Checks an object as an API server does: unknown fields told or dropped, defaults filled in, values checked against the structural schema,
 * CEL rules evaluated (with the old object for rules that forbid a change).
 * Source: Kubernetes, "Extend the Kubernetes API with CustomResourceDefinitions", validation, pruning, defaulting and validation rules.
 */
import { parse as parseCel } from '@marcbachmann/cel-js';

/** OpenAPI v3 as CRDs hold it, or a definition of the vendor's Swagger (whose `$ref`s `resolve` finds). */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string; readonly message?: string; readonly reason?: string }[];
}

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export type Resolve = (reference: string) => Schema | null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** Follows the reference of a schema, if it is one. */
export const target = (schema: Schema, resolve: Resolve): Schema =>
  schema.$ref === undefined ? schema : (resolve(schema.$ref) ?? {});

/** Drops the fields the schema does not know and tells their paths. `metadata`, `apiVersion` and `kind` are everybody's. */
export function prune(schema: Schema, value: unknown, resolve: Resolve, path = ''): string[] {
  const { properties, additionalProperties, items, ...rest } = target(schema, resolve);
  if (Array.isArray(value)) {
    const of = items;
    return of === undefined ? [] : value.flatMap((entry, i) => prune(of, entry, resolve, `${path}[${i}]`));
  }
  if (!isRecord(value)) return [];
  const open = rest['x-kubernetes-preserve-unknown-fields'] === true || (properties === undefined && rest.type === undefined);
  const dropped: string[] = [];
  for (const name of Object.keys(value)) {
    const known = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (path === '' && (name === 'apiVersion' || name === 'kind' || name === 'metadata')) continue;
    if (known !== undefined) dropped.push(...prune(known, value[name], resolve, join(path, name)));
    else if (isRecord(additionalProperties)) dropped.push(...prune(additionalProperties, value[name], resolve, join(path, name)));
    else if (!open && additionalProperties !== true && properties !== undefined) {
      dropped.push(join(path, name));
      delete value[name];
    }
  }
  return dropped;
}

/** Fills in the defaults of fields that are absent. */
export function applyDefaults(schema: Schema, value: unknown, resolve: Resolve): void {
  const { properties = {}, additionalProperties, items } = target(schema, resolve);
  if (Array.isArray(value)) {
    if (items !== undefined) for (const entry of value) applyDefaults(items, entry, resolve);
    return;
  }
  if (!isRecord(value)) return;
  for (const [name, property] of Object.entries(properties)) {
    const fallback = property.default;
    if (value[name] === undefined && fallback !== undefined) value[name] = structuredClone(fallback);
    applyDefaults(property, value[name], resolve);
  }
  if (isRecord(additionalProperties))
    for (const entry of Object.values(value)) applyDefaults(additionalProperties, entry, resolve);
}

/** Every way in which the value breaks its schema. `old`: what it replaces, undefined when it is new. */
export function violations(schema: Schema, value: unknown, old: unknown, resolve: Resolve, path = ''): FieldError[] {
  const of = target(schema, resolve);
  if (value === null) return of.nullable || of.type === undefined ? [] : [{ field: path, message: 'must not be null' }];
  const errors = [...typeErrors(of, value, path), ...boundErrors(of, value, path), ...compound(of, value, resolve, path)];
  if (errors.length > 0) return errors;
  if (Array.isArray(value)) {
    const { items } = of;
    if (items !== undefined) errors.push(...value.flatMap((v, i) => violations(items, v, undefined, resolve, `${path}[${i}]`)));
    errors.push(...duplicates(of, value, path));
  } else if (isRecord(value)) {
    const before = isRecord(old) ? old : {};
    for (const name of of.required ?? [])
      if (value[name] === undefined) errors.push({ field: join(path, name), message: 'Required value' });
    for (const [name, entry] of Object.entries(value)) {
      if (path === '' && name === 'metadata') continue;
      const property = of.properties && Object.hasOwn(of.properties, name) ? of.properties[name] : of.additionalProperties;
      if (isRecord(property)) errors.push(...violations(property, entry, before[name], resolve, join(path, name)));
    }
  }
  return [...errors, ...ruleErrors(of, value, old, path)];
}

function typeErrors({ type, format, ...schema }: Schema, value: unknown, path: string): FieldError[] {
  const free = schema['x-kubernetes-int-or-string'] || format === 'int-or-string' || format === 'quantity';
  if (free)
    return typeof value === 'string' || typeof value === 'number' ? [] : [{ field: path, message: 'must be integer or string' }];
  const ok =
    type === undefined ||
    (type === 'object' && isRecord(value)) ||
    (type === 'array' && Array.isArray(value)) ||
    (type === 'integer' && Number.isInteger(value)) ||
    (type === 'number' && typeof value === 'number') ||
    (type === 'string' && typeof value === 'string') ||
    (type === 'boolean' && typeof value === 'boolean');
  if (!ok) return [{ field: path, message: `Invalid value: must be of type ${type}` }];
  const badDate =
    format === 'date-time' &&
    typeof value === 'string' &&
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);
  return badDate ? [{ field: path, message: 'must be a date-time' }] : [];
}

function boundErrors(schema: Schema, value: unknown, path: string): FieldError[] {
  const messages: string[] = [];
  const bound = (wrong: boolean, message: string) => wrong && messages.push(message);
  if (schema.enum !== undefined)
    bound(
      !schema.enum.includes(value),
      `Unsupported value: ${JSON.stringify(value)}: supported values: ${schema.enum.map((v) => JSON.stringify(v)).join(', ')}`,
    );
  if (typeof value === 'number') {
    bound(schema.minimum !== undefined && value < schema.minimum, `should be greater than or equal to ${schema.minimum}`);
    bound(schema.maximum !== undefined && value > schema.maximum, `should be less than or equal to ${schema.maximum}`);
  } else if (typeof value === 'string') {
    bound(schema.minLength !== undefined && value.length < schema.minLength, `should be at least ${schema.minLength} chars long`);
    bound(schema.maxLength !== undefined && value.length > schema.maxLength, `may not be longer than ${schema.maxLength}`);
    bound(schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value), `should match '${schema.pattern}'`);
  } else if (Array.isArray(value)) {
    bound(schema.minItems !== undefined && value.length < schema.minItems, `should have at least ${schema.minItems} items`);
    bound(schema.maxItems !== undefined && value.length > schema.maxItems, `must have at most ${schema.maxItems} items`);
  } else if (isRecord(value)) {
    const count = Object.keys(value).length;
    bound(
      schema.minProperties !== undefined && count < schema.minProperties,
      `should have at least ${schema.minProperties} properties`,
    );
    bound(
      schema.maxProperties !== undefined && count > schema.maxProperties,
      `must have at most ${schema.maxProperties} properties`,
    );
  }
  return messages.map((message) => ({ field: path, message: `Invalid value: ${message}` }));
}

function compound(schema: Schema, value: unknown, resolve: Resolve, path: string): FieldError[] {
  if (schema['x-kubernetes-int-or-string']) return [];
  const fits = (option: Schema) => violations(option, value, undefined, resolve, path).length === 0;
  const errors: FieldError[] = (schema.allOf ?? []).flatMap((part) => violations(part, value, undefined, resolve, path));
  if (schema.anyOf !== undefined && !schema.anyOf.some(fits))
    errors.push({ field: path, message: 'must validate at least one schema (anyOf)' });
  if (schema.oneOf !== undefined && schema.oneOf.filter(fits).length !== 1)
    errors.push({ field: path, message: 'must validate one and only one schema (oneOf)' });
  if (schema.not !== undefined && fits(schema.not)) errors.push({ field: path, message: 'must not validate the schema (not)' });
  return errors;
}

function duplicates(schema: Schema, value: readonly unknown[], path: string): FieldError[] {
  const kind = schema['x-kubernetes-list-type'];
  if (kind !== 'map' && kind !== 'set') return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  return value.flatMap((entry, i) => {
    const key = JSON.stringify(kind === 'set' ? entry : keys.map((name) => (isRecord(entry) ? entry[name] : undefined)));
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ field: `${path}[${i}]`, message: `Duplicate value: ${key}` }];
  });
}

const compiled = new Map<string, ReturnType<typeof parseCel>>();

/** A rule that names `oldSelf` is about a change and does not concern new values. */
function ruleErrors(schema: Schema, value: unknown, old: unknown, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const { rule, message } of schema['x-kubernetes-validations'] ?? []) {
    if (old === undefined && /\boldSelf\b/.test(rule)) continue;
    const evaluate = compiled.get(rule) ?? parseCel(rule);
    compiled.set(rule, evaluate);
    let failure = message ?? `failed rule: ${rule}`;
    try {
      if (evaluate({ self: withBigInts(value), oldSelf: withBigInts(old) }) === true) continue;
    } catch (error) {
      failure = `rule ${rule} could not be evaluated: ${error instanceof Error ? error.message : ''}`;
    }
    errors.push({ field: path, message: `Invalid value: ${failure}` });
  }
  return errors;
}

/** CEL's integers are 64-bit and never equal to its doubles. */
function withBigInts(value: unknown): unknown {
  if (Number.isInteger(value)) return BigInt(Number(value));
  if (Array.isArray(value)) return value.map(withBigInts);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withBigInts(v)]));
  return value;
}
