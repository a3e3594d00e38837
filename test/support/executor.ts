/** A scratch database behind metadata, planner and executor: requests in, parsed answers out, without any transport. */
import type { Database } from '../../engine/database/database.ts';
import { type DatabaseOptions, openDatabase } from '../../engine/database/pool.ts';
import type { GraphqlRequest, Snapshot } from '../../engine/engine.ts';
import { EngineError, toGraphqlError } from '../../engine/error.ts';
import { createExecutor, type ExecutorDeps } from '../../engine/execute/execute.ts';
import { build } from '../../engine/lifecycle/build.ts';
import { Metadata } from '../../engine/metadata/metadata.ts';
import { createPlanner } from '../../engine/plan/planner.ts';
import type { Session } from '../../engine/session.ts';
import { openWebhookClient } from '../../engine/webhook/client.ts';
import { type ScratchDatabase, scratchDatabase } from './postgres.ts';

export interface ExecutorUnderTest extends AsyncDisposable {
  readonly scratch: ScratchDatabase;
  readonly database: Database;
  readonly snapshot: () => Snapshot;
  readonly deps: ExecutorDeps;
  put(metadata: unknown): Promise<void>;
  /** `{data}` or `{errors}`, parsed; errors as an admin sees them without internals. */
  ask(query: string | GraphqlRequest, who?: Who): Promise<unknown>;
  /** The body as it is. */
  body(query: string | GraphqlRequest, who?: Who): Promise<string>;
}

/** `x-hasura-` may be left out of the names. */
export interface Who {
  readonly role?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly backendOnly?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function executorUnderTest(
  sql: string,
  metadata: unknown,
  options: Partial<ExecutorDeps> & { readonly pool?: DatabaseOptions; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ExecutorUnderTest> {
  const scratch = await scratchDatabase({ sql });
  const database = openDatabase(scratch.url, { maxConnections: 5, ...options.pool });
  const webhooks = openWebhookClient();
  let snapshot: Snapshot | null = null;
  const current = () => {
    if (!snapshot) throw new Error('no metadata yet');
    return snapshot;
  };
  const put = async (next: unknown) => {
    const { catalog, model } = await build(database, Metadata.parse(next), options.env ?? {}, null);
    const generation = (snapshot?.generation ?? 0) + 1;
    snapshot = { catalog, model, resourceVersion: generation, generation };
  };
  await put(metadata);
  const deps: ExecutorDeps = {
    database,
    actionLog: database,
    planner: createPlanner(),
    actions: { webhooks, observe: () => {}, version: 'v2.36.0', configuredHeaderPrecedence: false },
    compile: { stringifyNumeric: false },
    snapshot: current,
    ...options,
  };
  const execute = createExecutor(deps);
  const body = async (query: string | GraphqlRequest, who: Who = {}) => {
    const request = typeof query === 'string' ? { query } : query;
    const context = { session: sessionOf(who), headers: who.headers ?? {}, requestId: 'test' };
    return (await execute(request, context)).body.toString();
  };
  return {
    scratch,
    database,
    snapshot: current,
    deps,
    put,
    body,
    ask: async (query, who) => {
      try {
        return JSON.parse(await body(query, who));
      } catch (error) {
        if (error instanceof EngineError) return { errors: [toGraphqlError(error, false)] };
        throw error;
      }
    },
    [Symbol.asyncDispose]: async () => {
      await webhooks[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
}

function sessionOf({ role = 'admin', variables = {}, backendOnly = false }: Who): Session {
  const named = Object.entries(variables).map(([name, value]) => [
    name.startsWith('x-hasura-') ? name : `x-hasura-${name}`,
    value,
  ]);
  return { role, variables: { ...Object.fromEntries(named), 'x-hasura-role': role }, backendOnly, expiresAt: null };
}
