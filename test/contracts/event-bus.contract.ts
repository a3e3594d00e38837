/** What every EventBus promises. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventMessage } from '../../domain/events/event-message.ts';
import type { DeadLetter, EventBus, EventConsumer } from '../../domain/ports/event-bus.ts';
import { Fault } from '../../kit/fault.ts';
import { eventually } from '../support/eventually.ts';

export interface EventBusFixture extends AsyncDisposable {
  readonly bus: EventBus;
  /** How often it was hinted that there is a dead letter. */
  readonly hints: () => number;
}

export const someEvent = (change: Partial<EventMessage['data']> & { readonly type?: string } = {}): EventMessage => {
  const { type = 'ProjectCreated', ...data } = change;
  return {
    id: randomUUID(),
    type,
    timestamp: new Date().toISOString(),
    data: {
      organizationId: randomUUID(),
      projectId: null,
      subjectType: 'project',
      subjectId: randomUUID(),
      actorId: null,
      requestId: null,
      traceId: null,
      payload: { slug: 'shop' },
      ...data,
    },
  };
};

export function eventBusContract(name: string, open: () => Promise<EventBusFixture>): void {
  describe(`EventBus: ${name}`, () => {
    let fixture: EventBusFixture;
    beforeAll(async () => {
      fixture = await open();
    });
    afterAll(() => fixture?.[Symbol.asyncDispose]());

    const consumerOf = (
      handle: EventConsumer['handle'],
      filter: EventConsumer['filter'],
      change: Partial<EventConsumer> = {},
    ): EventConsumer => ({
      name: `c-${randomUUID()}`,
      filter,
      maxDeliveries: 5,
      handleWithinMs: 30_000,
      retryAfterMs: 10,
      handle,
      ...change,
    });
    /** Takes everything of an organization. */
    const collect = async (organizationId: string, change: Partial<EventConsumer> = {}) => {
      const got: EventMessage[] = [];
      const handle: EventConsumer['handle'] = async (message) => void got.push(message);
      const consuming = await fixture.bus.consume(consumerOf(handle, { organizationId }, change));
      return { got, [Symbol.asyncDispose]: () => consuming[Symbol.asyncDispose]() };
    };
    /** What is to be asked for again later is asked for again. */
    const letters = async (): Promise<readonly DeadLetter[]> => {
      const answer = await eventually(
        () =>
          fixture.bus.deadLetters(1_000).catch((error: unknown) => {
            if (error instanceof Fault && error.kind === 'retry') return null;
            throw error;
          }),
        (found) => found !== null,
      );
      return answer ?? [];
    };
    const letterOf = (consumer: string): Promise<DeadLetter> =>
      eventually(
        async () => (await letters()).find((letter) => letter.consumer === consumer),
        (letter) => letter !== undefined,
      ).then((letter) => letter ?? Promise.reject(new Error('no letter')));

    test('a consumer gets an event as it was published', async () => {
      const event = someEvent({ payload: { slug: 'größe', nested: { list: [1, null] } } });
      await using consumer = await collect(event.data.organizationId);
      await fixture.bus.publish(event);
      await eventually(
        () => consumer.got.length,
        (n) => n === 1,
      );
      expect(consumer.got).toEqual([event]);
    });

    test('what is published twice comes once', async () => {
      const [first, second] = [someEvent(), someEvent()];
      const after = someEvent({ organizationId: first.data.organizationId });
      await using consumer = await collect(first.data.organizationId);
      for (const event of [first, first, second, first, after]) await fixture.bus.publish(event);
      await eventually(() => consumer.got.some(({ id }) => id === after.id), Boolean);
      expect(consumer.got.map(({ id }) => id)).toEqual([first.id, after.id]);
    });

    test('events come in the order in which they were published', async () => {
      const organizationId = randomUUID();
      const events = Array.from({ length: 50 }, () => someEvent({ organizationId }));
      await using consumer = await collect(organizationId);
      for (const event of events) await fixture.bus.publish(event);
      await eventually(
        () => consumer.got.length,
        (n) => n === events.length,
      );
      expect(consumer.got).toEqual(events);
    });

    test('consumers get what they ask for, each for itself', async () => {
      const organizationId = randomUUID();
      const subjectType = 'service';
      const payload = { slug: 'web', type: 'web' };
      await using all = await collect(organizationId);
      await using ofType = await collect(organizationId, { filter: { organizationId, type: 'ServiceCreated' } });
      await using ofSubject = await collect(organizationId, { filter: { organizationId, subjectType } });
      await using elsewhere = await collect(randomUUID());
      const events = [
        someEvent({ organizationId }),
        someEvent({ organizationId, type: 'ServiceCreated', subjectType, payload }),
        someEvent({ organizationId, type: 'ServiceDeleted', subjectType, payload }),
      ];
      for (const event of events) await fixture.bus.publish(event);
      await eventually(
        () => [all.got.length, ofType.got.length, ofSubject.got.length].join(),
        (counts) => counts === '3,1,2',
      );
      expect(ofType.got).toEqual([events[1]]);
      expect(ofSubject.got).toEqual(events.slice(1));
      expect(elsewhere.got).toEqual([]);
    });

    test('what failed comes again and says how often', async () => {
      const event = someEvent();
      const seen: number[] = [];
      const handle: EventConsumer['handle'] = async (_message, delivery) => {
        seen.push(delivery);
        if (delivery < 3) throw new Error('not now');
      };
      await using _ = await fixture.bus.consume(consumerOf(handle, { organizationId: event.data.organizationId }));
      await fixture.bus.publish(event);
      await eventually(
        () => seen.length,
        (n) => n === 3,
      );
      expect(seen).toEqual([1, 2, 3]);
    });

    test('a try that takes too long has failed', async () => {
      const event = someEvent();
      const seen: number[] = [];
      const handle: EventConsumer['handle'] = async (_message, delivery) => {
        seen.push(delivery);
        if (delivery === 1) await new Promise(() => {});
      };
      const { organizationId } = event.data;
      await using _ = await fixture.bus.consume(consumerOf(handle, { organizationId }, { handleWithinMs: 200 }));
      await fixture.bus.publish(event);
      await eventually(() => seen.includes(2), Boolean);
    });

    test('what is given up is a dead letter until it is settled, and others go on', async () => {
      const organizationId = randomUUID();
      const [bad, good] = [someEvent({ organizationId }), someEvent({ organizationId })];
      const done: string[] = [];
      const consumer = consumerOf(
        async ({ id }) => {
          if (id === bad.id) throw new Error('never');
          done.push(id);
        },
        { organizationId },
        { maxDeliveries: 2 },
      );
      const before = fixture.hints();
      await using _ = await fixture.bus.consume(consumer);
      for (const event of [bad, good]) await fixture.bus.publish(event);
      const letter = await letterOf(consumer.name);
      expect(letter).toMatchObject({ deliveries: 2, message: bad });
      await eventually(
        () => done.length,
        (n) => n === 1,
      );
      await eventually(fixture.hints, (hints) => hints > before);
      // Not written down: it comes again.
      const again = await letterOf(consumer.name);
      expect(again.id).toBe(letter.id);
      await again.settle();
      const next = someEvent({ organizationId });
      const refusing = consumerOf(() => Promise.reject(new Fault('reject', { code: 'x', message: 'Never.' })), {
        organizationId,
      });
      await using __ = await fixture.bus.consume(refusing);
      await fixture.bus.publish(next);
      // A later one is there and the settled one is not.
      const second = await letterOf(refusing.name);
      expect(second.deliveries).toBe(1);
      await second.settle();
      expect((await letters()).map(({ id }) => id)).not.toContain(letter.id);
    });

    test('what is sent again comes to the consumer that it is for and to no other, once for each sending', async () => {
      const event = someEvent();
      const { organizationId } = event.data;
      const name = `again-${randomUUID()}`;
      await using gaveUp = await collect(organizationId, { name });
      await using other = await collect(organizationId);
      await fixture.bus.publish(event);
      await eventually(
        () => gaveUp.got.length + other.got.length,
        (n) => n === 2,
      );
      const [first, second] = [randomUUID(), randomUUID()];
      for (const id of [first, first, second]) await fixture.bus.redeliver(event, { id, consumer: name });
      // Whatever came before it is there when this is.
      const after = someEvent({ organizationId });
      await fixture.bus.publish(after);
      await eventually(
        () => [gaveUp, other].every(({ got }) => got.at(-1)?.id === after.id),
        (both) => both,
      );
      expect(gaveUp.got).toEqual([event, event, event, after]);
      expect(other.got).toEqual([event, after]);
    });

    test('an aborted call does nothing', async () => {
      const reason = new Error('no longer wanted');
      const aborted = AbortSignal.abort(reason);
      const event = someEvent();
      await using consumer = await collect(event.data.organizationId);
      await expect(fixture.bus.publish(event, aborted)).rejects.toBe(reason);
      await expect(fixture.bus.deadLetters(1, aborted)).rejects.toBe(reason);
      const after = someEvent({ organizationId: event.data.organizationId });
      await fixture.bus.publish(after);
      await eventually(
        () => consumer.got.length,
        (n) => n > 0,
      );
      expect(consumer.got).toEqual([after]);
    });
  });
}
