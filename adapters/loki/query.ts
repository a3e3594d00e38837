/** A search as LogQL, and what Loki answers as lines. */
import { z } from 'zod';
import type { LogEntry, LogPage, LogQuery } from '../../domain/ports/log-store.ts';

/** In double quotes LogQL has the escapes of Go. */
const quoted = (text: string): string => JSON.stringify(text);

const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');

export function logQl({ organizationId, serviceId, instanceId, text, level }: LogQuery): string {
  const labels = { app: 'northstack', organization: organizationId, service: serviceId, ...(level === null ? {} : { level }) };
  const selector = Object.entries(labels).map(([name, value]) => `${name}=${quoted(value)}`);
  return [
    `{${selector.join(', ')}}`,
    ...(text === null || text === '' ? [] : [`|~ ${quoted(`(?i)${escaped(text)}`)}`]),
    ...(instanceId === null ? [] : [`| instance=${quoted(instanceId)}`]),
  ].join(' ');
}

/** Nanoseconds; Loki takes the start and leaves the end out. */
export const rangeOf = ({ from, until, before }: LogQuery): { readonly start: string; readonly end: string } => ({
  start: String(BigInt(Math.floor(from)) * 1_000_000n),
  end: before ?? String(BigInt(Math.floor(until)) * 1_000_000n),
});

const text = z.string();
/** Labels and structured metadata of a line come together. */
const place = z.object({
  id: text.regex(/^\d+$/),
  organization: text,
  project: text,
  service: text,
  level: z.enum(['debug', 'info', 'warn', 'error']),
  stream: text,
  build: text.optional(),
  instance: text.optional(),
  job: text.optional(),
  deployment: text.optional(),
  replica: z.coerce.number().optional(),
});

const answer = z.object({
  data: z.object({
    resultType: z.literal('streams'),
    result: z.array(
      z.object({ stream: z.record(z.string(), z.string()), values: z.array(z.tuple([text, text]).rest(z.unknown())) }),
    ),
  }),
});

/** Lines that are none of ours are left out. */
export function pageOf(body: unknown, limit: number): LogPage {
  const { result } = answer.parse(body).data;
  const found = result.flatMap(({ stream, values }) =>
    values.map(([at, line]) => ({ at: BigInt(at), line, place: place.safeParse(stream) })),
  );
  const idOf = ({ place: { data } }: (typeof found)[number]): bigint => BigInt(data?.id ?? 0);
  found.sort((a, b) => (a.at !== b.at ? (a.at < b.at ? 1 : -1) : idOf(a) < idOf(b) ? 1 : -1));
  const lines = found.flatMap(({ at, line, place: parsed }): LogEntry[] => {
    if (!parsed.success) return [];
    const { id, organization, project, service, level, stream, build, instance, job, deployment, replica } = parsed.data;
    return [
      {
        id,
        at: Number(at / 1_000_000n),
        organizationId: organization,
        projectId: project,
        serviceId: service,
        buildId: build ?? null,
        instanceId: instance ?? null,
        jobRunId: job ?? null,
        deploymentId: deployment ?? null,
        replica: replica ?? null,
        stream,
        level,
        line,
      },
    ];
  });
  const last = found.at(-1);
  return { lines, next: found.length < limit || last === undefined ? null : String(last.at) };
}
