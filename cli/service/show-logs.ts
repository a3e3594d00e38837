/** Prints log lines, oldest first, and goes on with new ones when asked to. One object a line with `--json`. */
import { Fault } from '../../kit/fault.ts';
import {
  FollowBuildLinesDocument,
  FollowInstanceLinesDocument,
  LastBuildLinesDocument,
  LastInstanceLinesDocument,
  LatestBuildDocument,
  type LogTextFragment,
  SearchLogsDocument,
  type SearchLogsQuery,
  type SearchLogsQueryVariables,
} from '../../sdk/generated.ts';
import type { Connection } from '../connection/connect.ts';
import type { Output } from '../output/output.ts';
import { findService, serviceName } from './find-service.ts';

export interface LogsRequest {
  readonly service: string;
  readonly follow?: boolean;
  readonly build?: boolean;
  readonly lines: string;
  readonly environment: string;
  readonly search?: string;
  /** A moment; only with `search`. */
  readonly since?: string;
}

export async function showLogs(connection: Connection, output: Output, request: LogsRequest): Promise<void> {
  const limit = Number(request.lines);
  if (!Number.isInteger(limit) || limit < 0 || limit > 5_000) {
    throw new Fault('reject', { code: 'invalid-lines', message: '--lines is a number from 0 to 5000.' });
  }
  if (request.search !== undefined || request.since !== undefined) return await searchLogs(connection, output, request, limit);
  const source = await sourceOf(connection, request);
  const last = [...(await source.last(limit))].reverse();
  for (const line of last) print(output, line);
  if (!request.follow) return;
  // A last page of nothing still has to begin somewhere: after the newest line there is.
  const newest = last.at(-1)?.id ?? (await source.last(1))[0]?.id ?? '0';
  for await (const lines of source.follow(newest)) for (const line of lines) print(output, line);
}

/** Page by page, as many lines as are wanted. */
async function searchLogs(connection: Connection, output: Output, request: LogsRequest, limit: number): Promise<void> {
  if (request.follow) throw new Fault('reject', { code: 'invalid-flags', message: '--search and --follow exclude each other.' });
  const { id: serviceId } = await findService(connection, request.service);
  const from = request.since === undefined ? null : momentOf(request.since);
  const found: FoundLine[] = [];
  for (let before: string | null = null; found.length < limit; ) {
    const variables: SearchLogsQueryVariables = {
      serviceId,
      text: request.search ?? null,
      from,
      before,
      limit: Math.min(1_000, limit - found.length),
    };
    const { searchLogs: page }: SearchLogsQuery = await connection.client.request(SearchLogsDocument, variables, {
      idempotent: true,
    });
    found.push(...page.lines);
    before = page.next;
    if (before === null) break;
  }
  for (const { loggedAt, ...line } of found.reverse()) print(output, { ...line, logged_at: loggedAt });
}

type FoundLine = SearchLogsQuery['searchLogs']['lines'][number];

function momentOf(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new Fault('reject', { code: 'invalid-since', message: '--since is a moment such as 2026-05-01T12:00:00Z.' });
  return new Date(at).toISOString();
}

interface LogSource {
  /** Newest first. */
  last(limit: number): Promise<readonly LogTextFragment[]>;
  follow(after: string): AsyncIterable<readonly LogTextFragment[]>;
}

async function sourceOf(connection: Connection, request: LogsRequest): Promise<LogSource> {
  const { client, subscriptions } = connection;
  const service = await findService(connection, request.service);
  if (request.build) {
    const { deployments } = await client.request(
      LatestBuildDocument,
      { serviceId: service.id, environment: request.environment },
      { idempotent: true },
    );
    const buildId = deployments[0]?.build?.id;
    if (!buildId)
      throw new Fault('gone', {
        code: 'never-built',
        message: `${serviceName(service)} was never built for ${request.environment}.`,
      });
    return {
      last: async (limit) => (await client.request(LastBuildLinesDocument, { buildId, limit }, { idempotent: true })).log_lines,
      follow: async function* (after) {
        for await (const { log_lines_stream } of (await subscriptions()).iterate(FollowBuildLinesDocument, { buildId, after }))
          yield log_lines_stream;
      },
    };
  }
  const instanceId = service.instances.find((i) => i.environment.slug === request.environment)?.id;
  if (!instanceId)
    throw new Fault('gone', {
      code: 'not-deployed',
      message: `${serviceName(service)} was never deployed to ${request.environment}.`,
    });
  return {
    last: async (limit) =>
      (await client.request(LastInstanceLinesDocument, { instanceId, limit }, { idempotent: true })).log_lines,
    follow: async function* (after) {
      for await (const { log_lines_stream } of (await subscriptions()).iterate(FollowInstanceLinesDocument, {
        instanceId,
        after,
      }))
        yield log_lines_stream;
    },
  };
}

function print(output: Output, { id, logged_at, stream, replica, line }: PrintedLine): void {
  const { paint } = output;
  const who = replica === null ? '' : paint('cyan', `[${replica}] `);
  const text = stream === 'stderr' ? paint('yellow', line) : stream === 'system' ? paint('dim', line) : line;
  output.event({ event: 'log', id, at: logged_at, stream, replica, line }, `${paint('dim', clock(logged_at))} ${who}${text}`);
}

type PrintedLine = Pick<LogTextFragment, 'id' | 'logged_at' | 'replica' | 'line'> & { readonly stream: string };

/** Hours, minutes, seconds of the machine that reads. */
function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB');
}
