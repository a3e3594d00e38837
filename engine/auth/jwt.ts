/**
 * JSON web tokens: signature, times, issuer and audience checked once per token (RFC 7519; dialect §4.1). A verified token is
 * remembered until it ends, so that its later requests cost a look-up (about a microsecond) instead of a signature check.
 */
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { JwtConfig, TokenPlace } from '../config/auth-config.ts';
import { EngineError } from '../error.ts';
import type { Observe } from '../observation.ts';
import type { Session } from '../session.ts';
import { unfit } from '../unfit.ts';
import { type Claims, chooseRole, readClaims } from './jwt-claims.ts';
import { type KeySet, openKeySet } from './key-set.ts';
import { type Headers, header, ROLE, sessionOf } from './session-variables.ts';

export interface JwtAuthenticator extends Disposable {
  /** The session a token gives; null when the request brings no token. Throws an `EngineError` for a token that is not good. */
  (headers: Headers): Session | Promise<Session> | null;
}

interface Verified {
  readonly claims: Claims;
  readonly expiresAt: number | null;
  /** Until when it is accepted: the end and the allowed skew. */
  readonly acceptedUntil: number;
  /** By role asked for: one object per token and role, so that later stages may cache by identity. */
  readonly sessions: Map<string, Session>;
}

/** Characters of tokens remembered: about 16,000 ordinary tokens. */
const CACHE_CHARACTERS = 8 << 20;

export async function openJwt(configs: readonly JwtConfig[], observe: Observe): Promise<JwtAuthenticator> {
  const verified = new LRUCache<string, Verified>({ maxSize: CACHE_CHARACTERS, sizeCalculation: (_, token) => token.length + 1 });
  const keySets = new Map<string, KeySet>();
  for (const { key } of configs)
    if (key.kind === 'url' && !keySets.has(key.url)) {
      keySets.set(key.url, await openKeySet(key.url, observe, () => verified.clear()));
    }

  const verify = async (token: string, asked: string | null, candidates: readonly JwtConfig[]): Promise<Session> => {
    const { payload, config } = await verifyToken(token, candidates, keySets);
    const expiresAt = payload.exp === undefined ? null : payload.exp * 1000;
    const entry: Verified = {
      claims: readClaims(payload, config.claims),
      expiresAt,
      acceptedUntil: expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt + config.allowedSkewSeconds * 1000,
      sessions: new Map(),
    };
    verified.set(token, entry);
    return sessionFor(entry, asked);
  };

  const authenticate = (headers: Headers) => {
    const found = findToken(headers, configs);
    if (found === null) return null;
    const asked = header(headers, ROLE);
    const known = verified.get(found.token);
    if (known && Date.now() < known.acceptedUntil) return sessionFor(known, asked);
    return verify(found.token, asked, found.candidates);
  };
  return Object.assign(authenticate, {
    [Symbol.dispose]: () => {
      for (const set of keySets.values()) set[Symbol.dispose]();
    },
  });
}

function sessionFor(verified: Verified, asked: string | null): Session {
  const known = verified.sessions.get(asked ?? '');
  if (known) return known;
  const session = sessionOf(chooseRole(verified.claims, asked), verified.claims.variables, verified.expiresAt);
  verified.sessions.set(asked ?? '', session);
  return session;
}

/** The token of the first configured place that holds one, and the configurations that look there. */
function findToken(headers: Headers, configs: readonly JwtConfig[]) {
  for (const { header: place } of configs) {
    const token = tokenAt(headers, place);
    if (token !== null) return { token, candidates: configs.filter((c) => samePlace(c.header, place)) };
  }
  return null;
}

const samePlace = (a: TokenPlace, b: TokenPlace): boolean =>
  a.kind === b.kind && (a.kind === 'authorization' || (b.kind !== 'authorization' && a.name === b.name));

