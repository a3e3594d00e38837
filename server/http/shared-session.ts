/**
 * Sessions that API keys were exchanged for, for a moment, in the cache that all replicas share: one exchanges, the others find it. What is
 * kept is encrypted with the key it belongs to, so that a copy of the cache opens nothing.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Cache } from '../../domain/ports/cache.ts';

export interface SharedSessions {
  /** @throws what `exchange` throws */
  of(apiKey: string, exchange: () => Promise<string>): Promise<string>;
}

const derive = (apiKey: string, use: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', apiKey, 'northstack', use, bytes));

export function createSharedSessions(cache: Cache, keptMs: number): SharedSessions {
  return {
    of: async (apiKey, exchange) => {
      const name = `session:${derive(apiKey, 'session name', 32).toString('base64url')}`;
      const found = open(apiKey, await cache.get(name));
      if (found !== null) return found;
      const token = await exchange();
      await cache.set(name, seal(apiKey, token), keptMs);
      return token;
    },
  };
}

function seal(apiKey: string, token: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derive(apiKey, 'session value', 32), iv);
  return Buffer.concat([iv, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** null: nothing there, or something else. */
function open(apiKey: string, sealed: string | null): string | null {
  const bytes = Buffer.from(sealed ?? '', 'base64url');
  if (bytes.length < 28) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', derive(apiKey, 'session value', 32), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
