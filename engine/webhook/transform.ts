/** Request and response transforms: parts of a webhook's request, or the body of its answer, rewritten by Kriti templates. */
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Json, parseJson, writeJson } from '../json.ts';
import { mergeHeaders } from './headers.ts';
import { evaluateTemplate } from './kriti/evaluate.ts';
import { sessionFunction } from './kriti/functions.ts';
import { parseTemplate, parseTextTemplate } from './kriti/parse.ts';
import { describeTemplateError, type Node, TemplateError } from './kriti/template.ts';

const bodyTransform = z.union([
  z.string().transform((template) => ({ action: 'transform' as const, template })),
  z.object({ action: z.literal('remove') }),
  z.object({ action: z.literal('transform'), template: z.string() }),
  z.object({ action: z.literal('x_www_form_urlencoded'), form_template: z.record(z.string(), z.string()) }),
]);
type BodyTransform = z.output<typeof bodyTransform>;

export const requestTransform = z.object({
  version: z.union([z.literal(1), z.literal(2)]).default(1),
  template_engine: z.string().optional(),
  method: z.string().nullish(),
  url: z.string().nullish(),
  body: bodyTransform.nullish(),
  query_params: z.union([z.string(), z.record(z.string(), z.string().nullable())]).nullish(),
  request_headers: z
    .object({
      add_headers: z.record(z.string(), z.string()).nullish(),
      remove_headers: z.array(z.string()).nullish(),
    })
    .nullish(),
});
export type RequestTransform = z.output<typeof requestTransform>;

export const responseTransform = z.object({
  version: z.union([z.literal(1), z.literal(2)]).default(1),
  template_engine: z.string().optional(),
  body: bodyTransform.nullish(),
});

/** What is sent: `body` is JSON text, or what a transform made of it. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A template that could not be read or filled in; `errors` is for admins. */
export class TransformError extends Error {
  readonly errors: readonly unknown[];
  constructor(errors: readonly unknown[]) {
    super('the transformation failed');
    this.name = 'TransformError';
    this.errors = errors;
  }
}

/** `transform` is the metadata's value. `null`: nothing to do. */
export function transformRequest(transform: unknown, request: OutgoingRequest, session: Json): OutgoingRequest {
  if (transform === null || transform === undefined) return request;
  const { method, url, body, query_params: query, request_headers: headers } = read(requestTransform, transform);
  const scope = requestScope(request, session);
  return {
    method: method ? method.toUpperCase() : request.method,
    url: withQuery(url ? checkedUrl(scope.text(url)) : request.url, query, scope),
    headers: mergeHeaders(
      without(request.headers, headers?.remove_headers ?? []),
      body?.action === 'x_www_form_urlencoded' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {},
      Object.fromEntries(Object.entries(headers?.add_headers ?? {}).map(([name, value]) => [name, scope.text(value)])),
    ),
    body: body ? newBody(body, scope) : request.body,
  };
}

/** The new body of an answer (JSON text). A body that is not JSON is null to the template. */
export function transformResponse(
  transform: unknown,
  response: { readonly body: string; readonly status: number },
  request: OutgoingRequest,
  session: Json,
): string {
  if (transform === null || transform === undefined) return response.body;
  const { body } = read(responseTransform, transform);
  if (!body) return response.body;
  const scope = new Scope(
    {
      $body: jsonOrNull(response.body),
      $request: { ...requestScope(request, session).bare() },
      $response: { status: response.status },
      $session_variables: session,
    },
    session,
  );
  return body.action === 'remove'
    ? 'null'
    : body.action === 'transform'
      ? writeJson(scope.value(body.template))
      : writeJson(form(body.form_template, scope));
}

class Scope {
  private readonly variables: Readonly<Record<string, Json>>;
  private readonly session: Json;

  constructor(variables: Readonly<Record<string, Json>>, session: Json) {
    this.variables = variables;
    this.session = session;
  }

