/**
 * Decides who asks (dialect §3.1): a given admin secret is always judged first and overrides a token; then the token or the
 * webhook; then the unauthorized role.
 */
import type { AuthConfig } from '../config/auth-config.ts';
import { EngineError } from '../error.ts';
import type { Observe } from '../observation.ts';
import type { Revocation, Session } from '../session.ts';
import { secretChecker } from './admin-secret.ts';
import { openJwt } from './jwt.ts';
import { type Headers, header, sessionOf, trustedSession, variablesFromHeaders } from './session-variables.ts';
import { openWebhook } from './webhook.ts';

export interface Identity {
  readonly session: Session;
  /** `Set-Cookie` values of the authentication webhook, for the client. */
  readonly cookies: readonly string[];
}

export interface Authenticator extends AsyncDisposable {
  /**
   * `headers` have lower-case names; `body` is the parsed request and `rawHeaders` the names and values as the client spelt them, for
   * a webhook that wants them. Throws `EngineError`.
   */
  authenticate(headers: Headers, body: unknown, rawHeaders?: readonly string[]): Identity | Promise<Identity>;
}

const NO_COOKIES: readonly string[] = [];
const plain = (session: Session): Identity => ({ session, cookies: NO_COOKIES });

const nothingRevoked: Revocation = { isRevoked: () => false, onChange: () => {} };

export async function openAuthenticator(
  config: AuthConfig,
  observe: Observe,
  { isRevoked }: Revocation = nothingRevoked,
): Promise<Authenticator> {
  const alive = (identity: Identity): Identity => {
    if (isRevoked(identity.session)) throw sessionEnded();
    return identity;
  };

  const isSecret = secretChecker(config.adminSecrets);
  const jwt = config.jwt.length > 0 ? await openJwt(config.jwt, observe) : null;
  const webhook = config.webhook ? openWebhook(config.webhook) : null;

  const unauthorized = (headers: Headers, otherwise: () => EngineError): Identity => {
    if (config.unauthorizedRole === null) throw otherwise();
    return plain(sessionOf(config.unauthorizedRole, variablesFromHeaders(headers), null));
  };

  const authenticate = (headers: Headers, body: unknown, rawHeaders?: readonly string[]): Identity | Promise<Identity> => {
    if (config.adminSecrets.length === 0) return plain(trustedSession(headers));
    const secret = header(headers, 'x-hasura-admin-secret') ?? header(headers, 'x-hasura-access-key');
    if (secret !== null) {
      if (isSecret(secret)) return plain(trustedSession(headers));
      throw new EngineError('access-denied', 'invalid x-hasura-admin-secret/x-hasura-access-key', { status: 401 });
    }
    if (webhook) {
      const identity = webhook(headers, body, rawHeaders);
      return identity instanceof Promise ? identity.then(alive) : alive(identity);
    }
    if (!jwt) return unauthorized(headers, secretRequired);
    const session = jwt(headers);
    if (session === null) return unauthorized(headers, tokenRequired);
    return session instanceof Promise ? session.then((verified) => alive(plain(verified))) : alive(plain(session));
  };

  return {
    authenticate,
    [Symbol.asyncDispose]: async () => {
      jwt?.[Symbol.dispose]();
      await webhook?.[Symbol.asyncDispose]();
    },
  };
}

const sessionEnded = () => new EngineError('session-ended', 'This session has ended. Sign in again.', { status: 401 });

const secretRequired = () =>
  new EngineError('access-denied', 'x-hasura-admin-secret/x-hasura-access-key required, but not found', { status: 401 });

const tokenRequired = () =>
  new EngineError('invalid-headers', "Missing 'Authorization' or 'Cookie' header in JWT authentication mode");
