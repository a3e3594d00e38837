import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

const request = { kind: 'http-request', requestId: 'r', role: null, operation: null, responseBytes: 10, durationMs: 3 } as const;

test('observations become counters, gauges and histograms', async () => {
  const metrics = createMetrics();
  let idle = 3;
  metrics.gauge('hasura_postgres_idle_connections', 'idle', () => idle);
  metrics.observe({ ...request, method: 'POST', path: '/v1/graphql', status: 200 });
  metrics.observe({ ...request, method: 'POST', path: '/v1/graphql', status: 200 });
  metrics.observe({ kind: 'event-delivered', trigger: 't', eventId: 'e', tries: 1, status: 200, durationMs: 2 });
  metrics.observe({ kind: 'cron-dead', trigger: 'c', eventId: 'e', tries: 0 });
  metrics.observe({ kind: 'websocket-opened', id: 'w', role: null });
  metrics.observe({ kind: 'action-called', action: 'a', status: 500, durationMs: 2 });
  metrics.observe({ kind: 'database-lost', message: 'gone' });
  idle = 4;
  const lines = (await metrics.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'hasura_http_requests_total{method="POST",route="/v1/graphql",status="200"} 2',
      'hasura_http_request_duration_seconds_bucket{le="0.005",route="/v1/graphql"} 2',
      'hasura_http_response_bytes_total{route="/v1/graphql"} 20',
      'hasura_event_invocations_total{trigger_name="t",status="success"} 1',
      'hasura_cron_events_processed_total{trigger_name="c",status="dead"} 1',
      'hasura_action_invocations_total{action="a",status="500"} 1',
      'hasura_websocket_connections 1',
      'hasura_postgres_idle_connections 4',
      'hasura_database_up 0',
    ]),
  );
});

test('two engines in one process do not share them, and invented paths do not grow them', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  for (let i = 0; i < 1000; i++) one.observe({ ...request, method: `M${i}`, path: `/x/${i}`, status: 404 });
  const counted = (text: string) => text.split('\n').filter((l) => l.startsWith('hasura_http_requests_total{'));
  expect(counted(await one.text())).toEqual(['hasura_http_requests_total{method="other",route="other",status="404"} 1000']);
  expect(counted(await other.text())).toEqual([]);
});
