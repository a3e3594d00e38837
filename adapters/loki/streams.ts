/**
 * Lines as Loki has them. Few labels, of few values, as it wants them: a stream for each service, kind and level; what differs from line to line
 * is structured metadata. Lines of one millisecond are told apart, and kept in their order, by their ids.
 */
import type { LogEntry } from '../../domain/ports/log-store.ts';

export interface LokiStream {
  readonly stream: Readonly<Record<string, string>>;
  /** Nanoseconds, the line, its structured metadata. */
  readonly values: [string, string, Readonly<Record<string, string>>][];
}

const kindOf = ({ buildId, jobRunId }: Pick<LogEntry, 'buildId' | 'jobRunId'>): 'build' | 'job' | 'instance' =>
  buildId !== null ? 'build' : jobRunId !== null ? 'job' : 'instance';

export function streamsOf(entries: readonly LogEntry[]): readonly LokiStream[] {
  const streams = new Map<string, LokiStream>();
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    const { organizationId, serviceId, level } = entry;
    const stream = { app: 'northstack', organization: organizationId, service: serviceId, kind: kindOf(entry), level };
    const key = JSON.stringify(stream);
    const known: LokiStream = streams.get(key) ?? { stream, values: [] };
    streams.set(key, known);
    known.values.push([nanosecondsOf(entry), entry.line, metadataOf(entry)]);
  }
  return [...streams.values()];
}

/** In the last six digits: by how many milliseconds the id is younger than the line, and the id's count within its millisecond. */
function nanosecondsOf({ at, id }: LogEntry): string {
  const millisecond = Math.floor(at);
  const younger = Math.max(-MOST_OLDER, Math.min(MOST_YOUNGER, Number(BigInt(id) >> 22n) - millisecond)) + MOST_OLDER;
  const count = Number((BigInt(id) >> 10n) & 0xfffn);
  return String(BigInt(millisecond) * 1_000_000n + BigInt(younger * 4_096 + count));
}

/** Whoever wrote the line may have a clock that is ahead of ours. */
const MOST_OLDER = 40;
/** So that the digits suffice. */
const MOST_YOUNGER = Math.floor(1_000_000 / 4_096) - 1 - MOST_OLDER;

function metadataOf({
  id,
  projectId,
  buildId,
  instanceId,
  jobRunId,
  deploymentId,
  replica,
  stream,
}: LogEntry): Record<string, string> {
  const given = { id, project: projectId, build: buildId, instance: instanceId, job: jobRunId, deployment: deploymentId, stream };
  const present = Object.entries({ ...given, replica: replica === null ? null : String(replica) });
  return Object.fromEntries(present.filter((pair): pair is [string, string] => pair[1] !== null));
}
