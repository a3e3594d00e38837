/** `/api/rest/…`: RESTified endpoints over HTTP, and `/api/swagger/json`, which describes them. */
import type { GraphQLSchema } from 'graphql';
import type { Core, RequestContext } from '../engine.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { JSON_TYPE, json, type Reply } from '../http/send.ts';
import type { Session } from '../session.ts';
import { answerRest } from './answer-rest.ts';
import { openApiDocument } from './open-api.ts';

export const REST_PREFIX = '/api/rest/';

export interface RestEndpointDeps {
  readonly core: Pick<Core, 'snapshot' | 'execute'>;
  /** Throws when the caller may not ask (so often). */
  readonly admit: (session: Session, ip: string, requests: number) => void;
}

/** For every path below `REST_PREFIX`. */
export function restEndpoint({ core, admit }: RestEndpointDeps): Endpoint {
  const handle = async (call: Call): Promise<Reply> => {
    const raw = await call.body();
    const body = raw.length === 0 ? null : parseJsonBody(raw);
    const session = await call.authenticate(body);
    admit(session, call.ip, 1);
    const context: RequestContext = { session, headers: call.headers, requestId: call.requestId };
    const request = { method: call.method, path: call.path.slice(REST_PREFIX.length), query: call.query, body };
    const answer = await answerRest(core, request, context);
    if (answer.cookies.length > 0) call.cookies = [...call.cookies, ...answer.cookies];
    return { status: answer.status, contentType: JSON_TYPE, body: answer.body };
  };
  return { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], errors: 'api', handle };
}

/** `adminSchema` is asked for at each request: it changes with the metadata. */
export function swaggerEndpoint(core: Pick<Core, 'snapshot'>, adminSchema: () => GraphQLSchema): Endpoint {
  const handle = async (call: Call): Promise<Reply> => {
    await call.authenticateAdmin(null);
    return json(openApiDocument(core.snapshot().model.restEndpoints, adminSchema()));
  };
  return { methods: ['GET'], errors: 'api', handle };
}
