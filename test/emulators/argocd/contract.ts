/** Holds requests and answers against the vendor's own description (Swagger), where it is at hand. Fields it does not know are violations. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

export interface Contract {
  /** What is wrong with a request; empty when nothing is. */
  request(method: string, path: string, query: URLSearchParams, body: unknown): readonly string[];
  answer(method: string, path: string, body: unknown): readonly string[];
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: object }[];
  readonly responses: Readonly<Record<string, { readonly schema?: object }>>;
}

/** Reading helpers of the server that the description of the stored version leaves out. */
const undescribed = new Set(['fields']);

export function readContract(file: string): Contract {
  const { paths, definitions } = JSON.parse(readFileSync(file, 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
    definitions: Record<string, object>;
  };
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const closed = Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, close(name, flatten(schema, definitions))]),
  );
  ajv.addSchema({ $id: 'argocd', definitions: closed });
  const compiled = new Map<string, ValidateFunction>();
  const check = (schema: object, value: unknown): readonly string[] => {
    const text = JSON.stringify(schema).replaceAll('"#/definitions/', '"argocd#/definitions/');
    const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object);
    compiled.set(text, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ''} ${JSON.stringify(e.params)}`);
  };
  const patterns = Object.entries(paths)
    .map(([template, operations]) => ({
      template,
      operations,
      pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    }))
    // Fixed words before placeholders.
    .sort((a, b) => (a.template.match(/\{/g) ?? []).length - (b.template.match(/\{/g) ?? []).length);
  const find = (method: string, path: string): Operation | null =>
    patterns.find(({ pattern, operations }) => pattern.test(path) && method.toLowerCase() in operations)?.operations[
      method.toLowerCase()
    ] ?? null;

  return {
    request: (method, path, query, body) => {
      const operation = find(method, path);
      if (operation === null) return [`${method} ${path} is not described`];
      const { parameters = [] } = operation;
      const known = new Set(parameters.filter((p) => p.in === 'query').map((p) => p.name));
      const unknown = [...query.keys()].filter((name) => !known.has(name) && !undescribed.has(name));
      const schema = parameters.find((p) => p.in === 'body')?.schema;
      const wrong = schema === undefined ? (body === undefined ? [] : ['a body is not described']) : check(schema, body ?? {});
      return [...unknown.map((name) => `${method} ${path}: parameter ${name} is not described`), ...wrong].map(
        (problem) => `${method} ${path}: ${problem}`,
      );
    },
    answer: (method, path, body) => {
      const schema = find(method, path)?.responses['200']?.schema;
      return schema === undefined ? [] : check(schema, body).map((problem) => `answer to ${method} ${path}: ${problem}`);
    },
  };
}

/** What others say of a type with it, in one. */
function flatten(schema: object, definitions: Readonly<Record<string, object>>): object {
  if (!('allOf' in schema) || !Array.isArray(schema.allOf)) return schema;
  const { allOf, ...own } = schema;
  const parts = allOf.map((part: { $ref?: string }) => definitions[part.$ref?.replace('#/definitions/', '') ?? ''] ?? {});
  const properties = [...parts, own].map((part) => ('properties' in part ? part.properties : {}));
  return { ...own, properties: Object.assign({}, ...properties) as object };
}

/** Objects say what they are, though their description does not. */
const typed = { apiVersion: { type: 'string' }, kind: { type: 'string' } };

/** Anything goes where the vendor's own type holds anything. */
function close(name: string, schema: object): object {
  if (name === 'runtimeRawExtension' || name === 'v1FieldsV1') return {};
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    if (copy.type === 'object' && copy.properties !== undefined) {
      const properties = copy.properties as object;
      if ('metadata' in properties) copy.properties = { ...typed, ...properties };
      copy.additionalProperties ??= false;
    }
    // 64-bit numbers may be texts in this JSON.
    if (copy.format === 'int64') return {};
    if (copy.format === 'date-time' || copy.format === 'byte') return { type: ['string', 'null'] };
    return copy;
  };
  return walk(schema) as object;
}
