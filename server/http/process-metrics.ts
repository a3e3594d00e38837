/** `/metrics` of one of our services: the process itself, and how long webhooks of the engine took, by name and status. */
import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EventsPublished } from '../../reconcile/index.ts';

export interface ProcessMetrics {
  /** Tells that a webhook was answered. */
  handled(webhook: { readonly kind: string; readonly name: string; readonly status: number; readonly durationMs: number }): void;
  /** Tells how far publication of events is. */
  published(state: EventsPublished): void;
  answer(response: ServerResponse): Promise<void>;
}

export function createProcessMetrics(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'northstack_handler_seconds',
    help: 'Time until an action, event or cron webhook of the engine was answered',
    labelNames: ['kind', 'name', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  let latest: EventsPublished | null = null;
  const total = new Counter({
    name: 'northstack_events_published_total',
    help: 'Domain events that the event bus has taken from this process',
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: (state: EventsPublished) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        if (latest !== null) this.set(read(latest));
      },
    });
  gauge('northstack_events_waiting', 'Domain events that the event bus does not have yet', (state) => state.waiting);
  gauge('northstack_events_refused', 'Domain events that the event bus will not take; event_outbox says why', (s) => s.refused);
  // Counted on while nothing moves: a bus that is away is seen by this.
  gauge('northstack_events_lag_seconds', 'Age of the oldest domain event that the event bus should have', ({ oldestAt }) =>
    oldestAt === null ? 0 : Math.max(0, (Date.now() - oldestAt) / 1000),
  );
  return {
    published: (state) => {
      latest = state;
      total.inc(state.published);
    },
    handled: ({ kind, name, status, durationMs }) => seconds.observe({ kind, name, status }, durationMs / 1000),
    answer: async (response) => {
      const body = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(body);
    },
  };
}
