/** Live queries over WebSocket (`graphql-transport-ws`): each result as it comes, until the caller stops. */
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocumentString } from './generated.ts';

export interface SubscriptionOptions {
  /** Address of `/v1/graphql`, `ws://` or `wss://`. */
  readonly url: string;
  /** Headers of the connection, for example `authorization`; asked again for each connection. */
  readonly headers: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Times a broken connection is made again. Default 10. */
  readonly retries?: number;
}

export interface Subscriptions extends AsyncDisposable {
  /** @throws the server's errors; ends when the server completes it or the caller leaves the loop. */
  iterate<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): AsyncIterableIterator<Result>;
}

export function openSubscriptions({ url, headers, retries = 10 }: SubscriptionOptions): Subscriptions {
  const client = createSocketClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: retries,
    connectionParams: async () => ({ headers: await headers() }),
  });
  return {
    iterate: (document, variables) => results(client.iterate({ query: document.toString(), variables })),
    [Symbol.asyncDispose]: async () => await client.dispose(),
  };
}

async function* results<Result>(
  answers: AsyncIterableIterator<{ readonly data?: unknown; readonly errors?: readonly { readonly message: string }[] }>,
): AsyncIterableIterator<Result> {
  for await (const answer of answers) {
    if (answer.errors?.[0]) throw new Error(answer.errors[0].message);
    // The generated types say what the server answers to this document.
    yield answer.data as Result;
  }
}
