/** Domain events on NATS JetStream: one stream, the event's id as `Nats-Msg-Id`, durable consumers, dead letters by the server's advisories. */
import { headers } from '@nats-io/transport-node';
import type { EventMessage } from '../../domain/events/event-message.ts';
import type { EventBus, Redelivery } from '../../domain/ports/event-bus.ts';
import { Fault } from '../../kit/fault.ts';
import { type ConnectorOptions, createConnector, type Nats } from './connection.ts';
import { consumeEvents } from './consume.ts';
import { readDeadLetters } from './dead-letters.ts';
import { isAbsent, isWithoutJetStream, natsFault } from './nats-fault.ts';
import { ONLY_FOR, subjectOf } from './subjects.ts';

export interface NatsBusOptions extends ConnectorOptions {
  /** Until a dead letter that was not settled comes again. Default 30 s. */
  readonly deadLettersAgainMs?: number;
}

export function openNatsBus(options: NatsBusOptions): EventBus & AsyncDisposable {
  const { stream, timeoutMs, deadLettersAgainMs = 30_000 } = options;
  const connector = createConnector(options);

  const send = async ({ client, connection }: Nats, message: EventMessage, to: Redelivery | null): Promise<void> => {
    const text = JSON.stringify(message);
    const limit = connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    // The server would end the whole connection.
    if (Buffer.byteLength(text) > limit)
      throw new Fault('reject', { code: 'event-too-large', message: `NATS takes messages of at most ${limit} bytes.` });
    const common = { timeout: timeoutMs, expect: { streamName: stream } };
    if (to === null) return void (await client.publish(subjectOf(message), text, { ...common, msgID: message.id }));
    const only = headers();
    only.set(ONLY_FOR, to.consumer);
    await client.publish(subjectOf(message), text, { ...common, msgID: to.id, headers: only });
  };

  const guarded = async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    signal?.throwIfAborted();
    try {
      return await Promise.race([work(), ...(signal ? [rejectedBy(signal)] : [])]);
    } catch (error) {
      signal?.throwIfAborted();
      // The stream is not there any more: it is made again the next time.
      const absent = isAbsent(error);
      if (absent) connector.doubt();
      throw absent
        ? new Fault('retry', { code: 'event-bus-lost-stream', message: 'NATS has lost the stream of events.', cause: error })
        : natsFault(error);
    }
  };

  const surely = async (message: EventMessage, to: Redelivery | null): Promise<void> => {
    try {
      await send(await connector.open(), message, to);
    } catch (error) {
      // Nobody takes the subject: somebody removed the stream.
      if (!isWithoutJetStream(error)) throw error;
      connector.doubt();
      await send(await connector.open(), message, to);
    }
  };

  return {
    name: 'nats',
    isPrivate: false,
    publish: (message, signal) => guarded(signal, () => surely(message, null)),
    redeliver: (message, to, signal) => guarded(signal, () => surely(message, to)),
    consume: (consumer, signal) => guarded(signal, () => consumeEvents(connector, stream, consumer)),
    deadLetters: (limit, signal) =>
      guarded(signal, async () => await readDeadLetters(await connector.open(), { stream, againMs: deadLettersAgainMs, limit })),
    [Symbol.asyncDispose]: () => connector[Symbol.asyncDispose](),
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  const rejected = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  rejected.catch(() => {});
  return rejected;
}
