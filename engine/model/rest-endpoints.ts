/** RESTified endpoints: the stored query is there and parses, no two paths answer the same request (dialect §8.3). */
import { parse } from 'graphql';
import type { RestEndpointMetadata } from '../metadata/metadata.ts';
import type { RestEndpoint } from './model.ts';
import { Unresolvable } from './unresolvable.ts';

export function resolveEndpoint(
  metadata: RestEndpointMetadata,
  collections: ReadonlyMap<string, ReadonlyMap<string, string>>,
): RestEndpoint {
  const { collection_name, query_name } = metadata.definition.query;
  const collection = collections.get(collection_name);
  if (!collection) throw new Unresolvable(`collection with name "${collection_name}" does not exist`, 'not-exists');
  const query = collection.get(query_name);
  if (query === undefined) {
    throw new Unresolvable(`query with name "${query_name}" does not exist in collection "${collection_name}"`, 'not-exists');
  }
  mustHaveOneOperation(query);
  mustBePath(metadata.url);
  return {
    name: metadata.name,
    url: metadata.url.replace(/^\/+/, ''),
    methods: metadata.methods,
    query,
    comment: metadata.comment ?? null,
  };
}

function mustHaveOneOperation(query: string): void {
  const operations = definitions(query).filter((d) => d.kind === 'OperationDefinition');
  if (operations.length === 1) return;
  throw new Unresolvable('only one operation is expected in the query of a REST endpoint', 'bad-request');
}

/** Every segment has a text or a name, and no name twice. */
function mustBePath(url: string): void {
  const segments = url.replace(/^\/+/, '').split('/');
  if (segments.some((s) => s === '' || s === ':')) {
    throw new Unresolvable(url, 'bad-request', 'Empty segments or unnamed variables are not allowed');
  }
  const names = segments.filter((s) => s.startsWith(':'));
  if (new Set(names).size < names.length)
    throw new Unresolvable(url, 'bad-request', 'Duplicate variables found in endpoint path');
}

function definitions(query: string) {
  try {
    return parse(query, { noLocation: true }).definitions;
  } catch {
    throw new Unresolvable('the query of a REST endpoint is not a valid graphql query', 'bad-request');
  }
}

/** Endpoints that share a method and whose segments all agree or are parameters: one request would find both. */
export function conflicts(endpoints: readonly RestEndpoint[]): readonly (readonly RestEndpoint[])[] {
  const groups: RestEndpoint[][] = [];
  const grouped = new Set<RestEndpoint>();
  for (const endpoint of endpoints) {
    if (grouped.has(endpoint)) continue;
    const group = endpoints.filter((other) => other === endpoint || overlaps(endpoint, other));
    if (group.length < 2) continue;
    groups.push(group);
    for (const member of group) grouped.add(member);
  }
  return groups;
}

function overlaps(a: RestEndpoint, b: RestEndpoint): boolean {
  if (!a.methods.some((m) => b.methods.includes(m))) return false;
  const [left, right] = [a.url.split('/'), b.url.split('/')];
  const isParameter = (segment: string | undefined) => segment?.startsWith(':') === true;
  return left.length === right.length && left.every((s, i) => s === right[i] || isParameter(s) || isParameter(right[i]));
}
