/** `GET /v1/metrics`: for who knows the metrics secret (as a bearer token), and for admins. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Endpoint } from '../http/call.ts';
import type { Metrics } from './metrics.ts';

/** `secret` is `HASURA_GRAPHQL_METRICS_SECRET`, null without one. */
export const metricsEndpoint = (metrics: Metrics, secret: string | null): Endpoint => ({
  methods: ['GET', 'HEAD'],
  errors: 'api',
  handle: async (call) => {
    if (secret === null || !same(call.headers.authorization ?? '', `Bearer ${secret}`)) await call.authenticateAdmin(null);
    return { status: 200, contentType: metrics.contentType, body: await metrics.text() };
  },
});

/** Takes as long whatever is equal. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
