/** A cohort of a live query: whoever does not have the current answer gets it. */
import { createHash } from 'node:crypto';
import { type EngineError, toGraphqlError } from '../error.ts';
import type { Answer, Cohort, Outcome, Subscriber, Values } from './cohort.ts';
import { assemble, type LiveRoot } from './statement.ts';
import type { Watch } from './watch-index.ts';

/** Longer answers are remembered by their digest: comparing must not double the memory of what was sent. */
const REMEMBER_LENGTH = 2048;

export class LiveCohort implements Cohort {
  readonly key: string;
  readonly values: readonly Values[];
  readonly slot: number;
  readonly subscribers = new Set<Subscriber>();
  watches: readonly Watch[] = [];
  isReady = false;
  isRunning = false;
  private readonly roots: readonly LiveRoot[];
  private last: string | null = null;

  constructor(key: string, values: readonly Values[], slot: number, roots: readonly LiveRoot[]) {
    this.key = key;
    this.values = values;
    this.slot = slot;
    this.roots = roots;
  }

  get remembered(): string | null {
    return this.last?.startsWith('{') ? this.last : null;
  }

  receive(answers: readonly Answer[]): Outcome {
    const body = assemble(
      this.roots,
      answers.map((answer) => answer.result),
    );
    return this.tell(body, (sink) => sink.next(body, true)) ? 'changed' : 'same';
  }

  fail(error: EngineError): void {
    this.tell(`!${JSON.stringify(toGraphqlError(error, false))}`, (sink) => sink.fail(error));
  }

  /** Returns whether there was news. */
  private tell(text: string, tell: (sink: Subscriber['sink']) => void): boolean {
    const digest = text.length <= REMEMBER_LENGTH ? text : createHash('sha1').update(text).digest('base64');
    const isNews = digest !== this.last;
    this.last = digest;
    for (const subscriber of [...this.subscribers]) {
      if (subscriber.isServed && !isNews) continue;
      subscriber.isServed = true;
      tell(subscriber.sink);
    }
    return isNews;
  }
}
