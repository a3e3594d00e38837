/**
 * A cache that always answers: while the shared one is away, by one of this process, which begins empty each time. The shared one is tried
 * again after a second; one request finds out, the others do not wait for it.
 */
import type { Cache } from '../../domain/ports/cache.ts';
import { Fault } from '../../kit/fault.ts';

export type FallbackObservation =
  | { readonly kind: 'cache-lost'; readonly cache: string; readonly error: unknown }
  | { readonly kind: 'cache-back'; readonly cache: string };

export interface FallbackOptions {
  readonly observe: (observation: FallbackObservation) => void;
  readonly now: () => number;
}

const AGAIN_MS = 1_000;
/** One that is full, or a replica, still answers what it knows: it is back when it takes something again, or after this. */
const FULL_MS = 60_000;

export function withFallback(shared: Cache, openOwn: () => Cache, { observe, now }: FallbackOptions): Cache {
  let own: Cache | null = null;
  let tryAt = 0;
  let fullUntil = 0;
  const use = async <T>(work: (cache: Cache) => Promise<T>, adds = false): Promise<T> => {
    if (own !== null && (now() < tryAt || (!adds && now() < fullUntil))) return await work(own);
    tryAt = now() + AGAIN_MS;
    try {
      const answer = await work(shared);
      if (own !== null) {
        own = null;
        fullUntil = 0;
        observe({ kind: 'cache-back', cache: shared.name });
      }
      return answer;
    } catch (error) {
      tryAt = now() + AGAIN_MS;
      if (adds && error instanceof Fault && error.code === 'cache-busy') fullUntil = now() + FULL_MS;
      if (own === null) {
        own = openOwn();
        observe({ kind: 'cache-lost', cache: shared.name, error });
      }
      return await work(own);
    }
  };
  return {
    name: shared.name,
    get: (key) => use((cache) => cache.get(key)),
    set: (key, value, ttlMs) => use((cache) => cache.set(key, value, ttlMs), true),
    delete: (key) => use((cache) => cache.delete(key)),
    take: (key, allowance) => use((cache) => cache.take(key, allowance), true),
    push: (values, ring) => use((cache) => cache.push(values, ring), true),
    rings: (keys) => use((cache) => cache.rings(keys)),
  };
}
