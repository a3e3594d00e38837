/** From a verified token's payload to roles and session variables: claims namespace or claims map (dialect §4.1). Pure. */
import type { ClaimsSource } from '../config/auth-config.ts';
import { EngineError } from '../error.ts';

export interface Claims {
  readonly allowedRoles: readonly string[];
  readonly defaultRole: string;
  /** Lower-case `x-hasura-*` names without the two above; lists and objects as JSON text. */
  readonly variables: Readonly<Record<string, string>>;
}

const ALLOWED = 'x-hasura-allowed-roles';
const DEFAULT = 'x-hasura-default-role';
type Payload = Readonly<Record<string, unknown>>;

/** Throws an `EngineError` that says which claim is missing or wrong. */
export function readClaims(payload: Payload, source: ClaimsSource): Claims {
  const claims = source.kind === 'map' ? mappedClaims(payload, source.entries) : namespacedClaims(payload, source);
  const variables: Record<string, string> = {};
  for (const [name, value] of claims) if (name !== ALLOWED && name !== DEFAULT) variables[name] = asText(value);
  return { allowedRoles: allowedRoles(claims.get(ALLOWED)), defaultRole: defaultRole(claims.get(DEFAULT)), variables };
}

/** The role of this request: the one asked for if the token allows it, else the default one. */
export function chooseRole(claims: Claims, asked: string | null): string {
  if (asked === null || asked === '') return claims.defaultRole;
  if (claims.allowedRoles.includes(asked)) return asked;
  throw new EngineError('access-denied', 'Your requested role is not in allowed roles');
}

function namespacedClaims(payload: Payload, source: ClaimsSource & { kind: 'namespace' }): Map<string, unknown> {
  const found = follow(payload, source.path);
  if (found === undefined) throw new EngineError('jwt-invalid-claims', `claims key: '${source.label}' not found`);
  let claims = found;
  if (source.stringified) {
    if (typeof claims !== 'string')
      throw new EngineError('jwt-invalid-claims', 'expecting a string when claims_format is stringified_json');
    try {
      claims = JSON.parse(claims);
    } catch {
      throw new EngineError('jwt-invalid-claims', 'parsing x-hasura-* claims: the stringified claims are not JSON');
    }
  }
  if (!isObject(claims)) throw new EngineError('jwt-invalid-claims', 'expecting a json object when claims_format is json');
  return hasuraClaims(claims);
}

function mappedClaims(payload: Payload, entries: (ClaimsSource & { kind: 'map' })['entries']): Map<string, unknown> {
  const claims = new Map<string, unknown>();
  for (const [name, rule] of Object.entries(entries)) {
    if (rule.kind === 'literal') {
      claims.set(name, rule.value);
      continue;
    }
    const value = follow(payload, rule.path) ?? rule.otherwise;
    if (value === undefined) throw new EngineError('jwt-invalid-claims', `JWT claim from claims_map, ${name} not found`);
    claims.set(name, value);
  }
  return claims;
}

const hasuraClaims = (claims: Payload): Map<string, unknown> =>
  new Map(
    Object.entries(claims)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name.startsWith('x-hasura-')),
  );

function allowedRoles(value: unknown): readonly string[] {
  if (value === undefined) throw new EngineError('jwt-missing-role-claims', `JWT claim does not contain ${ALLOWED}`);
  if (Array.isArray(value) && value.every((role) => typeof role === 'string')) return value;
  throw new EngineError('jwt-invalid-claims', `invalid ${ALLOWED}; should be a list of roles: ${asText(value)}`);
}

function defaultRole(value: unknown): string {
  if (value === undefined) throw new EngineError('jwt-missing-role-claims', `JWT claim does not contain ${DEFAULT}`);
  if (typeof value === 'string' && value !== '') return value;
  throw new EngineError('jwt-invalid-claims', `invalid ${DEFAULT}; should be a role: ${asText(value)}`);
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'));

const isObject = (value: unknown): value is Payload => typeof value === 'object' && value !== null && !Array.isArray(value);

function follow(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
