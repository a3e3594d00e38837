/**
 * The samples of the last five minutes of many services at once, for lists that show how each is doing: from the cache, and from the rows for
 * those that it does not know whole.
 */
import { z } from 'zod';
import { RECENT_MS, type RecentSample, readSamples, sampleKey } from '../domain/values/sample-ring.ts';
import { RecentMetricRowsDocument, type RecentMetricRowsQuery, VisibleInstancesDocument } from '../sdk/generated.ts';
import { type ActionDeps, defineAction } from './action.ts';
import { asMember, type Member, requireMember } from './session.ts';

const MOST = 200;

const sample = z.object({
  measuredAt: z.iso.datetime(),
  cpuCores: z.number(),
  memoryBytes: z.number(),
  requests: z.int(),
  requestErrors: z.int(),
  latencyP90Ms: z.number().nullable(),
  replicas: z.int(),
});

export const recentMetrics = defineAction({
  name: 'recentMetrics',
  input: z.object({
    serviceInstanceIds: z.array(z.guid()).min(1, `are 1 to ${MOST} ids`).max(MOST, `are 1 to ${MOST} ids`),
  }),
  output: z.object({ instances: z.array(z.object({ serviceInstanceId: z.guid(), samples: z.array(sample) })) }),
  handle: async (deps, { serviceInstanceIds }, session) => {
    const { graphql, cache, now } = deps;
    const member = requireMember(session);
    const since = now() - RECENT_MS;
    const wanted = [...new Set(serviceInstanceIds)];
    // The cache knows no permissions.
    const [{ service_instances: visible }, rings] = await Promise.all([
      graphql.request(VisibleInstancesDocument, { ids: wanted }, { headers: asMember(member), idempotent: true }),
      cache.rings(wanted.map(sampleKey)),
    ]);
    const may = new Set(visible.map(({ id }) => id));
    const ids = wanted.filter((id) => may.has(id));
    const known = new Map(wanted.map((id, at) => [id, readSamples(rings[at] ?? [], since)]));
    const rows = await rowsOf(deps, member, { ids: ids.filter((id) => known.get(id) == null), since });
    const samplesOf = (id: string) => (known.get(id) ?? rows.get(id) ?? []).map(toAnswer);
    return { instances: ids.map((id) => ({ serviceInstanceId: id, samples: samplesOf(id) })) };
  },
});

async function rowsOf(
  { graphql }: ActionDeps,
  member: Member,
  { ids, since }: { readonly ids: readonly string[]; readonly since: number },
): Promise<ReadonlyMap<string, readonly RecentSample[]>> {
  if (ids.length === 0) return new Map();
  const { service_instances } = await graphql.request(
    RecentMetricRowsDocument,
    { ids: [...ids], since: new Date(since).toISOString() },
    { headers: asMember(member), idempotent: true },
  );
  return new Map(service_instances.map(({ id, metrics }) => [id, metrics.map(fromRow)]));
}

type Row = RecentMetricRowsQuery['service_instances'][number]['metrics'][number];

const fromRow = (row: Row): RecentSample => ({
  at: Date.parse(row.measured_at),
  cpuCores: row.cpu_cores,
  memoryBytes: Number(row.memory_bytes),
  requests: row.requests,
  requestErrors: row.request_errors,
  latencyP90Ms: row.latency_p90_ms,
  replicas: row.replicas,
});

const toAnswer = ({ at, ...values }: RecentSample) => ({ measuredAt: new Date(at).toISOString(), ...values });
