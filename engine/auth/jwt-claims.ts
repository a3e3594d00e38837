/** From a verified token's payload to roles and session variables: claims namespace or claims map (dialect §4.1). Pure. */
import type { ClaimsSource } from '../config/auth-config.ts';
import { EngineError } from '../error.ts';
import { unfit } from '../unfit.ts';

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
  const hint = source.kind === 'map' ? 'should be a role' : 'should be a single role name';
  const roles = { allowedRoles: allowedRoles(claims.get(ALLOWED)), defaultRole: defaultRole(claims.get(DEFAULT), hint) };
  const variables: Record<string, string> = {};
  for (const [name, value] of claims) {
    if (name === ALLOWED || name === DEFAULT) continue;
    if (value === null) throw invalid(`x-hasura-* claims: ${unfit('Text', 'String', value)}`);
    variables[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return { ...roles, variables };
}

/** The role of this request: the one asked for, else the default one; either only if the token allows it. */
export function chooseRole(claims: Claims, asked: string | null): string {
  const role = asked || claims.defaultRole;
  if (claims.allowedRoles.includes(role)) return role;
  throw new EngineError('access-denied', 'Your requested role is not in allowed roles');
}

function namespacedClaims(payload: Payload, source: ClaimsSource & { kind: 'namespace' }): Map<string, unknown> {
  const found = follow(payload, source.path);
  const { label } = source;
  if (found === undefined)
    throw invalid(
      label.isPath ? `claims not found at claims_namespace_path: '${label.text}'` : `claims key: '${label.text}' not found`,
    );
  if (!source.stringified) {
    if (!isObject(found)) throw invalid('expecting a json object when claims_format is json');
    return hasuraClaims(found);
  }
  if (typeof found !== 'string') throw invalid('expecting a string when claims_format is stringified_json');
  const claims = parsed(found);
  if (isObject(claims)) return hasuraClaims(claims);
  const place = `${label.isPath ? 'claims_namespace_path' : 'claims_namespace'} ${label.text}`;
  throw invalid(`expecting stringified json at: '${place}', but found: ${found}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mappedClaims(payload: Payload, entries: (ClaimsSource & { kind: 'map' })['entries']): Map<string, unknown> {
  const claims = new Map<string, unknown>();
  for (const [name, rule] of Object.entries(entries)) {
    if (rule.kind === 'literal') {
      claims.set(name, rule.value);
      continue;
    }
    const value = follow(payload, rule.path) ?? rule.otherwise;
    if (value === undefined) {
      if (name === ALLOWED || name === DEFAULT) continue;
      throw invalid(`JWT claim from claims_map, ${name} not found`);
    }
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
  if (value === undefined) throw missing(ALLOWED);
  const wrong = (why: string) => invalid(`invalid ${ALLOWED}; should be a list of roles: ${why}`);
  if (!Array.isArray(value)) throw wrong(unfit('[]', 'Array', value));
  return value.map((role: unknown) => roleName(role, wrong));
}

function defaultRole(value: unknown, hint: string): string {
  if (value === undefined) throw missing(DEFAULT);
  return roleName(value, (why) => invalid(`invalid ${DEFAULT}; ${hint}: ${why}`));
}

function roleName(value: unknown, wrong: (why: string) => EngineError): string {
  if (typeof value !== 'string') throw wrong(unfit('String', 'String', value));
  if (value === '') throw wrong('empty string not allowed');
  return value;
}

const invalid = (message: string) => new EngineError('jwt-invalid-claims', message);
const missing = (claim: string) => new EngineError('jwt-missing-role-claims', `JWT claim does not contain ${claim}`);

const isObject = (value: unknown): value is Payload => typeof value === 'object' && value !== null && !Array.isArray(value);

function follow(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
