/** Answers of plain mutations with an `Idempotency-Key`, in the table of commands' request ids: both are one person's, and kept as long. */
import { createHash } from 'node:crypto';
import type { KeyedRequest, Repeats } from '../../engine/index.ts';

export const repeats: Repeats = {
  claim: (request) => {
    const actor = actorOf(request);
    if (actor === null) return null;
    return {
      text: `insert into public.requests (actor_id, request_id, action, input_hash, answer) values ($1, $2, 'mutation', $3, 'null')`,
      values: [actor, idOf(request.key), request.inputHash],
      prepare: true,
    };
  },
  find: (request) => ({
    text: `select input_hash, answer #>> '{}' as answer from public.requests where actor_id = $1 and request_id = $2`,
    values: [actorOf(request), idOf(request.key)],
    prepare: true,
  }),
  // As a text in JSON: what is answered again is the same to the byte.
  record: (request, answer) => ({
    text: 'update public.requests set answer = to_jsonb($3::text) where actor_id = $1 and request_id = $2',
    values: [actorOf(request), idOf(request.key), answer],
    prepare: true,
  }),
};

const actorOf = ({ session }: KeyedRequest): string | null =>
  session.role === 'admin' ? null : (session.variables['x-hasura-user-id'] ?? null);

/** A key that is a UUID is the same as a command's request id; any other text is made one (RFC 9562, version 8). */
function idOf(key: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) return key;
  const hex = createHash('sha256').update(`idempotency-key ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
