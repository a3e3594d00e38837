/** Exchanges e-mail and password for a session and stores it as the current one. */
import { Fault } from '../../kit/fault.ts';
import { createClient } from '../../sdk/client.ts';
import { type ExchangeSignInCodeMutation, OwnAddressDocument, SignInDocument } from '../../sdk/generated.ts';
import { ask, readStdin } from '../output/ask.ts';
import type { Output } from '../output/output.ts';
import type { Connection } from './connect.ts';
import { signInBySso } from './sso.ts';

export interface LoginRequest {
  readonly email?: string;
  readonly passwordStdin?: boolean;
  readonly organization?: string;
  /** An identity provider; true: the only one. */
  readonly sso?: string | true;
}

export async function login(connection: Connection, output: Output, request: LoginRequest): Promise<void> {
  const { url, config } = connection;
  const { email, session } =
    request.sso === undefined ? await byPassword(url, output, request) : await bySso(url, output, request.sso);
  await config.change((c) => {
    c.current = url;
    c.sessions[url] = {
      email,
      accessToken: session.accessToken,
      accessTokenExpiresAt: session.accessTokenExpiresAt,
      refreshToken: session.refreshToken,
    };
  });
  const { userId, organizationId, role } = session;
  output.result({ url, email, userId, organizationId, role }, () => `Signed in to ${url} as ${email} (${role}).`);
}

interface SignedIn {
  readonly email: string;
  readonly session: ExchangeSignInCodeMutation['exchangeSignInCode'];
}

async function byPassword(url: string, output: Output, request: LoginRequest): Promise<SignedIn> {
  const { email, password } = await credentials(request, output);
  // A session that has ended must not stand in the way of a new one.
  const client = createClient({ url: `${url}/v1/graphql` });
  const { signIn } = await client.request(SignInDocument, { email, password, organization: request.organization ?? null });
  return { email, session: signIn };
}

async function bySso(url: string, output: Output, provider: string | true): Promise<SignedIn> {
  const session = await signInBySso(url, provider === true ? null : provider, output);
  const headers = () => ({ authorization: `Bearer ${session.accessToken}` });
  const { users_by_pk: user } = await createClient({ url: `${url}/v1/graphql`, headers }).request(
    OwnAddressDocument,
    { userId: session.userId },
    { idempotent: true },
  );
  return { email: user?.email ?? session.userId, session };
}

async function credentials(request: LoginRequest, output: Output): Promise<{ email: string; password: string }> {
  const missing = (what: string) =>
    new Fault('reject', {
      code: 'no-terminal',
      message: `There is no terminal to ask for ${what}: use --email and --password-stdin.`,
    });
  if (request.email === undefined && !output.interactive) throw missing('the e-mail address');
  const email = request.email ?? (await ask('E-mail: '));
  if (request.passwordStdin) return { email, password: await readStdin() };
  if (!output.interactive) throw missing('the password');
  return { email, password: await ask('Password: ', { hidden: true }) };
}
