/** A permission's `validate_input`: a webhook may refuse a mutation's input before its transaction begins (dialect §2.12). */
import { EngineError } from '../error.ts';
import { isObject, parseJson, property } from '../json.ts';
import type { ValidateInput } from '../model/model.ts';
import type { Session } from '../session.ts';
import { WebhookError, type WebhookResponse } from '../webhook/client.ts';
import { engineHeaders, forwardedHeaders, mergeHeaders } from '../webhook/headers.ts';
import type { ActionDeps } from './call-action.ts';

export interface InputValidation {
  readonly validate: ValidateInput;
  /** JSON text of a list: inserted rows, or what an update or delete was given. */
  readonly input: string;
  readonly session: Session;
  /** The client's headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where a refusal points. */
  readonly path: string;
  readonly signal?: AbortSignal;
}

/** Returns when the webhook answers 200; its 400 is a `validation-failed` with its message, all else an internal error. */
export async function validateInput(deps: ActionDeps, call: InputValidation): Promise<void> {
  const { validate, session } = call;
  const configured = Object.fromEntries(validate.headers.map((h) => [h.name, h.value]));
  const forwarded = validate.forwardClientHeaders ? forwardedHeaders(call.headers) : {};
  const standard = engineHeaders(deps.version);
  const internal = (error: unknown) =>
    new EngineError('unexpected', 'internal error', { internal: { error, request: { url: validate.url } } });
  let response: WebhookResponse;
  try {
    response = await deps.webhooks.send({
      method: 'POST',
      url: validate.url,
      headers: deps.configuredHeaderPrecedence
        ? mergeHeaders(standard, forwarded, configured)
        : mergeHeaders(configured, standard, forwarded),
      body: `{"version":1,"role":${JSON.stringify(session.role)},"session_variables":${JSON.stringify(session.variables)},"data":{"input":${call.input}}}`,
      timeoutMs: validate.timeoutSeconds * 1000,
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    throw new EngineError('unexpected', 'http exception when calling webhook', {
      internal: { error: error.message, request: { url: validate.url } },
    });
  }
  if (response.status === 200) return;
  if (response.status !== 400) throw internal(`expecting 200 or 400 status code, but found ${response.status}`);
  const message = refusal(response.body);
  if (message === null) throw internal('expecting an object with a "message" in the response of status 400');
  throw new EngineError('validation-failed', message, { path: call.path });
}

function refusal(body: string): string | null {
  try {
    const value = parseJson(body);
    const message = isObject(value) ? property(value, 'message') : undefined;
    return typeof message === 'string' ? message : null;
  } catch {
    return null;
  }
}
