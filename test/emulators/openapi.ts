/**
 * Checks requests against a vendor's stored OpenAPI 3 description, strictly: unknown paths, query parameters and fields are violations.
 * `nullable` of OpenAPI 3.0 is understood wherever it stands, also in descriptions that say they are 3.1.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** What is wrong with a request, in words; nothing when it is as described. */
export type CheckRequest = (request: {
  readonly method: string;
  /** Below the description's base, without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed; undefined without a body. */
  readonly body: unknown;
}) => readonly string[];

/** Where the vendor's description is at fault, by the vendor's own source. */
export interface Corrections {
  /** Fields it takes and does not describe, by `METHOD /path/of/description`. */
  readonly alsoTakes?: Readonly<Record<string, readonly string[]>>;
  /** Fields it calls required and does not require. */
  readonly notRequired?: Readonly<Record<string, readonly string[]>>;
}

interface Schema {
  readonly [key: string]: unknown;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: unknown;
}

/** Reads a file below the stored contracts; null when they are not at hand. */
export function storedOpenApi(file: string, corrections: Corrections = {}): CheckRequest | null {
  const path = resolve(import.meta.dirname, '../../../shared/specs', file);
  const key = JSON.stringify([file, corrections]);
  const known = read.get(key);
  if (known !== undefined || !existsSync(path)) return known ?? null;
  const check = checkAgainst(JSON.parse(readFileSync(path, 'utf8')) as Description, corrections);
  read.set(key, check);
  return check;
}

/** Descriptions are large, and emulators are many. */
const read = new Map<string, CheckRequest>();

function checkAgainst({ paths, components }: Description, { alsoTakes = {}, notRequired = {} }: Corrections): CheckRequest {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  for (const format of ['int32', 'int64', 'float', 'double', 'byte', 'private-key']) ajv.addFormat(format, true);
  ajv.addSchema(converted({ components }) as Schema, 'description');
  const compiled = new Map<string, ValidateFunction | null>();
  const bodyOf = (name: string, operation: Operation): ValidateFunction | null => {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const described = operation.requestBody?.content?.['application/json']?.schema;
    const made = described === undefined ? null : ajv.compile(closed(described, alsoTakes[name] ?? [], notRequired[name] ?? []));
    compiled.set(name, made);
    return made;
  };
  const patterns = Object.keys(paths)
    // Paths without parameters count before those with.
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((path) => [path, new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`)] as const);
  return ({ method, path, query, body }) => {
    const [described] = patterns.find(([p, pattern]) => pattern.test(path) && paths[p]?.[method.toLowerCase()]) ?? [];
    const operation = described === undefined ? undefined : paths[described]?.[method.toLowerCase()];
    if (described === undefined || operation === undefined) return [`${method} ${path} is not described`];
    const name = `${method} ${described}`;
    const known = (operation.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name);
    const unknown = [...query.keys()].filter((key) => !known.includes(key)).map((key) => `${name} has no parameter ${key}`);
    const validate = bodyOf(name, operation);
    if (validate === null) return body === undefined ? unknown : [...unknown, `${name} has no body`];
    if (validate(body)) return unknown;
    const wrong = (validate.errors ?? []).map((e) => `${name}${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
    return [...unknown, ...wrong];
  };
}

/** Objects take only what is described. */
function closed(schema: Schema, also: readonly string[], optional: readonly string[]): Schema {
  const close = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== 'object' || value === null) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, v]) => [key, close(v)]));
    if (typeof inner.properties !== 'object' || inner.properties === null) return inner;
    const required = Array.isArray(inner.required) ? inner.required.filter((r) => !optional.includes(String(r))) : [];
    const added = Object.fromEntries(also.map((field) => [field, {}]));
    return { additionalProperties: false, ...inner, properties: { ...inner.properties, ...added }, required };
  };
  return close(converted(schema)) as Schema;
}

/** `nullable: true` becomes a type of its own; references lead to the stored description. */
function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, $ref, ...rest } = value as Schema;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, v]) => [key, converted(v)]));
  if (typeof $ref === 'string') return { $ref: $ref.replace(/^#/, 'description#') };
  return nullable === true && typeof inner.type === 'string' ? { ...inner, type: [inner.type, 'null'] } : inner;
}
