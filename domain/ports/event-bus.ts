/**
 * Carries domain events to other programs: at least once, in the order in which they happened to one subject. The contract suite is
 * test/contracts/event-bus.contract.ts.
 */
import type { EventMessage } from '../events/event-message.ts';

export interface EventBus {
  readonly name: string;
  /** Nobody outside this process hears of anything: then events need not wait for it. */
  readonly isPrivate: boolean;
  /**
   * Resolves when the bus has taken responsibility. Publishing the same id again soon delivers it once; later it may come twice.
   * @throws Fault retry (cannot be reached, busy) | reject (it takes no such message) | auth (it does not let us in)
   */
  publish(message: EventMessage, signal?: AbortSignal): Promise<void>;
  /**
   * Sends an event to one consumer once more, whether it had it or not; others leave it. The same `id` again soon is delivered once.
   * @throws as `publish`
   */
  redeliver(message: EventMessage, to: Redelivery, signal?: AbortSignal): Promise<void>;
  /**
   * Calls `handle` with each event that fits, one after the other, until it is closed. Whoever comes back under the same name goes on where
   * it stopped. @throws as `publish`
   */
  consume(consumer: EventConsumer, signal?: AbortSignal): Promise<AsyncDisposable>;
  /**
   * Events that a consumer gave up, for the record: each comes until it is settled. Empty: there is none now. The adapter hints when there
   * is one. @throws as `publish`
   */
  deadLetters(limit: number, signal?: AbortSignal): Promise<readonly DeadLetter[]>;
}

export interface Redelivery {
  /** Of this sending. */
  readonly id: string;
  /** The consumer's name. */
  readonly consumer: string;
}

export interface EventConsumer {
  /** Its name for ever: letters, digits, `-` and `_`. */
  readonly name: string;
  /** null: all. */
  readonly filter: { readonly organizationId?: string; readonly subjectType?: string; readonly type?: string } | null;
  /** Tries before an event is given up. */
  readonly maxDeliveries: number;
  /** How long one try may take until it counts as failed. */
  readonly handleWithinMs: number;
  /** Until an event that failed comes again; others come meanwhile. */
  readonly retryAfterMs: number;
  /** Resolves: it is done. Throws a Fault reject: it never will be. Throws anything else: it comes again. `delivery` counts from 1. */
  readonly handle: (message: EventMessage, delivery: number) => Promise<void>;
}

export interface DeadLetter {
  /** Of the letter: the same when it comes again. */
  readonly id: string;
  readonly consumer: string;
  /** How often it was tried. */
  readonly deliveries: number;
  /** null: the bus does not keep it any more. */
  readonly message: EventMessage | null;
  /** It is written down: it does not come again. */
  settle(): Promise<void>;
}
