/** A RESTified endpoint: a stored query run with a request's parameters, answered with its bare data (dialect §8.3). */
import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Core, RequestContext } from '../engine.ts';
import { EngineError } from '../error.ts';
import { matchEndpoint } from './match-endpoint.ts';
import { readVariables } from './read-variables.ts';

export interface RestRequest {
  readonly method: string;
  /** What follows `/api/rest/`, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The parsed JSON body, null without one. */
  readonly body: unknown;
}

export interface RestAnswer {
  readonly status: number;
  /** JSON text: the `data` object, or `{"path","error","code"}`. */
  readonly body: string;
  readonly cookies: readonly string[];
}

export async function answerRest(
  core: Pick<Core, 'snapshot' | 'execute'>,
  request: RestRequest,
  context: RequestContext,
): Promise<RestAnswer> {
  const { endpoint, parameters } = matchEndpoint(core.snapshot().model.restEndpoints, request.method, request.path);
  const operation = operationOf(endpoint.query);
  const variables = readVariables(operation.variableDefinitions ?? [], {
    path: parameters,
    query: request.query,
    body: bodyObject(request.body),
  });
  const answer = await core.execute({ query: endpoint.query, variables }, context);
  const isData = answer.body.startsWith(DATA);
  return {
    status: isData ? 200 : answer.status === 200 ? 400 : answer.status,
    body: isData ? answer.body.slice(DATA.length, -1) : apiErrorText(answer.body),
    cookies: answer.cookies,
  };
}

const DATA = '{"data":';

function bodyObject(body: unknown): Readonly<Record<string, unknown>> {
  if (body === null || body === undefined) return {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw new EngineError('bad-request', 'expected a JSON object as the request body');
  return { ...body };
}

const operations = new LRUCache<string, OperationDefinitionNode>({ max: 1000 });

/** The query was checked when the metadata was resolved: it parses and has one operation. */
function operationOf(query: string): OperationDefinitionNode {
  const known = operations.get(query);
  if (known) return known;
  const operation = parse(query, { noLocation: true }).definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new EngineError('unexpected', 'A stored query should contain exactly one definition');
  operations.set(query, operation);
  return operation;
}

/** The first GraphQL error in the shape of the other endpoints. */
function apiErrorText(body: string): string {
  const [error] = JSON.parse(body).errors ?? [];
  const { path = '$', code = 'unexpected', explanation, internal } = error?.extensions ?? {};
  return JSON.stringify({
    path,
    error: error?.message ?? 'internal error',
    code,
    ...(explanation === undefined ? {} : { explanation }),
    ...(internal === undefined ? {} : { internal }),
  });
}
