/** `POST /v1/graphql` (always 200) and `/v1alpha1/graphql` (real status codes): one request, or a list answered in order. */
import type { Core, GraphqlRequest, RequestContext } from '../engine.ts';
import { EngineError } from '../error.ts';
import { KEY_HEADER } from '../execute/run-once.ts';
import { parseRequestJson } from '../json.ts';
import type { Observe } from '../observation.ts';
import type { Session } from '../session.ts';
import type { Call, Endpoint } from './call.ts';
import { parseGraphqlRequest } from './graphql-request.ts';
import { asEngineError, graphqlErrorText } from './handler.ts';
import { parseJsonBody } from './json-body.ts';
import { JSON_TYPE, type Reply } from './send.ts';

export interface GraphqlEndpointDeps {
  readonly core: Core;
  /** Throws when the caller may not ask (so often, so much). */
  readonly admit: (session: Session, ip: string, requests: number) => void;
  readonly maxResponseBytes: number;
  readonly showsInternal: (session: Session | null) => boolean;
  readonly observe: Observe;
}

export function graphqlEndpoint(deps: GraphqlEndpointDeps, statusCodes: 'always-200' | 'real'): Endpoint {
  const isReal = statusCodes === 'real';

  const handle = async (call: Call): Promise<Reply> => {
    const body = parseJsonBody(await call.body(), parseRequestJson);
    const session = await call.authenticate(body);
    const context: RequestContext = { session, headers: call.headers, requestId: call.requestId, address: call.ip };
    if (Array.isArray(body)) return batch(body, call, context);
    deps.admit(session, call.ip, 1);
    const request = parseGraphqlRequest(body);
    call.operation = request.operationName ?? null;
    const answer = await deps.core.execute(request, context);
    if (answer.cookies.length > 0) call.cookies = [...call.cookies, ...answer.cookies];
    checkSize(answer.body.length);
    return { status: isReal ? answer.status : 200, contentType: JSON_TYPE, body: answer.body };
  };

  const batch = async (items: readonly unknown[], call: Call, context: RequestContext): Promise<Reply> => {
    deps.admit(context.session, call.ip, items.length);
    const bodies: string[] = [];
    let size = 0;
    for (const [at, item] of items.entries()) {
      const body = await one(item, call, elementOf(context, at));
      size += body.length;
      checkSize(size);
      bodies.push(body);
    }
    return { status: 200, contentType: JSON_TYPE, body: `[${bodies.join(',')}]` };
  };

  /** An element of a batch fails for itself, and is repeated for itself. */
  const one = async (item: unknown, call: Call, context: RequestContext): Promise<string> => {
    try {
      const request: GraphqlRequest = parseGraphqlRequest(item);
      const answer = await deps.core.execute(request, context);
      if (answer.cookies.length > 0) call.cookies = [...call.cookies, ...answer.cookies];
      return answer.body;
    } catch (error) {
      return graphqlErrorText(asEngineError(error, deps.observe), deps.showsInternal(context.session));
    }
  };

  const checkSize = (size: number) => {
    if (size > deps.maxResponseBytes)
      throw new EngineError('unexpected', `the response is larger than ${deps.maxResponseBytes} bytes`);
  };

  return { methods: ['POST'], errors: isReal ? 'graphql' : 'graphql-200', handle };
}

function elementOf(context: RequestContext, at: number): RequestContext {
  const key = context.headers[KEY_HEADER];
  return key === undefined ? context : { ...context, headers: { ...context.headers, [KEY_HEADER]: `${key} ${at}` } };
}
