/** What the edge answers itself: why there is no answer, as a page for people and as JSON for programs. */

import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { PROBLEM_TYPE, problemBody } from '../http/problem.ts';

export interface Problem {
  readonly status: 404 | 502 | 503 | 504;
  readonly code: string;
  /** A sentence for whoever asked. */
  readonly message: string;
}

export const problems = {
  unknownHost: (hostname: string): Problem => ({
    status: 404,
    code: 'no-such-service',
    message: `No service has the address ${hostname}. It may not be deployed yet, or its project or name is spelled differently.`,
  }),
  stopped: (hostname: string): Problem => ({
    status: 503,
    code: 'service-not-running',
    message: `The service at ${hostname} has no running replica: it is stopped, starting, or crashed. Its status and logs say which.`,
  }),
  unreachable: (hostname: string, reason: string): Problem => ({
    status: 502,
    code: 'service-unreachable',
    message: `The service at ${hostname} runs but does not answer (${reason}). It must listen on the port given in PORT. See its logs.`,
  }),
  tooSlow: (hostname: string, seconds: number): Problem => ({
    status: 504,
    code: 'service-timeout',
    message: `The service at ${hostname} did not begin its answer within ${seconds} s. See its logs.`,
  }),
  controlPlaneAway: (): Problem => ({
    status: 503,
    code: 'control-plane-away',
    message: 'NorthStack itself is not running at the moment; deployed services go on. Try again in a few seconds.',
  }),
};

/** Answers with the problem; cuts the connection when an answer has already begun. */
export function answerProblem(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const html = request.headers.accept?.includes('text/html') ?? false;
  const path = request.url ?? '/';
  // GraphQL's clients know its own form only by its own content type.
  const type = path.startsWith('/v1/graphql') ? 'application/json; charset=utf-8' : PROBLEM_TYPE;
  const body = html ? page(problem) : json(problem, path);
  response.writeHead(problem.status, {
    'content-type': html ? 'text/html; charset=utf-8' : type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(problem.status === 503 ? { 'retry-after': '2' } : {}),
    'x-northstack-error': problem.code,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The whole HTTP message, for a socket that asked for an upgrade. */
export function problemMessage(problem: Problem): string {
  const body = json(problem, '/');
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(problem.status === 503 ? ['retry-after: 2'] : []),
    `x-northstack-error: ${problem.code}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

const json = (problem: Problem, instance: string) => JSON.stringify(problemBody({ ...problem, instance }));

const page = ({ status, message }: Problem) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${status} ${STATUS_CODES[status]}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem;color:#1c1e21;background:#fff}
h1{font-size:1.3rem}small{color:#6b7075}@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#17191c}}</style>
<h1>${status} ${STATUS_CODES[status]}</h1><p>${escapeHtml(message)}</p><small>NorthStack</small></html>
`;

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
