/** Runs the cases of one parity file: an engine of its own on a scratch database, the file's metadata, its steps one by one. */
import { type Engine, parseConfig, startEngine } from '../../engine/index.ts';
import type { ScratchDatabase } from '../support/postgres.ts';
import type { Case, ParityFile, Step } from './case.ts';
import { difference } from './compare.ts';
import { ParitySocket } from './socket.ts';
import { serveWebhooks, type Webhooks } from './webhooks.ts';

const SECRET = 'parity';
/** What would never come; a busy machine needs a while for the rest. */
const TIMEOUT_MS = 30_000;

export interface ParityRun extends AsyncDisposable {
  /** Throws at the first difference. `transport` is for plain cases. */
  run(test: Case, transport: 'http' | 'ws'): Promise<void>;
}

type GraphqlStep = Extract<Step, { query: string }>;

export async function startParity(file: ParityFile, scratch: ScratchDatabase): Promise<ParityRun> {
  const hooks = await serveWebhooks(file.webhooks);
  await scratch.sql(file.sql);
  const engine = await startEngine(
    parseConfig({
      HASURA_GRAPHQL_DATABASE_URL: scratch.url,
      HASURA_GRAPHQL_ADMIN_SECRET: SECRET,
      HASURA_GRAPHQL_SERVER_HOST: '127.0.0.1',
      HASURA_GRAPHQL_SERVER_PORT: '0',
      HASURA_GRAPHQL_PG_CONNECTIONS: '5',
      HASURA_GRAPHQL_GRACEFUL_SHUTDOWN_TIMEOUT: '2',
      WEBHOOK: hooks.url,
      ...file.env,
    }),
  );
  const run = new Run(engine, scratch, hooks, file);
  await run.setUp();
  return run;
}

class Run implements ParityRun {
  private readonly url: string;
  private readonly sockets = new Map<string, ParitySocket>();
  private isClean = false;
  private readonly engine: Engine;
  private readonly scratch: ScratchDatabase;
  private readonly hooks: Webhooks;
  private readonly file: ParityFile;

  constructor(engine: Engine, scratch: ScratchDatabase, hooks: Webhooks, file: ParityFile) {
    this.engine = engine;
    this.scratch = scratch;
    this.hooks = hooks;
    this.file = file;
    this.url = `http://127.0.0.1:${engine.port}`;
  }

