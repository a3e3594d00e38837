/** The way to a NorthStack: its address, a token that is renewed in time, requests and subscriptions. */
import { createHash } from 'node:crypto';
import { Fault } from '../../kit/fault.ts';
import { createClient, type GraphqlClient, GraphqlError } from '../../sdk/client.ts';
import { ExchangeApiKeyDocument, RefreshSessionDocument } from '../../sdk/generated.ts';
import type { Subscriptions } from '../../sdk/subscribe.ts';
import { type ConfigFile, openConfigFile } from './config-file.ts';
import { readServerUrl } from './server-url.ts';

export interface Connection extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  readonly config: ConfigFile;
  readonly client: GraphqlClient;
  /** The WebSocket client, loaded when somebody wants it: most commands do without. */
  readonly subscriptions: () => Promise<Subscriptions>;
  /** Whether an answer said that the platforms are not real. */
  readonly isEmulated: () => boolean;
  /** A token that is good for at least half a minute. @throws Fault auth when nobody is signed in. */
  accessToken(): Promise<string>;
}

export interface ConnectFlags {
  readonly url?: string;
}

const defaultUrl = 'http://localhost:8080';
const marginMs = 30_000;

/** The address: `--url`, `NORTHSTACK_URL`, the one signed in to last, then the default of `up`. The token: `NORTHSTACK_TOKEN`, then the stored one. */
export async function connect(
  flags: ConnectFlags,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Connection> {
  const config = openConfigFile(env);
  const url = readServerUrl(flags.url ?? env.NORTHSTACK_URL ?? (await config.read()).current ?? defaultUrl);
  const graphqlUrl = `${url}/v1/graphql`;
  let emulated = false;
  const send: typeof fetch = async (...request) => {
    const answer = await fetch(...request);
    emulated ||= answer.headers.get('x-northstack-emulated') === 'true';
    return answer;
  };
  const anonymous = createClient({ url: graphqlUrl, fetch: send });
  const keySession = env.NORTHSTACK_TOKEN?.startsWith('nsk_') ? exchanger(anonymous, env.NORTHSTACK_TOKEN) : null;
  const accessToken = async (): Promise<string> => {
    if (env.NORTHSTACK_TOKEN) return (await keySession?.()) ?? env.NORTHSTACK_TOKEN;
    const stored = (await config.read()).sessions[url];
    if (!stored) throw new Fault('auth', { code: 'not-signed-in', message: `You are not signed in to ${url}.` });
    if (Date.parse(stored.accessTokenExpiresAt) - Date.now() > marginMs) return stored.accessToken;
    return renew(anonymous, config, url, stored.refreshToken);
  };
  const headers = async () => ({ authorization: `Bearer ${await accessToken()}` });
  const client = createClient({ url: graphqlUrl, headers, fetch: send });
  let opened: Promise<Subscriptions> | null = null;
  const open = async (): Promise<Subscriptions> => {
    const { openSubscriptions } = await import('../../sdk/subscribe.ts');
    return openSubscriptions({ url: graphqlUrl.replace(/^http/, 'ws'), headers });
  };
  return {
    url,
    config,
    client,
    subscriptions: () => {
      opened ??= open();
      return opened;
    },
    isEmulated: () => emulated,
    accessToken,
    [Symbol.asyncDispose]: async () => await (await opened)?.[Symbol.asyncDispose](),
  };
}

/** An API key's session, exchanged again before it ends. */
function exchanger(client: GraphqlClient, key: string): () => Promise<string> {
  let session: { readonly accessToken: string; readonly accessTokenExpiresAt: string } | null = null;
  return async () => {
    if (session === null || Date.parse(session.accessTokenExpiresAt) - Date.now() < marginMs) {
      const { exchangeApiKey } = await client.request(ExchangeApiKeyDocument, { key }, { idempotent: true });
      session = exchangeApiKey;
    }
    return session.accessToken;
  };
}

async function renew(client: GraphqlClient, config: ConfigFile, url: string, refreshToken: string): Promise<string> {
  try {
    const { refreshSession } = await client.request(
      RefreshSessionDocument,
      { refreshToken, requestId: requestIdOf(refreshToken) },
      { idempotent: true },
    );
    await config.change((c) => {
      const stored = c.sessions[url];
      if (stored)
        Object.assign(stored, {
          accessToken: refreshSession.accessToken,
          accessTokenExpiresAt: refreshSession.accessTokenExpiresAt,
          refreshToken: refreshSession.refreshToken,
        });
    });
    return refreshSession.accessToken;
  } catch (error) {
    if (!(error instanceof GraphqlError) || error.transient) throw error;
    throw new Fault('auth', { code: 'session-ended', message: `Your session at ${url} has ended.`, cause: error });
  }
}

/** Two commands that renew the same token at once send the same id and are answered with the same session. */
function requestIdOf(refreshToken: string): string {
  const hex = createHash('sha256').update(`northstack-cli ${refreshToken}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
