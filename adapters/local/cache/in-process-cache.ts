/** The cache of one process. Memory is bounded: what was not used for longest goes first. */
import { LRUCache } from 'lru-cache';
import type { Cache } from '../../../domain/ports/cache.ts';

const MAX_VALUES = 20_000;
const MAX_BUCKETS = 100_000;

export function openInProcessCache(now: () => number = () => performance.now()): Cache {
  const values = new LRUCache<string, { readonly value: string; readonly until: number }>({ max: MAX_VALUES });
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: MAX_BUCKETS });
  return {
    name: 'in-process',
    get: async (key) => {
      const found = values.get(key);
      if (found !== undefined && found.until > now()) return found.value;
      values.delete(key);
      return null;
    },
    set: async (key, value, ttlMs) => void values.set(key, { value, until: now() + ttlMs }),
    delete: async (key) => void values.delete(key),
    take: async (key, { maximum, perMs }) => {
      const at = now();
      const bucket = buckets.get(key) ?? { tokens: maximum, at };
      bucket.tokens = Math.min(maximum, bucket.tokens + ((at - bucket.at) * maximum) / perMs);
      bucket.at = at;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * perMs) / maximum);
      bucket.tokens -= 1;
      return 0;
    },
  };
}
