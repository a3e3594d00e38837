/**
 * Writes samples in batches, once a second, and keeps the newest in the cache. Samples of instances that are gone, and what a failing database
 * cannot take, are let go.
 */
import type { Cache } from '../domain/ports/cache.ts';
import type { MetricSample, MetricSink } from '../domain/ports/sinks.ts';
import { SAMPLE_RING, sampleKey, writeSample } from '../domain/values/sample-ring.ts';
import { type GraphqlClient, GraphqlError } from '../sdk/client.ts';
import { ExistingSubjectsDocument, type service_metrics_insert_input, WriteMetricsDocument } from '../sdk/generated.ts';
import { createBatches } from './batches.ts';

export interface MetricWriterOptions {
  readonly graphql: GraphqlClient;
  readonly cache: Cache;
  readonly onFailure: (error: unknown) => void;
}

export function createMetricWriter({ graphql, cache, onFailure }: MetricWriterOptions): MetricSink & AsyncDisposable {
  const batches = createBatches<MetricSample>({
    write: async (samples) => {
      await write(graphql, samples.map(rowOf));
      const newest = samples.map((sample) => ({ key: sampleKey(sample.instanceId), value: writeSample(sample) }));
      // Who misses them there finds the rows.
      await cache.push(newest, SAMPLE_RING).catch(onFailure);
    },
    maxWaiting: 5_000,
    maxBatch: 500,
    lingerMs: 1_000,
    onDropped: () => {},
    onFailure,
  });
  return {
    record: (sample) => batches.add([sample]),
    [Symbol.asyncDispose]: () => batches[Symbol.asyncDispose](),
  };
}

const rowOf = (sample: MetricSample): service_metrics_insert_input => ({
  service_instance_id: sample.instanceId,
  measured_at: new Date(sample.at).toISOString(),
  cpu_cores: sample.cpuCores,
  memory_bytes: String(Math.round(sample.memoryBytes)),
  requests: sample.requests,
  request_errors: sample.requestErrors,
  latency_p90_ms: sample.latencyP90Ms,
  replicas: sample.replicas,
});

async function write(graphql: GraphqlClient, samples: readonly service_metrics_insert_input[]): Promise<void> {
  try {
    await graphql.request(WriteMetricsDocument, { samples }, { idempotent: true });
  } catch (error) {
    if (!(error instanceof GraphqlError) || error.code !== 'constraint-violation') throw error;
    const instanceIds = [...new Set(samples.flatMap((s) => s.service_instance_id ?? []))];
    const found = await graphql.request(ExistingSubjectsDocument, { buildIds: [], instanceIds }, { idempotent: true });
    const known = new Set(found.service_instances.map((row) => row.id));
    const left = samples.filter((s) => known.has(s.service_instance_id ?? ''));
    if (left.length === samples.length) throw error;
    if (left.length > 0) await graphql.request(WriteMetricsDocument, { samples: left }, { idempotent: true });
  }
}
