/** The engine's metrics in Prometheus's text form, counted from its observations. Names are Hasura's where it has them. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observation, Observe } from '../observation.ts';
import { routeOf } from './route.ts';

export interface Metrics {
  readonly observe: Observe;
  /** The whole exposition, ready to be sent as `contentType`. */
  text(): Promise<string>;
  readonly contentType: string;
  /** A figure that is asked for at each scrape: pool sizes, live queries. */
  gauge(name: string, help: string, read: () => number): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @param more of the program around */
export function createMetrics(more: () => Promise<string> = async () => ''): Metrics {
  const registry = new Registry();
  // The default looks at the event loop a hundred times a second, which costs an idle engine more than all else.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 500 });
  const own = { registers: [registry] };
  const requests = new Counter({
    ...own,
    name: 'hasura_http_requests_total',
    help: 'HTTP requests answered',
    labelNames: ['method', 'route', 'status'],
  });
  const requestSeconds = new Histogram({
    ...own,
    name: 'hasura_http_request_duration_seconds',
    help: 'From the request’s first byte to its answer',
    labelNames: ['route'],
    buckets: SECONDS,
  });
  const responseBytes = new Counter({
    ...own,
    name: 'hasura_http_response_bytes_total',
    help: 'Bytes of answers',
    labelNames: ['route'],
  });
  const sockets = new Gauge({ ...own, name: 'hasura_websocket_connections', help: 'Open WebSocket connections' });
  const polls = new Counter({
    ...own,
    name: 'hasura_live_query_polls_total',
    help: 'Statements run for live queries, by what caused them',
    labelNames: ['reason'],
  });
  const pollSeconds = new Histogram({
    ...own,
    name: 'hasura_live_query_poll_duration_seconds',
    help: 'Time of one live query statement',
    buckets: SECONDS,
  });
  const pushes = new Counter({ ...own, name: 'hasura_live_query_changes_total', help: 'Changed results of live queries' });
  const events = new Counter({
    ...own,
    name: 'hasura_event_invocations_total',
    help: 'Event trigger webhooks called',
    labelNames: ['trigger_name', 'status'],
  });
  const eventSeconds = new Histogram({
    ...own,
    name: 'hasura_event_webhook_processing_time_seconds',
    help: 'Time of one event trigger webhook',
    buckets: SECONDS,
  });
  const cron = new Counter({
    ...own,
    name: 'hasura_cron_events_processed_total',
    help: 'Cron and one-off events, by what became of the try',
    labelNames: ['trigger_name', 'status'],
  });
  const actions = new Counter({
    ...own,
    name: 'hasura_action_invocations_total',
    help: 'Action handlers called',
    labelNames: ['action', 'status'],
  });
  const actionSeconds = new Histogram({
    ...own,
    name: 'hasura_action_duration_seconds',
    help: 'Time of one action handler',
    labelNames: ['action'],
    buckets: SECONDS,
  });
  const resourceVersion = new Gauge({ ...own, name: 'hasura_metadata_resource_version', help: 'Version of the served metadata' });
  const inconsistencies = new Gauge({
    ...own,
    name: 'hasura_metadata_inconsistent_objects',
    help: 'Objects of the metadata that do not fit',
  });
  const rebuildSeconds = new Histogram({
    ...own,
    name: 'hasura_metadata_rebuild_duration_seconds',
    help: 'Time to serve changed metadata',
    buckets: SECONDS,
  });
  const jwks = new Counter({ ...own, name: 'hasura_jwk_refreshes_total', help: 'JWK sets fetched', labelNames: ['outcome'] });
  const database = new Gauge({ ...own, name: 'hasura_database_up', help: '0 while the database is lost' });
  const failures = new Counter({ ...own, name: 'hasura_internal_errors_total', help: 'Failures that nobody foresaw' });
  database.set(1);

  // A request a label set: the child is looked up once, not hashed from its labels each time.
  const children = new Map<string, { inc(): void }>();
  const requestChild = (method: string, route: string, status: number) => {
    const key = `${method} ${route} ${status}`;
    const known = children.get(key);
    if (known) return known;
    const child = requests.labels(method, route, String(status));
    children.set(key, child);
    return child;
  };

  const observe = (o: Observation): void => {
    switch (o.kind) {
      case 'http-request': {
        const route = routeOf(o.path);
        requestChild(METHODS.has(o.method) ? o.method : 'other', route, o.status).inc();
        requestSeconds.labels(route).observe(o.durationMs / 1000);
        responseBytes.labels(route).inc(o.responseBytes);
        break;
      }
      case 'websocket-opened':
        sockets.inc();
        break;
      case 'websocket-closed':
        sockets.dec();
        break;
      case 'live-poll':
        polls.labels(o.reason).inc();
        pollSeconds.observe(o.durationMs / 1000);
        pushes.inc(o.changed);
        break;
      case 'event-delivered':
      case 'event-failed':
        events.labels(o.trigger, o.kind === 'event-delivered' ? 'success' : 'failed').inc();
        eventSeconds.observe(o.durationMs / 1000);
        break;
      case 'cron-delivered':
      case 'cron-failed':
      case 'cron-dead':
        cron.labels(o.trigger, CRON_STATUS[o.kind]).inc();
        break;
      case 'action-called':
        actions.labels(o.action, String(o.status)).inc();
        actionSeconds.labels(o.action).observe(o.durationMs / 1000);
        break;
      case 'metadata-changed':
        resourceVersion.set(o.resourceVersion);
        inconsistencies.set(o.inconsistencies);
        rebuildSeconds.observe(o.durationMs / 1000);
        break;
      case 'jwk-refreshed':
      case 'jwk-failed':
        jwks.labels(o.kind === 'jwk-refreshed' ? 'success' : 'failed').inc();
        break;
      case 'database-lost':
      case 'database-back':
        database.set(o.kind === 'database-back' ? 1 : 0);
        break;
      case 'internal-error':
        failures.inc();
        break;
      case 'started':
      case 'stopped':
        break;
    }
  };

  return {
    observe,
    text: async () => `${await registry.metrics()}${await more()}`,
    contentType: registry.contentType,
    gauge: (name, help, read) => {
      new Gauge({
        ...own,
        name,
        help,
        collect() {
          this.set(read());
        },
      });
    },
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const CRON_STATUS = { 'cron-delivered': 'success', 'cron-failed': 'failed', 'cron-dead': 'dead' } as const;
