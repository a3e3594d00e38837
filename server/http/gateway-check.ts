/**
 * What a gateway asks before it passes a request on (nginx `auth_request`, ingress-nginx `auth-url`, Traefik ForwardAuth, Envoy ext_authz):
 * 204 with the `Authorization` to pass on, or 401. Who sends no token may come in and is nobody, as for Hasura.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { AUDIENCE, CLAIMS_NAMESPACE, ISSUER, type SigningKeys } from '../../actions/index.ts';
import type { Cache } from '../../domain/ports/cache.ts';
import type { GraphqlClient } from '../../sdk/client.ts';
import type { Page } from '../oidc/oidc-pages.ts';
import type { EndedAccess } from './ended-access.ts';
import { PROBLEM_TYPE, problemBody } from './problem.ts';
import { openSessionDoor } from './session-door.ts';

/** For the gateway's own network: it is not among what a gateway passes on. */
export const GATEWAY_CHECK_PATH = '/auth/verify';

export interface GatewayCheckOptions {
  readonly signingKeys: SigningKeys;
  /** Without any rights of its own. */
  readonly anonymous: GraphqlClient;
  readonly publicUrl: string;
  readonly cache: Cache;
  readonly ended: Pick<EndedAccess, 'has'>;
}

export function createGatewayCheck({ signingKeys, anonymous, publicUrl, cache, ended }: GatewayCheckOptions): Page {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { authorization } = request.headers;
    isGood(signingKeys, ended, authorization).then(
      (good) => (good ? pass(response, authorization) : refuse(response)),
      () => response.writeHead(503, { 'retry-after': '1' }).end(),
    );
  };
  return openSessionDoor({ handle, anonymous, publicUrl, cache });
}

const sessionVariables = z.record(z.string(), z.unknown());

/** Genuine, not expired and not ended. @throws when the keys cannot be had */
async function isGood(
  signingKeys: SigningKeys,
  ended: Pick<EndedAccess, 'has'>,
  authorization: string | undefined,
): Promise<boolean> {
  if (authorization === undefined || authorization === '') return true;
  const token = /^bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
  const { keys } = await signingKeys.published();
  const keySet = createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) });
  return await jwtVerify(token, keySet, { issuer: ISSUER, audience: AUDIENCE, algorithms: ['EdDSA'] }).then(
    ({ payload }) => {
      const claims = sessionVariables.safeParse(payload[CLAIMS_NAMESPACE]);
      return claims.success && !ended.has(claims.data);
    },
    () => false,
  );
}

const pass = (response: ServerResponse, authorization: string | undefined): void =>
  void response.writeHead(204, { 'cache-control': 'no-store', ...(authorization === undefined ? {} : { authorization }) }).end();

const refuse = (response: ServerResponse): void => {
  const message = 'The access token has expired, was ended, or is none. Refresh the session, or sign in again.';
  response
    .writeHead(401, {
      'content-type': PROBLEM_TYPE,
      'cache-control': 'no-store',
      'www-authenticate': 'Bearer error="invalid_token"',
    })
    .end(JSON.stringify(problemBody({ status: 401, code: 'invalid-jwt', message, instance: GATEWAY_CHECK_PATH })));
};
