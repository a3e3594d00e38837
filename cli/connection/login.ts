/** Exchanges e-mail and password for a session and stores it as the current one. */
import { Fault } from '../../kit/fault.ts';
import { createClient } from '../../sdk/client.ts';
import { SignInDocument } from '../../sdk/generated.ts';
import { ask, readStdin } from '../output/ask.ts';
import type { Output } from '../output/output.ts';
import type { Connection } from './connect.ts';

export interface LoginRequest {
  readonly email?: string;
  readonly passwordStdin?: boolean;
  readonly organization?: string;
}

export async function login(connection: Connection, output: Output, request: LoginRequest): Promise<void> {
  const { url, config } = connection;
  const { email, password } = await credentials(request, output);
  // A session that has ended must not stand in the way of a new one.
  const client = createClient({ url: `${url}/v1/graphql` });
  const { signIn } = await client.request(SignInDocument, { email, password, organization: request.organization ?? null });
  await config.change((c) => {
    c.current = url;
    c.sessions[url] = {
      email,
      accessToken: signIn.accessToken,
      accessTokenExpiresAt: signIn.accessTokenExpiresAt,
      refreshToken: signIn.refreshToken,
    };
  });
  const { userId, organizationId, role } = signIn;
  output.result({ url, email, userId, organizationId, role }, () => `Signed in to ${url} as ${email} (${role}).`);
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
