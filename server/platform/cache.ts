/** `REDIS_URL`: a cache that replicas share; without it, and while it is away, each process has its own. */
import { z } from 'zod';
import { openInProcessCache } from '../../adapters/local/cache/in-process-cache.ts';
import { openRedisCache } from '../../adapters/redis/open-redis-cache.ts';
import type { Cache } from '../../domain/ports/cache.ts';
import type { Closers } from '../closers.ts';
import { certificateFile } from '../config/file-setting.ts';
import { type Environment, readSettings } from '../config/settings.ts';
import type { Log } from '../log.ts';
import { withFallback } from './with-fallback.ts';

const settings = z.object({
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be redis://host:port or rediss://host:port' }).optional(),
  REDIS_CA_FILE: certificateFile,
});

export interface CachePart {
  readonly environment: Environment;
  readonly log: Log;
  readonly closers: Closers;
}

export function openCache({ environment, log, closers }: CachePart): Cache {
  const given = readSettings(environment, settings);
  const own = openInProcessCache();
  if (given.REDIS_URL === undefined) return own;
  const shared = openRedisCache({ url: given.REDIS_URL, ca: given.REDIS_CA_FILE });
  closers.add({ name: 'cache', close: () => shared[Symbol.asyncDispose]() });
  return withFallback(shared, openInProcessCache, {
    observe: (observation) =>
      observation.kind === 'cache-lost' ? log.warn(observation, 'cache') : log.info(observation, 'cache'),
    now: Date.now,
  });
}
