/**
 * Writes log lines in batches, in order. Lines wait in memory until the database has them; when too many wait, the oldest go and the
 * gap is told. Lines of builds and instances that are gone go too. What the database has can be shipped on to a store that keeps it for
 * longer: the database says whose lines they are.
 */

import { setTimeout as delay } from 'node:timers/promises';
import type { LogEntry, LogStore } from '../domain/ports/log-store.ts';
import type { LogLine, LogSink } from '../domain/ports/sinks.ts';
import { logLevel } from '../domain/values/log-level.ts';
import { Fault } from '../kit/fault.ts';
import { createSnowflake } from '../kit/snowflake.ts';
import { type GraphqlClient, GraphqlError } from '../sdk/client.ts';
import {
  ExistingSubjectsDocument,
  LogLinesByIdDocument,
  type log_lines_insert_input,
  type PlacedLineFragment,
  WriteLogLinesDocument,
} from '../sdk/generated.ts';
import { type Batches, createBatches } from './batches.ts';

export type LogWriterObservation =
  | { readonly kind: 'log-lines-dropped'; readonly count: number; readonly reason: 'too-many' | 'subject-gone' }
  | { readonly kind: 'log-lines-not-shipped'; readonly count: number; readonly store: string; readonly reason: string }
  | { readonly kind: 'log-shipping-failed'; readonly error: unknown; readonly store: string; readonly waiting: number }
  | { readonly kind: 'log-write-failed'; readonly error: unknown; readonly waiting: number };

export interface LogWriterOptions {
  readonly graphql: GraphqlClient;
  readonly observe: (observation: LogWriterObservation) => void;
  /** Where lines go when the database has them; null or nothing: nowhere. */
  readonly shipTo?: LogStore | null;
  /** Lines that may wait for the database, and as many for the store. Default 50,000. */
  readonly maxWaiting?: number;
}

const MAX_CHARACTERS = 16_384;
/** Of lines that wait in memory, and of one request. */
const MAX_WAITING_BYTES = 64 * 1_048_576;
const MAX_REQUEST_BYTES = 1_048_576;
/** A line's own characters and what is said about it. */
const sizeOfLine = (characters: number): number => 400 + characters;

export interface LogWriter extends LogSink, AsyncDisposable {
  /** Resolves when the database has every line that was appended before, or has had 10 s for them. */
  written(): Promise<void>;
}

export function createLogWriter(options: LogWriterOptions): LogWriter {
  const { graphql, observe, maxWaiting = 50_000, shipTo = null } = options;
  const nextId = createSnowflake();
  const shipping = shipTo === null ? null : createShipping(shipTo, options, maxWaiting);
  const batches = createBatches<log_lines_insert_input>({
    write: async (lines) => {
      const written = await write(graphql, lines, observe);
      if (shipping !== null) shipping.add(await entriesOf(graphql, lines, written));
    },
    maxWaiting,
    size: { of: ({ line }) => sizeOfLine(line?.length ?? 0), maxWaiting: MAX_WAITING_BYTES, maxBatch: MAX_REQUEST_BYTES },
    maxBatch: 500,
    lingerMs: 20,
    onDropped: (count) => observe({ kind: 'log-lines-dropped', count, reason: 'too-many' }),
    onFailure: (error, waiting) => observe({ kind: 'log-write-failed', error, waiting }),
  });
  return {
    append: (lines) => batches.add(lines.map((line) => rowOf(line, nextId()))),
    written: async () => {
      const stop = new AbortController();
      const late = delay(10_000, undefined, { ref: false, signal: stop.signal }).catch(() => {});
      await Promise.race([batches.flushed(), late]);
      stop.abort();
    },
    [Symbol.asyncDispose]: async () => {
      await batches[Symbol.asyncDispose]();
      await shipping?.[Symbol.asyncDispose]();
    },
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

function createShipping(store: LogStore, { observe }: LogWriterOptions, maxWaiting: number): Batches<LogEntry> {
  const lost = (count: number, reason: string): void =>
    observe({ kind: 'log-lines-not-shipped', count, store: store.name, reason });
  return createBatches<LogEntry>({
    write: async (entries) => {
      const { count, reason } = await store.write(entries);
      if (count > 0) lost(count, reason ?? 'It refused them.');
    },
    maxWaiting,
    maxBatch: 1_000,
    size: { of: ({ line }) => sizeOfLine(line.length), maxWaiting: MAX_WAITING_BYTES, maxBatch: MAX_REQUEST_BYTES },
    // Fewer and larger requests than the database gets: nobody watches there live.
    lingerMs: 500,
    onDropped: (count) => lost(count, 'Too many lines wait for it.'),
    onFailure: (error, waiting) => observe({ kind: 'log-shipping-failed', error, store: store.name, waiting }),
    retryAfterMs: (error) => (error instanceof Fault ? (error.retryAfterMs ?? 0) : 0),
  });
}

/** Lines of which nothing came back were written before, by a try whose answer was lost. */
async function entriesOf(
  graphql: GraphqlClient,
  lines: readonly log_lines_insert_input[],
  written: readonly PlacedLineFragment[],
): Promise<readonly LogEntry[]> {
  const known = new Set(written.map(({ id }) => String(id)));
  const ids = lines.flatMap(({ id }) => (id == null || known.has(String(id)) ? [] : [String(id)]));
  const before = ids.length === 0 ? [] : (await graphql.request(LogLinesByIdDocument, { ids }, { idempotent: true })).log_lines;
  return [...before, ...written].map(entryOf).sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

/** A row of `log_lines` as log stores have it. */
export const entryOf = (row: PlacedLineFragment): LogEntry => ({
  id: String(row.id),
  at: Date.parse(row.logged_at),
  organizationId: row.organization_id,
  projectId: row.project_id,
  serviceId: row.service_id,
  buildId: row.build_id,
  instanceId: row.service_instance_id,
  jobRunId: row.job_run_id,
  deploymentId: row.deployment_id,
  replica: row.replica,
  stream: row.stream,
  level: row.level,
  line: row.line,
});

/** Doing it twice writes each line once: ids are keys. */
async function write(
  graphql: GraphqlClient,
  lines: readonly log_lines_insert_input[],
  observe: LogWriterOptions['observe'],
): Promise<readonly PlacedLineFragment[]> {
  const insert = async (some: readonly log_lines_insert_input[]) =>
    (await graphql.request(WriteLogLinesDocument, { lines: some }, { idempotent: true })).insert_log_lines?.returning ?? [];
  try {
    return await insert(lines);
  } catch (error) {
    if (!(error instanceof GraphqlError) || error.code !== 'constraint-violation') throw error;
    const left = await withSubject(graphql, lines);
    if (left.length === lines.length) throw error;
    observe({ kind: 'log-lines-dropped', count: lines.length - left.length, reason: 'subject-gone' });
    return left.length > 0 ? await insert(left) : [];
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
