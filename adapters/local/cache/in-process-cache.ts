/** The cache of one process. Memory is bounded: what was not used for longest goes first. */
import { LRUCache } from 'lru-cache';
import type { Cache } from '../../../domain/ports/cache.ts';

const MAX_VALUES = 20_000;
const MAX_BUCKETS = 100_000;
const MAX_RINGS = 5_000;

export function openInProcessCache(now: () => number = () => performance.now()): Cache {
  const values = new LRUCache<string, { readonly value: string; readonly until: number }>({ max: MAX_VALUES });
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: MAX_BUCKETS });
  const rings = new LRUCache<string, { readonly values: string[]; until: number }>({ max: MAX_RINGS });
  const ringOf = (key: string) => {
    const found = rings.get(key);
    return found !== undefined && found.until > now() ? found : null;
  };
  return {
    name: 'in-process',
    get: async (key) => {
      const found = values.get(key);
      if (found !== undefined && found.until > now()) return found.value;
      values.delete(key);
      return null;
    },
    set: async (key, value, ttlMs) => void values.set(key, { value, until: now() + ttlMs }),
    delete: async (key) => {
      values.delete(key);
      rings.delete(key);
    },
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
    push: async (values, { most, ttlMs }) => {
      for (const { key, value } of values) {
        const ring = ringOf(key) ?? { values: [], until: 0 };
        ring.values.push(value);
        if (ring.values.length > most) ring.values.splice(0, ring.values.length - most);
        ring.until = now() + ttlMs;
        rings.set(key, ring);
      }
    },
    rings: async (keys) => keys.map((key) => [...(ringOf(key)?.values ?? [])]),
  };
}
