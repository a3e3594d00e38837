/** A real NorthStack in a directory of its own: the launcher is started as an operator would, and talked to over its one port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../support/ports.ts';
import { killProcessesOf } from './processes.ts';

export interface Site extends AsyncDisposable {
  readonly data: string;
  readonly port: number;
  /** Starts `./northstack up` and resolves at its `ready`. */
  up(options?: UpOptions): Promise<Northstack>;
  /** Starts `./northstack up` and resolves when it has ended. */
  upThatEnds(options?: UpOptions): Promise<Ended>;
}

export interface UpOptions {
  readonly port?: number;
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The JSON objects of stdout. */
  readonly events: readonly UpEvent[];
  readonly stderr: string;
}

export type UpEvent = { readonly event: string } & Readonly<Record<string, unknown>>;

/** An API to talk to. */
export interface Api {
  readonly url: string;
  readonly adminSecret: string;
  /** Requests a path; `host` chooses a service. */
  fetch(path: string, options?: RequestInit & { readonly host?: string }): Promise<Response>;
}

export interface Northstack extends Api {
  readonly pid: number;
  readonly ready: UpEvent;
  readonly events: readonly UpEvent[];
  /** Sends a signal and resolves when the process has ended. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** A data directory and a port; everything that still runs in it is killed at the end. */
export async function site(): Promise<Site> {
  const directory = mkdtempSync(join(tmpdir(), 'ns-e2e-'));
  // Open to pass through, as a home directory is: as root, apps run as another user.
  chmodSync(directory, 0o755);
  const data = join(directory, 'data');
  const port = await freePort();
  const start = (options: UpOptions = {}) => launch(options.data ?? data, options.port ?? port, options);
  return {
    data,
    port,
    up: async (options) => {
      const { child, ready, ended, events } = start(options);
      const event = await ready;
      const url = String(event.url);
      return {
        pid: child.pid ?? -1,
        url,
        adminSecret: readFileSync(String(event.adminSecretFile), 'utf8').trim(),
        ready: event,
        events,
        end: (signal) => {
          child.kill(signal);
          return ended;
        },
        fetch: fetchFrom(url),
      };
    },
    upThatEnds: (options) => start(options).ended,
    [Symbol.asyncDispose]: async () => {
      killProcessesOf(directory);
      rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}

function launch(data: string, port: number, { env = {}, flags = [] }: UpOptions) {
  const child: ChildProcess = spawn(
    resolve('northstack'),
    ['up', '--json', '--port', String(port), '--data', data, ...flags],
    // A working directory elsewhere: nothing may depend on it.
    { cwd: tmpdir(), env: { ...ownEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const events: UpEvent[] = [];
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((done) => {
    child.once('close', (code, signal) => done({ code, signal, events, stderr }));
  });
  const ready = new Promise<UpEvent>((done, fail) => {
    if (child.stdout === null) throw new Error('no stdout');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event: UpEvent = JSON.parse(line);
      events.push(event);
      if (event.event === 'ready') done(event);
    });
    ended.then((end) =>
      fail(new Error(`northstack up ended with ${end.code ?? end.signal}: ${JSON.stringify(events)} ${stderr}`)),
    );
  });
  ready.catch(() => {});
  return { child, ready, ended, events };
}

/** Without settings of whoever runs the tests. `E2E_NOTIFY=false` (`npm run e2e:polling`): as on a database without LISTEN and NOTIFY. */
const ownEnvironment = () => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NORTHSTACK|HASURA_GRAPHQL|ENGINE)_|^DATABASE_URL$/.test(name)),
  ),
  ...(notifies ? {} : { ENGINE_NOTIFY: 'false' }),
});

export const notifies = process.env.E2E_NOTIFY !== 'false';

export const fetchFrom =
  (url: string): Api['fetch'] =>
  (path, { host, ...init } = {}) =>
    request(`http://127.0.0.1:${new URL(url).port}${path}`, { ...init, headers: new Headers(init.headers) }, host);

/** `fetch` may not set Host. */
async function request(url: string, init: RequestInit & { headers: Headers }, host: string | undefined): Promise<Response> {
  if (host === undefined) return fetch(url, init);
  const { request: start } = await import('node:http');
  return new Promise((done, fail) => {
    const headers = { ...Object.fromEntries(init.headers), host };
    const outgoing = start(url, { method: init.method ?? 'GET', headers, agent: false }, async (answer) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const text = Buffer.concat(chunks);
        const status = answer.statusCode ?? 0;
        done(
          new Response(status === 204 || status === 304 ? null : text, {
            status,
            headers: answer.headers as Record<string, string>,
          }),
        );
      } catch (error) {
        fail(error);
      }
    });
    outgoing.on('error', fail);
    outgoing.end(typeof init.body === 'string' ? init.body : undefined);
  });
}
