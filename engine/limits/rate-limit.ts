/**
 * Requests a minute for each caller (api_limits' `rate_limit`), as a token bucket: a quiet caller may use a whole minute's
 * allowance at once, then gets it back evenly. Memory is bounded: the least recently seen callers are forgotten.
 */
import { LRUCache } from 'lru-cache';
import type { RateLimit } from '../model/model.ts';
import type { Session } from '../session.ts';

/** Milliseconds until the requests would be admitted; 0: they are. */
export type RateLimiter = (rule: RateLimit, session: Session, ip: string, requests: number) => number;

const MAX_CALLERS = 100_000;

/** `now` in milliseconds. */
export function createRateLimiter(now: () => number = Date.now): RateLimiter {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: MAX_CALLERS });
  return (rule, session, ip, requests) => {
    const key = callerKey(rule, session, ip);
    const at = now();
    const bucket = buckets.get(key) ?? { tokens: rule.maxPerMinute, at };
    bucket.tokens = Math.min(rule.maxPerMinute, bucket.tokens + ((at - bucket.at) / 60_000) * rule.maxPerMinute);
    bucket.at = at;
    buckets.set(key, bucket);
    if (bucket.tokens < requests) return Math.ceil(((requests - bucket.tokens) / rule.maxPerMinute) * 60_000);
    bucket.tokens -= requests;
    return 0;
  };
}

function callerKey({ uniqueParams }: RateLimit, session: Session, ip: string): string {
  if (uniqueParams === null) return session.role;
  const parts = uniqueParams === 'IP' ? [ip] : uniqueParams.map((name) => session.variables[name.toLowerCase()] ?? '');
  return JSON.stringify([session.role, ...parts]);
}
