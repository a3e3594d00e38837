/**
 * Serves the repositories that folders are deployed through (`northstack deploy <service> .`, or any `git push`): git's own smart HTTP under
 * `/git/<id>.git`, one bare repository per service, made at its first push.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { readCgiHead } from './cgi-head.ts';

export interface GitHostOptions {
  /** Where the repositories are. */
  readonly directory: string;
  /** What whoever sent these headers may do with the repository `<id>`. */
  readonly authorize: (id: string, authorization: string) => Promise<Access>;
  /** PATH and locale for git. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** unknown: it does not exist, or not for them. */
export type Access = 'write' | 'read' | 'unknown' | 'not-signed-in';

export interface GitHost {
  /** Answers requests below `/git/`. */
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const run = promisify(execFile);
const route = /^\/git\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;

export function createGitHost(options: GitHostOptions): GitHost {
  return {
    onRequest: async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://host');
      const [, id, service] = route.exec(url.pathname) ?? [];
      if (id === undefined || service === undefined) return refuse(response, 404, 'There is no such repository.');
      const writes = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
      const access = await options.authorize(id, request.headers.authorization ?? '');
      if (access === 'not-signed-in')
        return refuse(response, 401, 'Sign in: the password is an access token.', {
          'www-authenticate': 'Basic realm="NorthStack"',
        });
      if (access === 'unknown') return refuse(response, 404, 'There is no such repository.');
      if (writes && access !== 'write') return refuse(response, 403, 'Your role may not deploy.');
      await makeRepository(options, id);
      await serve(options, request, response, url, id);
    },
  };
}

function refuse(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
}

/** Nothing in a pushed repository is ever run here; what is pushed is checked, and bounded. */
const settings = {
  'http.receivepack': 'true',
  'receive.fsckObjects': 'true',
  'receive.maxInputSize': '1g',
  'receive.denyDeletes': 'true',
  'core.hooksPath': '/dev/null',
};

/** Made beside and moved into place, so that a half-made one is never seen. */
async function makeRepository({ directory, environment }: GitHostOptions, id: string): Promise<void> {
  const path = join(directory, `${id}.git`);
  if (await stat(path).catch(() => null)) return;
  const draft = `${path}.${process.pid}-${Date.now()}`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const git = (...args: string[]) => run('git', args, { env: gitEnvironment(environment, directory) });
  await git('init', '--quiet', '--bare', '--template=', '--initial-branch=main', '--', draft);
  for (const [name, value] of Object.entries(settings)) await git('-C', draft, 'config', name, value);
  await rename(draft, path).catch(() => rm(draft, { recursive: true, force: true }));
}

function gitEnvironment(environment: Readonly<Record<string, string>>, directory: string): Record<string, string> {
  return { ...environment, HOME: directory, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' };
}

/** Hands the request to `git http-backend`, a CGI program (git-http-backend(1), RFC 3875). */
async function serve(
  options: GitHostOptions,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  id: string,
): Promise<void> {
  const header = (name: string) => request.headers[name]?.toString() ?? '';
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...gitEnvironment(options.environment, options.directory),
      GIT_PROJECT_ROOT: options.directory,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname.slice('/git'.length),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
      REMOTE_USER: 'northstack',
      REMOTE_ADDR: request.socket.remoteAddress ?? '',
    },
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 600_000);
  response.once('close', () => child.kill('SIGTERM'));
  try {
    await answer(child, request, response, id);
  } catch (error) {
    if (!response.headersSent) refuse(response, 500, 'The repository cannot be served now.');
    else response.destroy(error instanceof Error ? error : undefined);
  } finally {
    clearTimeout(timer);
  }
}

async function answer(child: ChildProcess, request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error(`no pipes to git for ${id}`);
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  // git may answer before it has read everything; a closed pipe is then no failure.
  const sent = pipeline(request, stdin).catch(() => {});
  const { status, headers, rest } = await Promise.race([readCgiHead(stdout), failed]);
  response.writeHead(status, headers);
  response.write(rest);
  await pipeline(stdout, response);
  await sent;
}
