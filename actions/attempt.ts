/**
 * Brute force is slowed down per account and per address: each attempt is counted before the password is looked at, by the database, so
 * that parallel guesses count too. An account that does not exist is counted like one that does. Who has to wait is remembered for a moment, so
 * that somebody who does not wait costs the database nothing.
 */
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import { BeginAttemptDocument } from '../sdk/generated.ts';
import type { ActionDeps } from './action.ts';
import { idFor } from './new-session.ts';
import type { Visitor } from './visitor.ts';

export interface Guess {
  /** What is guessed at: an e-mail address. */
  readonly account: string;
  readonly secret: string;
  /** A repeat of the same guess counts once. */
  readonly requestId: string;
}

/** Answers the id of the attempt, whose success is to be written. @throws Fault retry `too-many-attempts` */
export async function beginAttempt({ graphql, tokens, cache, now }: ActionDeps, visitor: Visitor, guess: Guess): Promise<string> {
  const accountKey = tokens.keyedHash(`account ${guess.account}`);
  const id = idFor(`attempt ${tokens.keyedHash(JSON.stringify([guess.account, guess.secret]))}`, guess.requestId);
  const refused = `sign-in-refused:${accountKey}:${visitor.address ?? ''}`;
  const waitMs = Number((await cache.get(refused)) ?? 0) - now();
  if (waitMs > 0) throw tooMany(Math.ceil(waitMs / 1000));
  try {
    await graphql.request(BeginAttemptDocument, { id, accountKey, address: visitor.address }, { idempotent: true });
    return id;
  } catch (error) {
    const seconds = error instanceof GraphqlError && /sign_in_limit: (\d+)/.exec(error.message)?.[1];
    if (!seconds) throw error;
    await cache.set(refused, String(now() + Number(seconds) * 1000), Math.min(REMEMBERED_MS, Number(seconds) * 1000));
    throw tooMany(Number(seconds));
  }
}

/** Not the whole wait: an attempt that was under way may succeed meanwhile, and forgives. */
const REMEMBERED_MS = 10_000;

const tooMany = (seconds: number): Fault =>
  new Fault('retry', {
    code: 'too-many-attempts',
    message: `Too many attempts to sign in failed. Wait ${seconds} seconds before the next.`,
    retryAfterMs: seconds * 1000,
  });
