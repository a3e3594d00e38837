/**
 * Which sessions, API keys and people have no access any more although tokens of theirs have not expired: the rows of `access_ends`, watched
 * by a subscription. So asking costs a look-up, and an end is known as soon as the engine tells it: at once where the database notifies,
 * within a second where it is polled. While the engine cannot be watched, what is known goes on being true.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { API_KEY_VARIABLE, SESSION_VARIABLE } from '../../actions/index.ts';
import { AccessEndsDocument } from '../../sdk/generated.ts';
import { openSubscriptions } from '../../sdk/subscribe.ts';

export interface EndedAccess extends AsyncDisposable {
  /** Whether a token with these session variables (lower-case names) is worth nothing any more. */
  has(variables: Readonly<Record<string, unknown>>): boolean;
  /** Calls back when there are more. */
  onChange(listener: () => void): void;
  /** Settles when it is known who has ended. */
  readonly known: Promise<void>;
}

export interface EndedAccessOptions {
  /** `ws://…/v1/graphql`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly onFailure: (error: unknown) => void;
  /** Default 1 s. */
  readonly retryMs?: number;
}

/** What a token names that may have ended. */
const SUBJECTS = [SESSION_VARIABLE, API_KEY_VARIABLE, 'x-hasura-user-id'];

export function openEndedAccess({ url, headers, onFailure, retryMs = 1_000 }: EndedAccessOptions): EndedAccess {
  let ended: ReadonlySet<unknown> = new Set();
  const listeners: (() => void)[] = [];
  const closing = new AbortController();
  let setKnown = () => {};
  const known = new Promise<void>((resolve) => {
    setKnown = resolve;
  });

  const watch = async (): Promise<void> => {
    const subscriptions = openSubscriptions({ url, headers: () => headers, retries: 0, answerMs: 5_000 });
    const answers = subscriptions.iterate(AccessEndsDocument, {});
    const stop = () => void answers.return?.();
    closing.signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const { access_ends } of answers) {
        ended = new Set(access_ends.map((row) => row.subject_id));
        setKnown();
        for (const listener of listeners) listener();
      }
    } finally {
      closing.signal.removeEventListener('abort', stop);
      await subscriptions[Symbol.asyncDispose]();
    }
  };
  const run = async (): Promise<void> => {
    let isTold = false;
    while (!closing.signal.aborted) {
      const startedAt = Date.now();
      try {
        await watch();
      } catch (error) {
        // Once an outage: it is tried again each second.
        if (Date.now() - startedAt > 10_000) isTold = false;
        if (!isTold && !closing.signal.aborted) onFailure(error);
        isTold = true;
      }
      await delay(retryMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  };
  const running = run();

  return {
    known,
    has: (variables) => ended.size > 0 && SUBJECTS.some((name) => ended.has(variables[name])),
    onChange: (listener) => void listeners.push(listener),
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await running;
    },
  };
}
