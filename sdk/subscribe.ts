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
  /** How long the server may take to answer a ping, sent as often, before the connection counts as broken. Default 10 s. */
  readonly answerMs?: number;
}

export interface Subscriptions extends AsyncDisposable {
  /** @throws the server's errors; ends when the server completes it or the caller leaves the loop. */
  iterate<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): AsyncIterableIterator<Result>;
}

export function openSubscriptions({ url, headers, retries = 10, answerMs = 10_000 }: SubscriptionOptions): Subscriptions {
  let late: NodeJS.Timeout | undefined;
  const client = createSocketClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: retries,
    connectionParams: async () => ({ headers: await headers() }),
    keepAlive: answerMs,
    on: {
      ping: (isReceived) => {
        if (!isReceived) late = setTimeout(() => client.terminate(), answerMs);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(late);
      },
      closed: () => clearTimeout(late),
    },
  });
  return {
    iterate: (document, variables) => results(client.iterate({ query: document.toString(), variables })),
    [Symbol.asyncDispose]: async () => await client.dispose(),
  };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** Not a generator: those let `return` wait for the next answer, which may never come. */
function results<Result>(answers: AsyncIterableIterator<Answer>): AsyncIterableIterator<Result> {
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    await answers.return?.();
    return { done: true, value: undefined };
  };
  return {
    next: async () => {
      const { done, value } = await answers.next();
      if (done) return { done, value: undefined };
      if (value.errors?.[0]) {
        await end();
        throw new Error(value.errors[0].message);
      }
      // The generated types say what the server answers to this document.
      return { done: false, value: value.data as Result };
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
