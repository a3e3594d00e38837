/** Who may ask, as configured: admin secrets, JSON web tokens or a webhook, and the role of those who bring nothing (dialect §4). */
import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Settings } from './settings.ts';

export interface AuthConfig {
  /** Empty: no secret is configured and every caller is an admin. */
  readonly adminSecrets: readonly string[];
  readonly jwt: readonly JwtConfig[];
  readonly webhook: WebhookConfig | null;
  readonly unauthorizedRole: string | null;
}

export interface WebhookConfig {
  readonly url: string;
  readonly mode: 'GET' | 'POST';
  readonly sendRequestBody: boolean;
}

export interface JwtConfig {
  /** Allowed signature algorithms; null: what the key set's keys say (never `none`, never HMAC). */
  readonly algorithms: readonly string[] | null;
  readonly key: { readonly kind: 'fixed'; readonly key: KeyObject } | { readonly kind: 'url'; readonly url: string };
  readonly claims: ClaimsSource;
  readonly audience: readonly string[] | null;
  readonly issuer: string | null;
  readonly allowedSkewSeconds: number;
  readonly header: TokenPlace;
}

export type TokenPlace =
  | { readonly kind: 'authorization' }
  | { readonly kind: 'cookie'; readonly name: string }
  | { readonly kind: 'header'; readonly name: string };

export type ClaimsSource =
  | {
      readonly kind: 'namespace';
      /** Keys from the payload's root to the claims object; empty: the root itself. */
      readonly path: readonly (string | number)[];
      /** How the place is called in errors. */
      readonly label: { readonly isPath: boolean; readonly text: string };
      readonly stringified: boolean;
    }
  | { readonly kind: 'map'; readonly entries: Readonly<Record<string, ClaimRule>> };

export type ClaimRule =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'path'; readonly path: readonly (string | number)[]; readonly label: string; readonly otherwise: unknown };

export const DEFAULT_NAMESPACE = 'https://hasura.io/jwt/claims';

export function parseAuth(s: Settings): AuthConfig {
  const secret = s.text('HASURA_GRAPHQL_ADMIN_SECRET', null) ?? s.text('HASURA_GRAPHQL_ACCESS_KEY', null);
  const several = s.json('HASURA_GRAPHQL_ADMIN_SECRETS', z.array(z.string().min(1))) ?? [];
  const adminSecrets = secret === null ? several : [secret, ...several];

  const one = s.json('HASURA_GRAPHQL_JWT_SECRET', JWT);
  const many = s.json('HASURA_GRAPHQL_JWT_SECRETS', z.array(JWT)) ?? [];
  const jwt = [...(one ? [one] : []), ...many].flatMap((given) => {
    const made = jwtConfig(given);
    if (typeof made !== 'string') return [made];
    s.fail('HASURA_GRAPHQL_JWT_SECRET', made);
    return [];
  });

  const hook = s.text('HASURA_GRAPHQL_AUTH_HOOK', null);
  const webhook: WebhookConfig | null =
    hook === null
      ? null
      : {
          url: hook,
          mode: s.choice('HASURA_GRAPHQL_AUTH_HOOK_MODE', 'get', ['get', 'post']) === 'post' ? 'POST' : 'GET',
          sendRequestBody: s.flag('HASURA_GRAPHQL_AUTH_HOOK_SEND_REQUEST_BODY', true),
        };
  const unauthorizedRole = s.text('HASURA_GRAPHQL_UNAUTHORIZED_ROLE', null);

  if (hook !== null && !URL.canParse(hook)) s.fail('HASURA_GRAPHQL_AUTH_HOOK', 'is not a URL');
  if (hook !== null && jwt.length > 0) s.fail('HASURA_GRAPHQL_AUTH_HOOK', 'and HASURA_GRAPHQL_JWT_SECRET exclude each other');
  if (hook !== null && unauthorizedRole !== null)
    s.fail('HASURA_GRAPHQL_UNAUTHORIZED_ROLE', 'cannot be combined with HASURA_GRAPHQL_AUTH_HOOK');
  if (adminSecrets.length === 0) {
    if (jwt.length > 0) s.fail('HASURA_GRAPHQL_JWT_SECRET', 'requires HASURA_GRAPHQL_ADMIN_SECRET');
    if (hook !== null) s.fail('HASURA_GRAPHQL_AUTH_HOOK', 'requires HASURA_GRAPHQL_ADMIN_SECRET');
    if (unauthorizedRole !== null) s.fail('HASURA_GRAPHQL_UNAUTHORIZED_ROLE', 'requires HASURA_GRAPHQL_ADMIN_SECRET');
  }
  return { adminSecrets, jwt, webhook, unauthorizedRole };
}

const CLAIM_RULE = z.union([
  z.object({ path: z.string(), default: z.unknown().optional() }),
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.unknown()),
]);

const HEADER = z.union([
  z.object({ type: z.literal('Authorization') }),
  z.object({ type: z.literal('Cookie'), name: z.string().min(1) }),
  z.object({ type: z.literal('CustomHeader'), name: z.string().min(1) }),
]);

const JWT = z
  .object({
    type: z.string().optional(),
    key: z.string().min(1).optional(),
    jwk_url: z.url().optional(),
    claims_namespace: z.string().optional(),
    claims_namespace_path: z.string().optional(),
    claims_format: z.enum(['json', 'stringified_json']).default('json'),
    audience: z.union([z.string().transform((a) => [a]), z.array(z.string())]).optional(),
    issuer: z.string().optional(),
    claims_map: z.record(z.string(), CLAIM_RULE).optional(),
    allowed_skew: z.number().nonnegative().default(0),
    header: HEADER.default({ type: 'Authorization' }),
  })
  .strict();

