/** A real OpenID Connect provider (the package oidc-provider) where whoever is said to sit at it signs in without being asked. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

export interface Person {
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface IdentityProviderEmulator extends AsyncDisposable {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who sits there from now on. */
  seat(person: Person): void;
}

export async function startIdentityProvider(callback: string): Promise<IdentityProviderEmulator> {
  const server = createServer({ keepAliveTimeout: 120_000 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const [clientId, clientSecret] = ['northstack', 'a secret between the two'];
  const people = new Map<string, Person>();
  let present = '';
  const provider = new Provider(issuer, {
    clients: [
      { client_id: clientId, client_secret: clientSecret, redirect_uris: [callback], grant_types: ['authorization_code'] },
    ],
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['of the test'] },
    scopes: ['openid', 'email', 'profile'],
    claims: { email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...people.get(subject)?.claims }),
    }),
  });
  const answer = provider.callback();
  const interact = async (...[request, response]: Parameters<typeof answer>): Promise<void> => {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') return await provider.interactionFinished(request, response, { login: { accountId: present } });
    const grant = new provider.Grant({ accountId: session?.accountId ?? present, clientId: String(params.client_id) });
    grant.addOIDCScope('openid email profile');
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  };
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) interact(request, response).catch(() => response.writeHead(500).end());
    else void answer(request, response);
  });
  return {
    issuer,
    clientId,
    clientSecret,
    seat: (person) => {
      people.set(person.subject, person);
      present = person.subject;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
