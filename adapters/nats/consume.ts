/** A durable consumer: one message at a time, so that none waits in memory while its time runs out on the server. */
import { setTimeout as delay } from 'node:timers/promises';
import { AckPolicy, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { parseEvent } from '../../domain/events/event-message.ts';
import type { EventConsumer } from '../../domain/ports/event-bus.ts';
import { Fault } from '../../kit/fault.ts';
import type { Connector } from './connection.ts';
import { isAbsent } from './nats-fault.ts';
import { filterOf, ONLY_FOR } from './subjects.ts';

const AGAIN_MS = 500;
/** How long one question for a message stays with the server. */
const ASK_MS = 5_000;

export async function consumeEvents(connector: Connector, stream: string, consumer: EventConsumer): Promise<AsyncDisposable> {
  const { manager } = await connector.open();
  await ensureConsumer(manager, stream, consumer);
  const closing = new AbortController();
  const loop = run(connector, stream, consumer, closing.signal);
  return {
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await loop;
    },
  };
}

async function ensureConsumer(manager: JetStreamManager, stream: string, consumer: EventConsumer): Promise<void> {
  const wanted = {
    filter_subject: filterOf(consumer),
    max_deliver: consumer.maxDeliveries,
    // Ours ends first: the server's is for a consumer that died.
    ack_wait: nanos(consumer.handleWithinMs + 1_000),
  };
  const found = await manager.consumers.info(stream, consumer.name).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
  if (found === null)
    await manager.consumers.add(stream, { durable_name: consumer.name, ack_policy: AckPolicy.Explicit, ...wanted });
  else if (Object.entries(wanted).some(([key, value]) => found.config[key as keyof typeof wanted] !== value))
    await manager.consumers.update(stream, consumer.name, wanted);
}

async function run(connector: Connector, stream: string, consumer: EventConsumer, closing: AbortSignal): Promise<void> {
  const closed = aborted(closing);
  while (!closing.aborted) {
    try {
      const { client, manager } = await connector.open();
      const pull = await client.consumers.get(stream, consumer.name).catch(async (error: unknown) => {
        if (!isAbsent(error)) throw error;
        await ensureConsumer(manager, stream, consumer);
        return await client.consumers.get(stream, consumer.name);
      });
      while (!closing.aborted) {
        // A message that is on its way when we close comes again when its time is over.
        const message = await Promise.race([pull.next({ expires: ASK_MS }), closed]);
        if (message !== null) await handle(message, consumer);
      }
    } catch (error) {
      // Not only the consumer is gone, as after a server that lost its disk.
      if (isAbsent(error)) connector.doubt();
      await delay(AGAIN_MS, undefined, { signal: closing }).catch(() => {});
    }
  }
}

async function handle(message: JsMsg, consumer: EventConsumer): Promise<void> {
  const delivery = message.info.deliveryCount;
  const only = message.headers?.get(ONLY_FOR) ?? '';
  if (only !== '' && only !== consumer.name) return message.ack();
  const parsed = parseEvent(json(message.data));
  // What is none of our events is nobody's to try again. (Servers before 2.10 know no reason.)
  if (!parsed.ok) return message.term();
  const done = new AbortController();
  try {
    const late = delay(consumer.handleWithinMs, null, { signal: done.signal }).then(() => Promise.reject(new Error('too late')));
    late.catch(() => {});
    await Promise.race([consumer.handle(parsed.message, delivery), late]);
    await message.ackAck();
  } catch (error) {
    if (error instanceof Fault && error.kind === 'reject') message.term();
    // After the last try nobody waits: the server says at once that it is given up.
    else message.nak(delivery < consumer.maxDeliveries ? consumer.retryAfterMs : 0);
  } finally {
    done.abort();
  }
}

const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });

export function json(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data)) as unknown;
  } catch {
    return null;
  }
}
