/** The output of one run, line by line as it comes: handed on once, remembered in part for the tail, and gone on with where it stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redact } from '../../../kit/redact.ts';

export interface FollowOptions {
  /** Lines with their time in front, until the container ends. */
  readonly logs: (pod: string, sinceTime: string | null, signal: AbortSignal) => AsyncGenerator<string>;
  /** The time of the last line that was handed on before; null: none was. */
  readonly sinceTime: string | null;
  /** Remembers that time, in case we die. */
  readonly keep: (at: string) => Promise<void>;
  readonly take: (text: string, atMs: number) => void;
  readonly redact: Redact;
  readonly signal: AbortSignal;
}

const KEEP_EVERY_MS = 10_000;
const TAIL = 40;
const PATIENCE_MS = 10_000;

export function followRun({ logs, sinceTime, keep, take, redact, signal }: FollowOptions) {
  const ending = new AbortController();
  const all = AbortSignal.any([signal, ending.signal]);
  const tail: string[] = [];
  let last = sinceTime;
  let kept = Date.now();
  let isOver = false;
  let following: Promise<void> | null = null;

  async function follow(pod: string): Promise<void> {
    while (!all.aborted) {
      const since = last;
      try {
        for await (const line of logs(pod, since, all)) {
          const [, at = '', text = line] = /^(\d{4}-\S+Z) (.*)$/s.exec(line) ?? [];
          // From the last one on they come again.
          if (since !== null && at !== '' && at <= since) continue;
          if (at !== '') last = at;
          take(text, Date.parse(at) || Date.now());
          tail.push(redact(text));
          if (tail.length > TAIL) tail.shift();
          if (Date.now() - kept > KEEP_EVERY_MS && at !== '') {
            kept = Date.now();
            await keep(at).catch(() => {});
          }
        }
        // The container has ended, or had not begun.
        if (isOver) return;
      } catch {
        if (all.aborted || isOver) return;
      }
      await sleep(500, undefined, { signal: all }).catch(() => {});
    }
  }

  return {
    /** The pod that runs it is known. */
    pod: (name: string): void => {
      following ??= follow(name);
    },
    /** Resolves when all of its output was handed on, or nothing comes any more. */
    ended: async (): Promise<void> => {
      isOver = true;
      if (following !== null) await Promise.race([following, sleep(PATIENCE_MS, undefined, { ref: false })]);
      if (last !== null && last !== sinceTime) await keep(last).catch(() => {});
    },
    tail: (): string => tail.join('\n'),
    stop: async (): Promise<void> => {
      ending.abort();
      await following;
    },
  };
}
