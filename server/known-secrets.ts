/** The secret values this process has had in its hands lately, for logs: whatever gets into a line, none of them is written. */
import { LRUCache } from 'lru-cache';
import type { SecretStore } from '../domain/ports/secret-store.ts';
import { createRedact, type Redact } from '../kit/redact.ts';

export interface KnownSecrets {
  add(name: string, value: string): void;
  readonly redact: Redact;
}

/** `own` are NorthStack's own: they are never forgotten. */
export function createKnownSecrets(own: readonly string[]): KnownSecrets {
  const fixed = own.map((value) => ['', value] as const);
  const recent = new LRUCache<string, readonly [string, string]>({ max: 5_000 });
  let redact: Redact | null = createRedact(fixed);
  return {
    add: (name, value) => {
      const id = `${name}=${value}`;
      if (recent.get(id) !== undefined) return;
      recent.set(id, [name, value]);
      redact = null;
    },
    redact: (text) => {
      redact ??= createRedact([...fixed, ...recent.values()]);
      return redact(text);
    },
  };
}

/** The store, with every value that passes through it known to the log. */
export const knownTo = (known: KnownSecrets, store: SecretStore): SecretStore => ({
  ...store,
  put: (address, value, signal) => {
    known.add(address.key, value);
    return store.put(address, value, signal);
  },
  get: async (address, sealed, signal) => {
    const value = await store.get(address, sealed, signal);
    known.add(address.key, value);
    return value;
  },
});
