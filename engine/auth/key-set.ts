/**
 * A provider's signing keys (JWKS): fetched at start (failing is fatal), then again when the answer's cache headers say that
 * it is stale. Without such headers it is never refreshed. A failed refresh keeps the keys and is tried again with growing pauses.
 */
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { request } from 'undici';
import { Fault } from '../../kit/fault.ts';
import type { Observe } from '../observation.ts';

export interface KeySet extends Disposable {
  /** Finds the key that a token's header names. */
  readonly find: JWTVerifyGetKey;
}

interface Fetched {
  readonly keys: JSONWebKeySet;
  /** null: never. */
  readonly refreshInMs: number | null;
}

const TIMEOUT_MS = 10_000;
const MIN_REFRESH_MS = 1_000;
const MAX_RETRY_MS = 60_000;
const MAX_TIMER_MS = 2 ** 31 - 1;

export async function openKeySet(url: string, observe: Observe, onChange: () => void): Promise<KeySet> {
  const first = await fetchKeys(url);
  let current = createLocalJWKSet(first.keys);
  let text = JSON.stringify(first.keys);
  let timer: NodeJS.Timeout | null = null;
  let retryMs = MIN_REFRESH_MS;
  let isClosed = false;

  const schedule = (ms: number | null) => {
    if (ms === null || isClosed) return;
    timer = setTimeout(refresh, Math.min(Math.max(ms, MIN_REFRESH_MS), MAX_TIMER_MS));
    timer.unref();
  };
  const refresh = async () => {
    try {
      const next = await fetchKeys(url);
      retryMs = MIN_REFRESH_MS;
      const nextText = JSON.stringify(next.keys);
      if (nextText !== text) {
        current = createLocalJWKSet(next.keys);
        text = nextText;
        onChange();
      }
      observe({ kind: 'jwk-refreshed', url, message: null });
      schedule(next.refreshInMs);
    } catch (error) {
      observe({ kind: 'jwk-failed', url, message: error instanceof Error ? error.message : String(error) });
      schedule(retryMs);
      retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
    }
  };

  schedule(first.refreshInMs);
  return {
    find: (header, token) => current(header, token),
    [Symbol.dispose]: () => {
      isClosed = true;
      if (timer) clearTimeout(timer);
    },
  };
}

async function fetchKeys(url: string): Promise<Fetched> {
  const fail = (why: string, cause?: unknown) =>
    new Fault('retry', { code: 'jwk-unavailable', message: `The JWK set at ${url} cannot be used: ${why}`, cause });
  try {
    const reply = await request(url, { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
    const body = await reply.body.text();
    if (reply.statusCode !== 200) throw fail(`it answers ${reply.statusCode}`);
    const keys: unknown = JSON.parse(body);
    if (!isKeySet(keys)) throw fail('it holds no list of keys');
    return { keys, refreshInMs: refreshDelayMs(reply.headers, Date.now()) };
  } catch (error) {
    throw error instanceof Fault ? error : fail(error instanceof Error ? error.message : String(error), error);
  }
}

const isKeySet = (value: unknown): value is JSONWebKeySet =>
  typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys);

/** Milliseconds until an answer is stale by `Cache-Control` (s-maxage, max-age, no-cache, no-store) or `Expires`; null: never. */
export function refreshDelayMs(headers: Readonly<Record<string, string | string[] | undefined>>, nowMs: number): number | null {
  const control = [headers['cache-control'] ?? ''].flat().join(',').toLowerCase();
  const age = /(?:^|[\s,])s-maxage\s*=\s*"?(\d+)/.exec(control) ?? /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control);
  if (age) return Number(age[1]) * 1000;
  if (/(?:^|[\s,])no-(?:cache|store)\b/.test(control)) return MIN_REFRESH_MS;
  const expires = [headers.expires ?? ''].flat()[0] ?? '';
  if (expires === '') return null;
  const at = Date.parse(expires);
  return Number.isNaN(at) ? MIN_REFRESH_MS : Math.max(at - nowMs, MIN_REFRESH_MS);
}
