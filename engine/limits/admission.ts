/** Whether a caller may send these requests now: batch size and request rate of the role (dialect §1.8 `api_limits`). Admins may. */
import { EngineError } from '../error.ts';
import type { ApiLimits, Limit } from '../model/model.ts';
import type { Session } from '../session.ts';
import { createRateLimiter } from './rate-limit.ts';

export type Admit = (session: Session, ip: string, requests: number) => void;

export function createAdmission(limits: () => ApiLimits): Admit {
  const waitFor = createRateLimiter();
  return (session, ip, requests) => {
    if (session.role === 'admin') return;
    const { disabled, batch, rate } = limits();
    if (disabled) return;
    const maxBatch = limitFor(batch, session.role);
    if (maxBatch !== null && requests > maxBatch)
      throw new EngineError(
        'invalid-query-resource-limits',
        `batch size limit exceeded: the batch holds ${requests} operations, the limit is ${maxBatch}`,
      );
    const rule = rate.perRole.get(session.role) ?? rate.global;
    const waitMs = rule === null ? 0 : waitFor(rule, session, ip, requests);
    if (rule !== null && waitMs > 0)
      throw new EngineError('invalid-query-resource-limits', `rate limit exceeded: ${rule.maxPerMinute} requests a minute`, {
        status: 429,
        headers: rateLimitHeaders(rule.maxPerMinute, Math.ceil(waitMs / 1000)),
      });
  };
}

/** A role's own limit overrides the global one. */
const limitFor = (limit: Limit, role: string): number | null => limit.perRole.get(role) ?? limit.global;

/** RFC 9110 §10.2.3 and draft-ietf-httpapi-ratelimit-headers: the policy, and that nothing of it is left. */
const rateLimitHeaders = (maxPerMinute: number, waitSeconds: number): readonly string[] => [
  'Retry-After',
  String(waitSeconds),
  'RateLimit-Policy',
  `"minute";q=${maxPerMinute};w=60`,
  'RateLimit',
  `"minute";r=0;t=${waitSeconds}`,
];
