/** A path as a label: one of few, whatever callers ask for. */
const KNOWN = new Set([
  '/v1/graphql',
  '/v1alpha1/graphql',
  '/v1/graphql/explain',
  '/v1/metadata',
  '/v2/query',
  '/v1/query',
  '/v1/version',
  '/v1/metrics',
  '/v1alpha1/config',
  '/v1alpha1/pg_dump',
  '/healthz',
  '/hasura/healthz',
  '/api/swagger/json',
]);

export function routeOf(path: string): string {
  if (KNOWN.has(path)) return path;
  if (path.startsWith('/api/rest/')) return '/api/rest';
  return path === '/console' || path.startsWith('/console/') ? '/console' : 'other';
}
