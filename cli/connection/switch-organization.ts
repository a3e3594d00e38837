/** Exchanges the stored session for one in another organization. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { createClient } from '../../sdk/client.ts';
import { SwitchOrganizationDocument, type SwitchOrganizationMutation } from '../../sdk/generated.ts';
import type { Connection } from './connect.ts';

/** @throws Fault auth when nobody is signed in. */
export async function switchOrganization(
  { url, config }: Connection,
  organization: string,
): Promise<SwitchOrganizationMutation['switchOrganization']> {
  const stored = (await config.read()).sessions[url];
  if (!stored) throw new Fault('auth', { code: 'not-signed-in', message: `You are not signed in to ${url}.` });
  const { switchOrganization: session } = await createClient({ url: `${url}/v1/graphql` }).request(
    SwitchOrganizationDocument,
    { refreshToken: stored.refreshToken, organization, requestId: randomUUID() },
    { idempotent: true },
  );
  await config.change((c) => {
    const { accessToken, accessTokenExpiresAt, refreshToken } = session;
    c.sessions[url] = { email: stored.email, accessToken, accessTokenExpiresAt, refreshToken };
  });
  return session;
}
