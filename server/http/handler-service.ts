/**
 * The webhooks behind the engine: actions, event triggers and cron triggers, each found by its name. Only the engine may call them: it
 * sends the shared secret. What a handler throws as a `Fault` is for the caller; anything else is ours and goes to the log.
 */
import { timingSafeEqual } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { Fault, type FaultKind } from '../../kit/fault.ts';
import type { Log } from '../log.ts';
import { securityHeaders } from './security-headers.ts';

export interface HandlerServiceOptions {
  /** Value of `x-northstack-secret`. */
  readonly secret: string;
  readonly actions: ReadonlyMap<string, ActionHandler>;
  readonly events: ReadonlyMap<string, EventHandler>;
  readonly crons: ReadonlyMap<string, CronHandler>;
  readonly log: Log;
}

/** Input as the engine sends it, session variables in lower case; answers with the action's output. */
export type ActionHandler = (input: unknown, session: Readonly<Record<string, string>>) => Promise<unknown>;
/** The engine's event payload (dialect §6.5), parsed by the handler. Throwing makes the engine deliver it again. */
export type EventHandler = (payload: unknown) => Promise<unknown>;
export type CronHandler = (payload: unknown) => Promise<unknown>;

const actionBody = z.object({
  action: z.object({ name: z.string() }),
  input: z.unknown(),
  session_variables: z.record(z.string(), z.string()),
});

/** Requests are small; log lines and build artifacts do not pass here. */
const maxBodyBytes = 4 * 1024 * 1024;

export function createHandlerService(options: HandlerServiceOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(securityHeaders);
  const guarded = express.Router();
  guarded.use(requireSecret(options.secret), express.json({ limit: maxBodyBytes, strict: false }));
  guarded.post(
    '/actions/:name',
    route(options, 'action', options.actions, async (handler, body) => {
      const { input, session_variables } = actionBody.parse(body);
      return handler(input, lowerCaseKeys(session_variables));
    }),
  );
  guarded.post(
    '/events/:name',
    route(options, 'event', options.events, (handler, body) => handler(body)),
  );
  guarded.post(
    '/cron/:name',
    route(options, 'cron', options.crons, (handler, body) => handler(body)),
  );
  app.use(guarded);
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    return answerError(options.log, response, error);
  });
  return app;
}

function route<H>(
  { log }: HandlerServiceOptions,
  kind: 'action' | 'event' | 'cron',
  handlers: ReadonlyMap<string, H>,
  call: (handler: H, body: unknown) => Promise<unknown>,
) {
  return async (request: Request<{ name: string }>, response: Response) => {
    const { name } = request.params;
    const startedAt = performance.now();
    const handler = handlers.get(name);
    try {
      if (!handler) throw new Fault('gone', { code: 'not-found', message: `There is no ${kind} called ${name}.` });
      const result = await call(handler, request.body);
      response.json(result ?? null);
    } catch (error) {
      answerError(log, response, error, { kind, name });
    }
    log.debug({ kind, name, status: response.statusCode, durationMs: Math.round(performance.now() - startedAt) }, 'handled');
  };
}

/** The engine passes messages of 4xx on and hides those of 5xx. */
const statusOf: Readonly<Record<FaultKind, number>> = { reject: 400, auth: 401, gone: 404, conflict: 409, retry: 429 };

function answerError(log: Log, response: Response, error: unknown, about: object = {}): void {
  if (error instanceof Fault) {
    if (error.detail !== null || error.cause !== undefined) log.warn({ ...about, code: error.code, error }, error.message);
    if (error.retryAfterMs !== null) response.set('retry-after', String(Math.ceil(error.retryAfterMs / 1000)));
    response.status(statusOf[error.kind]).json({ message: error.message, extensions: { code: error.code } });
  } else if (error instanceof z.ZodError) {
    response.status(400).json({ message: z.prettifyError(error), extensions: { code: 'invalid-input' } });
  } else if (isHttpError(error) && error.status < 500) {
    response.status(error.status).json({ message: error.message, extensions: { code: 'bad-request' } });
  } else {
    log.error({ ...about, error }, 'a handler failed');
    response.status(500).json({ message: 'internal error', extensions: { code: 'unexpected' } });
  }
}

/** What body parsers throw. */
const isHttpError = (error: unknown): error is Error & { status: number } =>
  error instanceof Error && 'status' in error && typeof error.status === 'number';

function requireSecret(secret: string) {
  const expected = Buffer.from(secret);
  return (request: Request, response: Response, next: NextFunction) => {
    const given = Buffer.from(request.get('x-northstack-secret') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) return next();
    response.status(401).json({ message: 'This address is for the engine only.', extensions: { code: 'access-denied' } });
  };
}

const lowerCaseKeys = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
