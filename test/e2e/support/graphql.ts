/** GraphQL as a client outside would use it: over HTTP and over `graphql-transport-ws`. */
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Api } from './northstack.ts';

export type Headers = Readonly<Record<string, string>>;

export class RequestError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

interface Answer<T> {
  readonly data?: T;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** @throws RequestError with the code of the first error */
export async function graphql<T>(northstack: Api, headers: Headers, query: string, variables: object = {}): Promise<T> {
  const answer = await northstack.fetch('/v1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as Answer<T>;
  const error = errors?.[0];
  if (error) throw new RequestError(error.message, error.extensions?.code ?? '');
  if (data === undefined) throw new Error(`status ${answer.status} without data`);
  return data;
}

/** Every result of a subscription, until `isLast` says so. */
export async function subscribeUntil<T>(
  northstack: Api,
  headers: Headers,
  query: string,
  variables: Record<string, unknown>,
  isLast: (data: T) => boolean,
): Promise<readonly T[]> {
  const client = createClient({
    url: `${northstack.url.replace('http', 'ws')}/v1/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { headers },
    retryAttempts: 0,
  });
  const seen: T[] = [];
  try {
    for await (const { data, errors } of client.iterate<T>({ query, variables })) {
      if (errors?.[0]) throw new Error(errors[0].message);
      if (data === null || data === undefined) continue;
      seen.push(data);
      if (isLast(data)) return seen;
    }
    throw new Error(`the subscription ended after ${JSON.stringify(seen)}`);
  } finally {
    await client.dispose();
  }
}
