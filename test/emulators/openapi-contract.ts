/**
 * Requests held against a vendor's stored OpenAPI 3 document, strictly: an unknown path, a method that is not there, a field nobody knows or of
 * the wrong type is a violation. Where the document is not there everything is right.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

export interface Contract {
  /** What was wrong so far, in words. */
  readonly violations: readonly string[];
  /** Whether there is a document to hold anything against. */
  readonly present: boolean;
  check(method: string, path: string, body: unknown): void;
}

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  /** Names of its parameters for mounts: `approle` is meant where something is mounted as that. */
  readonly mounts: readonly string[];
  readonly literal: number;
  /** Compiled when it is met. */
  readonly body: () => ValidateFunction | null;
}

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), value);

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];

/** @param file of the document, JSON @param base what its paths begin with on the wire, for example `/v1` */
export function openContract(file: string, base = ''): Contract {
  const violations: string[] = [];
  if (!existsSync(file)) return { violations, present: false, check: () => {} };
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  // The vendors' own formats say nothing that could be checked.
  for (const format of ['map', 'seconds', 'duration']) ajv.addFormat(format, true);
  const operations = Object.entries(at(document, 'paths') ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => at(item, method) !== undefined).map(
      (method): Operation => ({
        method: method.toUpperCase(),
        path: pattern(base, path),
        mounts: [...path.matchAll(/\{(\w+)_mount_path\}/g)].map((m) => m[1] ?? ''),
        literal: path.replaceAll(/\{[^}]*\}/g, '').length,
        body: once(() => bodyOf(ajv, document, at(item, method))),
      }),
    ),
  );
  operations.sort((a, b) => b.literal - a.literal);
  return {
    violations,
    present: true,
    check: (method, path, body) => {
      const fitting = operations.filter((o) => o.method === method && o.path.test(path));
      const operation = fitting.find((o) => o.mounts.some((mount) => path.includes(`/${mount}/`))) ?? fitting[0];
      if (operation === undefined) violations.push(`${method} ${path}: no such operation`);
      const validate = operation?.body() ?? null;
      if (validate !== null && !validate(body)) violations.push(`${method} ${path}: ${ajv.errorsText(validate.errors)}`);
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A parameter that ends a path, or names a mount, may have slashes. */
function pattern(base: string, path: string): RegExp {
  const parts = path.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return part === '{path}' ? '.+' : part.includes('mount') ? '.+?' : '[^/]+';
  });
  return new RegExp(`^${base}${parts.join('')}$`);
}

function bodyOf(ajv: Ajv, document: unknown, operation: unknown): ValidateFunction | null {
  const schema = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  return schema === undefined ? null : ajv.compile(closed(document, schema) as Json);
}

/** With its references written out, and no fields beside those it names. */
function closed(document: unknown, schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((part) => closed(document, part));
  if (!isRecord(schema)) return schema;
  const reference = schema.$ref;
  if (typeof reference === 'string') return closed(document, at(document, ...reference.replace(/^#\//, '').split('/')));
  const inner = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      name === 'properties' && isRecord(value)
        ? Object.fromEntries(Object.entries(value).map(([property, of]) => [property, closed(document, of)]))
        : name === 'items' || name === 'allOf' || name === 'anyOf' || name === 'oneOf'
          ? closed(document, value)
          : value,
    ]),
  );
  return inner.properties !== undefined && inner.additionalProperties === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}
