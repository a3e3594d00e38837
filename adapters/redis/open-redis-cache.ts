/**
 * The cache on a server of the Redis protocol: Redis, Valkey, DragonflyDB. A call fails soon when the server is away: whoever calls has
 * something else to go on with.
 */
import { Redis } from 'ioredis';
import { z } from 'zod';
import type { Cache } from '../../domain/ports/cache.ts';
import { Fault } from '../../kit/fault.ts';

export interface RedisCacheOptions {
  /** `redis://user:password@host:port/database`, or `rediss://…` for TLS. */
  readonly url: string;
  /** PEM; null: the system's authorities. */
  readonly ca: string | null;
  /** For one command. Default 500 ms. */
  readonly timeoutMs?: number;
}

const PREFIX = 'northstack:';

/** The server's own clock, so that everybody counts alike. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local maximum, per = tonumber(ARGV[1]), tonumber(ARGV[2])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1]) or maximum, tonumber(bucket[2]) or now
tokens = math.min(maximum, tokens + math.max(0, now - at) * maximum / per)
local wait = 0
if tokens < 1 then wait = math.ceil((1 - tokens) * per / maximum) else tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(per))
return wait`;

const PUSH = `
for i, key in ipairs(KEYS) do
  redis.call('RPUSH', key, ARGV[i + 2])
  redis.call('LTRIM', key, -tonumber(ARGV[1]), -1)
  redis.call('PEXPIRE', key, tonumber(ARGV[2]))
end`;

const RINGS = `
local rings = {}
for i, key in ipairs(KEYS) do rings[i] = redis.call('LRANGE', key, 0, -1) end
return rings`;

const rings = z.array(z.array(z.string()));

export function openRedisCache({ url, ca, timeoutMs = 500 }: RedisCacheOptions): Cache & AsyncDisposable {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: timeoutMs,
    // What cannot be sent now is not sent later: nobody waits for it any more.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(2_000, 100 * times),
    // The other one writes now, behind the same name. Scripts say it somewhere in their words.
    reconnectOnError: (error) => /\bREADONLY\b/.test(error.message),
    connectionName: 'northstack',
    ...(ca === null ? {} : { tls: { ca } }),
  });
  // Each call says by itself what went wrong.
  let lastError: Error | null = null;
  redis.on('error', (error: Error) => {
    lastError = error;
  });
  redis.on('ready', () => {
    lastError = null;
  });
  const ready = redis.connect().catch(() => {});
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      // Only the first call finds a connection that is being made.
      if (redis.status === 'connecting' || redis.status === 'connect') await Promise.race([ready, expired(timeoutMs)]);
      return await work();
    } catch (error) {
      throw redisFault(error, lastError);
    }
  };
  const named = (key: string): string => `${PREFIX}${key}`;
  return {
    name: 'redis',
    get: (key) => call(() => redis.get(named(key))),
    set: (key, value, ttlMs) => call(async () => void (await redis.set(named(key), value, 'PX', Math.max(1, Math.ceil(ttlMs))))),
    delete: (key) => call(async () => void (await redis.del(named(key)))),
    take: (key, { maximum, perMs }) => call(async () => Number(await redis.eval(TAKE, 1, named(key), maximum, perMs))),
    push: async (values, { most, ttlMs }) => {
      if (values.length === 0) return;
      const keys = values.map(({ key }) => named(key));
      const given = [most, Math.max(1, Math.ceil(ttlMs)), ...values.map(({ value }) => value)];
      await call(() => redis.eval(PUSH, keys.length, ...keys, ...given));
    },
    rings: async (keys) =>
      keys.length === 0 ? [] : rings.parse(await call(() => redis.eval(RINGS, keys.length, ...keys.map(named)))),
    [Symbol.asyncDispose]: async () => redis.disconnect(),
  };
}

function expired(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function redisFault(error: unknown, lastError: Error | null): Fault {
  const texts = [error, lastError].map((e) => (e instanceof Error ? e.message : ''));
  if (texts.some((text) => /^(NOAUTH|WRONGPASS|NOPERM|ERR invalid password|ERR Client sent AUTH)/.test(text)))
    return new Fault('auth', {
      code: 'cache-refused-us',
      message: 'The cache does not let us in, or not do what we need. Check REDIS_URL.',
      cause: error,
    });
  if (texts.some((text) => /^(MOVED|ASK|CROSSSLOT|CLUSTERDOWN)\b/.test(text)))
    return new Fault('retry', {
      code: 'cache-is-cluster',
      message: 'The cache is one of several shards. NorthStack needs one that takes every key: name one without cluster mode.',
      cause: error,
    });
  if (texts.some((text) => /\b(OOM|READONLY|LOADING|MISCONF|BUSY|MASTERDOWN)\b/.test(text)))
    return new Fault('retry', {
      code: 'cache-busy',
      message: `The cache does not take it at the moment: ${texts[0]?.split('\n', 1)[0]?.slice(0, 200)}`,
      cause: error,
    });
  const why = lastError?.message || texts[0] || 'for an unknown reason';
  return new Fault('retry', { code: 'cache-unreachable', message: `The cache cannot be reached: ${why}.`, cause: error });
}
