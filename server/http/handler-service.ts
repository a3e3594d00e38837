/**
 * The webhooks behind the engine: actions, event triggers and cron triggers, each found by its name. Only the engine may call them: it
 * sends the shared secret.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Log } from '../log.ts';
import { PROBLEM_TYPE, problemBody } from './problem.ts';
import type { ProcessMetrics } from './process-metrics.ts';
import { securityHeaders } from './security-headers.ts';

export interface HandlerServiceOptions {
  /** Value of `x-northstack-secret`. */
  readonly secret: string;
  /** By the first part of the path (`actions`, `events`, `cron`), then by name. */
  readonly handlers: Readonly<Record<string, ReadonlyMap<string, Handler>>>;
  readonly log: Log;
  readonly metrics?: Pick<ProcessMetrics, 'handled'>;
}

/** Takes the body that the engine posts. What it throws is a mistake of ours: 500, whose body the engine hides, and a line in the log. */
export type Handler = (body: unknown, headers: IncomingHttpHeaders) => Promise<HandlerAnswer>;

export interface HandlerAnswer {
  readonly status: number;
  readonly body: unknown;
  /** `Set-Cookie` values, which the engine hands on to the client. */
  readonly cookies?: readonly string[];
  /** What went wrong inside, for the log. */
  readonly problem?: unknown;
}

/** Requests are small; log lines and build artifacts do not pass here. */
const maxBodyBytes = 4 * 1024 * 1024;

export function createHandlerService({ secret, handlers, log, metrics }: HandlerServiceOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(securityHeaders, requireSecret(secret), express.json({ limit: maxBodyBytes, strict: false }));
  app.post('/:kind/:name', async (request: Request<{ kind: string; name: string }>, response: Response) => {
    const { kind, name } = request.params;
    const handler = Object.hasOwn(handlers, kind) ? handlers[kind]?.get(name) : undefined;
    if (!handler) return refuse(response, 404, 'not-found', `There is no ${kind}/${name}.`);
    const startedAt = performance.now();
    const { status, body, cookies = [], problem } = await handler(request.body, request.headers);
    for (const cookie of cookies) response.append('set-cookie', cookie);
    response.status(status).json(body ?? null);
    const durationMs = performance.now() - startedAt;
    metrics?.handled({ kind, name, status, durationMs });
    const told = { kind, name, status, durationMs: Math.round(durationMs) };
    if (problem === undefined || problem === null) log.debug(told, 'handled');
    else log.error({ ...told, error: problem }, 'a handler failed');
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    // What the body parser throws: too large, or no JSON.
    if (isHttpError(error) && error.status < 500)
      return refuse(response, error.status, error.status === 413 ? 'body-too-large' : 'bad-request', error.message);
    log.error({ path: request.path, error }, 'a handler failed');
    return refuse(response, 500, 'unexpected', 'internal error');
  });
  return app;
}

/** The engine reads `message` and `extensions`, everybody else the problem. */
const refuse = (response: Response, status: number, code: string, message: string): void =>
  void response
    .status(status)
    .type(PROBLEM_TYPE)
    .send(
      JSON.stringify({ ...problemBody({ status, code, message, instance: response.req.path }), message, extensions: { code } }),
    );

const isHttpError = (error: unknown): error is Error & { status: number } =>
  error instanceof Error && 'status' in error && typeof error.status === 'number';

function requireSecret(secret: string) {
  const expected = Buffer.from(secret);
  return (request: Request, response: Response, next: NextFunction) => {
    const given = Buffer.from(request.get('x-northstack-secret') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) return next();
    return refuse(response, 401, 'access-denied', 'This address is for the engine only.');
  };
}