  value(template: string): Json {
    return this.fill(template, 'value');
  }

  text(template: string): string {
    const text = this.fill(template, 'text');
    return typeof text === 'string' ? text : writeJson(text);
  }

  /** The variables as they stand under `$request`. */
  bare(): Readonly<Record<string, Json>> {
    return Object.fromEntries(Object.entries(this.variables).map(([name, value]) => [name.slice(1), value]));
  }

  private fill(template: string, kind: 'value' | 'text'): Json {
    try {
      const functions = { getSessionVariable: sessionFunction(this.session) };
      return evaluateTemplate(parsed(template, kind), { variables: this.variables, functions });
    } catch (error) {
      if (error instanceof TemplateError) throw new TransformError([describeTemplateError(error, template)]);
      throw error;
    }
  }
}

function requestScope(request: OutgoingRequest, session: Json): Scope {
  const url = URL.parse(request.url);
  return new Scope(
    {
      $body: jsonOrNull(request.body ?? ''),
      $base_url: request.url,
      $url: request.url,
      $session_variables: session,
      $query_params: url === null ? [] : [...url.searchParams].map(([name, value]) => [name, value]),
    },
    session,
  );
}

const templates = new LRUCache<string, Node>({ max: 2000 });

function parsed(template: string, kind: 'value' | 'text'): Node {
  const key = `${kind} ${template}`;
  let node = templates.get(key);
  if (node === undefined) {
    node = kind === 'value' ? parseTemplate(template) : parseTextTemplate(template);
    templates.set(key, node);
  }
  return node;
}

const shapes = new WeakMap<object, unknown>();

/** Metadata objects are read once, however many requests they transform. */
function read<S extends z.ZodType>(shape: S, transform: unknown): z.output<S> {
  if (typeof transform !== 'object' || transform === null) return checked(shape, transform);
  const known = shapes.get(transform);
  if (known !== undefined) return known as z.output<S>;
  const value = checked(shape, transform);
  shapes.set(transform, value);
  return value;
}

function checked<S extends z.ZodType>(shape: S, transform: unknown): z.output<S> {
  const result = shape.safeParse(transform);
  if (result.success) return result.data;
  throw new TransformError([{ error_code: 'TransformationError', message: z.prettifyError(result.error) }]);
}

function newBody(transform: BodyTransform, scope: Scope): string | null {
  switch (transform.action) {
    case 'remove':
      return null;
    case 'transform':
      return writeJson(scope.value(transform.template));
    case 'x_www_form_urlencoded':
      return form(transform.form_template, scope);
  }
}

function form(templates: Readonly<Record<string, string>>, scope: Scope): string {
  return Object.entries(templates)
    .map(([name, template]) => `${encodeURIComponent(name)}=${encodeURIComponent(scope.text(template))}`)
    .join('&');
}

function checkedUrl(url: string): string {
  if (URL.canParse(url)) return url;
  throw new TransformError([{ error_code: 'TransformationError', message: `Invalid URL: ${url}` }]);
}

/** Query parameters of the transform replace those of the address; one whose name or value comes out as `null` is left out. */
function withQuery(address: string, query: RequestTransform['query_params'], scope: Scope): string {
  if (query === null || query === undefined) return address;
  const pairs: (readonly [string, string | null])[] =
    typeof query === 'string'
      ? [...new URLSearchParams(scope.text(query))]
      : Object.entries(query)
          .map(([name, value]) => [scope.text(name), value === null ? null : scope.text(value)] as const)
          .filter(([name, value]) => name !== 'null' && value !== 'null');
  const text = pairs.map(([name, value]) =>
    value === null ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  const base = address.split('?', 1)[0] ?? address;
  return text.length === 0 ? base : `${base}?${text.join('&')}`;
}

function without(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  const gone = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !gone.has(name.toLowerCase())));
}

function jsonOrNull(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
