/**
 * The admin API's door: reads the envelope `{type, version, resource_version, args}`, finds the command and runs it on a draft of
 * the metadata, alone. What the request changed is stored once, at its end; a `bulk` is one request.
 */
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { EngineError, toApiError } from '../error.ts';
import type { Draft } from '../lifecycle/draft.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { read } from '../metadata/read.ts';
import type { Environment } from '../model/environment.ts';
import type { Session } from '../session.ts';
import type { CommandContext, Commands } from './command.ts';

export interface MetadataApiOptions {
  readonly lifecycle: Lifecycle;
  readonly database: Database;
  readonly metadataDatabase: Database;
  readonly env: Environment;
  /** `/v1/metadata`. */
  readonly metadataCommands: Commands;
  /** `/v2/query`; `/v1/query` knows both. */
  readonly queryCommands: Commands;
}

export interface MetadataApi {
  /** Answers a request body of `/v1/metadata`, `/v2/query` or `/v1/query`; throws `EngineError`. */
  run(endpoint: Endpoint, body: unknown, session: Session): Promise<unknown>;
}

export type Endpoint = 'v1/metadata' | 'v2/query' | 'v1/query';

export function createMetadataApi(options: MetadataApiOptions): MetadataApi {
  const commandsOf: Readonly<Record<Endpoint, Commands>> = {
    'v1/metadata': options.metadataCommands,
    'v2/query': options.queryCommands,
    'v1/query': { ...options.metadataCommands, ...options.queryCommands },
  };
  return {
    run: (endpoint, body, session) => {
      if (session.role !== 'admin') throw new EngineError('access-denied', 'restricted access : admin only');
      const request = read(Envelope, body, '$');
      const runner = createRunner(commandsOf[endpoint], endpoint, session, options);
      return options.lifecycle.change((draft) => runner(request, draft, '$'), {
        ...(typeof request.resource_version === 'number' ? { expectedVersion: request.resource_version } : {}),
        once: runsSql(request),
      });
    },
  };
}

const Envelope = z.object({
  type: z.string(),
  version: z.int().nullish(),
  resource_version: z.int().nullish(),
  args: z.unknown().optional(),
});
type Envelope = z.infer<typeof Envelope>;

const BULKS = new Set(['bulk', 'bulk_keep_going', 'bulk_atomic', 'concurrent_bulk']);

function createRunner(commands: Commands, endpoint: Endpoint, session: Session, options: MetadataApiOptions) {
  // `/v2/query` points at the request itself, the others at its arguments.
  const within = (path: string) => (endpoint === 'v2/query' ? path : `${path}.args`);

  const run = async (request: Envelope, draft: Draft, path: string): Promise<unknown> => {
    if (BULKS.has(request.type)) {
      const requests = read(z.array(Envelope), request.args ?? [], `${path}.args`);
      return bulk(requests, request.type, draft, within(path));
    }
    const command = commands[plainName(request.type, commands)];
    if (!command) throw unknown(request.type, endpoint, path);
    const context: CommandContext = { ...options, session, draft, version: request.version ?? 1, path: `${path}.args` };
    try {
      return await command(context, request.args);
    } catch (error) {
      throw located(error, within(path));
    }
  };

  const bulk = async (requests: readonly Envelope[], kind: string, draft: Draft, path: string): Promise<unknown> => {
    const results: unknown[] = [];
    for (const [i, request] of requests.entries()) {
      try {
        results.push(await run(request, draft, `${path}[${i}]`));
      } catch (error) {
        if (kind !== 'bulk_keep_going' || !(error instanceof EngineError)) throw error;
        results.push(toApiError(error, true));
      }
    }
    return results;
  };
  return run;
}

/** An error that says nothing of its place is at the command. */
const located = (error: unknown, path: string): unknown =>
  error instanceof EngineError && error.path === '$' ? error.at(path) : error;

/** `pg_track_table` and `postgres_track_table` are `track_table`, unless there is a command of exactly that name. */
function plainName(type: string, commands: Commands): string {
  if (Object.hasOwn(commands, type)) return type;
  const plain = type.replace(/^(pg|postgres)_/, '');
  return Object.hasOwn(commands, plain) ? plain : '';
}

const unknown = (type: string, endpoint: Endpoint, path: string) =>
  endpoint === 'v1/metadata'
    ? new EngineError('parse-failed', `unknown metadata command "${type}"`, { path })
    : new EngineError('parse-failed', `unknown query type "${type}"`, { path });

/** Whether a second run would repeat SQL. */
function runsSql(request: Envelope): boolean {
  if (request.type.endsWith('run_sql')) return true;
  return Array.isArray(request.args) && BULKS.has(request.type) && JSON.stringify(request.args).includes('run_sql"');
}
