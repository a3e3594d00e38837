/** Sends what GraphiQL asks: queries and mutations over HTTP, subscriptions over `graphql-transport-ws`. */
import type { GraphiQLProps } from 'graphiql';
import { GraphQLError, getOperationAST } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { type Identity, identityHeaders } from './identity.ts';

export type Fetcher = GraphiQLProps['fetcher'];

/** Relative to the page, so that it works wherever the engine is mounted. */
const endpoint = new URL('v1/graphql', document.baseURI);
const socketAddress = (): string => endpoint.href.replace(/^http/, 'ws');

/** `onRefused` is called when the engine does not take the admin secret. */
export function createFetcher(identity: Identity, onRefused: () => void): Fetcher {
  let socket: { readonly client: Client; readonly headers: string } | null = null;
  /** One socket while the headers stay the same: they are sent once, at its beginning. */
  const clientFor = (headers: Record<string, string>): Client => {
    const key = JSON.stringify(headers);
    if (socket?.headers === key) return socket.client;
    void socket?.client.dispose();
    const client = createClient({ url: socketAddress(), connectionParams: { headers }, lazy: true });
    socket = { client, headers: key };
    return client;
  };

  return (request, options) => {
    const headers = { ...identityHeaders(identity), ...options?.headers };
    const operation = options?.documentAST ? getOperationAST(options.documentAST, request.operationName ?? undefined) : null;
    if (operation?.operation === 'subscription') {
      return subscribe(clientFor(headers), request);
    }
    return post(request, headers, onRefused);
  };
}

async function* subscribe(client: Client, request: Parameters<Fetcher>[0]) {
  const { query, operationName = null, variables = null } = request;
  for await (const { data, errors } of client.iterate({ query, operationName, variables })) {
    yield { data: data ?? null, ...(errors ? { errors: errors.map((e) => new GraphQLError(e.message, e)) } : {}) };
  }
}

async function post(body: unknown, headers: Record<string, string>, onRefused: () => void) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (answer?.errors?.[0]?.extensions?.code === 'access-denied') onRefused();
  return answer;
}
