/** The client against a real HTTP server that answers as told. */
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createClient, GraphqlError } from './client.ts';
import { TypedDocumentString } from './generated.ts';

const document = new TypedDocumentString<{ a: number }, Record<string, never>>('query A { a }');

/** Answers the n-th request with the n-th answer; the last one stays. */
async function server(answers: readonly { status?: number; body: string }[]) {
  const seen: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    seen.push({ headers: request.headers, body });
    response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' }).end(answer?.body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1/graphql`,
    seen,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

const lostRace = {
  body: JSON.stringify({ errors: [{ message: 'could not serialize', extensions: { code: 'concurrent-update', path: '$' } }] }),
};

test('the data of the answer is the result, and headers are asked for each request', async () => {
  await using there = await server([{ body: '{"data":{"a":1}}' }]);
  let asked = 0;
  const client = createClient({ url: there.url, headers: () => ({ authorization: `Bearer ${++asked}` }) });
  expect(await client.request(document, {})).toEqual({ a: 1 });
  await client.request(document, {}, { headers: { 'x-hasura-role': 'viewer' } });
  expect(there.seen.map((s) => [s.headers.authorization, s.headers['x-hasura-role']])).toEqual([
    ['Bearer 1', undefined],
    ['Bearer 2', 'viewer'],
  ]);
  expect(JSON.parse(there.seen[0]?.body ?? '')).toMatchObject({ query: 'query A { a }', variables: {} });
});

test('an error carries the server’s code and text', async () => {
  await using there = await server([
    { body: JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'not-found' } }] }) },
  ]);
  const failure = await createClient({ url: there.url })
    .request(document, {})
    .catch((e: unknown) => e);
  expect(failure).toBeInstanceOf(GraphqlError);
  expect(failure).toMatchObject({ message: 'no', code: 'not-found', transient: false });
});

const deadlock = {
  body: JSON.stringify({
    errors: [{ message: 'no', extensions: { code: 'unexpected', internal: { error: { status_code: '40P01' } } } }],
  }),
};
const overloaded = { body: JSON.stringify({ errors: [{ message: 'full', extensions: { code: 'busy' } }] }) };

test('a lost race is tried again always, because the database took everything back', async () => {
  await using there = await server([lostRace, deadlock, { body: '{"data":{"a":2}}' }]);
  expect(await createClient({ url: there.url }).request(document, {})).toEqual({ a: 2 });
  expect(there.seen).toHaveLength(3);
  await using never = await server([lostRace]);
  await expect(createClient({ url: never.url }).request(document, {})).rejects.toMatchObject({ code: 'concurrent-update' });
  expect(never.seen).toHaveLength(5);
});

test('an overloaded server is asked again only when a repeat does no harm', async () => {
  await using there = await server([overloaded, { body: '{"data":{"a":2}}' }]);
  const client = createClient({ url: there.url });
  await expect(client.request(document, {})).rejects.toMatchObject({ code: 'busy', transient: true });
  await using again = await server([overloaded, overloaded, { body: '{"data":{"a":2}}' }]);
  expect(await createClient({ url: again.url }).request(document, {}, { idempotent: true })).toEqual({ a: 2 });
  expect(again.seen).toHaveLength(3);
});

test('an answer that is not GraphQL is an unreachable server', async () => {
  await using there = await server([{ status: 502, body: '<html>Bad gateway</html>' }]);
  await expect(createClient({ url: there.url }).request(document, {})).rejects.toMatchObject({
    code: 'unreachable',
    transient: true,
  });
});

test('a server that is not there is unreachable, one that is silent too', async () => {
  await expect(createClient({ url: 'http://127.0.0.1:1/v1/graphql' }).request(document, {})).rejects.toMatchObject({
    code: 'unreachable',
  });
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/v1/graphql`;
  await expect(createClient({ url, timeoutMs: 50 }).request(document, {})).rejects.toMatchObject({
    message: 'No answer within 50 ms.',
  });
  silent.closeAllConnections();
  silent.close();
});
