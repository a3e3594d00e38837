/** Changes the password of whoever is signed in. That ends every session, so this one begins anew with the new password. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { createClient, type GraphqlClient } from '../../sdk/client.ts';
import { ChangeOwnPasswordDocument, SignInDocument, WhoAmIDocument } from '../../sdk/generated.ts';
import { type Identity, readIdentity } from '../connection/access-token.ts';
import type { Connection } from '../connection/connect.ts';
import { ask, readStdin } from '../output/ask.ts';
import type { Output } from '../output/output.ts';

/** @throws Fault reject */
export async function changePassword(
  { client, config, url }: Connection,
  output: Output,
  fromStdin: boolean,
): Promise<{ readonly signedInAgain: boolean }> {
  const { currentPassword, newPassword } = await (fromStdin ? readBoth() : askBoth(output));
  const stored = (await config.read()).sessions[url];
  const identity = stored === undefined ? null : readIdentity(stored.accessToken);
  const here = identity === null ? null : await organizationOf(client, identity);
  await client.request(
    ChangeOwnPasswordDocument,
    { currentPassword, newPassword, requestId: randomUUID() },
    { idempotent: true },
  );
  if (stored === undefined) return { signedInAgain: false };
  const { signIn } = await createClient({ url: `${url}/v1/graphql` }).request(SignInDocument, {
    email: stored.email,
    password: newPassword,
    organization: here,
  });
  await config.change((c) => {
    c.sessions[url] = {
      email: stored.email,
      accessToken: signIn.accessToken,
      accessTokenExpiresAt: signIn.accessTokenExpiresAt,
      refreshToken: signIn.refreshToken,
    };
  });
  return { signedInAgain: true };
}

/** So that the new session is in the same one. */
async function organizationOf(client: GraphqlClient, { userId, organizationId }: Identity): Promise<string | null> {
  const { organizations_by_pk } = await client.request(WhoAmIDocument, { userId, organizationId }, { idempotent: true });
  return organizations_by_pk?.slug ?? null;
}

async function askBoth(output: Output): Promise<Passwords> {
  if (!output.interactive)
    throw new Fault('reject', { code: 'no-terminal', message: 'There is no terminal to ask for the passwords: use --stdin.' });
  const currentPassword = await ask('Present password: ', { hidden: true });
  const newPassword = await ask('New password (at least 12 characters): ', { hidden: true });
  if ((await ask('New password again: ', { hidden: true })) !== newPassword)
    throw new Fault('reject', { code: 'passwords-differ', message: 'The two new passwords differ. Nothing was changed.' });
  return { currentPassword, newPassword };
}

async function readBoth(): Promise<Passwords> {
  const [currentPassword = '', newPassword = ''] = (await readStdin()).split(/\r?\n/);
  return { currentPassword, newPassword };
}

interface Passwords {
  readonly currentPassword: string;
  readonly newPassword: string;
}
