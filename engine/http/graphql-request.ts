/** `{query, operationName?, variables?}` from parsed JSON. By hand: it runs for every request. */
import type { GraphqlRequest } from '../engine.ts';
import { EngineError } from '../error.ts';
import { unfit } from '../unfit.ts';

/** The name that stands in Hasura's messages. */
const REQUEST = 'Hasura.GraphQL.Transport.HTTP.Protocol.GQLReq(GQLReq)';

export function parseGraphqlRequest(body: unknown): GraphqlRequest {
  if (!isObject(body)) throw wrong('$', REQUEST, 'Object', body);
  const { query, operationName, variables } = body;
  if (query === undefined) throw new EngineError('parse-failed', `parsing ${REQUEST} failed, key "query" not found`);
  if (typeof query !== 'string') throw wrong('$.query', 'Text', 'String', query);
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw wrong('$.operationName', 'Name', 'String', operationName);
  if (variables !== undefined && variables !== null && !isObject(variables))
    throw wrong('$.variables', 'HashMap k v', 'Object', variables);
  return { query, operationName: operationName ?? null, variables: variables ?? null };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (path: string, what: string, expected: string, found: unknown) =>
  new EngineError('parse-failed', unfit(what, expected, found), { path });
