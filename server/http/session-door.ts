/**
 * What a request's token needs before the engine sees it: an API key is exchanged for a session, and the token of a browser's session is
 * worth nothing without its cookie. Everything else is judged by the engine.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';
import { API_KEY_PREFIX, FINGERPRINT_CLAIM, fingerprintCookie, isBoundTo, readVisitor } from '../../actions/index.ts';
import type { Cache } from '../../domain/ports/cache.ts';
import { type GraphqlClient, GraphqlError } from '../../sdk/client.ts';
import { ExchangeApiKeyDocument } from '../../sdk/generated.ts';
import { PROBLEM_TYPE, problemBody } from './problem.ts';
import { createSharedSessions } from './shared-session.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

export interface SessionDoorOptions {
  readonly handle: Handle;
  /** Without any rights of its own. */
  readonly anonymous: GraphqlClient;
  readonly publicUrl: string;
  readonly cache: Cache;
}

/** In this process, and as long again in the cache: how long a revoked key may still be taken. */
const KEPT_MS = 5_000;

export function openSessionDoor({
  handle,
  anonymous,
  publicUrl,
  cache,
}: SessionDoorOptions): (...given: Parameters<Handle>) => Promise<void> {
  const sessions = new LRUCache<string, Promise<string>>({ max: 10_000, ttl: KEPT_MS });
  const shared = createSharedSessions(cache, KEPT_MS);
  const sessionOf = (key: string): Promise<string> => {
    const name = createHash('sha256').update(key).digest('base64');
    const known = sessions.get(name);
    if (known !== undefined) return known;
    const made = shared.of(key, async () => {
      const { exchangeApiKey } = await anonymous.request(ExchangeApiKeyDocument, { key }, { idempotent: true });
      return exchangeApiKey.accessToken;
    });
    sessions.set(name, made);
    made.catch(() => sessions.delete(name));
    return made;
  };
  return async (request, response) => {
    const token = /^bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (token.startsWith(API_KEY_PREFIX)) {
      try {
        request.headers.authorization = `Bearer ${await sessionOf(token)}`;
      } catch (error) {
        if (!(error instanceof GraphqlError)) throw error;
        return refuse(request, response, error.code, error.message);
      }
    } else {
      const cookie = readVisitor(request.headers, []).cookie(fingerprintCookie(publicUrl));
      if (!isBoundTo(fingerprintOf(token), cookie))
        return refuse(
          request,
          response,
          'fingerprint-mismatch',
          'This token belongs to a browser and came without its cookie. Sign in again.',
        );
    }
    handle(request, response);
  };
}

/** The claim as it is written; whether the token is genuine the engine finds out. */
function fingerprintOf(token: string): string | null {
  try {
    const claim = decodeJwt(token)[FINGERPRINT_CLAIM];
    return typeof claim === 'string' ? claim : null;
  } catch {
    return null;
  }
}

/** In the form of the address: GraphQL's answers are 200 and tell in the body. */
function refuse(request: IncomingMessage, response: ServerResponse, code: string, message: string): void {
  const isGraphql = /^\/v1(alpha1|beta1)?\/graphql(\?|$)/.test(request.url ?? '');
  // REST answers as the engine's do, and as a problem besides.
  const body = isGraphql
    ? { errors: [{ message, extensions: { code, path: '$' } }] }
    : { ...problemBody({ status: 401, code, message, instance: request.url ?? '/' }), error: message, path: '$' };
  request.resume();
  response
    .writeHead(isGraphql ? 200 : 401, {
      'content-type': isGraphql ? 'application/json; charset=utf-8' : PROBLEM_TYPE,
      'cache-control': 'no-store',
    })
    .end(JSON.stringify(body));
}
