/**
 * A cache that always answers: while the shared one is away, by one of this process, which begins empty each time. The shared one is tried
 * again after a second; one request finds out, the others do not wait for it.
 */
import type { Cache } from '../../domain/ports/cache.ts';

export type FallbackObservation =
  | { readonly kind: 'cache-lost'; readonly cache: string; readonly error: unknown }
  | { readonly kind: 'cache-back'; readonly cache: string };

export interface FallbackOptions {
  readonly observe: (observation: FallbackObservation) => void;
  readonly now: () => number;
}

const AGAIN_MS = 1_000;

export function withFallback(shared: Cache, openOwn: () => Cache, { observe, now }: FallbackOptions): Cache {
  let own: Cache | null = null;
  let tryAt = 0;
  const use = async <T>(work: (cache: Cache) => Promise<T>): Promise<T> => {
    if (own !== null && now() < tryAt) return await work(own);
    tryAt = now() + AGAIN_MS;
    try {
      const answer = await work(shared);
      if (own !== null) {
        own = null;
        observe({ kind: 'cache-back', cache: shared.name });
      }
      return answer;
    } catch (error) {
      tryAt = now() + AGAIN_MS;
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
    set: (key, value, ttlMs) => use((cache) => cache.set(key, value, ttlMs)),
    delete: (key) => use((cache) => cache.delete(key)),
    take: (key, allowance) => use((cache) => cache.take(key, allowance)),
    push: (values, ring) => use((cache) => cache.push(values, ring)),
    rings: (keys) => use((cache) => cache.rings(keys)),
  };
}
