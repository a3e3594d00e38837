/** `/api/rest/…`: RESTified endpoints over HTTP, and `/api/swagger/json`, which describes them. */
import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Core, RequestContext } from '../engine.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { JSON_TYPE, json, type Reply } from '../http/send.ts';
import { parseRequestJson } from '../json.ts';
import type { Model } from '../model/model.ts';
import type { Session } from '../session.ts';
import { answerRest } from './answer-rest.ts';
import { openApiDocument } from './open-api.ts';
import { openApi31 } from './open-api-31.ts';
import { type ProblemType, problemReply } from './problem.ts';

export const REST_PREFIX = '/api/rest/';

export interface RestEndpointDeps {
  readonly core: Pick<Core, 'snapshot' | 'execute'>;
  /** Throws when the caller may not ask (so often). */
  readonly admit: (session: Session, ip: string, requests: number) => void;
  /** Failures are problems; otherwise they are as Hasura's. */
  readonly problemType?: ProblemType;
}

/** For every path below `REST_PREFIX`. */
export function restEndpoint({ core, admit, problemType }: RestEndpointDeps): Endpoint {
  const handle = async (call: Call): Promise<Reply> => {
    const raw = await call.body();
    const body = raw.length === 0 ? null : parseJsonBody(raw, parseRequestJson);
    const session = await call.authenticate(body);
    admit(session, call.ip, 1);
    const context: RequestContext = { session, headers: call.headers, requestId: call.requestId, address: call.ip };
    const request = { method: call.method, path: call.path.slice(REST_PREFIX.length), query: call.query, body };
    const answer = await answerRest(core, request, context);
    if (answer.cookies.length > 0) call.cookies = [...call.cookies, ...answer.cookies];
    return { status: answer.status, contentType: JSON_TYPE, body: answer.body };
  };
  return {
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    errors: 'api',
    handle,
    ...(problemType ? { failure: (reply: Reply, { path }: Call) => problemReply(reply, path, problemType) } : {}),
  };
}

export interface SwaggerEndpointDeps {
  readonly core: Pick<Core, 'snapshot'>;
  /** Asked for at each request: it changes with the metadata. */
  readonly schemaOf: (session: Session) => GraphQLSchema;
  readonly version: '3.0' | '3.1';
  readonly problemType?: ProblemType;
  /** Plain mutations may carry an `Idempotency-Key`. */
  readonly keepsRepeats: boolean;
}

export function swaggerEndpoint({ core, schemaOf, version, problemType, keepsRepeats }: SwaggerEndpointDeps): Endpoint {
  // Writing a document takes as long as some hundred requests: it is kept until role or metadata change.
  const written = new LRUCache<string, string>({ max: 50 });
  const traits = ({ actions }: Pick<Model, 'actions'>) => ({
    hasProblems: problemType !== undefined,
    repeatsOf: (field: string) => keepsRepeats && !actions.has(field),
  });
  const document = (session: Session): string => {
    const { model, generation } = core.snapshot();
    const key = `${generation} ${session.role}`;
    const text = written.get(key) ?? JSON.stringify(openApi31(model.restEndpoints, schemaOf(session), traits(model)));
    written.set(key, text);
    return text;
  };
  const handle = async (call: Call): Promise<Reply> => {
    if (version === '3.1') return { status: 200, contentType: JSON_TYPE, body: document(await call.authenticate(null)) };
    const session = await call.authenticateAdmin(null);
    return json(openApiDocument(core.snapshot().model.restEndpoints, schemaOf(session)));
  };
  return { methods: ['GET'], errors: 'api', handle };
}
