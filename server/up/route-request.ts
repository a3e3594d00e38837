/** Which part of the control plane answers a path. What is nobody else's is the engine's: GraphQL, REST, console, metrics. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ACCOUNT_PATH } from '../account/account-pages.ts';
import { answerLive, answerReady, type Check } from '../http/health.ts';
import { KEY_SET_PATH } from '../http/key-set.ts';
import { PROBLEM_TYPE, problemBody } from '../http/problem.ts';
import { answerConfigSchema, answerEventSchema } from '../http/schemas.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { WEBHOOKS_PATH } from '../http/webhook-page.ts';
import { isBelow, OIDC_PATH, type Page } from '../oidc/oidc-pages.ts';

export interface Parts {
  readonly engine: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
  /** Repositories below /git/. */
  readonly git: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Signing in at identity providers. */
  readonly oidc: Page;
  /** Where mails to people lead. */
  readonly account: Page;
  /** Messages of outside systems. */
  readonly webhooks: Page;
  /** The keys of sessions. */
  readonly keys: (response: ServerResponse) => Promise<void>;
  readonly checks: Readonly<Record<string, Check>>;
  /** Platforms that are not real. */
  readonly emulated: readonly string[];
  readonly onFailure: (error: unknown) => void;
}

export function createRequestRouter(parts: Parts): (request: IncomingMessage, response: ServerResponse) => void {
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    securityHeaders(request, response, () => {});
    if (parts.emulated.length > 0) {
      response.setHeader('x-northstack-emulated', 'true');
      // What the console shows at its top.
      response.setHeader(
        'x-notice',
        `EMULATED, nothing of it is real: ${parts.emulated.join('; ').replaceAll(/[^\x20-\x7e]/g, '?')}`,
      );
    }
    if (path === '/livez') return answerLive(response);
    if (path === '/readyz') return await answerReady(response, parts.checks, parts.emulated);
    if (path === '/') return void response.writeHead(302, { location: '/console' }).end();
    if (isBelow(path, OIDC_PATH)) return await parts.oidc(request, response);
    if (isBelow(path, ACCOUNT_PATH)) return await parts.account(request, response);
    if (path === KEY_SET_PATH) return await parts.keys(response);
    if (path === '/schema/northstack.json') return answerConfigSchema(response);
    if (path === '/schema/domain-event.json') return answerEventSchema(response);
    if (isBelow(path, WEBHOOKS_PATH)) return await parts.webhooks(request, response);
    if (path.startsWith('/git/')) return await parts.git(request, response);
    // Where scrapers look first.
    if (path === '/metrics') request.url = '/v1/metrics';
    await parts.engine(request, response);
  };
  return (request, response) => {
    route(request, response).catch((error: unknown) => {
      parts.onFailure(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': PROBLEM_TYPE }).end(JSON.stringify(failed(request.url ?? '/')));
    });
  };
}

const failed = (instance: string) =>
  problemBody({ status: 500, code: 'unexpected', message: 'Something failed on our side.', instance });
