/**
 * Signing in at identity providers: `/auth/oidc` lists them, `/auth/oidc/<id>/start?redirect=…&challenge=…` sends the browser there, and
 * `/auth/oidc/<id>/callback` takes it back and sends it on to `redirect` with a code for exchangeSignInCode, or with an error. Tokens are
 * never in an address.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ActionDeps, readVisitor, signInWithIdentity } from '../../actions/index.ts';
import type { IdentityProvider } from '../../domain/ports/identity-provider.ts';
import { readReturnAddress } from '../../domain/values/return-address.ts';
import { Fault } from '../../kit/fault.ts';
import type { OidcProviderConfig } from '../config/oidc-config.ts';
import { LOGIN_SECONDS, type LoginSeal, type LoginState } from './login-state.ts';

export interface OidcPagesOptions {
  readonly deps: ActionDeps;
  readonly providers: readonly (OidcProviderConfig & { readonly client: IdentityProvider })[];
  readonly seal: LoginSeal;
  readonly onFailure: (error: unknown) => void;
}

export type Page = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export const OIDC_PATH = '/auth/oidc';

export const isBelow = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`);

export function createOidcPages({ deps, providers, seal, onFailure }: OidcPagesOptions): Page {
  const { publicUrl } = deps.people;
  const isSecure = publicUrl.startsWith('https:');
  const cookieName = isSecure ? '__Host-northstack-login' : 'northstack-login';
  const cookie = (value: string, seconds: number) =>
    // Lax: coming back from the provider is a navigation from another site.
    `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure ? '; Secure' : ''}`;
  const callbackOf = (id: string) => `${publicUrl}${OIDC_PATH}/${id}/callback`;

  const start = async (provider: OidcPagesOptions['providers'][number], query: URLSearchParams, response: ServerResponse) => {
    const [redirect, challenge] = [query.get('redirect') ?? '', query.get('challenge') ?? ''];
    if (readReturnAddress(redirect, publicUrl) === null)
      return tell(response, 400, 'This address to return to is not allowed: a path of this server, or http://127.0.0.1:<port>/.');
    if (!/^[\w-]{43}$/.test(challenge))
      return tell(response, 400, 'The challenge is missing: base64url of the SHA-256 of a secret.');
    const { url, ...checks } = await provider.client.begin(callbackOf(provider.id));
    const sealed = await seal.seal({ ...checks, provider: provider.id, redirect, challenge });
    go(response, url, cookie(sealed, LOGIN_SECONDS));
  };

  const finish = async (provider: OidcPagesOptions['providers'][number], request: IncomingMessage, response: ServerResponse) => {
    const given = readVisitor(request.headers, []).cookie(cookieName);
    const login = given === null ? null : await seal.open(given);
    const url = new URL(request.url ?? '', publicUrl);
    if (login === null || login.provider !== provider.id || url.searchParams.get('state') !== login.state)
      return tell(response, 400, 'This sign-in was not begun in this browser, or too long ago. Begin again.', cookie('', 0));
    const back = readReturnAddress(login.redirect, publicUrl);
    if (back === null) return tell(response, 400, 'This address to return to is not allowed.', cookie('', 0));
    for (const [name, value] of Object.entries(await outcome(provider, url, login))) back.searchParams.set(name, value);
    go(response, back.href, cookie('', 0));
  };

  const outcome = async (
    { id, rules, client }: OidcPagesOptions['providers'][number],
    url: URL,
    login: LoginState,
  ): Promise<Record<string, string>> => {
    try {
      const cameBackTo = new URL(`${callbackOf(id)}${url.search}`);
      const identity = await client.finish(cameBackTo, login);
      return { code: await signInWithIdentity(deps, { provider: id, rules, identity, challenge: login.challenge }) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.cause !== undefined) onFailure(error);
      return { error: error.code, error_description: error.message };
    }
  };

  return async (request, response) => {
    const url = new URL(request.url ?? '', publicUrl);
    const [id, step, ...more] = url.pathname.slice(OIDC_PATH.length + 1).split('/');
    if (request.method !== 'GET') return tell(response, 405, 'Only GET is answered here.');
    if (url.pathname === OIDC_PATH) {
      const list = providers.map((p) => ({ id: p.id, name: p.name, start: `${publicUrl}${OIDC_PATH}/${p.id}/start` }));
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify({ providers: list })}\n`);
    }
    const provider = providers.find((p) => p.id === id);
    if (provider === undefined || more.length > 0 || (step !== 'start' && step !== 'callback'))
      return tell(response, 404, 'There is no such provider here.');
    try {
      return await (step === 'start' ? start(provider, url.searchParams, response) : finish(provider, request, response));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      onFailure(error);
      return tell(response, 503, error.message);
    }
  };
}

function go(response: ServerResponse, location: string, cookie: string): void {
  response
    .writeHead(302, { location, 'set-cookie': cookie, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    .end();
}

function tell(response: ServerResponse, status: number, text: string, cookie?: string): void {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  response.writeHead(status, cookie === undefined ? headers : { ...headers, 'set-cookie': cookie }).end(`${text}\n`);
}
