/**
 * Keeps large things apart from this machine, by keys of our own such as `backups/<id>/<id>.tar.gz`. The contract suite is
 * test/contracts/object-store.contract.ts. Each call throws Fault retry (cannot be reached, busy) | auth (it does not let us in) | reject.
 */

export interface ObjectStore {
  readonly name: string;
  /** Where an object is, for people: `s3://bucket/backups/…`. */
  locationOf(key: string): string;
  /** Resolves when all of it is kept; before, and when it fails, there is nothing by that key, or what was there before. */
  put(key: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void>;
  /** @throws also Fault gone; the stream fails when it breaks off */
  get(key: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  /** null: there is none. */
  sizeOf(key: string, signal?: AbortSignal): Promise<number | null>;
  /** Keys that begin so, in order. */
  list(prefix: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** Deleting the absent succeeds. */
  delete(key: string, signal?: AbortSignal): Promise<void>;
  /** An address by which whoever has it reads the object for a while; null: this store gives none. */
  addressFor(key: string, validMs: number): Promise<string | null>;
}
