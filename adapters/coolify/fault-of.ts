/** Coolify's refusals in our words. A 403 that says `success: true` is one like any other. */
import { Fault } from '../../kit/fault.ts';
import { type EndpointAnswer, kindOfStatus } from '../http/open-endpoint.ts';
import { problem } from './replies.ts';

/** Both kinds of 429 are there: one of the rate limit, one of the queue of `/deploy`. */
export const isRateLimit = ({ status, headers }: EndpointAnswer): boolean =>
  status === 429 && headers['x-ratelimit-remaining'] === '0';

/** null: it is a success. */
export function faultOf(answer: EndpointAnswer, what: string): Fault | null {
  const { status, retryAfterMs } = answer;
  const kind = kindOfStatus(status);
  if (kind === null) return null;
  const said = wordsOf(answer);
  const detail = `${what}: ${status} ${said}`;
  if (status === 429) {
    const after = retryAfterMs ?? 60_000;
    return isRateLimit(answer)
      ? new Fault('retry', { code: 'coolify-rate-limited', message: LIMITED, detail, retryAfterMs: after })
      : new Fault('retry', { code: 'build-queue-full', message: QUEUE_FULL, detail, retryAfterMs: after });
  }
  // A token without a team is answered 400.
  if (kind === 'auth' || /^Invalid token/.test(said))
    return new Fault('auth', { code: 'coolify-refused', message: refusal(status, said), detail });
  // What a request that was late has put to use goes once its user is gone.
  if (/ is in use and cannot be deleted/.test(said))
    return new Fault('retry', { code: 'coolify-in-use', message: `Coolify (${what}): ${said}`, detail });
  return new Fault(kind, { code: `coolify-${CODES[kind]}`, message: `Coolify (${what}): ${said}`, detail });
}

const CODES = { retry: 'failed', conflict: 'conflict', reject: 'rejected', auth: 'refused', gone: 'not-found' } as const;
const LIMITED = 'Coolify answers no more requests for now (its rate limit). They go on by themselves.';
const QUEUE_FULL = 'The queue of the build server is full. The build goes on as soon as there is room.';

function refusal(status: number, said: string): string {
  if (status === 401) return 'Coolify does not know the token. Set NORTHSTACK_COOLIFY_TOKEN to a valid one.';
  if (/API is disabled/.test(said)) return 'The API of Coolify is switched off. Switch it on in its settings.';
  if (/not allowed to access the API/.test(said))
    return 'Coolify does not take requests from this address. Add it to the allowed addresses of its API.';
  return `The token of Coolify may not do this (${said}). It needs the abilities read, read:sensitive, write and deploy.`;
}

/** Its text and the names of what it refuses; never more than fits a sentence. */
function wordsOf(answer: EndpointAnswer): string {
  const parsed = problem.safeParse(answer.json());
  if (!parsed.success) return `status ${answer.status}`;
  const { message, errors } = parsed.data;
  const fields = Object.entries(errors ?? {}).map(([field, texts]) => `${field}: ${[texts].flat().join(' ')}`);
  return [message ?? `status ${answer.status}`, ...fields].join(' ').slice(0, 500);
}
