/**
 * After its last delivery a message is moved nowhere: the server only says so, once, to whoever listens. A stream of its own keeps these
 * advisories until they are settled.
 */
import { AckPolicy, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { z } from 'zod';
import { parseEvent } from '../../domain/events/event-message.ts';
import type { DeadLetter } from '../../domain/ports/event-bus.ts';
import type { Nats } from './connection.ts';
import { json } from './consume.ts';
import { isAbsent } from './nats-fault.ts';
import { deadLetterStreamOf } from './subjects.ts';

const DURABLE = 'northstack-dead-letters';

const advisory = z.object({
  id: z.string().min(1),
  consumer: z.string(),
  stream_seq: z.int().positive(),
  deliveries: z.int().nonnegative(),
});

/** One that is not settled comes again after `againMs`. */
export async function readDeadLetters(
  { client, manager }: Nats,
  { stream, againMs, limit }: { readonly stream: string; readonly againMs: number; readonly limit: number },
): Promise<readonly DeadLetter[]> {
  const name = deadLetterStreamOf(stream);
  await manager.consumers.info(name, DURABLE).catch(async (error: unknown) => {
    if (!isAbsent(error)) throw error;
    await manager.consumers.add(name, { durable_name: DURABLE, ack_policy: AckPolicy.Explicit, ack_wait: nanos(againMs) });
  });
  const consumer = await client.consumers.get(name, DURABLE);
  const { num_pending: waiting, num_ack_pending: unsettled } = await consumer.info();
  if (waiting + unsettled === 0) return [];
  const letters: DeadLetter[] = [];
  try {
    for await (const message of await consumer.fetch({ max_messages: limit, expires: 1_000 })) {
      const letter = await letterOf({ client, manager }, stream, message);
      if (letter === null) message.term();
      else letters.push(letter);
    }
  } catch (error) {
    // Of a busy machine a heartbeat comes late: what was read by then is as good as ever, the others come again.
    if (letters.length === 0) throw error;
  }
  return letters;
}

/** null: it is none of the server's own. */
async function letterOf(
  { manager }: Pick<Nats, 'client' | 'manager'>,
  stream: string,
  message: JsMsg,
): Promise<DeadLetter | null> {
  const parsed = advisory.safeParse(json(message.data));
  if (!parsed.success) return null;
  const { id, consumer, deliveries, stream_seq: seq } = parsed.data;
  const stored = await manager.streams.getMessage(stream, { seq });
  const event = stored === null ? null : parseEvent(json(stored.data));
  return {
    id,
    consumer,
    deliveries,
    message: event?.ok ? event.message : null,
    settle: async () => void (await message.ackAck()),
  };
}
