/** `/.well-known/jwks.json` (RFC 7517): the public halves of the keys that sign sessions. */
import type { ServerResponse } from 'node:http';
import type { SigningKeys } from '../../actions/index.ts';

export const KEY_SET_PATH = '/.well-known/jwks.json';

/** Whoever verifies asks again when the answer is older than it says: so a new key is known before it signs. */
export async function answerKeySet(response: ServerResponse, signingKeys: SigningKeys): Promise<void> {
  const { keys, maxAgeSeconds } = await signingKeys.published();
  response
    .writeHead(200, { 'content-type': 'application/jwk-set+json', 'cache-control': `public, max-age=${maxAgeSeconds}` })
    .end(`${JSON.stringify({ keys })}\n`);
}
