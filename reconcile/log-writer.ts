/**
 * Writes log lines in batches, in order. Lines wait in memory until the database has them; when too many wait, the oldest go and the
 * gap is told. Lines of builds and instances that are gone go too.
 */

import type { LogLine, LogSink } from '../domain/ports/sinks.ts';
import { logLevel } from '../domain/values/log-level.ts';
import { createSnowflake } from '../kit/snowflake.ts';
import { type GraphqlClient, GraphqlError } from '../sdk/client.ts';
import { ExistingSubjectsDocument, type log_lines_insert_input, WriteLogLinesDocument } from '../sdk/generated.ts';
import { createBatches } from './batches.ts';

export type LogWriterObservation =
  | { readonly kind: 'log-lines-dropped'; readonly count: number; readonly reason: 'too-many' | 'subject-gone' }
  | { readonly kind: 'log-write-failed'; readonly error: unknown; readonly waiting: number };

export interface LogWriterOptions {
  readonly graphql: GraphqlClient;
  readonly observe: (observation: LogWriterObservation) => void;
  /** Lines that may wait for the database. Default 50,000. */
  readonly maxWaiting?: number;
}

const MAX_CHARACTERS = 16_384;

export function createLogWriter({ graphql, observe, maxWaiting = 50_000 }: LogWriterOptions): LogSink & AsyncDisposable {
  const nextId = createSnowflake();
  const batches = createBatches<log_lines_insert_input>({
    write: (lines) => write(graphql, lines, observe),
    maxWaiting,
    maxBatch: 500,
    lingerMs: 20,
    onDropped: (count) => observe({ kind: 'log-lines-dropped', count, reason: 'too-many' }),
    onFailure: (error, waiting) => observe({ kind: 'log-write-failed', error, waiting }),
  });
  return {
    append: (lines) => batches.add(lines.map((line) => rowOf(line, nextId()))),
    [Symbol.asyncDispose]: () => batches[Symbol.asyncDispose](),
  };
}

function rowOf({ source, stream, at, text }: LogLine, id: string): log_lines_insert_input {
  // PostgreSQL's text cannot hold NUL.
  const line = text.replaceAll('\u0000', '�').slice(0, MAX_CHARACTERS);
  const common = { id, stream, level: logLevel(line), line, logged_at: new Date(at).toISOString() };
  switch (source.kind) {
    case 'build':
      return { ...common, build_id: source.buildId };
    case 'instance':
      return { ...common, service_instance_id: source.instanceId, deployment_id: source.revision, replica: source.replica };
    case 'job':
      return { ...common, service_instance_id: source.instanceId, deployment_id: source.revision, job_run_id: source.runId };
  }
}

/** Doing it twice writes each line once: ids are keys. */
async function write(
  graphql: GraphqlClient,
  lines: readonly log_lines_insert_input[],
  observe: LogWriterOptions['observe'],
): Promise<void> {
  try {
    await graphql.request(WriteLogLinesDocument, { lines }, { idempotent: true });
  } catch (error) {
    if (!(error instanceof GraphqlError) || error.code !== 'constraint-violation') throw error;
    const left = await withSubject(graphql, lines);
    if (left.length === lines.length) throw error;
    observe({ kind: 'log-lines-dropped', count: lines.length - left.length, reason: 'subject-gone' });
    if (left.length > 0) await graphql.request(WriteLogLinesDocument, { lines: left }, { idempotent: true });
  }
}

async function withSubject(
  graphql: GraphqlClient,
  lines: readonly log_lines_insert_input[],
): Promise<readonly log_lines_insert_input[]> {
  const ids = (key: 'build_id' | 'service_instance_id') => [...new Set(lines.flatMap((line) => line[key] ?? []))];
  const found = await graphql.request(
    ExistingSubjectsDocument,
    { buildIds: ids('build_id'), instanceIds: ids('service_instance_id') },
    { idempotent: true },
  );
  const known = new Set([...found.builds, ...found.service_instances].map((row) => row.id));
  return lines.filter((line) => known.has(line.build_id ?? line.service_instance_id ?? ''));
}