  async setUp(): Promise<void> {
    const { tables, functions, customization, ...rest } = this.file.metadata;
    const connection = { connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } } };
    const source = {
      name: 'default',
      kind: 'postgres',
      configuration: connection,
      ...(customization ? { customization } : {}),
      tables: tables ?? [],
      functions: functions ?? [],
    };
    const answer = await this.post('/v1/metadata', {
      type: 'replace_metadata',
      args: { allow_inconsistent_metadata: true, metadata: { version: 3, sources: [source], ...rest } },
    });
    must(difference(answer.body, { '...': '', inconsistent_objects: [], is_consistent: true }));
  }

  async run(test: Case, transport: 'http' | 'ws'): Promise<void> {
    if (!this.isClean) await this.scratch.sql(this.file.data);
    this.isClean = !test.mutates;
    this.hooks.forget();
    try {
      for (const [i, step] of test.steps.entries()) {
        try {
          await this.step(step, transport);
        } catch (error) {
          if (error instanceof Error && test.steps.length > 1) error.message = `step ${i + 1}: ${error.message}`;
          throw error;
        }
      }
    } finally {
      for (const socket of this.sockets.values()) socket[Symbol.dispose]();
      this.sockets.clear();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine[Symbol.asyncDispose]();
    await this.hooks[Symbol.asyncDispose]();
  }

  private async step(step: Step, transport: 'http' | 'ws'): Promise<void> {
    if ('query' in step) return transport === 'ws' ? this.overSocket(step) : this.graphql(step);
    if ('sql' in step) return this.sql(step);
    if ('http' in step) return this.http(step);
    if ('received' in step) return this.received(step.received);
    if ('quiet' in step) {
      const got = await this.hooks.take(step.quiet.hook, step.quiet.ms);
      if (got) throw new Error(`${step.quiet.hook} was called: ${JSON.stringify(got.body)}`);
      return;
    }
    if ('socket' in step) {
      const { name, protocol, init, headers } = step.socket;
      const all = { 'x-hasura-admin-secret': SECRET, ...who(step.socket), ...headers };
      this.sockets.set(name, await ParitySocket.open(this.socketUrl, protocol, init ? { headers: all } : null));
      return;
    }
    if ('send' in step) {
      this.socket(step.to).send(step.send);
      return;
    }
    const socket = this.socket(step.from);
    if ('receive' in step) must(difference(await socket.take(TIMEOUT_MS), step.receive));
    else if ('silent' in step) {
      const message = await socket.take(step.silent);
      if (message !== undefined) throw new Error(`unexpected message ${JSON.stringify(message)}`);
    } else {
      await socket.until(() => socket.closed !== null, TIMEOUT_MS);
      must(difference(socket.closed, step.closed, false, 'close code'));
    }
  }

  private get socketUrl(): string {
    return `${this.url.replace('http', 'ws')}/v1/graphql`;
  }

  private socket(name: string): ParitySocket {
    const socket = this.sockets.get(name);
    if (!socket) throw new Error(`no socket ${name} is open`);
    return socket;
  }

  private async graphql(step: GraphqlStep): Promise<void> {
    const answer = await this.post('/v1/graphql', requestOf(step), { 'x-hasura-admin-secret': SECRET, ...who(step) });
    must(difference(answer.status, 200, false, 'status'));
    checkAnswer(answer.body, step);
  }

  private async overSocket(step: GraphqlStep): Promise<void> {
    const headers = { 'x-hasura-admin-secret': SECRET, ...who(step) };
    using socket = await ParitySocket.open(this.socketUrl, 'graphql-ws', { headers });
    socket.send({ type: 'start', id: '1', payload: requestOf(step) });
    const message = await socket.take(TIMEOUT_MS);
    const payload = typeof message === 'object' && message !== null && 'payload' in message ? message.payload : message;
    checkAnswer(payload, step);
    must(difference(await socket.take(TIMEOUT_MS), { type: 'complete', id: '1' }));
  }

  private async sql(step: Extract<Step, { sql: string }>): Promise<void> {
    const rows = await this.scratch.sql(step.sql).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (step.fails === undefined || !text.includes(step.fails)) throw error;
      return null;
    });
    if (step.fails !== undefined && rows !== null) throw new Error(`expected to fail with ${step.fails}`);
    if (step.rows) must(difference(JSON.parse(JSON.stringify(rows)), step.rows));
  }

  private async http(step: Extract<Step, { http: object }>): Promise<void> {
    const { method, path, headers, body, secret } = step.http;
    const answer = await this.request(method, path, body, { ...(secret ? { 'x-hasura-admin-secret': SECRET } : {}), ...headers });
    if (step.text !== undefined) must(difference(spaceless(answer.text), spaceless(step.text)));
    if (step.body !== undefined) must(difference(answer.body, step.body));
    must(difference(answer.status, step.status ?? 200, false, `status (${answer.text.slice(0, 300)})`));
    for (const [name, value] of Object.entries(step.headers ?? {}))
      must(difference(answer.headers.get(name), value, false, name));
  }

  private async received(expected: Extract<Step, { received: object }>['received']): Promise<void> {
    const got = await this.hooks.take(expected.hook, TIMEOUT_MS);
    if (!got) throw new Error(`${expected.hook} was not called`);
    if (expected.body !== undefined) must(difference(got.body, expected.body));
    if (expected.headers) must(difference(got.headers, { '...': '', ...expected.headers }));
  }

  private post(path: string, body: unknown, headers: Record<string, string> = { 'x-hasura-admin-secret': SECRET }) {
    return this.request('POST', path, body, headers);
  }

  private async request(method: string, path: string, body: unknown, headers: Record<string, string>) {
    const reply = await fetch(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, text, body: parseJson(text) };
  }
}

const requestOf = ({ query, variables, operation }: GraphqlStep) => ({
  query,
  ...(variables ? { variables } : {}),
  ...(operation ? { operationName: operation } : {}),
});

const who = ({
  role,
  session,
}: {
  readonly role?: string | undefined;
  readonly session?: Record<string, string> | undefined;
}) => ({
  ...(role ? { 'x-hasura-role': role } : {}),
  ...session,
});

function checkAnswer(answer: unknown, step: GraphqlStep): void {
  if (step.error) {
    const { code, path, message } = step.error;
    const extensions = { '...': '', code, ...(path === undefined ? {} : { path }) };
    must(difference(answer, { errors: [{ message: message ?? '<text>', extensions }] }));
  } else must(difference(answer, { data: step.data ?? null }, step.order));
}

/** PostgreSQL writes some JSON with blanks, which mean nothing. */
const spaceless = (text: string): string => text.replaceAll(' ', '');

function must(found: string | null): void {
  if (found !== null) throw new Error(found);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
