/** What was opened, closed in reverse order. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Closer {
  readonly name: string;
  readonly close: () => PromiseLike<void> | void;
  /** A closer that takes longer is left behind. Default 15 s. */
  readonly timeoutMs?: number;
  /** Ends it at once, for when nobody wants to wait. */
  readonly kill?: () => void;
}

export type OnProblem = (name: string, error: unknown) => void;

export interface Closers {
  /** Remembers how to close what was just opened. */
  add(closer: Closer): void;
  /** A place in the order for things that are opened beside others: what is added to it closes when its turn comes. */
  place(): Closers;
  /** Closes everything, the last opened first; one that fails or hangs does not keep the others open. The second call does nothing. */
  close(onProblem: OnProblem): Promise<void>;
  /** Kills whatever is not closed yet. */
  kill(): void;
}

export function createClosers(): Closers {
  const entries: (Closer | Closers)[] = [];
  let closing: Closer | Closers | undefined;
  return {
    add: (closer) => void entries.push(closer),
    place: () => {
      const closers = createClosers();
      entries.push(closers);
      return closers;
    },
    close: async (onProblem) => {
      for (closing = entries.pop(); closing; closing = entries.pop()) {
        if ('place' in closing) await closing.close(onProblem);
        else await closeOne(closing, onProblem);
      }
    },
    kill: () => {
      for (const entry of [closing, ...entries.reverse()]) entry?.kill?.();
    },
  };
}

async function closeOne({ name, close, timeoutMs = 15_000 }: Closer, onProblem: OnProblem): Promise<void> {
  const late = delay(timeoutMs, undefined, { ref: false }).then(() => {
    throw new Error(`not closed after ${timeoutMs} ms`);
  });
  late.catch(() => {});
  await Promise.race([(async () => close())(), late]).catch((error: unknown) => onProblem(name, error));
}
