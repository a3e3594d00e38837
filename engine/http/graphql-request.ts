/** `{query, operationName?, variables?}` from parsed JSON. By hand: it runs for every request. */
import type { GraphqlRequest } from '../engine.ts';
import { EngineError } from '../error.ts';

export function parseGraphqlRequest(body: unknown): GraphqlRequest {
  if (!isObject(body)) throw new EngineError('parse-failed', `expected a GraphQL request object, but found ${nameOf(body)}`);
  const { query, operationName, variables } = body;
  if (query === undefined) throw new EngineError('parse-failed', 'key "query" not found');
  if (typeof query !== 'string') throw new EngineError('parse-failed', wrong('String', query), { path: '$.query' });
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw new EngineError('parse-failed', wrong('String', operationName), { path: '$.operationName' });
  if (variables !== undefined && variables !== null && !isObject(variables))
    throw new EngineError('parse-failed', wrong('Object', variables), { path: '$.variables' });
  return { query, operationName: operationName ?? null, variables: variables ?? null };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (expected: string, found: unknown) =>
  `parsing ${expected} failed, expected ${expected}, but encountered ${nameOf(found)}`;

function nameOf(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  const kind = typeof value;
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}
