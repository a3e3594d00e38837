/**
 * Remembers for a while what can be found out again, and counts how often somebody asks. Nothing in it is the truth: it may forget
 * everything at any time. Shared by everybody who opens it at the same place. The contract suite is test/contracts/cache.contract.ts.
 */

export interface Cache {
  readonly name: string;
  /** null: it is not known (any more). @throws Fault retry | auth */
  get(key: string): Promise<string | null>;
  /** For at most `ttlMs`, at least 1. @throws as `get` */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Deleting the absent succeeds. @throws as `get` */
  delete(key: string): Promise<void>;
  /**
   * Takes one from an allowance; of any number of parallel takers exactly as many succeed as there is. Answers 0 when it was taken, or
   * milliseconds until there is one. @throws as `get`
   */
  take(key: string, allowance: Allowance): Promise<number>;
  /** Appends each value to the ring of its key, in their order. @throws as `get` */
  push(values: readonly RingValue[], ring: Ring): Promise<void>;
  /** What the rings of these keys hold, the oldest first, in the order of the keys; nothing where nothing is known (any more). @throws as `get` */
  rings(keys: readonly string[]): Promise<readonly (readonly string[])[]>;
}

export interface RingValue {
  readonly key: string;
  readonly value: string;
}

/** Holds the newest `most` values, at least 1, until nothing was pushed for `ttlMs`. */
export interface Ring {
  readonly most: number;
  readonly ttlMs: number;
}

/** A token bucket: whoever was quiet may use all of it at once, then gets it back evenly. */
export interface Allowance {
  readonly maximum: number;
  readonly perMs: number;
}
