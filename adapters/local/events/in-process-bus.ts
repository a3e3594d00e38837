/**
 * The event bus of one process: publishing an event is handing it to everybody who listens here, and is done when all have it. So whoever
 * publishes from a table loses nothing when the process dies. Nothing is kept for listeners that are not there.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { EventMessage } from '../../../domain/events/event-message.ts';
import type { DeadLetter, EventBus, EventConsumer } from '../../../domain/ports/event-bus.ts';
import { Fault } from '../../../kit/fault.ts';

export interface InProcessBusOptions {
  /** There is a dead letter. */
  readonly hint: () => void;
}

/** Ids that are remembered, to deliver a repeat once. */
const REMEMBERED = 10_000;
const MAX_DEAD_LETTERS = 1_000;

export function openInProcessBus({ hint }: InProcessBusOptions): EventBus & AsyncDisposable {
  const consumers = new Map<string, EventConsumer>();
  const dead = new Map<string, DeadLetter>();
  const done = new LRUCache<string, true>({ max: REMEMBERED });

  /** `sending`: of an event each consumer gets one, unless it is sent again. */
  const give = async (consumer: EventConsumer, message: EventMessage, sending: string): Promise<void> => {
    const once = `${consumer.name} ${sending}`;
    let deliveries = 0;
    while (consumers.get(consumer.name) === consumer && !done.has(once)) {
      deliveries += 1;
      const outcome = await attempt(consumer, message, deliveries);
      if (outcome === 'failed' && deliveries < consumer.maxDeliveries) {
        await delay(consumer.retryAfterMs);
        continue;
      }
      if (outcome !== 'done') {
        for (const id of dead.keys()) if (dead.size >= MAX_DEAD_LETTERS) dead.delete(id);
        dead.set(once, {
          id: once,
          consumer: consumer.name,
          deliveries,
          message,
          settle: async () => void dead.delete(once),
        });
        hint();
      }
      done.set(once, true);
    }
  };

  return {
    name: 'in-process',
    isPrivate: true,
    publish: async (message, signal) => {
      signal?.throwIfAborted();
      await Promise.all([...consumers.values()].filter((c) => fits(c, message)).map((c) => give(c, message, message.id)));
    },
    redeliver: async (message, { id, consumer }, signal) => {
      signal?.throwIfAborted();
      const only = consumers.get(consumer);
      if (only !== undefined) await give(only, message, id);
    },
    consume: async (consumer, signal) => {
      signal?.throwIfAborted();
      consumers.set(consumer.name, consumer);
      return {
        [Symbol.asyncDispose]: async () => {
          if (consumers.get(consumer.name) === consumer) consumers.delete(consumer.name);
        },
      };
    },
    deadLetters: async (limit, signal) => {
      signal?.throwIfAborted();
      return [...dead.values()].slice(0, limit);
    },
    [Symbol.asyncDispose]: async () => consumers.clear(),
  };
}

async function attempt(consumer: EventConsumer, message: EventMessage, delivery: number): Promise<'done' | 'failed' | 'never'> {
  const ended = new AbortController();
  try {
    const late = delay(consumer.handleWithinMs, 'failed' as const, { signal: ended.signal });
    late.catch(() => {});
    return await Promise.race([consumer.handle(message, delivery).then(() => 'done' as const), late]);
  } catch (error) {
    return error instanceof Fault && error.kind === 'reject' ? 'never' : 'failed';
  } finally {
    ended.abort();
  }
}

function fits({ filter }: EventConsumer, { type, data }: EventMessage): boolean {
  const wanted = { ...filter };
  return (
    (wanted.organizationId ?? data.organizationId) === data.organizationId &&
    (wanted.subjectType ?? data.subjectType) === data.subjectType &&
    (wanted.type ?? type) === type
  );
}
