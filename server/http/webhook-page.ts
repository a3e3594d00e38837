/** `POST /webhooks/<sender>/…`: messages of outside systems, handed on as they came. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientAddress } from '../../kit/client-address.ts';
import { type Inbox, MAX_MESSAGE_BYTES } from '../../webhooks/index.ts';
import { PROBLEM_TYPE, problemBody } from './problem.ts';

export const WEBHOOKS_PATH = '/webhooks';

export const createWebhookPage =
  (inbox: Inbox) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // What stands in the path may be a secret: it is in no answer.
    const answer = (status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): void =>
      void response
        .writeHead(status, { 'content-type': PROBLEM_TYPE, ...headers })
        .end(JSON.stringify(problemBody({ status, code, message, instance: WEBHOOKS_PATH })));
    if (request.method !== 'POST') return answer(405, 'method-not-allowed', 'Messages are posted.', { allow: 'POST' });
    const body = await readBody(request);
    if (body === null)
      return answer(413, 'body-too-large', `A message has at most ${MAX_MESSAGE_BYTES} bytes.`, { connection: 'close' });
    const path = (request.url ?? '').split('?', 1)[0]?.slice(WEBHOOKS_PATH.length) ?? '';
    const { status, message, retryAfterSeconds } = inbox.receive(
      clientAddress([request.headers['x-forwarded-for'] ?? ''].flat().join(',')) || (request.socket.remoteAddress ?? ''),
      path,
      {
        headers: request.headers,
        body,
      },
    );
    if (status === 202) return void response.writeHead(202).end();
    const code = status === 404 ? 'not-found' : status === 429 ? 'rate-limited' : 'bad-request';
    answer(status, code, message, retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) });
  };

/** null: it is too long. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_MESSAGE_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
