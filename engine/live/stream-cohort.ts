/** A cohort of a stream: its cursor moves past what was read, and every batch of rows counts. */
import type { EngineError } from '../error.ts';
import type { Answer, Cohort, Outcome, Subscriber, Values } from './cohort.ts';
import { assemble, type LiveRoot, statementsOf } from './statement.ts';
import type { Watch } from './watch-index.ts';

export class StreamCohort implements Cohort {
  key: string;
  values: readonly Values[];
  readonly slot: number;
  readonly subscribers = new Set<Subscriber>();
  readonly remembered = null;
  watches: readonly Watch[] = [];
  isReady = false;
  isRunning = false;
  private readonly roots: readonly LiveRoot[];

  constructor(key: string, values: readonly Values[], slot: number, roots: readonly LiveRoot[]) {
    this.key = key;
    this.values = values;
    this.slot = slot;
    this.roots = roots;
  }

  /** Nothing new is told once, to those who have heard nothing yet. */
  receive(answers: readonly Answer[]): Outcome {
    const isEmpty = answers.every((answer) => answer.cursor === null);
    const body = assemble(
      this.roots,
      answers.map((answer) => answer.result),
    );
    for (const subscriber of [...this.subscribers]) {
      if (isEmpty && subscriber.isServed) continue;
      subscriber.isServed = true;
      subscriber.sink.next(body, false);
    }
    if (isEmpty) return 'same';
    this.advance(answers);
    return 'more';
  }

  fail(error: EngineError): void {
    for (const { sink } of [...this.subscribers]) sink.fail(error);
  }

  private advance(answers: readonly Answer[]): void {
    const statements = statementsOf(this.roots);
    this.values = this.values.map((values, s) => {
      const cursor = answers[s]?.cursor ?? null;
      const at = statements[s]?.cursor ?? null;
      return cursor === null || at === null ? values : values.with(at, cursor);
    });
    this.key = JSON.stringify(this.values);
  }
}
