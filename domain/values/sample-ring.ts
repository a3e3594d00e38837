/**
 * The newest samples of a service in an environment as the cache keeps them, so that a list of many with their last minutes costs the database
 * nothing. Rows of `service_metrics` are the truth.
 */
import { z } from 'zod';
import type { MetricSample } from '../ports/sinks.ts';

/** One sample comes every five seconds. */
export const RECENT_MS = 300_000;
export const SAMPLE_RING = { most: 60, ttlMs: 2 * RECENT_MS };

export type RecentSample = Omit<MetricSample, 'instanceId'>;

export const sampleKey = (instanceId: string): string => `samples:${instanceId}`;

export const writeSample = (s: MetricSample): string =>
  JSON.stringify([s.at, s.cpuCores, s.memoryBytes, s.requests, s.requestErrors, s.latencyP90Ms, s.replicas]);

const written = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number().nullable(), z.number()]);

/**
 * What a ring tells of the time since then, oldest first, each sample once; null: it does not reach that far back, as one that was begun
 * since, so the rows have to be asked.
 */
export function readSamples(ring: readonly string[], since: number): readonly RecentSample[] | null {
  const all = new Map(ring.flatMap(readSample).map((sample) => [sample.at, sample]));
  const samples = [...all.values()].sort((a, b) => a.at - b.at);
  const [oldest] = samples;
  if (oldest === undefined || (ring.length < SAMPLE_RING.most && oldest.at > since)) return null;
  return samples.filter(({ at }) => at > since);
}

/** What another version wrote is left out. */
function readSample(text: string): RecentSample[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const { data } = written.safeParse(value);
  if (data === undefined) return [];
  const [at, cpuCores, memoryBytes, requests, requestErrors, latencyP90Ms, replicas] = data;
  return [{ at, cpuCores, memoryBytes, requests, requestErrors, latencyP90Ms, replicas }];
}
