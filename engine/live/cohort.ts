/** Subscribers that see the same answers: same statements, same values. */
import type { EngineError } from '../error.ts';
import type { Sink } from './sink.ts';
import type { Watch } from './watch-index.ts';

/** Values of one statement's parameters, as PostgreSQL text. */
export type Values = readonly (string | null)[];

export interface Subscriber {
  readonly sink: Sink;
  /** The one it belongs to: streams' subscribers move. */
  cohort: Cohort;
  /** Whether it has had an answer (live queries: the current one). */
  isServed: boolean;
}

/** What one statement answered for a cohort. */
export interface Answer {
  /** JSON text. */
  readonly result: string;
  /** Streams: the cursor after the last row, null when there was none. */
  readonly cursor: string | null;
}

/** `more`: it should be asked again at once. */
export type Outcome = 'same' | 'changed' | 'more';

export interface Cohort {
  /** Equal for equal values. */
  readonly key: string;
  /** A list of values a statement. */
  readonly values: readonly Values[];
  readonly subscribers: Set<Subscriber>;
  /** In which turn of the safety poll it is looked at. */
  readonly slot: number;
  watches: readonly Watch[];
  /** May be asked: its values are known to be acceptable and somebody can take the answer. */
  isReady: boolean;
  isRunning: boolean;
  /** The current answer for a newcomer, when it is at hand. */
  readonly remembered: string | null;
  /** The statements' answers, in their order. */
  receive(answers: readonly Answer[]): Outcome;
  fail(error: EngineError): void;
}
