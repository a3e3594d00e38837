/**
 * A mutation with an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): the key, the writes and the answer are one transaction, so
 * of any number of repeats, also parallel ones, one has the effect and all get its answer; a crash leaves all of it or nothing.
 */
import { createHash } from 'node:crypto';
import type { Statement } from '../database/database.ts';
import { EngineError } from '../error.ts';
import { exactJson } from '../json.ts';
import type { Session } from '../session.ts';
import type { Run } from './execute.ts';

/** Where keys and answers are kept, in the database that is written to. */
export interface Repeats {
  /** Inserts the key, without an answer. Fails with `unique_violation` where it is, also while another transaction inserts it. null: nobody to keep it for. */
  claim(request: KeyedRequest): Statement | null;
  /** One row with `input_hash` and `answer`, or none. */
  find(request: KeyedRequest): Statement;
  record(request: KeyedRequest, answer: string): Statement;
}

export interface KeyedRequest {
  readonly session: Session;
  /** As the client chose it. */
  readonly key: string;
  /** SHA-256 of role, document, operation and variables, in hex. */
  readonly inputHash: string;
}

export const KEY_HEADER = 'idempotency-key';
const MAX_KEY = 255;

export interface Once {
  readonly request: KeyedRequest;
  readonly repeats: Repeats;
  readonly claim: Statement;
}

/** null: the request carries no key, or nobody keeps keys. @throws EngineError */
export function onceOf({ deps: { repeats }, context: { session, headers }, request }: Run): Once | null {
  const key = headers[KEY_HEADER];
  if (repeats === undefined || key === undefined) return null;
  if (key === '' || key.length > MAX_KEY)
    throw new EngineError('bad-request', `an Idempotency-Key has 1 to ${MAX_KEY} characters`);
  const { query, operationName = null, variables = null } = request;
  const input = exactJson([session.role, query, operationName, variables]);
  const keyed = { session, key, inputHash: createHash('sha256').update(input).digest('hex') };
  const claim = repeats.claim(keyed);
  if (claim === null) throw new EngineError('not-supported', 'an Idempotency-Key is for callers who are signed in');
  return { request: keyed, repeats, claim };
}

/** What was answered when the key was used first; null: it was not, or what used it was taken back. @throws EngineError */
export async function earlierAnswer({ deps: { database } }: Run, { request, repeats }: Once): Promise<string | null> {
  const [row] = await database.query(repeats.find(request));
  if (row === undefined) return null;
  if (row.input_hash !== request.inputHash)
    throw new EngineError('idempotency-key-reused', 'This Idempotency-Key was used for another request. Choose a new one.', {
      status: 422,
    });
  return row.answer ?? null;
}
