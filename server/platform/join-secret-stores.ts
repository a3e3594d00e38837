/**
 * One store to keep values in, and others that values are still opened from: rewrapping brings them over. References say by their beginning whose
 * they are.
 */
import type { SecretStore } from '../../domain/ports/secret-store.ts';
import { Fault } from '../../kit/fault.ts';

export interface JoinedStore {
  readonly store: SecretStore;
  /** What all of its references begin with. */
  readonly prefix: string;
}

export function joinSecretStores(current: JoinedStore, earlier: readonly JoinedStore[]): SecretStore {
  const all = [current, ...earlier];
  const storeOf = (sealed: string): SecretStore | null => all.find(({ prefix }) => sealed.startsWith(prefix))?.store ?? null;
  const required = (sealed: string): SecretStore => {
    const store = storeOf(sealed);
    if (store !== null) return store;
    throw new Fault('gone', {
      code: 'secret-gone',
      message: 'The value of this secret is kept in no store that is set up here. Set it again.',
    });
  };
  return {
    name: current.store.name,
    opens: all.map(({ store }) => store.name),
    put: current.store.put,
    get: async (address, sealed, signal) => {
      signal?.throwIfAborted();
      return await required(sealed).get(address, sealed, signal);
    },
    // What a store keeps that is not set up any more is nothing of ours.
    destroy: async (sealed, signal) => {
      signal?.throwIfAborted();
      await storeOf(sealed)?.destroy(sealed, signal);
    },
    locate: (sealed) => storeOf(sealed)?.locate(sealed) ?? null,
    currentPrefix: current.store.currentPrefix,
    rewrap: async (address, sealed, signal) => {
      const store = required(sealed);
      if (store === current.store) return await store.rewrap(address, sealed, signal);
      return await current.store.put(address, await store.get(address, sealed, signal), signal);
    },
  };
}