const HMAC_BITS: Readonly<Record<string, number>> = { HS256: 256, HS384: 384, HS512: 512 };
const ASYMMETRIC: Readonly<Record<string, readonly string[]>> = {
  RS256: ['RS256'],
  RS384: ['RS384'],
  RS512: ['RS512'],
  ES256: ['ES256'],
  ES384: ['ES384'],
  ES512: ['ES512'],
  Ed25519: ['EdDSA', 'Ed25519'],
};

/** The configuration, or what is wrong with it. */
function jwtConfig(given: z.infer<typeof JWT>): JwtConfig | string {
  if ((given.key === undefined) === (given.jwk_url === undefined)) return 'needs exactly one of key and jwk_url';
  if (given.claims_namespace !== undefined && given.claims_namespace_path !== undefined)
    return 'may not hold both claims_namespace and claims_namespace_path';
  const claims = claimsSource(given);
  if (typeof claims === 'string') return claims;
  const verification = verificationKey(given);
  if (typeof verification === 'string') return verification;
  return {
    ...verification,
    claims,
    audience: given.audience ?? null,
    issuer: given.issuer ?? null,
    allowedSkewSeconds: given.allowed_skew,
    header: tokenPlace(given.header),
  };
}

function tokenPlace(header: z.infer<typeof HEADER>): TokenPlace {
  if (header.type === 'Cookie') return { kind: 'cookie', name: header.name };
  if (header.type === 'CustomHeader') return { kind: 'header', name: header.name.toLowerCase() };
  return { kind: 'authorization' };
}

function verificationKey(given: z.infer<typeof JWT>): Pick<JwtConfig, 'algorithms' | 'key'> | string {
  const { type, key, jwk_url: url } = given;
  if (url !== undefined) {
    const algorithms = type === undefined ? null : ASYMMETRIC[type];
    if (algorithms === undefined) return `type "${type}" cannot be used with jwk_url`;
    return { algorithms, key: { kind: 'url', url } };
  }
  if (type === undefined || key === undefined) return 'needs a type beside its key';
  const bits = HMAC_BITS[type];
  if (bits !== undefined) {
    const secret = Buffer.from(key);
    if (secret.length * 8 < bits) return `key for ${type} must be at least ${bits / 8} characters long`;
    return { algorithms: [type], key: { kind: 'fixed', key: createSecretKey(secret) } };
  }
  const algorithms = ASYMMETRIC[type];
  if (algorithms === undefined) return `type "${type}" is not supported`;
  try {
    return { algorithms, key: { kind: 'fixed', key: createPublicKey(key) } };
  } catch {
    return `key for ${type} is neither a PEM public key nor a certificate`;
  }
}

function claimsSource(given: z.infer<typeof JWT>): ClaimsSource | string {
  if (given.claims_map !== undefined) {
    const entries: Record<string, ClaimRule> = {};
    for (const [name, rule] of Object.entries(given.claims_map)) {
      const key = name.toLowerCase();
      if (!key.startsWith('x-hasura-')) return `claims_map may hold x-hasura-* names only, not "${name}"`;
      if (typeof rule === 'object' && 'path' in rule) {
        const path = parseJsonPath(rule.path);
        if (path === null) return `claims_map.${name}: "${rule.path}" is not a JSON path`;
        entries[key] = { kind: 'path', path, label: rule.path, otherwise: rule.default };
      } else entries[key] = { kind: 'literal', value: rule };
    }
    for (const needed of ['x-hasura-allowed-roles', 'x-hasura-default-role'])
      if (!(needed in entries)) return `claims_map needs ${needed}`;
    return { kind: 'map', entries };
  }
  const stringified = given.claims_format === 'stringified_json';
  if (given.claims_namespace_path !== undefined) {
    const path = parseJsonPath(given.claims_namespace_path);
    if (path === null) return `claims_namespace_path "${given.claims_namespace_path}" is not a JSON path`;
    return { kind: 'namespace', path, label: { isPath: true, text: jsonPathText(path) }, stringified };
  }
  const namespace = given.claims_namespace ?? DEFAULT_NAMESPACE;
  return { kind: 'namespace', path: [namespace], label: { isPath: false, text: namespace }, stringified };
}

/** The path as Hasura writes it: `$.a.b[0]["c d"]`. */
const jsonPathText = (path: readonly (string | number)[]): string =>
  `$${path.map((key) => (typeof key === 'string' && /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join('')}`;

/** `$`, `$.a.b[0]`, `$['a b'].c` as the keys to follow; null when it is not a path. */
export function parseJsonPath(text: string): readonly (string | number)[] | null {
  const keys: (string | number)[] = [];
  const piece = /\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;
  piece.lastIndex = text.startsWith('$') ? 1 : 0;
  while (piece.lastIndex < text.length) {
    const [, name, index, single, double] = piece.exec(text) ?? [];
    if (index !== undefined) keys.push(Number(index));
    else {
      const key = name ?? (single ?? double)?.replace(/\\(.)/g, '$1');
      if (key === undefined) return null;
      keys.push(key);
    }
  }
  return keys;
}
