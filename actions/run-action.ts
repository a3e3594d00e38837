/** Runs an action from the body that the engine posts, and says what to answer (docs: Hasura, actions/action-handlers). */
import { z } from 'zod';
import { explainRefusal } from '../domain/errors/explain-refusal.ts';
import { Fault } from '../kit/fault.ts';
import { GraphqlError } from '../sdk/client.ts';
import type { Action, ActionDeps } from './action.ts';
import { type ActionSession, sessionVariables } from './session.ts';
import { tellQuotaExceeded } from './tell-quota-exceeded.ts';
import { type RequestHeaders, readVisitor } from './visitor.ts';

export interface ActionAnswer {
  readonly status: number;
  readonly body: unknown;
  /** `Set-Cookie` values for the client. */
  readonly cookies: readonly string[];
  /** What went wrong inside, for the log; the caller is told nothing of it. */
  readonly problem: unknown;
}

const payload = z.object({ input: z.unknown(), session_variables: sessionVariables });

/** @param headers the client's, where the engine forwards them */
export async function runAction(
  deps: ActionDeps,
  action: Action,
  body: unknown,
  headers: RequestHeaders = {},
): Promise<ActionAnswer> {
  const cookies: string[] = [];
  let session: ActionSession | null = null;
  try {
    const parsedBody = payload.parse(body);
    const { input } = parsedBody;
    const visitor = readVisitor(headers, cookies);
    session = { ...parsedBody.session_variables, address: visitor.address };
    const parsed = action.input.safeParse(input);
    if (!parsed.success) return refuse('invalid-input', explain(parsed.error));
    const answer = await action.handle(deps, parsed.data, session, visitor);
    return { status: 200, body: action.output.parse(answer), cookies, problem: null };
  } catch (error) {
    if (error instanceof GraphqlError && error.code === 'quota-exceeded') {
      const told = await tellQuotaExceeded(deps.graphql, session, error.message).then(
        () => null,
        (problem: unknown) => problem,
      );
      return { ...refuse(error.code, error.message), problem: told };
    }
    if (error instanceof GraphqlError && error.code === 'policy-denied') return refuse(error.code, error.message);
    if (error instanceof Fault) return { ...refuse(error.code, error.message), problem: error.cause ?? null };
    if (error instanceof GraphqlError && error.transient) {
      const { code, message, cause } = busy(error);
      return { ...refuse(code, message), problem: cause };
    }
    // What an action did not foresee and the database has a rule for is the caller's to know, in our words.
    const refusal = error instanceof GraphqlError ? explainRefusal(error.message) : null;
    if (refusal !== null) return refuse(refusal.code, refusal.message);
    // The engine hides the body of a 5xx from callers.
    return { status: 500, body: { message: 'internal error' }, cookies: [], problem: error };
  }
}

const refuse = (code: string, message: string): ActionAnswer => ({
  status: 400,
  // GraphQL shows the extensions, REST endpoints the code itself.
  body: { message, code, extensions: { code, path: '$' } },
  cookies: [],
  problem: null,
});

/** It was tried several times already. */
const busy = (cause: GraphqlError): Fault =>
  new Fault('retry', {
    code: 'busy',
    message: 'Too much is going on at once. Send the same command, with the same request id, again in a moment.',
    cause,
  });

function explain(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join(' ');
}
