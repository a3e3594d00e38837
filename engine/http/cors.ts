/** Cross-origin rules: which origins may read answers, as configured in Hasura's words (`*`, `https://app.example.com`, `https://*.example.com`). */

export type HeaderList = readonly string[];

const NONE: HeaderList = [];

/** Decides for an `Origin` header. `null` domains: cross-origin requests are not answered with permission at all. */
export function originMatcher(domains: readonly string[] | null): (origin: string) => boolean {
  if (domains === null) return () => false;
  if (domains.includes('*')) return () => true;
  const exact = new Set(domains.filter((d) => !d.includes('*')).map((d) => d.toLowerCase()));
  const patterns = domains.filter((d) => d.includes('*')).map(wildcard);
  return (origin) => {
    const asked = origin.toLowerCase();
    return exact.has(asked) || patterns.some((p) => p.test(asked));
  };
}

/** `*` stands for one host label at least; everything else is itself. */
function wildcard(domain: string): RegExp {
  const text = domain.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${text.replaceAll('*', '[a-z0-9-]+(?:\\.[a-z0-9-]+)*')}$`);
}

/** Headers of an ordinary answer to `origin`, as a flat list of names and values. */
export function corsHeaders(isAllowed: (origin: string) => boolean, origin: string | undefined): HeaderList {
  if (origin === undefined || !isAllowed(origin)) return NONE;
  return [
    'Access-Control-Allow-Origin',
    origin,
    'Access-Control-Allow-Credentials',
    'true',
    'Access-Control-Allow-Methods',
    'GET,POST,PUT,PATCH,DELETE,OPTIONS',
    'Access-Control-Expose-Headers',
    'x-request-id',
    'Vary',
    'Origin',
  ];
}

/** Headers of the answer to a preflight request (204). */
export function preflightHeaders(
  isAllowed: (origin: string) => boolean,
  origin: string | undefined,
  askedHeaders: string | undefined,
): HeaderList {
  const headers = corsHeaders(isAllowed, origin);
  if (headers.length === 0) return NONE;
  return [
    ...headers,
    'Access-Control-Max-Age',
    '1728000',
    ...(askedHeaders ? ['Access-Control-Allow-Headers', askedHeaders] : []),
  ];
}
