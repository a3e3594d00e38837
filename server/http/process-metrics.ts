/** `/metrics` of one of our services: the process itself, and how long webhooks of the engine took, by name and status. */
import type { ServerResponse } from 'node:http';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface ProcessMetrics {
  /** Tells that a webhook was answered. */
  handled(webhook: { readonly kind: string; readonly name: string; readonly status: number; readonly durationMs: number }): void;
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
  return {
    handled: ({ kind, name, status, durationMs }) => seconds.observe({ kind, name, status }, durationMs / 1000),
    answer: async (response) => {
      const body = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(body);
    },
  };
}
