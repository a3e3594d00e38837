/** Finds the endpoint that answers a method and path; path parameters come out by name (dialect §8.3). Pure. */
import { EngineError } from '../error.ts';
import type { RestEndpoint } from '../model/model.ts';

export interface EndpointMatch {
  readonly endpoint: RestEndpoint;
  /** Decoded segments of the path by the names of the template's parameters. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** As Hasura lists them. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** `path` is what follows `/api/rest/`. Throws 404, 405, and 500 for two endpoints that both fit. */
export function matchEndpoint(endpoints: readonly RestEndpoint[], method: string, path: string): EndpointMatch {
  const segments = decoded(path);
  const fitting = segments === null ? [] : endpoints.flatMap((endpoint) => fits(endpoint, segments));
  const [match, ...others] = fitting.filter((m) => m.endpoint.methods.includes(method));
  if (match !== undefined) {
    if (others.length > 0) throw new EngineError('unexpected', 'Multiple endpoints match request');
    return match;
  }
  if (fitting.length === 0) throw new EngineError('not-found', 'Endpoint not found', { status: 404 });
  const allowed = METHODS.filter((m) => fitting.some((f) => f.endpoint.methods.includes(m)));
  throw new EngineError('method-not-allowed', `Allowed methods: ${allowed.join(', ')}`, { status: 405 });
}

function decoded(path: string): string[] | null {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}

function fits(endpoint: RestEndpoint, segments: readonly string[]): EndpointMatch[] {
  const template = endpoint.url.split('/');
  if (template.length !== segments.length) return [];
  const parameters = new Map<string, string>();
  for (const [i, part] of template.entries()) {
    const segment = segments[i] ?? '';
    if (part.startsWith(':') && segment !== '') parameters.set(part.slice(1), segment);
    else if (part !== segment) return [];
  }
  return [{ endpoint, parameters }];
}
