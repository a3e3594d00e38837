/** An OpenID Connect provider: authorization code flow with PKCE, state and nonce (OpenID Connect Core §3.1, RFC 7636, RFC 9700). */
import * as client from 'openid-client';
import { z } from 'zod';
import type { Identity, IdentityProvider } from '../../domain/ports/identity-provider.ts';
import { Fault } from '../../kit/fault.ts';

export interface OidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** null: a public client. */
  readonly clientSecret: string | null;
  readonly scopes: readonly string[];
}

const TIMEOUT_SECONDS = 10;

/** Nothing is asked before the first sign-in, so a provider that is away keeps nothing from starting. */
export function openOidcProvider(options: OidcOptions): IdentityProvider {
  let discovered: Promise<client.Configuration> | null = null;
  const configuration = (): Promise<client.Configuration> => {
    discovered ??= discover(options);
    discovered.catch(() => {
      discovered = null;
    });
    return discovered;
  };
  return {
    begin: async (returnTo) => {
      const config = await configuration().catch(rethrow);
      const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: returnTo,
        scope: options.scopes.join(' '),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { url: url.href, state, nonce, verifier };
    },
    finish: async (cameBackTo, { state, nonce, verifier }) => {
      try {
        const config = await configuration();
        const tokens = await client.authorizationCodeGrant(config, cameBackTo, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('no ID token');
        const hasMore = config.serverMetadata().userinfo_endpoint !== undefined;
        const more = hasMore ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
        return readIdentity({ ...claims, ...more });
      } catch (error) {
        return rethrow(error);
      }
    },
  };
}

const identity = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.string().optional().catch(undefined),
  // Some send it as text.
  email_verified: z.union([z.boolean(), z.string().transform((text) => text === 'true')]).catch(false),
  name: z.string().optional().catch(undefined),
});

function readIdentity(claims: unknown): Identity {
  const { sub, email, email_verified, name, ...rest } = identity.parse(claims);
  return { subject: sub, email: email ?? null, emailVerified: email_verified, name: name ?? null, claims: rest };
}

async function discover({ issuer, clientId, clientSecret }: OidcOptions): Promise<client.Configuration> {
  const url = new URL(issuer);
  // Plain http only to this machine: whoever reads the line could be anybody there.
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const execute = isHere && url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  return await client.discovery(url, clientId, clientSecret ?? undefined, clientSecret === null ? client.None() : undefined, {
    execute,
    timeout: TIMEOUT_SECONDS,
  });
}

/** What the provider or the checks refuse is about this sign-in; everything else may pass. */
function rethrow(error: unknown): never {
  const refused =
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError ||
    (error instanceof client.ClientError && /^OAUTH_(INVALID_RESPONSE|JWT|RESPONSE_IS_NOT_CONFORM)/.test(String(error.code)));
  throw refused
    ? new Fault('auth', {
        code: 'provider-refused',
        message: 'The provider did not confirm who you are. Begin again.',
        cause: error,
      })
    : new Fault('retry', {
        code: 'provider-unavailable',
        message: 'The identity provider cannot be reached at the moment. Try again in a minute.',
        cause: error,
      });
}