function tokenAt(headers: Headers, place: TokenPlace): string | null {
  if (place.kind === 'header') {
    const value = header(headers, place.name);
    return value === null ? null : bearer(value, false);
  }
  if (place.kind === 'cookie') return cookie(header(headers, 'cookie') ?? '', place.name);
  const value = header(headers, 'authorization');
  return value === null ? null : bearer(value, true);
}

function bearer(value: string, isRequired: boolean): string {
  const words = value.trim().split(/\s+/);
  const [scheme, token] = words;
  if (words.length === 2 && token !== undefined && scheme?.toLowerCase() === 'bearer') return token;
  if (!isRequired && words.length === 1) return value.trim();
  throw new EngineError('invalid-headers', 'Malformed Authorization header');
}

function cookie(text: string, name: string): string | null {
  for (const pair of text.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

async function verifyToken(token: string, candidates: readonly JwtConfig[], keySets: ReadonlyMap<string, KeySet>) {
  const issuer = unverifiedIssuer(token);
  const fitting = candidates.filter((c) => c.issuer === null || c.issuer === issuer);
  let failure: unknown = new errors.JWTClaimValidationFailed('no configuration for this issuer', {}, 'iss');
  for (const config of fitting) {
    try {
      return { payload: await verifyWith(token, config, keySets), config };
    } catch (error) {
      failure = error;
    }
  }
  throw new EngineError('invalid-jwt', `Could not verify JWT: ${joseErrorName(failure, token)}`, { cause: failure });
}

async function verifyWith(token: string, config: JwtConfig, keySets: ReadonlyMap<string, KeySet>): Promise<JWTPayload> {
  const options = {
    ...(config.algorithms ? { algorithms: [...config.algorithms] } : {}),
    ...(config.issuer === null ? {} : { issuer: config.issuer }),
    ...(config.audience === null ? {} : { audience: [...config.audience] }),
    clockTolerance: config.allowedSkewSeconds,
  };
  const { payload } = await verifyWithKey(token, config.key, options, keySets);
  if (payload.iat !== undefined && payload.iat > Date.now() / 1000 + config.allowedSkewSeconds)
    throw new errors.JWTClaimValidationFailed('issued in the future', payload, 'iat', 'check_failed');
  return payload;
}

function verifyWithKey(token: string, key: JwtConfig['key'], options: JWTVerifyOptions, keySets: ReadonlyMap<string, KeySet>) {
  if (key.kind === 'fixed') return jwtVerify(token, key.key, options);
  const keySet = keySets.get(key.url);
  if (!keySet) throw new Error(`no key set for ${key.url}`);
  return jwtVerify(token, keySet.find, options);
}

/** The `iss` a token claims: chooses the configuration that will then verify it. */
function unverifiedIssuer(token: string): string | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (typeof payload !== 'object' || payload === null || !('iss' in payload)) return null;
    return typeof payload.iss === 'string' ? payload.iss : null;
  } catch {
    return null;
  }
}

/** The names Hasura's library gives to the same failures. */
function joseErrorName(error: unknown, token: string): string {
  const parts = token.split('.').length;
  if (parts !== 3) return `JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got ${parts})`;
  if (error instanceof errors.JWTExpired) return 'JWTExpired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === 'invalid')
      return `JWTClaimsSetDecodeError ${JSON.stringify(`Error in $.${error.claim}: ${unfit('NumericDate', 'Number', error.payload[error.claim])}`)}`;
    const names: Readonly<Record<string, string>> = {
      nbf: 'JWTNotYetValid',
      iss: 'JWTNotInIssuer',
      aud: 'JWTNotInAudience',
      iat: 'JWTIssuedAtFuture',
    };
    return names[error.claim] ?? `JWTClaimsSetDecodeError "${error.claim}"`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'JWSError JWSInvalidSignature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'JWSError JWSInvalidSignature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'JWSError JWSNoValidSignatures';
  return 'JWSError (CompactDecodeError Invalid token)';
}
