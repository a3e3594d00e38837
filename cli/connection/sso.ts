/**
 * Signs in through an identity provider: the browser goes there and comes back to this machine with a code, which is worth something only
 * together with a secret that never left here (RFC 8252, RFC 7636).
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { z } from 'zod';
import { Fault } from '../../kit/fault.ts';
import { createClient } from '../../sdk/client.ts';
import { ExchangeSignInCodeDocument, type ExchangeSignInCodeMutation } from '../../sdk/generated.ts';
import { openBrowser } from '../output/open-browser.ts';
import type { Output } from '../output/output.ts';

const TIMEOUT_MS = 5 * 60_000;
const list = z.object({ providers: z.array(z.object({ id: z.string(), name: z.string(), start: z.string() })) });

/** @param wanted id of the provider; null: the only one */
export async function signInBySso(
  url: string,
  wanted: string | null,
  output: Output,
): Promise<ExchangeSignInCodeMutation['exchangeSignInCode']> {
  const provider = await chooseProvider(url, wanted);
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  await using landing = await openLanding();
  const address = `${url}/auth/oidc/${provider.id}/start?${new URLSearchParams({ redirect: landing.url, challenge })}`;
  output.event({ event: 'visit', address }, `Sign in at ${provider.name} in your browser. If none opens, visit:\n  ${address}`);
  await openBrowser(address);
  const code = await landing.code;
  const { exchangeSignInCode } = await createClient({ url: `${url}/v1/graphql` }).request(
    ExchangeSignInCodeDocument,
    { code, verifier, requestId: randomUUID() },
    { idempotent: true },
  );
  return exchangeSignInCode;
}

async function chooseProvider(url: string, wanted: string | null): Promise<z.output<typeof list>['providers'][number]> {
  const answer = await fetch(`${url}/auth/oidc`, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
  const { providers } = answer?.ok ? list.parse(await answer.json()) : { providers: [] };
  const found = wanted === null ? (providers.length === 1 ? providers[0] : undefined) : providers.find((p) => p.id === wanted);
  if (found !== undefined) return found;
  throw new Fault('reject', {
    code: 'no-such-provider',
    message:
      providers.length === 0
        ? `${url} has no identity providers. Sign in with e-mail and password.`
        : `Name one of the identity providers of ${url}: ${providers.map((p) => `--sso ${p.id}`).join(', ')}.`,
  });
}

interface Landing extends AsyncDisposable {
  readonly url: string;
  /** @throws Fault when the provider or the server refused, or nobody came back in time. */
  readonly code: Promise<string>;
}

async function openLanding(): Promise<Landing> {
  let settle: { resolve: (code: string) => void; reject: (error: Fault) => void } | null = null;
  const code = new Promise<string>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Looked at later, or never when something else fails before.
  code.catch(() => {});
  const server = createServer((request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname !== '/signed-in') return void response.writeHead(404).end();
    response
      .writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
      .end(query.has('code') ? 'You are signed in. This window can be closed.\n' : 'Not signed in. The terminal says more.\n');
    const given = query.get('code');
    if (given !== null) return settle?.resolve(given);
    const message = query.get('error_description') ?? 'The sign-in was refused. Begin again.';
    settle?.reject(new Fault('auth', { code: query.get('error') ?? 'refused', message }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const late = setTimeout(
    () => settle?.reject(new Fault('retry', { code: 'sign-in-timeout', message: 'Nobody signed in within five minutes.' })),
    TIMEOUT_MS,
  );
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/signed-in`,
    code,
    [Symbol.asyncDispose]: async () => {
      clearTimeout(late);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
