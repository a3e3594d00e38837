/** Asks a webhook who the caller is (dialect §4.2). */
import { Agent, request } from 'undici';
import type { WebhookConfig } from '../config/auth-config.ts';
import { EngineError } from '../error.ts';
import { unfit } from '../unfit.ts';
import { type Headers, ROLE, sessionOf } from './session-variables.ts';

/** What a GET hook does not get to see of the client's headers. */
const NOT_FORWARDED = new Set([
  'content-length',
  'content-md5',
  'user-agent',
  'host',
  'origin',
  'referer',
  'accept',
  'accept-encoding',
  'accept-language',
  'accept-datetime',
  'cache-control',
  'connection',
  'dnt',
  'content-type',
]);
/** Of the connection, never of a message: must not travel further (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect']);

const TIMEOUT_MS = 10_000;

export interface WebhookAuthenticator extends AsyncDisposable {
  /** `rawHeaders`: names and values in turn, as the client spelt them. */
  (
    headers: Headers,
    body: unknown,
    rawHeaders?: readonly string[],
  ): Promise<{ session: ReturnType<typeof sessionOf>; cookies: readonly string[] }>;
}

export function openWebhook(config: WebhookConfig): WebhookAuthenticator {
  const agent = new Agent({ connections: 50, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS, connectTimeout: TIMEOUT_MS });

  const ask = async (headers: Headers, body: unknown, rawHeaders: readonly string[] | undefined) => {
    const options =
      config.mode === 'GET'
        ? { method: 'GET' as const, headers: pick(headers, (name) => !NOT_FORWARDED.has(name) && !HOP_BY_HOP.has(name)) }
        : {
            method: 'POST' as const,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              headers: rawHeaders ? spelt(rawHeaders) : pick(headers, () => true),
              request: config.sendRequestBody ? (body ?? null) : null,
            }),
          };
    try {
      const reply = await request(config.url, { ...options, dispatcher: agent });
      return { status: reply.statusCode, headers: reply.headers, text: await reply.body.text() };
    } catch (error) {
      throw new EngineError('unexpected', 'webhook authentication request failed', {
        internal: { type: 'http_exception', message: error instanceof Error ? error.message : String(error) },
        cause: error,
      });
    }
  };

  const authenticate = async (headers: Headers, body: unknown, rawHeaders?: readonly string[]) => {
    const reply = await ask(headers, body, rawHeaders);
    if (reply.status === 401)
      throw new EngineError('access-denied', 'Authentication hook unauthorized this request', { status: 401 });
    if (reply.status !== 200) throw new EngineError('unexpected', 'Invalid response from authorization hook');
    const variables = readAnswer(reply.text);
    const role = variables[ROLE];
    if (!role) throw new EngineError('invalid-params', `${ROLE} not found in session variables`);
    const own = Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith('x-hasura-')));
    return { session: sessionOf(role, own, expiry(variables, Date.now())), cookies: [reply.headers['set-cookie'] ?? []].flat() };
  };
  return Object.assign(authenticate, { [Symbol.asyncDispose]: () => agent.close() });
}

/** The hook's own words on how long its answer holds: `Cache-Control: max-age` or `Expires`, as members of its JSON. */
function expiry(answer: Readonly<Record<string, string>>, nowMs: number): number | null {
  const age = /max-age\s*=\s*(\d+)/i.exec(answer['cache-control'] ?? '');
  if (age) return nowMs + Number(age[1]) * 1000;
  const at = Date.parse(answer.expires ?? '');
  return Number.isNaN(at) ? null : at;
}

function pick(headers: Headers, wanted: (name: string) => boolean): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && wanted(name)) out[name] = typeof value === 'string' ? value : value.join(', ');
  return out;
}

function spelt(rawHeaders: readonly string[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) out[rawHeaders[i] ?? ''] = rawHeaders[i + 1] ?? '';
  return out;
}

/** The members of the answer, which must be texts, by their names in lower case. */
function readAnswer(text: string): Record<string, string> {
  const answer = parseJson(text);
  if (answer === undefined) throw badAnswer('$', 'Failed reading: not a valid json value');
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw badAnswer('$', unfit('HashMap ~Text', 'Object', answer));
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer)) {
    if (typeof value !== 'string')
      throw badAnswer(/^[A-Za-z][A-Za-z0-9]*$/.test(name) ? `$.${name}` : `$['${name}']`, unfit('Text', 'String', value));
    variables[name.toLowerCase()] = value;
  }
  return variables;
}

const badAnswer = (at: string, why: string) =>
  new EngineError('unexpected', `Invalid response from authorization hook: Error in ${at}: ${why}`);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
